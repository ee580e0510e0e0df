import { App as AntApp } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Variable } from '../../../shared/model/variable.ts';
import { mostCells } from '../../../shared/commands/packedCells.ts';
import { inTurn } from '../../app/editsInTurn.ts';
import { useProjectActions } from '../../app/useProjectActions.ts';
import { rangeOfEdges } from './cellRange.ts';
import { parseEdit } from './cellText.ts';
import { editCommand } from './editCommand.ts';
import { selectRange, useGridRange } from './gridRange.ts';
import type { EditPlan } from './sheetEdits.ts';
import { useRefusal } from './useRefusal.ts';

export interface SheetEdits {
  /** A change some of whose cells cannot go in, waiting for the user's word. */
  readonly doubtful: EditPlan | null;
  /** One typed cell. */
  type(variable: Variable, row: number, typed: string): void;
  /**
   * Plans a change once the changes before it are made, and applies it as one step; asks first when part of it cannot go in.
   *
   * @returns what was planned
   */
  commit(plan: () => Promise<EditPlan>): Promise<EditPlan>;
  /** Puts in what can go in. */
  acceptRest(): Promise<void>;
  dropAll(): void;
  /** Says that what was asked for works on one range only. */
  refuseSeveral(): void;
}

/** All changes of cells made in the sheet go through here. */
export function useSheetEdits(): SheetEdits {
  const { t } = useTranslation('data');
  const { message } = AntApp.useApp();
  const actions = useProjectActions();
  const refuse = useRefusal();
  const [doubtful, setDoubtful] = useState<EditPlan | null>(null);

  const put = useCallback(
    async ({ edits, area }: EditPlan) => {
      if (edits.length > mostCells) {
        void message.warning(t('tooManyCells', { most: mostCells }));
        return;
      }
      if (edits.length > 0 && !(await actions.apply(await editCommand(edits)))) return;
      useGridRange.setState({ filling: null, cut: null });
      if (area) selectRange(rangeOfEdges(area));
    },
    [actions, message, t],
  );

  const type = useCallback(
    (variable: Variable, row: number, typed: string) => {
      const outcome = parseEdit(typed, variable);
      if (!outcome.ok) refuse(outcome.reason, variable, row, typed);
      else {
        const edits = [{ variableId: variable.id, row, value: outcome.value }];
        void inTurn(() => actions.apply({ type: 'cells.set', edits }));
      }
    },
    [actions, refuse],
  );

  return useMemo(
    () => ({
      doubtful,
      type,
      commit: (planning) =>
        inTurn(async () => {
          const plan = await planning();
          const only = plan.refused[0];
          // One cell and it cannot go in: there is nothing to choose.
          if (plan.refused.length === 1 && only && plan.edits.length === 0 && plan.beyond === 0)
            refuse(only.reason, only.variable, only.row, only.typed);
          else if (plan.refused.length > 0 || plan.beyond > 0) setDoubtful(plan);
          else await put(plan);
          return plan;
        }),
      acceptRest: async () => {
        if (doubtful) await inTurn(() => put(doubtful));
        setDoubtful(null);
      },
      dropAll: () => setDoubtful(null),
      refuseSeveral: () => void message.info(t('severalRanges')),
    }),
    [doubtful, message, put, refuse, t, type],
  );
}
