import { Segmented } from 'antd';
import { memo, useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { useProject } from '../../app/projectStore.ts';
import { HistoryList } from '../../components/HistoryList.tsx';
import { type InspectorTab, useDataView } from './dataView.ts';
import { FormInspector } from './FormInspector.tsx';
import { QuestionInspector } from './QuestionInspector.tsx';

const Question = memo(QuestionInspector);
const Form = memo(FormInspector);

/**
 * What is selected in the sheet: the question, the form, what was done to both. Its fields are many: they follow the selection a little
 * later, in pieces, so that moving through the sheet never waits for them.
 */
export function DataInspector({ onExclude }: { onExclude(rows: readonly number[]): void }) {
  const { t } = useTranslation('data');
  const { rowCount, entities } = useProject();
  const variableId = useDeferredValue(useDataView((state) => state.variableId));
  const row = useDeferredValue(useDataView((state) => state.row));
  const tab = useDataView((state) => state.tab);
  const select = useDataView((state) => state.select);
  const variable = variableId === null ? undefined : entities.variable.get(variableId);
  const form = row !== null && row < rowCount ? row : null;
  const tabs: readonly { value: InspectorTab; label: string; disabled?: boolean }[] = [
    { value: 'question', label: t('tabs.question') },
    {
      value: 'form',
      label: form === null ? t('tabs.form') : t('tabs.formNumber', { form: form + 1 }),
      disabled: form === null,
    },
    { value: 'history', label: t('tabs.history') },
  ];
  return (
    <>
      <div className="data-tabs">
        <Segmented<InspectorTab>
          block
          value={tab}
          options={[...tabs]}
          onChange={(next) => select({ tab: next })}
          aria-label={t('tabs.label')}
        />
      </div>
      {tab === 'question' ? (
        variable ? (
          <Question key={variable.id} variable={variable} />
        ) : (
          <p className="data-inspector field-note">{t('selectQuestion')}</p>
        )
      ) : null}
      {tab === 'form' && form !== null ? <Form row={form} onExclude={onExclude} /> : null}
      {tab === 'history' ? (
        <div className="data-inspector">
          <HistoryList limit={200} />
        </div>
      ) : null}
    </>
  );
}
