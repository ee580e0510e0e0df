import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type IndicatorId, indicatorId } from '../../../shared/model/ids.ts';
import type { TreeNode } from '../../../shared/satisfaction/indicatorTree.ts';
import { explainNumber } from '../explain/openExplain.ts';
import { type EditedField, IndicatorRow } from './IndicatorRow.tsx';
import { dropPlace, keyMove, type KeyMove, visibleNodes } from './treeMoves.ts';
import { scorePath, type Scores, scoresRequest } from './useScores.ts';
import type { ProjectTree } from './useTree.ts';
import { parseWeight, siblingSum, type WeightDraft } from './weightText.ts';

export interface IndicatorTableProps {
  readonly project: ProjectTree;
  readonly projectName: string;
  readonly scores: Scores;
  readonly fresh: boolean;
  /** null = the row of the whole. */
  readonly selected: IndicatorId | null;
  onSelect(id: IndicatorId | null): void;
  onRemoved(name: string): void;
}

interface Edit {
  readonly id: IndicatorId;
  readonly field: EditedField;
}

const editFields: readonly EditedField[] = ['name', 'definition', 'weight'];
const moves: Readonly<Record<string, KeyMove>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowRight: 'in',
  ArrowLeft: 'out',
};
const nothingFolded: ReadonlySet<string> = new Set();

/**
 * The indicator tree as an indented table. Arrows walk, Alt+arrows move the indicator, F2 or Enter edits, Insert adds a sibling
 * (Shift+Insert a child), Delete removes; dragging a row moves it, dropping questions on a lowest-level row attaches them.
 */
