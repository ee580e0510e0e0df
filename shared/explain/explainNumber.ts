import { findAnalysis } from '../analyses/catalogue.ts';
import { setOptions } from '../analyses/setOptions.ts';
import type { AnalysisResult, FormatName } from '../analyses/types.ts';
import { formatIn } from '../format/formatCell.ts';
import { valueAt } from '../format/sentenceText.ts';
import type { Snapshot } from '../model/dataset.ts';
import { findVariable, type LeftOut, rowsInUse } from '../model/decode.ts';
import { InputError } from '../model/errors.ts';
import type { VariableId } from '../model/ids.ts';
import { type Bilingual, inLocale, type Label } from '../model/text.ts';
import { besideNumbers, bilingual } from './besideNumbers.ts';
import { formsBehind } from './formsBehind.ts';
import { formsCounted, namesInCrossTable } from './formsOfNumber.ts';
import { lineageOf, numberNamed, plainPath } from './lineage.ts';
import { locateCell } from './locateCell.ts';
import { quantityOf, subjectOf } from './nameOfNumber.ts';
import { questionsBehind } from './questionsBehind.ts';
import type { Explanation, NumberTarget } from './types.ts';
import { type AnswerList, usedCells } from './usedCells.ts';
import { workedSteps } from './workedSteps.ts';

const isBilingual = (value: unknown): value is Bilingual =>
  typeof value === 'object' && value !== null && 'zh' in value && 'en' in value;

/** Analyses of the forms themselves, not of answers. */
const ofForms = new Set(['sample.returns', 'sample.cleaningLog']);

/**
 * Why forms in use (whole: all of them, or those of the group) are not among the n of a part of the result: by reason where it rests on
 * one question, else as incomplete or without a weight. Those of other groups are told by the group itself.
 */
function partLeftOut(
  answers: AnswerList,
  whole: boolean,
  { inUse, noWeight, n }: Readonly<Record<'inUse' | 'noWeight' | 'n', number>>,
): readonly LeftOut[] {
  const [only, ...others] = answers.questions;
  const outside = Math.max(0, inUse - n);
  if (only && others.length === 0) {
    const missing = Object.entries(only.missing).flatMap(([reason, count]) =>
      reason === 'otherGroup' ? [] : [{ reason: reason as LeftOut['reason'], count: count ?? 0 }],
    );
    // A question of a scale is missed by the forms that miss any of its questions, too.
    const among = missing.filter(({ reason }) => reason !== 'excluded' && reason !== 'filtered');
    if (!whole) return missing;
    if (among.reduce((total, { count }) => total + count, 0) === outside) return among;
  }
  if (!whole) return [];
  const weightless: LeftOut = { reason: 'noWeight', count: Math.min(noWeight, outside) };
  const incomplete: LeftOut = { reason: 'incomplete', count: outside - weightless.count };
  return [weightless, incomplete].filter(({ count }) => count > 0);
}

/** Each name once. */
function distinct(names: readonly Label[]): readonly Label[] {
  const texts = names.map((name) => inLocale(name, 'zh-CN'));
  return names.filter((_, place) => texts.indexOf(texts[place]!) === place);
}

/**
 * Everything that can be said of where a number comes from.
 *
 * @param target  by path, or by the place of a cell in a table; a cell the table has computed from others has no path, and its
 *   explanation no worked formula
 * @throws InputError 'analysis.unknown'; 'explain.noNumber' {path} when the result has no such number
 */
