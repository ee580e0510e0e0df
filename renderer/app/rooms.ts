import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

export type RoomName = 'data' | 'indicators' | 'analysis' | 'report' | 'project';

export interface Room {
  readonly name: RoomName;
  /** Key in the locale files. */
  readonly title: string;
  /** Fills the frame between bar and status line; lays out its own list, work and inspector with components/RoomLayout. */
  readonly View: LazyExoticComponent<ComponentType>;
}

export const rooms: readonly Room[] = [
  { name: 'data', title: 'rooms.data', View: lazy(() => import('../features/data/DataRoom.tsx')) },
  {
    name: 'indicators',
    title: 'rooms.indicators',
    View: lazy(() => import('../features/indicators/IndicatorsRoom.tsx')),
  },
  { name: 'analysis', title: 'rooms.analysis', View: lazy(() => import('../features/analysis/AnalysisRoom.tsx')) },
  { name: 'report', title: 'rooms.report', View: lazy(() => import('../features/report/ReportRoom.tsx')) },
  { name: 'project', title: 'rooms.project', View: lazy(() => import('../features/project/ProjectRoom.tsx')) },
];
