import { Button } from 'antd';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../shared/contract/methods.ts';
import { ordered } from '../../../shared/model/project.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import { useProject } from '../../app/projectStore.ts';
import { useProjectActions } from '../../app/useProjectActions.ts';
import { useClient } from '../../client/ClientContext.tsx';
import { localDateTime } from '../../components/localDateTime.ts';
import { cellText } from './cellText.ts';
import { useColumnStore } from './columnCache.ts';
import { useDataView } from './dataView.ts';
import { exclusionReason } from './exclusionReason.ts';
import { contentAt } from './packedColumn.ts';
import { logFailedLookup } from '../../app/failedLookup.ts';

/** Where the answer in hand came from: the cell of the file and every change since. */
function CellOrigin({ variable, row }: { readonly variable: Variable; readonly row: number }) {
  const { t } = useTranslation('data');
  const client = useClient();
  const { projectId, revision } = useProject();
  const [origin, setOrigin] = useState<Output<'data.origin'> | null>(null);
  useEffect(() => {
    let stale = false;
    client
      .call('data.origin', { projectId, variableId: variable.id, row })
      .then((answer) => {
        if (!stale) setOrigin(answer);
      })
      .catch((error: unknown) => {
        logFailedLookup('origin', error);
        if (!stale) setOrigin(null);
      });
    return () => {
      stale = true;
    };
  }, [client, projectId, revision, variable.id, row]);
  if (!origin) return null;
  const show = (content: string | number | null): string =>
    content === null ? t('blankAnswer') : cellText(content, variable, true);
  return (
    <section className="data-cell-origin" aria-label={t('cellOrigin')}>
      <h3 title={variable.label}>{variable.label}</h3>
      <p className="field-note">
        {origin.cell ? `${origin.file ?? ''} · ${origin.sheet ?? ''}!${origin.cell}` : t('typedHere')}
        {origin.raw === null ? null : (
          <>
            <br />
            {t('rawText', { text: origin.raw === '' ? t('blankAnswer') : origin.raw })}
          </>
        )}
      </p>
      {origin.cell && origin.changes.length === 0 ? <p className="field-note">{t('neverChanged')}</p> : null}
      <ol className="history">
        {origin.changes.toReversed().map((change, index) => (
          <li key={`${change.at} ${index}`}>
            <time>{localDateTime(change.at)}</time>
            <span>
              {show(change.from)} → <b>{show(change.to)}</b>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** One form: every answer in order, whether it counts and why not. */
export function FormInspector({ row, onExclude }: { readonly row: number; onExclude(rows: readonly number[]): void }) {
  const { t } = useTranslation('data');
  const { entities } = useProject();
  const actions = useProjectActions();
  const columns = useColumnStore((state) => state.columns);
  const variableId = useDeferredValue(useDataView((state) => state.variableId));
  const variables = useMemo(() => ordered(entities.variable), [entities.variable]);
  const exclusion = entities.exclusion.get(String(row));
  const selected = variableId === null ? undefined : entities.variable.get(variableId);
  return (
    <div className="data-inspector">
      <div className="data-form-state" data-excluded={exclusion !== undefined}>
        <span>
          {exclusion ? t('formExcluded', { reason: exclusionReason(t, exclusion.code) }) : t('formValid')}
          {exclusion?.note ? <small>{exclusion.note}</small> : null}
        </span>
        {exclusion ? (
          <Button size="small" onClick={() => void actions.apply({ type: 'forms.include', rows: [row] })}>
            {t('takeBack')}
          </Button>
        ) : (
          <Button size="small" onClick={() => onExclude([row])}>
            {t('excludeForm')}
          </Button>
        )}
      </div>
      {selected ? <CellOrigin variable={selected} row={row} /> : null}
      <h3>{t('allAnswers')}</h3>
      <dl className="data-answers">
        {variables.map((variable) => {
          const column = columns.get(variable.id);
          const content = column ? contentAt(column, row) : null;
          return (
            <div key={variable.id} data-selected={variable.id === variableId}>
              <dt title={variable.label}>{variable.label}</dt>
              <dd>
                {content === null ? (
                  <span className="data-blank">{t('blankAnswer')}</span>
                ) : (
                  cellText(content, variable, true)
                )}
              </dd>
            </div>
          );
        })}
      </dl>
    </div>
  );
}
