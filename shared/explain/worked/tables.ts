import type { JsonObject } from '../../analyses/types.ts';
import { significant as s } from '../../format/significant.ts';
import { normalTwoSidedQuantile } from '../../numeric/distributions.ts';
import { decodeCategories } from '../../model/decode.ts';
import { variableId } from '../../model/ids.ts';
import { designOf } from './formColumns.ts';
import { wilsonStep } from './formMeans.ts';
import {
  type Given,
  mostTerms,
  numberOf,
  numbersIn,
  numbersNamed,
  objectsOf,
  type Rule,
  signed,
  step,
  sum,
  sumText,
} from './given.ts';

type Grid = readonly (readonly number[])[];

interface Counted {
  readonly n: number;
  readonly counts: Grid;
  readonly expected: Grid;
  readonly rowTotals: readonly number[];
  readonly columnTotals: readonly number[];
}

function countedIn(value: unknown): Counted | null {
  const table = value as (JsonObject & Counted) | null | undefined;
  return table && numbersIn(table.rowTotals as never) && Array.isArray(table.counts) ? table : null;
}

function* cell({ path, result }: Given): ReturnType<Rule> {
  const table = countedIn(result.values['table']);
  if (table && path === 'table.n')
    yield [
      step('各行合计之和', 'sum of the rows', table.rowTotals.map((one) => s(one)).join(' + '), sum(table.rowTotals)),
    ];
  const place = /^table\.(\w+)\.(\d+)(?:\.(\d+))?$/.exec(path);
  if (!table || !place) return;
  const [, list, first, second] = place;
  const [row, column] = [Number(first), Number(second)];
  const { counts, rowTotals, columnTotals, n, expected } = table;
  if (list === 'rowTotals')
    yield [step('本行份数之和', 'sum of the row', counts[row]!.map((one) => s(one)).join(' + '), sum(counts[row]!))];
  if (list === 'columnTotals') {
    const own = counts.map((line) => line[row]!);
    yield [step('本列份数之和', 'sum of the column', own.map((one) => s(one)).join(' + '), sum(own))];
  }
  if (second === undefined) return;
  const count = counts[row]![column]!;
  const [ofRow, ofColumn] = [rowTotals[row]!, columnTotals[column]!];
  if (list === 'counts')
    yield [
      step(
        '本行份数 − 本行其他格',
        'forms of the row − other cells of the row',
        [ofRow, ...counts[row]!.filter((_, other) => other !== column)].map((one) => s(one)).join(' − '),
        ofRow - sum(counts[row]!.filter((_, other) => other !== column)),
      ),
    ];
  const share = (zh: string, en: string, whole: number) => [step(zh, en, `${s(count)} / ${s(whole)}`, count / whole)];
  if (list === 'rowShares') yield share('份数/行合计', 'count/total of the row', ofRow);
  if (list === 'columnShares') yield share('份数/列合计', 'count/total of the column', ofColumn);
  if (list === 'totalShares') yield share('份数/总份数', 'count/all', n);
  const awaited = (ofRow * ofColumn) / n;
  const awaitedStep = step(
    '期望份数 = 行合计 × 列合计/总份数',
    'expected = total of the row × total of the column/all',
    `${s(ofRow)} × ${s(ofColumn)} / ${s(n)}`,
    awaited,
  );
  if (list === 'expected') yield [awaitedStep];
  if (list === 'pearsonResiduals')
    yield [
      awaitedStep,
      step(
        '(份数 − 期望)/√期望',
        '(count − expected)/√expected',
        `(${s(count)} − ${s(awaited)}) / √${s(awaited)}`,
        (count - awaited) / Math.sqrt(awaited),
      ),
    ];
  if (list === 'adjustedResiduals') {
    const variance = awaited * (1 - ofRow / n) * (1 - ofColumn / n);
    yield [
      awaitedStep,
      step(
        '(份数 − 期望)/√(期望·(1 − 行合计/n)(1 − 列合计/n))',
        '(count − expected)/√(expected · (1 − row/n)(1 − column/n))',
        `(${s(count)} − ${s(expected[row]![column]!)}) / √(${s(awaited)} × ${s(1 - ofRow / n)} × ${s(1 - ofColumn / n)})`,
        (count - awaited) / Math.sqrt(variance),
      ),
    ];
  }
}

