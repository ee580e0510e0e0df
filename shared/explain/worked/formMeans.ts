import { designOptions } from '../../analyses/designStatistics.ts';
import { significant as s } from '../../format/significant.ts';
import { normalTwoSidedQuantile, studentTTwoSidedQuantile } from '../../numeric/distributions.ts';
import type { WorkedStep } from '../types.ts';
import type { FormColumn } from './formColumns.ts';
import { mostTerms, step, sum } from './given.ts';

/** Different answers listed one by one in a formula. */
export const mostAnswers = 12;

interface Kept {
  readonly values: readonly number[];
  readonly weights: readonly number[] | null;
}

/** The forms that have a value. */
export function kept({ values, weights }: FormColumn): Kept {
  const places = [...values.keys()].filter((place) => !Number.isNaN(values[place]!));
  return {
    values: places.map((place) => values[place]!),
    weights: weights ? places.map((place) => weights[place]!) : null,
  };
}

/** How often, or with what weight, each value stands there; rising. */
export function tally({ values, weights }: Kept): readonly (readonly [number, number])[] {
  const counts = new Map<number, number>();
  values.forEach((value, place) => counts.set(value, (counts.get(value) ?? 0) + (weights?.[place] ?? 1)));
  return [...counts].toSorted(([a], [b]) => a - b);
}

/** A mean over forms with its spread and certainty as the design has them, each with the steps that lead to it. */
export interface FormMean {
  /** Forms; under frequency weights those they stand for. */
  readonly n: number;
  readonly mean: number;
  readonly variance: number;
  readonly se: number;
  readonly df: number;
  readonly steps: {
    readonly mean: WorkedStep;
    readonly variance: WorkedStep;
    readonly sd: WorkedStep;
    readonly se: readonly WorkedStep[];
    readonly df: WorkedStep;
  };
}

/** The mean of a column as the sum over its different answers; null without a form. */
export function meanStep(column: FormColumn): WorkedStep | null {
  const own = kept(column);
  const counted = tally(own);
  const n = sum(counted.map(([, count]) => count));
  if (!(n > 0)) return null;
  const total = sum(counted.map(([value, count]) => value * count));
  const { zh, en } = column.shown;
  const many = counted.length > mostAnswers;
  const terms = many ? s(total, 9) : counted.map(([value, count]) => `${s(value)}×${s(count)}`).join(' + ');
  if (own.weights)
    return step(
      `Σ(${zh} × 权重)/Σ权重`,
      `Σ(${en} × weight)/Σ weight`,
      `${many ? terms : `(${terms})`} / ${s(n, 9)}`,
      total / n,
    );
  return many
    ? step(`Σ${zh}/份数`, `Σ ${en}/number of forms`, `${terms} / ${s(n)}`, total / n)
    : step(`Σ(${zh} × 份数)/总份数`, `Σ(${en} × count)/number of forms`, `(${terms}) / ${s(n)}`, total / n);
}

/** The part of one stratum in the variance: its units (a frequency weight makes several of one) and what is summed. */
interface StratumPart {
  readonly count: number;
  readonly used: number;
  readonly factor: number;
  readonly squares: number;
  readonly text: string;
}

