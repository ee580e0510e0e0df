import type { CellMouseOverEvent, GridApi } from 'ag-grid-community';
import { type RefObject, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../shared/contract/methods.ts';
import { useProject } from '../../app/projectStore.ts';
import { useClient } from '../../client/ClientContext.tsx';
import type { GridRow } from './gridColumns.ts';
import type { GridFacts } from './gridFacts.ts';
import { logFailedLookup } from '../../app/failedLookup.ts';

interface Tip {
  readonly x: number;
  readonly y: number;
  readonly origin: Output<'data.origin'>;
}

const delayMs = 350;

/** Hovering a cell that was changed, or could not be read, tells what the file said, and in which cell. */
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
      const row = event.data?.row;
      const variableId = event.column.getColId();
      const cell =
        event.event?.target instanceof HTMLElement ? event.event.target.closest<HTMLElement>('.ag-cell') : null;
      if (row === undefined || !cell) return;
      if (!facts.changed.get(variableId)?.has(row) && !facts.unread.get(variableId)?.has(row)) return;
      const mine = asked;
      timer = setTimeout(() => {
        client
          .call('data.origin', { projectId, variableId, row })
          .then((origin) => {
            const frame = wrapper.current?.getBoundingClientRect();
            const box = cell.getBoundingClientRect();
            if (mine === asked && frame) setTip({ x: box.left - frame.left, y: box.bottom - frame.top + 4, origin });
          })
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
  }, [api, client, projectId, facts, wrapper]);
  if (!tip) return null;
  const { raw, sheet, cell } = tip.origin;
  return (
    <div className="data-origin-tip" role="tooltip" style={{ left: tip.x, top: tip.y }}>
      {t('originalAnswer', { answer: raw === null || raw === '' ? t('blankAnswer') : raw })}
      {sheet && cell ? <span className="data-origin-place">{`${sheet}!${cell}`}</span> : null}
    </div>
  );
}