function* measures({ path, key, result }: Given): ReturnType<Rule> {
  const table = countedIn(result.values['table']);
  if (!table) return;
  if (path === 'standsOut.residual') {
    const at = numbersNamed(result.values['standsOut'] as JsonObject, 'row', 'column');
    const residuals = (result.values['table'] as JsonObject)['adjustedResiduals'] as Grid;
    if (at)
      yield* cell({
        path: `table.adjustedResiduals.${at.row}.${at.column}`,
        result,
        value: residuals[at.row]![at.column]!,
      } as Given);
  }
  const { counts, rowTotals, columnTotals, n } = table;
  const cells = counts.flatMap((line, row) =>
    line.map((count, column) => ({ count, awaited: (rowTotals[row]! * columnTotals[column]!) / n })),
  );
  const chi = numberOf((result.values['table'] as JsonObject)['chiSquare'] as JsonObject, 'statistic');
  const [rows, columns] = [rowTotals.length, columnTotals.length];
  const df = (rows - 1) * (columns - 1);
  if (key === 'df') yield [step('(行数 − 1)(列数 − 1)', '(rows − 1)(columns − 1)', `${rows - 1} × ${columns - 1}`, df)];
  if (path.endsWith('chiSquare.statistic')) {
    const value = sum(cells.map(({ count, awaited }) => (awaited > 0 ? (count - awaited) ** 2 / awaited : 0)));
    yield [
      step(
        'χ² = Σ(份数 − 期望)²/期望',
        'χ² = Σ(count − expected)²/expected',
        cells.length <= mostTerms
          ? cells.map(({ count, awaited }) => `(${s(count)} − ${s(awaited)})²/${s(awaited)}`).join(' + ')
          : s(value),
        value,
      ),
    ];
  }
  if (path.endsWith('likelihoodRatio.statistic')) {
    const value = 2 * sum(cells.map(({ count, awaited }) => (count > 0 ? count * Math.log(count / awaited) : 0)));
    yield [
      step(
        'G² = 2·Σ份数·ln(份数/期望)',
        'G² = 2 Σ count · ln(count/expected)',
        `2 × (${cells
          .filter(({ count }) => count > 0)
          .map(({ count, awaited }) => `${s(count)}·ln(${s(count)}/${s(awaited)})`)
          .join(' + ')})`,
        value,
      ),
    ];
  }
  if (chi === null) return;
  const least = Math.min(rows, columns) - 1;
  if (key === 'cramersV')
    yield [
      step(
        'V = √(χ²/(n·(min(行数, 列数) − 1)))',
        'V = √(χ²/(n · (min(rows, columns) − 1)))',
        `√(${s(chi)} / (${s(n)} × ${least}))`,
        Math.sqrt(chi / (n * least)),
      ),
    ];
  if (key === 'phi') yield [step('φ = √(χ²/n)', 'φ = √(χ²/n)', `√(${s(chi)} / ${s(n)})`, Math.sqrt(chi / n))];
  if (key === 'contingencyCoefficient')
    yield [
      step(
        'C = √(χ²/(χ² + n))',
        'C = √(χ²/(χ² + n))',
        `√(${s(chi)} / (${s(chi)} + ${s(n)}))`,
        Math.sqrt(chi / (chi + n)),
      ),
    ];
  if (key === 'tschuprowT')
    yield [
      step(
        'T = √(χ²/(n·√df))',
        'T = √(χ²/(n · √df))',
        `√(${s(chi)} / (${s(n)} × √${df}))`,
        Math.sqrt(chi / (n * Math.sqrt(df))),
      ),
    ];
}

/** Bounds of a share that stands beside them, with the number of forms. */
export function* shareBounds({ key, path, ancestors, result }: Given): ReturnType<Rule> {
  if (!/(?:lower|upper)$/i.test(key)) return;
  const level = result.options['level'];
  if (typeof level !== 'number') return;
  const inside = /wilson|interval/.test(ancestors[0]?.step ?? '') ? ancestors[1]?.object : ancestors[0]?.object;
  const prefix = key.replace(/(?:Lower|Upper|lower|upper)$/, '');
  const named = [prefix, `${prefix}Share`, 'share', 'proportion', 'cases'];
  const whole = [numberOf(inside, 'n'), result.n, numberOf(result.values, 'n'), numberOf(result.values, 'cases')];
  for (const name of named) {
    const share = numberOf(inside, name);
    if (share === null || share < 0 || share > 1) continue;
    for (const n of new Set(whole))
      if (n !== null && n > 0) yield [wilsonStep(share, n, level, /upper$/i.test(key || path))];
  }
}