/** Variance of a linearised sum under strata, clusters and population sizes, stratum by stratum. */
function stratumParts(z: readonly number[], { values, design }: FormColumn): readonly StratumPart[] {
  const frequency = design.weightKind === 'frequency';
  const { strata, clusters, populationSizes } = designOptions(design, 0.95);
  const whole = isStructured({ design });
  const units = new Map<string, { stratum: number; copies: number; total: number; used: boolean }>();
  for (const [row, value] of z.entries()) {
    // Without strata, clusters and population sizes the forms with a value are the sample.
    if (!whole && Number.isNaN(values[row]!)) continue;
    const stratum = strata?.[row] ?? 0;
    const name = clusters ? `${stratum} ${clusters[row]}` : String(row);
    const unit = units.get(name) ?? {
      stratum,
      copies: frequency && !clusters ? design.weights![row]! : 1,
      total: 0,
      used: false,
    };
    unit.total += value;
    unit.used ||= !Number.isNaN(values[row]!);
    units.set(name, unit);
  }
  const all = [...units.values()];
  const copies = (some: typeof all): number => sum(some.map((unit) => unit.copies));
  const middle = (some: typeof all): number => sum(some.map((unit) => unit.total)) / copies(some);
  return [...new Set(all.map(({ stratum }) => stratum))].map((stratum) => {
    const own = all.filter((unit) => unit.stratum === stratum);
    const count = copies(own);
    const size = populationSizes?.[stratum] ?? Number.NaN;
    const centre = middle(count > 1 ? own : all);
    const squares = sum(own.map((unit) => unit.copies * (unit.total / unit.copies - centre) ** 2));
    const remaining = Number.isNaN(size) ? 1 : 1 - count / size;
    const texts = [
      ...(Number.isNaN(size) ? [] : [`(1 − ${s(count)}/${s(size)})`]),
      ...(count > 1 ? [`${s(count)}/${s(count - 1)}`] : []),
      s(squares),
    ];
    return {
      count,
      used: copies(own.filter((unit) => unit.used)),
      factor: remaining * (count > 1 ? count / (count - 1) : 1),
      squares,
      text: texts.join(' × '),
    };
  });
}

/** Does the design hold more than weights? */
export function isStructured({ design }: Pick<FormColumn, 'design'>): boolean {
  const { strata, clusters, populationSizes } = designOptions(design, 0.95);
  return strata !== null || clusters !== null || populationSizes !== null;
}

/** Standard error of a sum of contributions of the forms (0 = none), and its degrees of freedom. */
export function linearised(
  z: readonly number[],
  column: FormColumn,
  what: { readonly zh: string; readonly en: string },
): { readonly se: number; readonly df: number; readonly steps: readonly WorkedStep[]; readonly dfStep: WorkedStep } {
  const parts = stratumParts(z, column);
  const { clusters, strata } = column.design;
  const variance = sum(parts.map((part) => part.factor * part.squares));
  const used = parts.filter((part) => part.used > 0);
  const units = sum(used.map((part) => part.used));
  const [unitZh, unitEn] = clusters ? ['群', 'cluster'] : ['份', 'form'];
  const by = strata ? { zh: '各层', en: ' of each stratum' } : { zh: '', en: '' };
  const sized = column.design.populationSize !== null || (column.design.stratumSizes ?? []).some((one) => one !== null);
  const left = sized ? '(1 − n/N)·' : '';
  return {
    se: Math.sqrt(variance),
    df: units - used.length,
    steps: [
      step(
        `V = ${strata ? 'Σ各层 ' : ''}${left}n/(n − 1)·Σ(z − 平均)²，z = ${what.zh}${clusters ? '，按群合计' : ''}；n 为${by.zh}${unitZh}数${sized ? '，N 为总体' : ''}`,
        `V = ${strata ? 'Σ over strata ' : ''}${left}n/(n − 1) · Σ(z − mean)²; z = ${what.en}${clusters ? ', summed in each cluster' : ''}; n: ${unitEn}s${by.en}${sized ? ', N: population' : ''}`,
        parts.length <= mostTerms ? parts.map(({ text }) => text).join(' + ') : s(variance),
        variance,
      ),
      step('标准误 = √V', 'standard error = √V', `√${s(variance)}`, Math.sqrt(variance)),
    ],
    dfStep: step(
      `${unitZh}数 − ${strata ? '层数' : '1'}`,
      `${unitEn}s − ${strata ? 'strata' : '1'}`,
      `${s(units)} − ${used.length}`,
      units - used.length,
    ),
  };
}

