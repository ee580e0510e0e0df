import { questionsByLeaf } from '../../analyses/projectIndex.ts';
import { significant as s } from '../../format/significant.ts';
import { decodeNumeric, decodeScores } from '../../model/decode.ts';
import type { IndicatorId } from '../../model/ids.ts';
import { studentTTwoSided } from '../../numeric/distributions.ts';
import { compositeWeights } from '../../satisfaction/compositeWeights.ts';
import { indicatorTree } from '../../satisfaction/indicatorTree.ts';
import { leafScoreColumn, respondentIndices } from '../../satisfaction/respondentIndices.ts';
import { designOf, type FormColumn, gapColumn } from './formColumns.ts';
import { formMean, meanBound, meanStep } from './formMeans.ts';
import { ratioSteps } from './ratioSteps.ts';
import { type Given, numberOf, numbersNamed, objectsOf, type Rule, signed, step } from './given.ts';

/** Perception against expectation, from the two means. */
function* gaps({ key, ancestors }: Given): ReturnType<Rule> {
  const own = ancestors[0]?.object;
  const found = numbersNamed(own, 'expectation', 'perception') ?? null;
  const other = numbersNamed(own, 'expected', 'perceived');
  const pair = found ? [found.expectation, found.perception] : other ? [other.expected, other.perceived] : null;
  if (!pair) return;
  const [expected, perceived] = pair as [number, number];
  if (key === 'gap')
    yield [step('感知 − 期望', 'perception − expectation', `${s(perceived)} − ${s(expected)}`, perceived - expected)];
  if (key === 'ratio')
    yield [step('感知/期望', 'perception/expectation', `${s(perceived)} / ${s(expected)}`, perceived / expected)];
}

/** How many of the rows are certain to lie below, or above. */
function* gapCounts({ key, result }: Given): ReturnType<Rule> {
  const rows = objectsOf(result.values['rows']);
  if (key === 'below') {
    const count = rows.filter((row) => (numberOf(row, 'upper') ?? 0) < 0).length;
    yield [
      step(
        '区间上限小于 0 的指标数',
        'indicators whose upper bound is below 0',
        `${rows.length} − ${rows.length - count}`,
        count,
      ),
    ];
  }
  if (key === 'above') {
    const count = rows.filter((row) => (numberOf(row, 'lower') ?? 0) > 0).length;
    yield [
      step(
        '区间下限大于 0 的指标数',
        'indicators whose lower bound is above 0',
        `${rows.length} − ${rows.length - count}`,
        count,
      ),
    ];
  }
}

/** The certainty of a gap, from the forms' own differences. */
function* gapTests(given: Given): ReturnType<Rule> {
  const { key, result } = given;
  const column = /^(?:lower|upper|p|t|se)$/.test(key) ? gapColumn(given) : null;
  const found = column && formMean(column);
  const { level } = result.options;
  if (!found || typeof level !== 'number') return;
  if (key === 'se') yield found.steps.se;
  if (key === 'lower' || key === 'upper') yield meanBound(found, level, key === 'upper');
  if (!(found.se > 0)) return;
  const t = found.mean / found.se;
  const tStep = step('t = 差/标准误', 't = difference/standard error', `${signed(found.mean)} / ${s(found.se)}`, t);
  if (key === 't') yield [...found.steps.se, tStep];
  if (key === 'p')
    yield [
      tStep,
      step(
        'p = 2·P(T ≥ |t|)',
        'p = 2 P(T ≥ |t|)',
        `2·P(T ≥ ${s(Math.abs(t))})　(df = ${s(found.df)})`,
        studentTTwoSided(t, found.df),
      ),
    ];
}

interface Sides {
  readonly perceived: FormColumn;
  readonly expected: FormColumn;
}

/** Both sides of an indicator, or of the whole index (leaf null), over the forms that rated both. */
function sidesOf({ snapshot, result }: Given, leaf: string | null): Sides | null {
  const design = designOf(snapshot, result);
  const tree = indicatorTree(snapshot.indicators);
  const decode = result.options['unit'] === 'own' ? decodeNumeric : decodeScores;
  const roles = (['perception', 'expectation'] as const).map((role) => questionsByLeaf(snapshot, tree, role).byLeaf);
  const leaves = tree.leaves.filter(
    ({ indicator: { id } }) => roles.every((byLeaf) => byLeaf.has(id)) && (leaf === null || id === leaf),
  );
  const columns = roles.map((byLeaf) =>
    leaves.map(({ indicator: { id } }) =>
      leafScoreColumn(
        byLeaf.get(id)!.map((one) => decode(snapshot, one, design.rows).values),
        'renormalise',
      ),
    ),
  );
  if (leaves.length === 0) return null;
  const [felt, wanted] = columns.map((side, at) =>
    side.map((column, place) =>
      column.map((value, row) => (Number.isNaN(value + columns[1 - at]![place]![row]!) ? Number.NaN : value)),
    ),
  ) as [Float64Array[], Float64Array[]];
  const weights = compositeWeights(snapshot.indicators);
  const whole = (side: readonly Float64Array[]): Float64Array => {
    if (leaf !== null) return side[0]!;
    const byLeaf = new Map<IndicatorId, Float64Array>(leaves.map(({ indicator: { id } }, place) => [id, side[place]!]));
    return respondentIndices(leaves, byLeaf, weights, design.rows.length, 'renormalise');
  };
  const column = (values: Float64Array, zh: string, en: string): FormColumn => ({
    values,
    weights: design.weights,
    design,
    shown: { zh, en },
  });
  return leaf === null
    ? {
        perceived: column(whole(felt), '各份的感知指数', 'perception index of the form'),
        expected: column(whole(wanted), '各份的期望指数', 'expectation index of the form'),
      }
    : {
        perceived: column(whole(felt), '感知得分', 'perception score'),
        expected: column(whole(wanted), '期望得分', 'expectation score'),
      };
}

/** The ratio of perception to expectation with the interval of its linearisation. */
function* ratios(given: Given): ReturnType<Rule> {
  const { key, path, ancestors, result } = given;
  const id = ancestors[0]?.object['id'];
  const sides = sidesOf(given, path.startsWith('overall.') ? null : String(id));
  const { level } = result.options;
  if (!sides || typeof level !== 'number') return;
  const [felt, wanted] = [meanStep(sides.perceived), meanStep(sides.expected)];
  if (key === 'perceived' && felt) yield [felt];
  if (key === 'expected' && wanted) yield [wanted];
  const found = ratioSteps(sides.perceived, sides.expected, {
    above: { zh: '感知', en: 'perception' },
    below: { zh: '期望', en: 'expectation' },
  });
  if (!found) return;
  if (key === 'ratio') yield [found.ratio];
  if (key === 'se') yield found.se;
  if (key === 'lower' || key === 'upper') yield found.bound(level, key === 'upper');
}

export const twoSideRules: Readonly<Record<string, readonly Rule[]>> = {
  'describe.expectationGap': [gaps, gapCounts, gapTests],
  'csi.ratio': [ratios],
};
