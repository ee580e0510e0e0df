import { SearchOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input } from 'antd';
import { type KeyboardEvent, type MouseEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TreeNode } from '../../../shared/satisfaction/indicatorTree.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import { questionsDragType } from './IndicatorRow.tsx';
import { isAttachable, questionMatches, shortLabel } from './questionMatches.ts';
import { roleTone } from './roleMark.ts';
import type { ProjectTree } from './useTree.ts';

export interface QuestionListProps {
  readonly project: ProjectTree;
  /** The selected lowest-level indicator, to which Enter attaches. */
  readonly leaf: TreeNode | null;
  onMatched(count: number): void;
}

/** Longest list drawn at once; the search finds the rest. */
const shownAtMost = 200;

/** Questions that measure no indicator yet: drag them onto a row, or choose some and press Enter. */
export function QuestionList({ project, leaf, onMatched }: QuestionListProps) {
  const { t } = useTranslation('indicators');
  const { variables, tree, actions } = project;
  const [search, setSearch] = useState('');
  const [all, setAll] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [anchor, setAnchor] = useState<string | null>(null);
  const matches = useMemo(
    () =>
      questionMatches(
        variables,
        tree.leaves.map((one) => one.indicator),
      ),
    [variables, tree],
  );
  const candidates = useMemo(() => variables.filter(isAttachable), [variables]);
  const listed = useMemo(() => {
    const words = search.trim().toLowerCase();
    return candidates.filter(
      (variable) =>
        (all || variable.indicatorId === null) &&
        (words === '' || `${variable.name} ${variable.label}`.toLowerCase().includes(words)),
    );
  }, [candidates, all, search]);
  const picked = listed.filter((variable) => chosen.has(variable.id));

  const attach = (list: readonly Variable[]): void => {
    if (!leaf || list.length === 0) return;
    setChosen(new Set());
    void actions.attach(list.map((variable) => ({ variable, indicatorId: leaf.indicator.id })));
  };
  const match = async (): Promise<void> => {
    const list = [...matches].flatMap(([id, indicator]) => {
      const variable = variables.find((one) => one.id === id);
      return variable ? [{ variable, indicatorId: indicator.id }] : [];
    });
    if (await actions.attach(list)) onMatched(list.length);
  };
  const choose = (variable: Variable, event: MouseEvent): void => {
    const from = listed.findIndex((one) => one.id === anchor);
    const to = listed.indexOf(variable);
    if (event.shiftKey && from >= 0)
      setChosen(new Set(listed.slice(Math.min(from, to), Math.max(from, to) + 1).map((one) => one.id)));
    else if (event.ctrlKey || event.metaKey) {
      const next = new Set(chosen);
      if (!next.delete(variable.id)) next.add(variable.id);
      setChosen(next);
      setAnchor(variable.id);
    } else {
      setChosen(new Set([variable.id]));
      setAnchor(variable.id);
    }
  };
  const onKey = (event: KeyboardEvent<HTMLElement>, variable: Variable): void => {
    const neighbour =
      event.key === 'ArrowDown'
        ? event.currentTarget.nextElementSibling
        : event.key === 'ArrowUp'
          ? event.currentTarget.previousElementSibling
          : null;
    if (neighbour instanceof HTMLElement) neighbour.focus();
    else if (event.key === ' ')
      setChosen(
        new Set(chosen.has(variable.id) ? [...chosen].filter((id) => id !== variable.id) : [...chosen, variable.id]),
      );
    else if (event.key === 'Enter') attach(picked.length > 0 ? picked : [variable]);
    else return;
    event.preventDefault();
  };

  return (
    <div className="indicators-list">
      <div className="indicators-list-tools">
        <Input
          allowClear
          prefix={<SearchOutlined aria-hidden="true" />}
          placeholder={t('list.search')}
          aria-label={t('list.search')}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <Checkbox checked={all} onChange={(event) => setAll(event.target.checked)}>
          {t('list.all')}
        </Checkbox>
        {matches.size > 0 ? (
          <Button block onClick={() => void match()}>
            {t('list.match', { count: matches.size })}
          </Button>
        ) : null}
        {picked.length > 0 ? (
          <Button block type="primary" disabled={!leaf} onClick={() => attach(picked)}>
            {leaf ? t('list.attach', { count: picked.length, name: leaf.indicator.name }) : t('list.chooseLeaf')}
          </Button>
        ) : null}
      </div>
      <ul aria-label={t('list.title')}>
        {listed.slice(0, shownAtMost).map((variable) => (
          <li
            key={variable.id}
            tabIndex={0}
            aria-current={chosen.has(variable.id)}
            className={
              chosen.has(variable.id) ? 'indicators-question indicators-question-chosen' : 'indicators-question'
            }
            title={variable.label}
            draggable
            onClick={(event) => choose(variable, event)}
            onKeyDown={(event) => onKey(event, variable)}
            onDragStart={(event) => {
              const ids = chosen.has(variable.id) ? picked.map((one) => one.id) : [variable.id];
              event.dataTransfer.setData(questionsDragType, JSON.stringify(ids));
              event.dataTransfer.effectAllowed = 'link';
            }}
          >
            <b
              className={`indicators-mark indicators-chip-${roleTone(variable.role)}`}
              title={t(`common:roles.${variable.role}`)}
            >
              {t(`roleMarks.${roleTone(variable.role)}`)}
            </b>
            <span>{shortLabel(variable)}</span>
            <small>{variable.name}</small>
          </li>
        ))}
      </ul>
      {listed.length > shownAtMost ? (
        <p className="indicators-note">{t('list.more', { count: listed.length - shownAtMost })}</p>
      ) : null}
      {listed.length === 0 ? (
        <p className="indicators-note">
          {t(candidates.length === 0 ? 'list.noData' : search ? 'list.nothingFound' : 'list.allAttached')}
        </p>
      ) : null}
    </div>
  );
}