/** The mean of a column; null where fewer than two forms have a value. */
export function formMean(column: FormColumn): FormMean | null {
  const { values, weights } = kept(column);
  const rows = values.length;
  const frequency = column.design.weightKind === 'frequency' && weights !== null;
  const weightOf = (place: number): number => weights?.[place] ?? 1;
  const total = sum(values.map((_, place) => weightOf(place)));
  const n = frequency ? total : rows;
  const toMean = meanStep(column);
  if (rows === 0 || n < 2 || !toMean) return null;
  const mean = toMean.value;
  const squares = sum(values.map((value, place) => weightOf(place) * (value - mean) ** 2));
  const variance = ((squares / total) * n) / (n - 1);
  const survey = weights !== null && !frequency;
  const filled = survey ? `${s(squares)} / ${s(total)} × ${rows}/${rows - 1}` : `${s(squares)} / ${s(n - 1)}`;
  const ofSquares = survey
    ? { zh: 'Σw(x − 均值)²/Σw·n/(n − 1)', en: 'Σw(x − mean)²/Σw · n/(n − 1)' }
    : frequency
      ? { zh: 'Σw(x − 均值)²/(Σw − 1)', en: 'Σw(x − mean)²/(Σw − 1)' }
      : { zh: 'Σ(x − 均值)²/(n − 1)', en: 'Σ(x − mean)²/(n − 1)' };
  const named = weights ? { zh: '，w 为权重', en: '; w: weight' } : { zh: '', en: '' };
  const sd = step(
    `标准差 = √(${ofSquares.zh})${named.zh}`,
    `standard deviation = √(${ofSquares.en})${named.en}`,
    `√(${filled})`,
    Math.sqrt(variance),
  );
  const steps = {
    mean: toMean,
    variance: step(`${ofSquares.zh}${named.zh}`, `${ofSquares.en}${named.en}`, filled, variance),
    sd,
  };
  if (isStructured(column)) {
    const z = [...column.values].map((value, row) =>
      Number.isNaN(value) ? 0 : ((column.weights?.[row] ?? 1) * (value - mean)) / total,
    );
    const {
      se,
      df,
      steps: toSe,
      dfStep,
    } = linearised(
      z,
      column,
      weights ? { zh: 'w(x − 均值)/Σw', en: 'w(x − mean)/Σw' } : { zh: '(x − 均值)/n', en: '(x − mean)/n' },
    );
    return { n, mean, variance, se, df, steps: { ...steps, se: toSe, df: dfStep } };
  }
  if (survey) {
    const parts = sum(values.map((value, place) => (weightOf(place) * (value - mean)) ** 2));
    const se = Math.sqrt((parts / total ** 2) * (rows / (rows - 1)));
    const toSe = step(
      '标准误 = √(Σ(w(x − 均值))²·n/(n − 1))/Σw，w 为权重（线性化）',
      'standard error = √(Σ(w(x − mean))² · n/(n − 1))/Σw; w: weight (linearised)',
      `√(${s(parts)} × ${rows}/${rows - 1}) / ${s(total)}`,
      se,
    );
    const df = step('n − 1', 'n − 1', `${rows} − 1`, rows - 1);
    return { n, mean, variance, se, df: rows - 1, steps: { ...steps, se: [toSe], df } };
  }
  const se = Math.sqrt(variance / n);
  const root = frequency
    ? step('标准差/√Σw', 'standard deviation/√Σw', `${s(Math.sqrt(variance))} / √${s(n)}`, se)
    : step('标准差/√n', 'standard deviation/√n', `${s(Math.sqrt(variance))} / √${n}`, se);
  const df = frequency ? step('Σw − 1', 'Σw − 1', `${s(n)} − 1`, n - 1) : step('n − 1', 'n − 1', `${n} − 1`, n - 1);
  return { n, mean, variance, se, df: n - 1, steps: { ...steps, se: [sd, root], df } };
}

