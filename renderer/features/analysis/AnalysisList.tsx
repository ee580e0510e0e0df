import { PlusOutlined, RightOutlined, SearchOutlined, ThunderboltOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { catalogue, findAnalysis } from '../../../shared/analyses/catalogue.ts';
import type { AnalysisGroup } from '../../../shared/analyses/types.ts';
import { inLocale } from '../../../shared/model/text.ts';
import { useRemembered } from '../../app/remembered.ts';
import { useLocale } from '../../app/useLocale.ts';
import { type AnalysisRow, analysisRows, groupRowId, rowStep, typedRow } from './analysisRows.ts';
import './analysisList.css';

export interface AnalysisListProps {
  /** How many cards show each analysis. */
  readonly counts: ReadonlyMap<string, number>;
  readonly selected: string | null;
  /** Goes to the analysis' card, or adds one. */
  onOpen(analysis: string): void;
  onAdd(analysis: string): void;
  /** The whole evaluation is on screen. */
  readonly evaluating: boolean;
  onEvaluate(): void;
}

/** Letters typed one after another within this time are one word. */
const typingMs = 700;

/**
 * The catalogue by the question it answers, with a search that knows method names in both languages. The list is one stop of the Tab key:
 * arrows, Home, End and typed letters move in it, Left and Right fold a group, Enter opens, Insert or + adds another card.
 */
export function AnalysisList({ counts, selected, onOpen, onAdd, evaluating, onEvaluate }: AnalysisListProps) {
  const { t } = useTranslation('analysis');
  const locale = useLocale();
  const [search, setSearch] = useState('');
  const [foldedNames, setFoldedNames] = useRemembered<string>('analysis.folded', '');
  // The line the user moved to, until another analysis is shown: then the keyboard goes on from that one.
  const [wanted, setWanted] = useState<{ readonly id: string; readonly under: string | null } | null>(null);
  const tree = useRef<HTMLDivElement | null>(null);
  const typed = useRef({ text: '', at: 0 });
  const folded = useMemo(() => new Set(foldedNames.split(' ')), [foldedNames]);
  const rows = useMemo(() => analysisRows(catalogue, folded, search), [folded, search]);

  const setFolded = (group: AnalysisGroup, fold: boolean): void => {
    const next = new Set(folded);
    if (fold) next.add(group);
    else next.delete(group);
    setFoldedNames([...next].join(' ').trim());
  };
  const selectedGroup = selected === null ? undefined : findAnalysis(selected)?.group;
  // The line the Tab key comes to: where the user was, else what is shown, else its folded group, else the first.
  const current =
    [wanted?.under === selected ? wanted.id : null, selected, selectedGroup ? groupRowId(selectedGroup) : null].find(
      (id) => rows.some((row) => row.id === id),
    ) ?? rows[0]?.id;

  const focusRow = (id: string): void => {
    setWanted({ id, under: selected });
    tree.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)?.focus();
  };
  const toggle = (row: Extract<AnalysisRow, { kind: 'group' }>): void => {
    // While a search is on, every group with a match stays open.
    if (search.trim() === '') setFolded(row.group, row.open);
  };
  const activate = (row: AnalysisRow): void => {
    if (row.kind === 'member') onOpen(row.id);
    else toggle(row);
  };

  const onKey = (event: KeyboardEvent<HTMLElement>, row: AnalysisRow): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
    const step = rowStep(rows, row.id, event.key);
    const adds = row.kind === 'member' && (event.key === 'Insert' || event.key === '+');
    if (event.key === 'Enter' || event.key === ' ') activate(row);
    else if (adds) onAdd(row.id);
    else if (step?.do === 'focus') focusRow(step.id);
    else if (step?.do === 'fold' || step?.do === 'unfold') {
      if (search.trim() === '') setFolded(step.group, step.do === 'fold');
    } else if (step?.do === 'unfoldAll') setFoldedNames('');
    else if (/^\S$/u.test(event.key)) {
      const { text, at } = typed.current;
      const whole = event.timeStamp - at < typingMs ? text + event.key : event.key;
      typed.current = { text: whole, at: event.timeStamp };
      const found = typedRow(rows, row.id, whole, locale);
      if (found) focusRow(found);
    } else return;
    event.preventDefault();
  };

  const frame = (row: AnalysisRow) => ({
    role: 'treeitem' as const,
    'data-row': row.id,
    tabIndex: row.id === current ? 0 : -1,
    onFocus: () => setWanted({ id: row.id, under: selected }),
    onClick: () => activate(row),
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => onKey(event, row),
  });

  const found = rows.find((row) => row.kind === 'member');
  const groups = rows.filter((row) => row.kind === 'group');
  return (
    <div className="analysis-list">
      <div className="analysis-search">
        <Input
          allowClear
          prefix={<SearchOutlined aria-hidden="true" />}
          placeholder={t('list.search')}
          aria-label={t('list.search')}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown' || event.nativeEvent.isComposing || !found) return;
            event.preventDefault();
            focusRow(search.trim() === '' ? (current ?? found.id) : found.id);
          }}
          onPressEnter={(event) => {
            if (found && !event.nativeEvent.isComposing) onOpen(found.id);
          }}
        />
        <Button block icon={<ThunderboltOutlined />} aria-pressed={evaluating} onClick={onEvaluate}>
          {t('evaluation.title')}
        </Button>
      </div>
      {rows.length === 0 ? <p className="analysis-none">{t('list.none', { search })}</p> : null}
      <div role="tree" hidden={rows.length === 0} aria-label={t('list.title')} className="analysis-tree" ref={tree}>
        {rows.map((row) => {
          if (row.kind === 'group') {
            const holds = !row.open && row.group === selectedGroup;
            return (
              <div
                key={row.id}
                {...frame(row)}
                className={holds ? 'analysis-group analysis-group-holds' : 'analysis-group'}
                aria-level={1}
                aria-expanded={row.open}
                aria-setsize={groups.length}
                aria-posinset={groups.indexOf(row) + 1}
                aria-label={t('list.group', { title: t(`groups.${row.group}`), count: row.size })}
              >
                <RightOutlined aria-hidden="true" className="analysis-group-arrow" />
                <span>{t(`groups.${row.group}`)}</span>
                {row.open ? null : <small>{row.size}</small>}
              </div>
            );
          }
          const title = inLocale(row.analysis.title, locale);
          const count = counts.get(row.id) ?? 0;
          return (
            <div
              key={row.id}
              {...frame(row)}
              className={selected === row.id ? 'analysis-item analysis-item-selected' : 'analysis-item'}
              aria-level={2}
              aria-selected={selected === row.id}
              aria-setsize={row.size}
              aria-posinset={row.place}
              aria-label={count > 0 ? t('list.withCards', { title, count }) : title}
              aria-keyshortcuts="Insert"
              title={inLocale(row.analysis.note.what, locale)}
            >
              <span>{title}</span>
              {count > 0 ? <small>{count}</small> : null}
              <button
                type="button"
                tabIndex={-1}
                className="analysis-item-add"
                aria-label={t('list.addNamed', { title })}
                title={t('list.add')}
                onClick={(event) => {
                  event.stopPropagation();
                  onAdd(row.id);
                }}
              >
                <PlusOutlined aria-hidden="true" />
              </button>
            </div>
          );
        })}
      </div>
    </div>
  );
}
