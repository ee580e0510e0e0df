import { Button, Segmented, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../shared/contract/methods.ts';
import type { Explanation } from '../../../shared/explain/types.ts';
import { useNavigation } from '../../app/navigation.ts';
import { isCancelled, useReport } from '../../app/notices.tsx';
import { useProject } from '../../app/projectStore.ts';
import { useClient } from '../../client/ClientContext.tsx';
import { useDataView } from '../data/dataView.ts';
import { closeExplain } from './openExplain.ts';

type Which = 'used' | 'notUsed';
type Cells = Output<'explain.cells'>;

const pageSize = 100;
/** The choice of every question at once. */
const every = '';

/** The answers behind a number as cells of the imported file, those that count and those that do not; each leads into the sheet. */
export function CellTrace({ explanation }: { readonly explanation: Explanation }) {
  const { t } = useTranslation('explain');
  const { t: ofAnalysis } = useTranslation('analysis');
  const client = useClient();
  const { projectId } = useProject();
  const { reportError } = useReport();
  const goTo = useNavigation((state) => state.goTo);
  const [which, setWhich] = useState<Which>('used');
  const [question, setQuestion] = useState(every);
  const [wanted, setWanted] = useState(pageSize);
  const [held, setHeld] = useState<{ readonly key: string; readonly cells: Cells } | null>(null);
  const { analysis, questions, group, counted } = explanation;
  const key = JSON.stringify([which, question, wanted]);

  useEffect(() => {
    const controller = new AbortController();
    const variableIds = question === every ? questions.map((one) => one.variableId) : [question];
    const pages = async (): Promise<Cells> => {
      let found: Cells = { used: 0, notUsed: 0, cells: [] };
      for (let from = 0; from < wanted; from += pageSize) {
        const page = await client.call(
          'explain.cells',
          { projectId, variableIds, analysis, group, counted, which, from, count: pageSize },
          { signal: controller.signal },
        );
        found = { ...page, cells: [...found.cells, ...page.cells] };
        if (page.cells.length < pageSize) break;
      }
      return found;
    };
    pages().then(
      (cells) => {
        if (!controller.signal.aborted) setHeld({ key, cells });
      },
      (error: unknown) => {
        if (!controller.signal.aborted && !isCancelled(error)) reportError(error);
      },
    );
    return () => controller.abort();
  }, [client, projectId, analysis, questions, group, counted, which, question, wanted, key, reportError]);

  const nameOf = new Map(questions.map((one) => [one.variableId, one.name]));
  const labelOf = new Map(questions.map((one) => [one.variableId, one.label]));
  const cells = held?.cells;
  const total = cells?.[which] ?? 0;
  const choose = (change: () => void): void => {
    change();
    setWanted(pageSize);
  };
  return (
    <section className="explain-part">
      <h4>{t('cells')}</h4>
      <div className="explain-choices">
        <Segmented<Which>
          size="small"
          aria-label={t('cells')}
          value={which}
          onChange={(next) => choose(() => setWhich(next))}
          options={[
            { value: 'used', label: cells ? `${t('used')} ${cells.used.toLocaleString('en-US')}` : t('used') },
            {
              value: 'notUsed',
              label: cells ? `${t('notUsed')} ${cells.notUsed.toLocaleString('en-US')}` : t('notUsed'),
            },
          ]}
        />
        {questions.length > 1 ? (
          <Select
            size="small"
            className="explain-question"
            aria-label={t('question')}
            value={question}
            showSearch={{ optionFilterProp: 'label' }}
            popupMatchSelectWidth={360}
            onChange={(next: string) => choose(() => setQuestion(next))}
            options={[
              { value: every, label: t('every', { count: questions.length }) },
              ...questions.map((one) => ({ value: one.variableId, label: `${one.name} ${one.label}` })),
            ]}
          />
        ) : (
          <span className="explain-quiet">{questions[0]?.label}</span>
        )}
      </div>
      {cells && total === 0 ? (
        <p className="explain-quiet">{t(which === 'used' ? 'noneUsed' : 'noneLeftOut')}</p>
      ) : null}
      {total > 0 ? (
        <div className="explain-cells" aria-busy={held?.key !== key}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('cell')}</th>
                <th scope="col">{t('form')}</th>
                <th scope="col">{t('question')}</th>
                <th scope="col">{t('raw')}</th>
                <th scope="col">{t('value')}</th>
                {which === 'notUsed' ? <th scope="col">{t('reason')}</th> : null}
              </tr>
            </thead>
            <tbody>
              {cells?.cells.map((one) => {
                const changed = one.cell !== null && (one.raw ?? '') !== String(one.value ?? '');
                return (
                  <tr key={`${one.variableId} ${one.row}`}>
                    <td>
                      <Button
                        type="link"
                        size="small"
                        title={one.file ?? undefined}
                        onClick={() => {
                          closeExplain();
                          // The answer may be of a form that the sheet does not show at the moment.
                          useDataView.getState().clearFilters();
                          goTo('data', { kind: 'cell', variableId: one.variableId, row: one.row });
                        }}
                      >
                        {one.cell === null ? t('noCell') : `${one.sheet ?? ''}!${one.cell}`}
                      </Button>
                    </td>
                    <td>{one.row + 1}</td>
                    <td title={labelOf.get(one.variableId)}>{nameOf.get(one.variableId)}</td>
                    <td>{one.raw ?? ''}</td>
                    <td className={changed ? 'explain-changed' : undefined}>
                      {one.value === null ? '' : String(one.value)}
                    </td>
                    {which === 'notUsed' ? (
                      <td>
                        {one.reason === 'otherGroup' || one.reason === 'incomplete'
                          ? t(one.reason)
                          : ofAnalysis(`missing.${one.reason ?? ''}`, { defaultValue: one.reason ?? '' })}
                      </td>
                    ) : null}
                  </tr>
                );
              })}
            </tbody>
          </table>
          {cells && cells.cells.length < total ? (
            <Button type="link" size="small" onClick={() => setWanted(wanted + pageSize)}>
              {t('more', { shown: cells.cells.length, total: total.toLocaleString('en-US') })}
            </Button>
          ) : null}
        </div>
      ) : null}
    </section>
  );
}