/** A bound of the t interval around a mean. */
export function meanBound({ mean, se, df, steps }: FormMean, level: number, upper: boolean): readonly WorkedStep[] {
  const t = studentTTwoSidedQuantile(level, df);
  const sign = upper ? '+' : '−';
  return [
    ...steps.se,
    step(
      `均值 ${sign} t(${s(level)}, df)·标准误`,
      `mean ${sign} t(${s(level)}, df) · standard error`,
      `${s(mean)} ${sign} ${s(t)} × ${s(se)}　(df = ${s(df)})`,
      mean + (upper ? 1 : -1) * t * se,
    ),
  ];
}

/** Wilson's interval for a share of n forms. */
export function wilsonStep(share: number, n: number, level: number, upper: boolean): WorkedStep {
  const z = normalTwoSidedQuantile(level);
  const [middle, half, below] = [
    share + (z * z) / (2 * n),
    z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n)),
    1 + (z * z) / n,
  ];
  const sign = upper ? '+' : '−';
  return step(
    `Wilson 区间：(p + z²/2n ${sign} z·√(p(1 − p)/n + z²/4n²))/(1 + z²/n)，z = ${s(z)}`,
    `Wilson: (p + z²/2n ${sign} z √(p(1 − p)/n + z²/4n²))/(1 + z²/n), z = ${s(z)}`,
    `(${s(middle)} ${sign} ${s(half)}) / ${s(below)}　(p = ${s(share)}, n = ${s(n)})`,
    (middle + (upper ? half : -half)) / below,
  );
}

/** A share of the forms: those marked 1 among those marked at all. shown: what the marked ones are, 选中 … */
export interface FormShare {
  readonly count: number;
  readonly share: number;
  readonly steps: { readonly count: WorkedStep; readonly share: WorkedStep };
  bound(level: number, upper: boolean): readonly WorkedStep[];
}

/** The share of a column of marks (1, 0 or NaN), with its interval on the number of forms that the design leaves; null without forms. */
export function formShare(column: FormColumn): FormShare | null {
  const { values, weights } = kept(column);
  if (values.length === 0) return null;
  const { zh, en } = column.shown;
  const weightOf = (place: number): number => weights?.[place] ?? 1;
  const total = sum(values.map((_, place) => weightOf(place)));
  const marked = sum(values.map((value, place) => (value === 1 ? weightOf(place) : 0)));
  const share = marked / total;
  const count = values.filter((value) => value === 1).length;
  const shareStep = weights
    ? step(`${zh}的权重和/权重和`, `weight of ${en}/weight of all`, `${s(marked)} / ${s(total)}`, share)
    : step(`${zh}的份数/份数`, `${en}/forms`, `${s(marked)} / ${s(total)}`, share);
  const steps = {
    count: step(
      `${zh}的份数（共 ${values.length} 份）`,
      `${en}, of ${values.length} forms`,
      `${values.length} − ${values.length - count}`,
      count,
    ),
    share: shareStep,
  };
  const frequency = column.design.weightKind === 'frequency';
  const size = frequency ? total : values.length;
  const bound = (level: number, upper: boolean): readonly WorkedStep[] => {
    const edge = share === (upper ? 1 : 0);
    const told = (effective: number) => {
      const wilson = wilsonStep(share, effective, level, upper);
      return edge ? { ...wilson, value: share } : wilson;
    };
    if (!isStructured(column) && (frequency || !weights)) return [shareStep, told(size)];
    const found = formMean(column);
    if (!found) return [];
    if (!(found.se > 0)) {
      const squares = sum(values.map((_, place) => weightOf(place) ** 2));
      return [shareStep, told(frequency ? size : total ** 2 / squares)];
    }
    const effective = ((share * (1 - share)) / found.se ** 2) * (size / (size - 1));
    return [
      shareStep,
      ...found.steps.se,
      step(
        '有效份数 n = p(1 − p)/标准误²·m/(m − 1)，m 为份数',
        'effective n = p(1 − p)/standard error² · m/(m − 1); m: forms',
        `${s(share)} × ${s(1 - share)} / ${s(found.se)}² × ${s(size)}/${s(size - 1)}`,
        effective,
      ),
      told(effective),
    ];
  };
  return { count, share, steps, bound };
}
