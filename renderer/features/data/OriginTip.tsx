import type { CellMouseOverEvent, GridApi } from 'ag-grid-community';
import { type RefObject, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../shared/contract/methods.ts';
import { useProject } from '../../app/projectStore.ts';
import { useClient } from '../../client/ClientContext.tsx';
import { exclusionReason } from './exclusionReason.ts';
import type { GridRow } from './gridColumns.ts';
import type { GridFacts } from './gridFacts.ts';
import { useGridRange } from './gridRange.ts';
import { logFailedLookup } from '../../app/failedLookup.ts';

interface Tip {
  readonly x: number;
  readonly y: number;
  readonly says: Output<'data.origin'> | readonly string[];
}

const delayMs = 350;

/** Hovering a cell that was changed, or could not be read, tells what the file said, and in which cell; hovering a flag tells what it means. */
export function OriginTip({
  api,
  facts,
  wrapper,
}: {
  readonly api: GridApi<GridRow>;
  readonly facts: GridFacts;
  readonly wrapper: RefObject<HTMLDivElement | null>;
}) {
  const { t } = useTranslation('data');
  const client = useClient();
  const { projectId } = useProject();
  const [tip, setTip] = useState<Tip | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let asked = 0;
    const hide = (): void => {
      clearTimeout(timer);
      asked++;
      setTip(null);
    };
    const onOver = (event: CellMouseOverEvent<GridRow>): void => {
      hide();
      const row = useGridRange.getState().sheet.forms[event.rowIndex ?? -1];
      const variableId = event.column.getColId();
      const cell =
        event.event?.target instanceof HTMLElement ? event.event.target.closest<HTMLElement>('.ag-cell') : null;
      if (row === undefined || !cell) return;
      const mine = asked;
      const show = (says: Tip['says']): void => {
        const frame = wrapper.current?.getBoundingClientRect();
        const box = cell.getBoundingClientRect();
        if (mine === asked && frame) setTip({ x: box.left - frame.left, y: box.bottom - frame.top + 4, says });
      };
      if (variableId === '#flag') {
        const exclusion = facts.exclusions.get(String(row));
        const why = exclusion && (exclusion.note || exclusionReason(t, exclusion.code));
        const lines = [...(why ? [t('excludedBecause', { why })] : []), ...(facts.flags.get(row) ?? [])];
        if (lines.length > 0) timer = setTimeout(() => show(lines), delayMs);
        return;
      }
      if (!facts.changed.get(variableId)?.has(row) && !facts.unread.get(variableId)?.has(row)) return;
      timer = setTimeout(() => {
        client
          .call('data.origin', { projectId, variableId, row })
          .then(show)
          .catch((error: unknown) => logFailedLookup('origin', error));
      }, delayMs);
    };
    api.addEventListener('cellMouseOver', onOver);
    api.addEventListener('cellMouseOut', hide);
    api.addEventListener('bodyScroll', hide);
    return () => {
      clearTimeout(timer);
      if (api.isDestroyed()) return;
      api.removeEventListener('cellMouseOver', onOver);
      api.removeEventListener('cellMouseOut', hide);
      api.removeEventListener('bodyScroll', hide);
    };
  }, [api, client, projectId, facts, t, wrapper]);
  if (!tip) return null;
  const { x, y, says } = tip;
  if ('length' in says)
    return (
      <div className="data-origin-tip" role="tooltip" style={{ left: x, top: y }}>
        {says.map((line) => (
          <div key={line}>{line}</div>
        ))}
      </div>
    );
  const { raw, sheet, cell } = says;
  return (
    <div className="data-origin-tip" role="tooltip" style={{ left: x, top: y }}>
      {t('originalAnswer', { answer: raw === null || raw === '' ? t('blankAnswer') : raw })}
      {sheet && cell ? <span className="data-origin-place">{`${sheet}!${cell}`}</span> : null}
    </div>
  );
}