export function explainNumber(snapshot: Snapshot, result: AnalysisResult, target: NumberTarget): Explanation {
  const analysis = findAnalysis(result.analysis);
  if (!analysis) throw new InputError('analysis.unknown', { analysis: result.analysis, allowed: '' });
  let path: string | null;
  let quantity: Bilingual | null = null;
  let format: FormatName | null = null;
  let shown: number | null = null;
  let cellAsked: Parameters<typeof besideNumbers>[2] = null;
  const tables = analysis.tables(result);
  const subject: Label[] = [];
  if ('path' in target) {
    if (typeof valueAt(result.values, target.path) !== 'number')
      throw new InputError('explain.noNumber', { path: target.path });
    path = plainPath(result.values, target.path);
  } else {
    const table = tables.find(({ id }) => id === target.tableId);
    const column = table?.columns.find(({ key }) => key === target.column);
    const row = table?.rows[target.row];
    if (!table || !column || !row) throw new InputError('explain.noNumber', { path: target.tableId });
    path = locateCell(result, table, target.row, target.column);
    quantity = bilingual(column.title);
    format = formatIn(row, column);
    const cell = row.cells[target.column];
    shown = typeof cell === 'number' ? cell : null;
    const { key, title } = table.columns[0]!;
    const first = row.cells[key];
    if (typeof first === 'string' || isBilingual(first)) subject.push(first);
    // A row without a name is called by its number: row 389, dimension 2.
    else if (Number.isInteger(first) && key !== target.column) {
      const { zh, en } = bilingual(title);
      subject.push({ zh: `${zh} ${first}`, en: `${en} ${first}` });
    }
    cellAsked = { table, row: target.row, column: target.column };
  }
  const place = path === null ? null : lineageOf(result.values, path);
  const value = path === null ? shown : (valueAt(result.values, path) as number);
  const known = path === null ? null : quantityOf(result, path);
  const { variableIds, group, compared } = questionsBehind(snapshot, result, path);
  const counted = formsCounted(snapshot, result, path);
  const { honours } = analysis;
  const meant = { group, counted, honours };
  const found = usedCells(snapshot, variableIds, meant);
  const own = compared ? result.n : numberNamed(place?.ancestors ?? [], 'n');
  const { n, answered } = formsBehind(snapshot, result, path, found, meant, own ?? result.n);
  const restricted = answered === null ? counted : [...counted, { answered }];
  const answers = answered === null ? found : usedCells(snapshot, variableIds, { ...meant, counted: restricted });
  // What row and column are called, where the target has not said it.
  const said = new Set([...subject, ...(quantity ? [quantity] : [])].map((one) => inLocale(one, 'zh-CN')));
  subject.push(...namesInCrossTable(result, path).filter(({ zh }) => !said.has(zh)));
  const excluded = new Map<string, number>();
  for (const { code } of snapshot.exclusions) excluded.set(code, (excluded.get(code) ?? 0) + 1);
  const out = new Set(snapshot.exclusions.map(({ row }) => row)).size;
  const used = rowsInUse(snapshot).length;
  const labelOf = (id: VariableId | null): string | null => {
    if (id === null) return null;
    const { label, name } = findVariable(snapshot, id);
    return label || name;
  };
  // Forms of other groups are not left out: they are told by the group, or by what is counted.
  const whole = group === null && counted.length === 0;
  const { design } = snapshot;
  return {
    analysis: analysis.id,
    title: analysis.title,
    subject: distinct([...subject, ...(path === null ? [] : subjectOf(result, path))]),
    quantity: quantity ?? known?.name ?? null,
    path,
    value,
    format: format ?? known?.format ?? 'number2',
    method: { what: analysis.note.what, formula: analysis.note.formula, source: analysis.note.source },
    worked: path === null ? [] : workedSteps(snapshot, result, path, group),
    beside: besideNumbers(
      result,
      tables,
      cellAsked,
      path === null || !place ? null : { ...place, path, value: value! },
    ),
    options: setOptions(analysis, result),
    seed: result.seed,
    n,
    leftOut:
      n === result.n && whole
        ? result.leftOut
        : partLeftOut(answers, whole || answered !== null, {
            inUse: whole ? used : found.formsWith(1).length,
            noWeight: whole ? (found.questions[0]?.missing.noWeight ?? 0) : 0,
            n,
          }),
    forms: {
      all: snapshot.rowCount,
      used,
      excluded: [...excluded].map(([code, count]) => ({ code, count })),
      filtered: snapshot.rowCount - out - used,
    },
    weights: design.weight
      ? {
          kind: design.weight.kind,
          label: labelOf(design.weight.variableId) ?? '',
          used: honours.weights === 'both' || honours.weights === design.weight.kind,
        }
      : null,
    strata: honours.design ? labelOf(design.stratum) : null,
    clusters: honours.design ? labelOf(design.cluster) : null,
    restsOnAnswers: true,
    restsOnForms: variableIds.length > 0 || ofForms.has(analysis.id),
    questions: answers.questions.map(({ variableId, used: count, missing }) => {
      const { name, label, scale } = findVariable(snapshot, variableId);
      return {
        variableId,
        name,
        label: label || name,
        scale: scale ? { min: scale.min, max: scale.max } : null,
        used: count,
        missing: Object.entries(missing).flatMap(([reason, one]) =>
          reason === 'otherGroup' ? [] : [{ reason: reason as 'blank', count: one ?? 0 }],
        ),
      };
    }),
    group,
    counted: restricted,
  };
}