/** Forms with and without an answer, by weight where there are weights. */
function* answered({ key, ancestors, snapshot, result }: Given): ReturnType<Rule> {
  const question = ancestors[0]?.object;
  const id = question?.['id'];
  if (typeof id !== 'string') return;
  const counts = objectsOf(question!['rows']).map((one) => numberOf(one, 'count') ?? 0);
  if (key === 'validCount')
    yield [
      step(
        '各答案份数之和',
        'sum over the answers',
        sumText(
          counts.map((one) => s(one)),
          sum(counts),
        ),
        sum(counts),
      ),
    ];
  if (key !== 'missingCount') return;
  const design = designOf(snapshot, result);
  const { codes } = decodeCategories(snapshot, variableId(id), design.rows);
  const weightOf = (inside: (code: number) => boolean): number =>
    sum([...codes].map((code, row) => (inside(code) ? (design.weights?.[row] ?? 1) : 0)));
  const [all, without] = [weightOf(() => true), weightOf((code) => code < 0)];
  yield [
    step(
      design.weights ? '权重和 − 有作答的权重和' : '使用的份数 − 有作答的份数',
      design.weights ? 'weight of all − weight with an answer' : 'forms in use − forms with an answer',
      `${s(all)} − ${s(all - without)}`,
      without,
    ),
  ];
}

function* frequencies({ key, ancestors }: Given): ReturnType<Rule> {
  const own = ancestors[0]?.object;
  const question = ancestors[1]?.object;
  const counts = objectsOf(question?.['rows']);
  const place = counts.findIndex((one) => one === own);
  const count = numberOf(own, 'count');
  const all = numberOf(question, 'n');
  const valid = numberOf(question, 'validCount');
  if (count === null || place < 0) return;
  if (key === 'count' && valid) {
    const others = counts.filter((one) => one !== own).map((one) => numberOf(one, 'count') ?? 0);
    yield [
      step(
        '有效份数 − 其余答案的份数',
        'valid forms − forms with the other answers',
        [valid, ...others].map((one) => s(one)).join(' − '),
        valid - sum(others),
      ),
    ];
  }
  if (key === 'percent' && all)
    yield [step('份数/总份数 × 100', 'count/all forms × 100', `${s(count)} / ${s(all)} × 100`, (100 * count) / all)];
  if (key === 'validPercent' && valid)
    yield [step('份数/有效份数 × 100', 'count/valid × 100', `${s(count)} / ${s(valid)} × 100`, (100 * count) / valid)];
  if (key === 'cumulativePercent' && valid) {
    const so = counts.slice(0, place + 1).map((one) => numberOf(one, 'count') ?? 0);
    yield [
      step(
        '到此为止的份数/有效份数 × 100',
        'counts so far/valid × 100',
        `(${so.map((one) => s(one)).join(' + ')}) / ${s(valid)} × 100`,
        (100 * sum(so)) / valid,
      ),
    ];
  }
}

function* proportions({ key, path, ancestors, result }: Given): ReturnType<Rule> {
  const row = ancestors.find(({ object }) => typeof object['successes'] === 'number')?.object;
  const found = numbersNamed(row, 'successes', 'n', 'proportion');
  const level = result.options['level'];
  if (!found || typeof level !== 'number') return;
  const { successes, n, proportion: p } = found;
  if (key === 'proportion') yield [step('符合的份数/总份数', 'successes/forms', `${successes} / ${n}`, successes / n)];
  if (key !== 'lower' && key !== 'upper') return;
  const z = normalTwoSidedQuantile(level);
  const sign = key === 'lower' ? -1 : 1;
  if (/wald\./.test(path))
    yield [
      step(
        `p ${sign < 0 ? '−' : '+'} z·√(p(1 − p)/n)`,
        `p ${sign < 0 ? '−' : '+'} z √(p(1 − p)/n)`,
        `${s(p)} ${sign < 0 ? '−' : '+'} ${s(z)} × √(${s(p)} × ${signed(1 - p)} / ${n})`,
        p + sign * z * Math.sqrt((p * (1 - p)) / n),
      ),
    ];
}

export const tableRules: Readonly<Record<string, readonly Rule[]>> = {
  'describe.crossTable': [cell, measures],
  'describe.frequencies': [answered, frequencies],
  'distribution.proportionInterval': [proportions, shareBounds],
};
