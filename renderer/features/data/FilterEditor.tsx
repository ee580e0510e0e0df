import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ordered, type FilterCondition } from '../../../shared/model/project.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import { useProject } from '../../app/projectStore.ts';
import { useProjectActions } from '../../app/useProjectActions.ts';
import { useColumn } from './columnCache.ts';
import { countedAnswers } from './countAnswers.ts';

interface ConditionProps {
  readonly condition: FilterCondition;
  readonly variables: readonly Variable[];
  onChange(condition: FilterCondition): void;
  onRemove(): void;
}

function Condition({ condition, variables, onChange, onRemove }: ConditionProps) {
  const { t } = useTranslation('data');
  const variable = variables.find((one) => one.id === condition.variableId);
  const column = useColumn(condition.variableId);
  const answers = useMemo(
    () =>
      column && variable
        ? countedAnswers(column, variable).answers.map((answer) => ({
            value: answer.value,
            label: t('filter.answer', { answer: answer.label, forms: answer.count }),
          }))
        : [],
    [column, variable, t],
  );
  return (
    <div className="data-condition">
      <Select
        aria-label={t('filter.question')}
        value={condition.variableId}
        options={variables.map((one) => ({ value: one.id as string, label: one.label }))}
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={320}
        onChange={(variableId) => onChange({ variableId, values: [] })}
      />
      <Select<(string | number)[]>
        mode="multiple"
        aria-label={t('filter.answers')}
        placeholder={t('filter.answers')}
        value={[...condition.values]}
        options={answers}
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={false}
        maxTagCount="responsive"
        onChange={(values) => onChange({ variableId: condition.variableId, values })}
      />
      <Button type="text" aria-label={t('filter.remove')} icon={<DeleteOutlined />} onClick={onRemove} />
    </div>
  );
}

/** Which forms every computation uses: answers to keep per question, all conditions together. Part of the project, so it can be undone. */
export function FilterEditor() {
  const { t } = useTranslation('data');
  const { entities } = useProject();
  const actions = useProjectActions();
  const variables = useMemo(
    () => ordered(entities.variable).filter((variable) => variable.role !== 'openComment' && variable.role !== 'id'),
    [entities.variable],
  );
  const conditions = entities.filter.get('main')?.conditions ?? [];
  // A condition without answers keeps no form: it stays here until it has one.
  const [unfinished, setUnfinished] = useState<readonly FilterCondition[]>([]);
  const shown = [...conditions, ...unfinished];
  const set = (next: readonly FilterCondition[]): void => {
    const complete = next.filter((condition) => condition.values.length > 0);
    setUnfinished(next.filter((condition) => condition.values.length === 0));
    if (JSON.stringify(complete) !== JSON.stringify(conditions)) {
      void actions.apply({
        type: 'filter.set',
        conditions: complete.map((condition) => ({ variableId: condition.variableId, values: [...condition.values] })),
      });
    }
  };
  const first = variables.find((variable) => variable.role === 'profile') ?? variables[0];
  return (
    <div className="data-filter-editor">
      <p className="field-note">{t('filter.text')}</p>
      {shown.map((condition, index) => (
        <Condition
          // Conditions have no identity of their own; they are only changed in place or removed.
          key={`${index} ${condition.variableId}`}
          condition={condition}
          variables={variables}
          onChange={(next) => set(shown.with(index, next))}
          onRemove={() => set(shown.toSpliced(index, 1))}
        />
      ))}
      <div className="data-filter-row data-filter-end">
        <Button
          size="small"
          icon={<PlusOutlined />}
          disabled={!first}
          onClick={() => first && set([...shown, { variableId: first.id, values: [] }])}
        >
          {t('filter.add')}
        </Button>
        <Button size="small" disabled={shown.length === 0} onClick={() => set([])}>
          {t('filter.clear')}
        </Button>
      </div>
    </div>
  );
}
