import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { defaultSettings, defaultSmallestGroup } from '../../../shared/model/dataset.ts';
import { useProject } from '../../app/projectStore.ts';
import { useProjectActions } from '../../app/useProjectActions.ts';
import { CommitNumber } from '../../components/CommitNumber.tsx';
import { TextField } from '../../components/TextField.tsx';
import { CodesField } from '../comments/CodesField.tsx';

const commentLists = ['commentWords', 'commentStopWords'] as const;
const levels = [0.9, 0.95, 0.99];

/** Name, confidence level, threshold of satisfaction, seed, word lists of the open comments. */
export function SettingsSection() {
  const { t } = useTranslation('project');
  const actions = useProjectActions();
  const { entities } = useProject();
  const settings = entities.settings.get('main') ?? defaultSettings;
  const shownLevels = levels.includes(settings.level) ? levels : [...levels, settings.level].toSorted((a, b) => a - b);
  return (
    <div className="project-fields">
      <TextField
        id="project-name"
        label={t('name')}
        value={settings.name}
        required
        onCommit={(name) => void actions.apply({ type: 'settings.set', name: name.slice(0, 120) })}
      />
      <div className="field">
        <label htmlFor="project-level">{t('level')}</label>
        <Select
          id="project-level"
          value={settings.level}
          options={shownLevels.map((level) => ({ value: level, label: `${Math.round(level * 1000) / 10}%` }))}
          onChange={(level) => void actions.apply({ type: 'settings.set', level })}
        />
        <p className="field-note">{t('levelHint')}</p>
      </div>
      <div className="field">
        <label htmlFor="project-threshold">{t('threshold')}</label>
        <CommitNumber
          id="project-threshold"
          min={0}
          max={100}
          value={settings.satisfiedThreshold}
          onCommit={(satisfiedThreshold) => {
            if (satisfiedThreshold !== null) void actions.apply({ type: 'settings.set', satisfiedThreshold });
          }}
        />
        <p className="field-note">{t('thresholdHint')}</p>
      </div>
      <div className="field">
        <label htmlFor="project-smallest">{t('smallestGroup')}</label>
        <CommitNumber
          id="project-smallest"
          min={1}
          max={100}
          precision={0}
          value={settings.smallestGroup ?? defaultSmallestGroup}
          onCommit={(smallestGroup) => {
            if (smallestGroup !== null) void actions.apply({ type: 'settings.set', smallestGroup });
          }}
        />
        <p className="field-note">{t('smallestGroupHint')}</p>
      </div>
      <div className="field">
        <label htmlFor="project-seed">{t('seed')}</label>
        <CommitNumber
          id="project-seed"
          min={0}
          max={2 ** 31 - 1}
          precision={0}
          value={settings.seed}
          onCommit={(seed) => {
            if (seed !== null) void actions.apply({ type: 'settings.set', seed });
          }}
        />
        <p className="field-note">{t('seedHint')}</p>
      </div>
      {commentLists.map((list) => (
        <TextField
          key={list}
          id={`project-${list}`}
          label={t(list)}
          hint={t(`${list}Hint`)}
          multiline
          value={settings[list] ?? ''}
          onCommit={(text) => void actions.apply({ type: 'settings.set', [list]: text })}
        />
      ))}
      <CodesField book="project" />
    </div>
  );
}
