import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { HistoryList } from '../../components/HistoryList.tsx';
import { RoomLayout } from '../../components/RoomLayout.tsx';
import { DataExportSection } from './DataExportSection.tsx';
import { DesignSection } from './DesignSection.tsx';
import { ImportsSection } from './ImportsSection.tsx';
import { PlaceSection } from './PlaceSection.tsx';
import { SettingsSection } from './SettingsSection.tsx';
import { VersionsSection } from './VersionsSection.tsx';
import './project.css';

const sections = [
  { name: 'settings', View: SettingsSection },
  { name: 'design', View: DesignSection },
  { name: 'versions', View: VersionsSection },
  { name: 'imports', View: ImportsSection },
  { name: 'export', View: DataExportSection },
  { name: 'place', View: PlaceSection },
] as const;

/** What holds for the whole project: settings, sampling design, versions, imports, where the data is; its history at the right. */
export default function ProjectRoom() {
  const { t } = useTranslation('project');
  const [current, setCurrent] = useState<string>('settings');
  const page = useRef<HTMLDivElement>(null);
  const go = (name: string): void => {
    setCurrent(name);
    page.current?.querySelector(`#project-${name}`)?.scrollIntoView({ block: 'start' });
  };
  const list = (
    <ul className="project-nav">
      {sections.map(({ name }) => (
        <li key={name}>
          <button type="button" aria-current={current === name ? 'true' : undefined} onClick={() => go(name)}>
            {t(`sections.${name}`)}
          </button>
        </li>
      ))}
    </ul>
  );
  return (
    <RoomLayout
      name="project"
      listTitle={t('title')}
      list={list}
      inspectorTitle={t('history')}
      inspector={
        <div className="project-history">
          <HistoryList limit={300} />
        </div>
      }
    >
      <div className="project-page" ref={page}>
        {sections.map(({ name, View }) => (
          <section
            key={name}
            id={`project-${name}`}
            className="project-section"
            aria-labelledby={`project-${name}-title`}
          >
            <h2 id={`project-${name}-title`}>{t(`sections.${name}`)}</h2>
            <View />
          </section>
        ))}
      </div>
    </RoomLayout>
  );
}
