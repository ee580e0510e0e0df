import { Select } from 'antd';
import { useMemo } from 'react';
import { ordered } from '../../../shared/model/project.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import { useProject } from '../../app/projectStore.ts';

/** Chooses questions of the project in the order of the questionnaire; found by name or wording. */
export function QuestionsSelect({
  id,
  value,
  accepts,
  many,
  onChange,
}: {
  readonly id: string;
  readonly value: readonly string[];
  readonly accepts: (variable: Variable) => boolean;
  readonly many: boolean;
  onChange(ids: readonly string[]): void;
}) {
  const { entities } = useProject();
  const options = useMemo(
    () =>
      ordered(entities.variable)
        .filter(accepts)
        .map((variable) => ({
          value: variable.id as string,
          label: variable.name === variable.label ? variable.label : `${variable.name} ${variable.label}`,
        })),
    [entities.variable, accepts],
  );
  const common = { id, options, showSearch: { optionFilterProp: 'label' as const }, style: { width: '100%' } };
  return many ? (
    <Select<string[]>
      {...common}
      mode="multiple"
      maxTagCount={6}
      value={[...value]}
      onChange={(ids) => onChange(ids)}
    />
  ) : (
    <Select<string> {...common} value={value[0] ?? null} onChange={(one) => onChange([one])} />
  );
}