export function IndicatorTable({
  project,
  projectName,
  scores,
  fresh,
  selected,
  onSelect,
  onRemoved,
}: IndicatorTableProps) {
  const { t } = useTranslation('indicators');
  const { tree, indicators, composite, questions, actions, variables } = project;
  const [folded, setFolded] = useState(nothingFolded);
  const [edit, setEdit] = useState<Edit | null>(null);
  const [draft, setDraft] = useState<WeightDraft | null>(null);
  const grid = useRef<HTMLDivElement | null>(null);
  const rows = useMemo(() => visibleNodes(tree, folded), [tree, folded]);
  const widest = useMemo(
    () => Math.max(0, ...tree.leaves.map((leaf) => composite.get(leaf.indicator.id) ?? 0)),
    [tree, composite],
  );
  const current = selected === null ? null : (tree.byId.get(selected) ?? null);

  const setFold = (id: string, fold: boolean): void =>
    setFolded(fold ? new Set([...folded, id]) : new Set([...folded].filter((one) => one !== id)));
  const backToGrid = (): void => grid.current?.focus({ preventScroll: true });
  const select = (id: IndicatorId | null): void => {
    onSelect(id);
    document.getElementById(`indicator-${id ?? 'root'}`)?.scrollIntoView({ block: 'nearest' });
  };
  const startEdit = (id: IndicatorId, field: EditedField): void => {
    onSelect(id);
    setDraft(null);
    setEdit({ id, field });
  };
  const add = async (parentId: IndicatorId | null): Promise<void> => {
    const id = indicatorId(crypto.randomUUID());
    if (!(await actions.add(id, parentId, t('row.newName')))) return;
    if (parentId !== null) setFold(parentId, false);
    startEdit(id, 'name');
  };
  const remove = async (node: TreeNode): Promise<void> => {
    const at = rows.indexOf(node);
    const next = rows.slice(at + 1).find((row) => row.level <= node.level) ?? rows[at - 1] ?? null;
    onSelect(next?.indicator.id ?? null);
    if (await actions.remove(node.indicator.id)) onRemoved(node.indicator.name);
  };

  const commit = (
    node: TreeNode,
    field: EditedField,
    text: string,
    next: 'enter' | 'tab' | 'backTab' | 'blur',
  ): void => {
    const { indicator } = node;
    setDraft(null);
    if (field === 'weight') {
      const weight = parseWeight(text);
      if (weight !== null && weight !== Number(indicator.weight.toPrecision(12)))
        void actions.setWeight(indicator, weight);
    } else if (text !== indicator[field]) void actions.update(indicator.id, { [field]: text });
    if (next === 'blur') {
      setEdit(null);
      return;
    }
    const step = next === 'backTab' ? -1 : 1;
    const sideways = editFields[editFields.indexOf(field) + step];
    const siblings = rows.filter((row) => row.indicator.parentId === indicator.parentId);
    const below = siblings[siblings.indexOf(node) + 1];
    if (next !== 'enter' && sideways) startEdit(indicator.id, sideways);
    // Weights are typed down a group: Enter goes on to the next sibling.
    else if (next === 'enter' && field === 'weight' && below) startEdit(below.indicator.id, 'weight');
    else {
      setEdit(null);
      backToGrid();
    }
  };

  const walk = (step: number): void => {
    const at = current ? rows.indexOf(current) : -1;
    const next = Math.max(-1, Math.min(rows.length - 1, at + step));
    select(next === -1 ? null : rows[next]!.indicator.id);
  };
  const scoreOf = (id: IndicatorId | null): number | null =>
    id === null ? scores.index : (scores.scores.get(id) ?? null);
  const explain = (): void => {
    if (scoreOf(selected) !== null) explainNumber({ request: scoresRequest, target: { path: scorePath(current) } });
  };
  const onKey = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.target !== event.currentTarget) return;
    const move = moves[event.key];
    if (event.altKey && move && current) {
      const place = keyMove(tree, current.indicator.id, move);
      if (place) {
        if (place.parentId !== null) setFold(place.parentId, false);
        void actions.move(current.indicator.id, place);
      }
    } else if (event.key === 'ArrowDown') walk(1);
    else if (event.key === 'ArrowUp') walk(-1);
    else if (event.key === 'Home') select(null);
    else if (event.key === 'End') walk(rows.length);
    else if (event.key === 'ArrowRight' && current && current.children.length > 0) {
      if (folded.has(current.indicator.id)) setFold(current.indicator.id, false);
      else walk(1);
    } else if (event.key === 'ArrowLeft' && current) {
      if (current.children.length > 0 && !folded.has(current.indicator.id)) setFold(current.indicator.id, true);
      else select(current.indicator.parentId);
    } else if (event.key === 'Enter' && event.altKey) explain();
    else if ((event.key === 'F2' || event.key === 'Enter') && current) startEdit(current.indicator.id, 'name');
    else if (event.key === 'Insert') void add(event.shiftKey || !current ? selected : current.indicator.parentId);
    else if (event.key === 'Delete' && current) void remove(current);
    else return;
    event.preventDefault();
  };

  const row = (node: TreeNode | null) => {
    const id = node?.indicator.id ?? null;
    const children = node === null ? tree.roots : node.children;
    return (
      <IndicatorRow
        key={id ?? 'root'}
        node={node}
        name={node?.indicator.name ?? projectName}
        folded={id !== null && folded.has(id)}
        selected={selected === id}
        questions={id === null ? [] : (questions.get(id) ?? [])}
        composite={id === null ? 1 : (composite.get(id) ?? 0)}
        widest={node && children.length > 0 ? 1 : widest}
        score={scoreOf(id)}
        sum={siblingSum(indicators, id, draft)}
        edited={edit !== null && edit.id === id ? edit.field : null}
        onSelect={() => {
          onSelect(id);
          if (edit === null) backToGrid();
        }}
        onFold={() => id !== null && setFold(id, !folded.has(id))}
        onEdit={(field) => id !== null && startEdit(id, field)}
        onDraft={(text) => {
          const weight = parseWeight(text);
          setDraft(id === null || weight === null ? null : { id, weight });
        }}
        onCommit={(field, text, next) => node && commit(node, field, text, next)}
        onCancel={() => {
          setDraft(null);
          setEdit(null);
          backToGrid();
        }}
        onNormalise={() => void actions.normalise(id)}
        onEqual={() => void actions.weigh(id, 'equal', null)}
        onAdd={() => void add(id)}
        onDetach={(variable) => void actions.attach([{ variable, indicatorId: null }])}
        onDropIndicator={(dragged, zone) => {
          const place = dropPlace(tree, indicatorId(dragged), id, zone);
          if (place) void actions.move(dragged, place);
        }}
        onDropQuestions={(ids) => {
          const dropped = variables
            .filter((variable) => ids.includes(variable.id))
            .map((variable) => ({ variable, indicatorId: id }));
          if (dropped.length > 0) void actions.attach(dropped);
        }}
      />
    );
  };

  return (
    <div
      ref={grid}
      role="treegrid"
      aria-label={t('table.label')}
      aria-activedescendant={`indicator-${selected ?? 'root'}`}
      className={fresh ? 'indicators-table' : 'indicators-table indicators-stale'}
      tabIndex={0}
      onKeyDown={onKey}
    >
      <div role="row" className="indicators-row indicators-head">
        {(['name', 'definition', 'questions', 'weight', 'composite', 'score'] as const).map((column) => (
          <div key={column} role="columnheader" className={`indicators-${column}`}>
            {t(`columns.${column}`)}
          </div>
        ))}
      </div>
      {row(null)}
      {rows.map(row)}
    </div>
  );
}
