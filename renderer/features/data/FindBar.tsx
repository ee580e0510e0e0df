import { ArrowDownOutlined, ArrowUpOutlined, CloseOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, type InputRef, Select } from 'antd';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../../shared/format/formatNumber.ts';
import { useReport } from '../../app/notices.tsx';
import { pacer } from '../../app/pacer.ts';
import { useLocale } from '../../app/useLocale.ts';
import type { CellPlace, RangeEdges } from './cellRange.ts';
import { shownText } from './cellText.ts';
import { useDataView } from './dataView.ts';
import { type FindQuery, hitNumber, nextHit } from './findCells.ts';
import { useGridFacts } from './gridFacts.ts';
import { useGridRange } from './gridRange.ts';
import { RegexProblem } from './regexSearch.ts';
import { type EditPlan, planTexts } from './sheetEdits.ts';
import { useFind } from './useFind.ts';
import type { SheetEdits } from './useSheetEdits.ts';

export interface FindBarProps {
  readonly edits: SheetEdits;
  /** Counts up when the keys ask for the bar again: the field takes the focus. */
  readonly asked: { readonly times: number; readonly field: 'find' | 'replace' };
  /** Brings a cell into view and selects it. */
  onShow(place: CellPlace): void;
  onClose(): void;
}

/** Find and replace in the cells shown. Enter and F3 next, with Shift previous, Esc closes. */
export function FindBar({ edits, asked, onShow, onClose }: FindBarProps) {
  const { t } = useTranslation('data');
  const locale = useLocale();
  const { reportDone, reportHint } = useReport();
  const [query, setQuery] = useState<FindQuery>({ text: '', mode: 'part', matchCase: false });
  const [replacement, setReplacement] = useState('');
  const [onlyQuestion, setOnlyQuestion] = useState(false);
  const variableId = useDataView((state) => state.variableId);
  const range = useGridRange((state) => state.range);
  const sheet = useGridRange((state) => state.sheet);
  const { hits, problem, search } = useFind(query, onlyQuestion ? variableId : null);
  const field = useRef<InputRef>(null);
  const replaceField = useRef<InputRef>(null);
  useEffect(() => {
    (asked.field === 'find' ? field : replaceField).current?.focus({ cursor: 'all' });
  }, [asked]);

  const ids = sheet.variables.map((variable) => variable.id);
  const here = range?.anchor ?? null;
  const at = hits && here ? hitNumber(hits, ids, sheet.forms, here) : 0;
  const count = hits?.count ?? 0;

  const go = (step: 1 | -1, from = here ?? { row: 0, column: -1 }): void => {
    const place = hits && nextHit(hits, ids, sheet.forms, from, step);
    if (place) onShow(place);
  };

  const goNow = useRef(go);
  useEffect(() => {
    goNow.current = go;
  });
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent): void => {
      if (event.key !== 'F3' || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      goNow.current(event.shiftKey ? -1 : 1);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);

  /** The texts of the marked cells among some places, rewritten, as one change. */
  const replace = async (only: CellPlace | null): Promise<void> => {
    if (!hits || !search) return;
    const withLabels = useGridFacts.getState().showLabels;
    const rest = pacer();
    const rows = only ? { top: only.row, bottom: only.row } : { top: 0, bottom: sheet.forms.length - 1 };
    const areas = sheet.variables.flatMap(({ id }, column) =>
      hits.marks.has(id) && (!only || only.column === column) ? [{ ...rows, left: column, right: column }] : [],
    );
    /** The text of a marked cell, down an area of one column. */
    const textsIn = ({ left, top }: RangeEdges): ((down: number) => string | undefined) => {
      const variable = sheet.variables[left]!;
      const marks = hits.marks.get(variable.id);
      return (down) => {
        const form = sheet.forms[top + down];
        return form !== undefined && marks?.[form]
          ? shownText(sheet.content(variable.id, form), variable, withLabels)
          : undefined;
      };
    };
    const before = new Set<string>();
    for (const area of areas) {
      const textAt = textsIn(area);
      for (let down = 0; down <= area.bottom - area.top; down++) {
        const text = textAt(down);
        if (text !== undefined) before.add(text);
      }
      await rest();
    }
    try {
      const texts = [...before];
      const after = await search.replaced(texts, replacement);
      const rewritten = new Map(texts.map((text, index) => [text, after[index] ?? text]));
      const place = only ?? here ?? { row: 0, column: 0 };
      const plan = await edits.commit(async () => {
        const plans: EditPlan[] = [];
        for (const area of areas) {
          const textAt = textsIn(area);
          plans.push(
            await planTexts(sheet, area, (down) => {
              const text = textAt(down);
              return text === undefined ? undefined : rewritten.get(text);
            }),
          );
          await rest();
        }
        return {
          edits: plans.flatMap(({ edits: some }) => some),
          refused: plans.flatMap(({ refused }) => refused),
          beyond: 0,
          area: { top: place.row, bottom: place.row, left: place.column, right: place.column },
        };
      });
      if (!only && plan.refused.length === 0) reportDone(t('find.replaced', { count: plan.edits.length }));
      if (only && plan.refused.length === 0) go(1, only);
    } catch (error) {
      if (!(error instanceof RegexProblem)) throw error;
      reportHint(t(`find.${error.reason}`));
    }
  };

  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      onClose();
      if (here) onShow(here);
    }
  };
  const status = problem
    ? t(`find.${problem}`)
    : query.text === '' || !hits
      ? ''
      : count === 0
        ? t('find.none')
        : at > 0
          ? t('find.of', { at: formatNumber(at, 'integer', locale), count: formatNumber(count, 'integer', locale) })
          : t('find.count', { count, shown: formatNumber(count, 'integer', locale) });
  return (
    <search className="data-find" aria-label={t('find.label')} onKeyDown={onKey}>
      <Input
        ref={field}
        size="small"
        className="data-find-text"
        placeholder={t('find.what')}
        aria-label={t('find.what')}
        status={problem ? 'error' : ''}
        value={query.text}
        onChange={(event) => setQuery({ ...query, text: event.target.value })}
        onPressEnter={(event) => go(event.shiftKey ? -1 : 1)}
      />
      <Select<FindQuery['mode']>
        size="small"
        className="data-find-mode"
        aria-label={t('find.mode')}
        value={query.mode}
        onChange={(mode) => setQuery({ ...query, mode })}
        options={(['part', 'whole', 'regex'] as const).map((mode) => ({ value: mode, label: t(`find.${mode}`) }))}
      />
      <Checkbox checked={query.matchCase} onChange={(event) => setQuery({ ...query, matchCase: event.target.checked })}>
        {t('find.case')}
      </Checkbox>
      <Checkbox
        checked={onlyQuestion}
        disabled={variableId === null}
        onChange={(event) => setOnlyQuestion(event.target.checked)}
      >
        {t('find.onlyQuestion')}
      </Checkbox>
      <Button
        size="small"
        type="text"
        icon={<ArrowUpOutlined />}
        disabled={count === 0}
        aria-label={t('find.previous')}
        onClick={() => go(-1)}
      />
      <Button
        size="small"
        type="text"
        icon={<ArrowDownOutlined />}
        disabled={count === 0}
        aria-label={t('find.next')}
        onClick={() => go(1)}
      />
      <span className="data-find-status" role="status">
        {status}
      </span>
      <span className="data-find-replace">
        <Input
          size="small"
          ref={replaceField}
          className="data-find-text"
          placeholder={t('find.with')}
          aria-label={t('find.with')}
          value={replacement}
          onChange={(event) => setReplacement(event.target.value)}
        />
        <Button size="small" disabled={count === 0} onClick={() => (at > 0 && here ? void replace(here) : go(1))}>
          {t('find.replace')}
        </Button>
        <Button size="small" disabled={count === 0} onClick={() => void replace(null)}>
          {t('find.replaceAll')}
        </Button>
      </span>
      <Button size="small" type="text" icon={<CloseOutlined />} aria-label={t('find.close')} onClick={onClose} />
    </search>
  );
}
