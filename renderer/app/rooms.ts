import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

export type RoomName = 'data' | 'indicators' | 'analysis' | 'report' | 'project';

export interface Room {
  readonly name: RoomName;
  /** Key in the locale files. */
  readonly title: string;
  /** Fills the frame between bar and status line; lays out its own list, work and inspector with components/RoomLayout. */
  readonly View: LazyExoticComponent<ComponentType>;
}

const dataRoom = () => import('../features/data/DataRoom.tsx');

export const rooms: readonly Room[] = [
  { name: 'data', title: 'rooms.data', View: lazy(dataRoom) },
  {
    name: 'indicators',
    title: 'rooms.indicators',
    View: lazy(() => import('../features/indicators/IndicatorsRoom.tsx')),
  },
  { name: 'analysis', title: 'rooms.analysis', View: lazy(() => import('../features/analysis/AnalysisRoom.tsx')) },
  { name: 'report', title: 'rooms.report', View: lazy(() => import('../features/report/ReportRoom.tsx')) },
  { name: 'project', title: 'rooms.project', View: lazy(() => import('../features/project/ProjectRoom.tsx')) },
];

/** Has the code of the room that every project opens on at hand; a failure is told when the room is entered. */
export const fetchFirstRoom = (): void => void dataRoom().catch(() => {});
