import { Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../shared/contract/methods.ts';
import { useProject } from '../app/projectStore.ts';
import { useClient } from '../client/ClientContext.tsx';

type Level = Pick<Output<'report.segments'>['segments'][number], 'label' | 'n'>;

export interface LevelSelectProps {
  readonly id: string;
  /** The question whose answers are offered; nothing to choose from without one. */
  readonly variableId: string | null;
  /** The label chosen; one that the question no longer has is shown as such. */
  readonly value: string | null;
  onChange(label: string | null): void;
}

/** One answer to a question, as label, with the number of forms in use that gave it. */
export function LevelSelect({ id, variableId, value, onChange }: LevelSelectProps) {
  const { t } = useTranslation('analysis');
  const client = useClient();
  const { projectId, revision } = useProject();
  const [found, setFound] = useState<{ readonly of: string; readonly levels: readonly Level[] } | null>(null);

  useEffect(() => {
    if (variableId === null) return;
    let wanted = true;
    client.call('report.segments', { projectId, variableId }).then(
      ({ segments }) => {
        if (wanted) setFound({ of: variableId, levels: segments });
      },
      // What stands in the way (a personal column, hardly two equal answers) is said by the result itself.
      () => {
        if (wanted) setFound({ of: variableId, levels: [] });
      },
    );
    return () => {
      wanted = false;
    };
  }, [client, projectId, variableId, revision]);

  const levels = found?.of === variableId ? found.levels : null;
  const options = (levels ?? []).map(({ label, n }) => ({ value: label, label: t('form.level', { label, n }) }));
  const lost = value !== null && levels !== null && !levels.some(({ label }) => label === value);
  return (
    <Select
      id={id}
      className="options-wide"
      allowClear
      showSearch
      loading={variableId !== null && levels === null}
      disabled={variableId === null && value === null}
      placeholder={variableId === null ? t('form.levelFirst') : undefined}
      value={value}
      options={lost ? [{ value, label: t('form.levelLost', { label: value }) }, ...options] : options}
      onChange={(label: string | null | undefined) => onChange(label ?? null)}
    />
  );
}
