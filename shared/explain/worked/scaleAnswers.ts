import { findAnalysis } from '../../analyses/catalogue.ts';
import { designRows } from '../../analyses/design.ts';
import { itemColumns } from '../../analyses/items.ts';
import type { JsonObject } from '../../analyses/types.ts';
import { significant as s } from '../../format/significant.ts';
import { type VariableId, variableId } from '../../model/ids.ts';
import type { Bilingual } from '../../model/text.ts';
import { crossProducts } from '../../numeric/crossProducts.ts';
import { at, correlationFromCovariance, type Matrix } from '../../numeric/matrix.ts';
import { completeRows } from '../../stats/sample.ts';
import { questionsBehind } from '../questionsBehind.ts';
import type { WorkedStep } from '../types.ts';
import { type Given, objectsOf, step, sum } from './given.ts';

/** Answers of the forms that answered every question, good end up, and how they vary together. */
export interface ScaleAnswers {
  readonly ids: readonly VariableId[];
  readonly columns: readonly Float64Array[];
  /** null = every form counts once. */
  readonly weights: Float64Array | null;
  readonly n: number;
  readonly covariance: Matrix;
  readonly correlation: Matrix;
  /** The n of tests: under weights how many forms they are worth, and how that is found. */
  readonly worth: { readonly n: number; readonly steps: readonly WorkedStep[] };
  /** Said behind a formula whose variances are those of weighted forms. */
  readonly note: Bilingual;
}

const plain: Bilingual = { zh: '', en: '' };
const weighted: Bilingual = { zh: '（各份按权重计）', en: ' (forms weighted)' };
/** The weights the forms of a result count with. */
export const weightsBehind = ({ snapshot, result }: Given): Float64Array | null => {
  const honours = findAnalysis(result.analysis)?.honours;
  return honours ? designRows(snapshot, honours).weights : null;
};

export const weightNote = (weights: ArrayLike<number> | null): Bilingual => (weights ? weighted : plain);

/** How many forms weighted ones are worth in a test. */
export function worthOf(weights: ArrayLike<number> | null, n: number, survey: boolean): ScaleAnswers['worth'] {
  if (!weights) return { n, steps: [] };
  const [total, squares] = [sum(Array.from(weights)), sum(Array.from(weights, (one) => one * one))];
  return survey
    ? {
        n: total ** 2 / squares,
        steps: [
          step(
            '有效份数 n = (Σw)²/Σw²，w 为权重',
            'effective forms n = (Σw)²/Σw²; w: weight',
            `${s(total)}² / ${s(squares)}`,
            total ** 2 / squares,
          ),
        ],
      }
    : { n: total, steps: [step('n = Σw，w 为频数', 'n = Σw; w: frequency', s(total), total)] };
}

/** @returns null where fewer than 2 questions or 2 forms are left */
export function completeAnswers({ snapshot, result }: Given, ids: readonly VariableId[]): ScaleAnswers | null {
  const honours = findAnalysis(result.analysis)?.honours;
  if (!honours || ids.length < 2) return null;
  const design = designRows(snapshot, honours);
  const reverse = new Set(((result.inputs['reverse'] ?? []) as readonly string[]).map((id) => variableId(id)));
  const { columns, weights, n } = completeRows(itemColumns(snapshot, ids, reverse, design), design.weights);
  if (n < 2) return null;
  const { sums, totalWeight } = crossProducts(columns, weights);
  const survey = design.weightKind === 'survey';
  const divisor = survey ? (totalWeight * (n - 1)) / n : totalWeight - 1;
  const covariance: Matrix = { ...sums, data: sums.data.map((one) => one / divisor) };
  return {
    ids,
    columns,
    weights,
    n,
    covariance,
    correlation: correlationFromCovariance(covariance),
    worth: worthOf(weights, n, survey),
    note: weightNote(weights),
  };
}

/** Covariance of the sums of two lists of questions, by their places. */
export const covarianceOfSums = (covariance: Matrix, a: readonly number[], b: readonly number[]): number =>
  sum(a.flatMap((i) => b.map((j) => at(covariance, i, j))));

/** The scale a number belongs to: its innermost part that has one. */
export const scaleAround = ({ ancestors }: Given): JsonObject | undefined =>
  ancestors.find(({ object }) => typeof object['k'] === 'number' || typeof object['alpha'] === 'number')?.object;

/** Its questions: those of its own list, else of its indicator, else all. */
export function questionsOf(given: Given): readonly VariableId[] {
  const scale = scaleAround(given);
  const listed = objectsOf(scale?.['items']).flatMap(({ id }) => (typeof id === 'string' ? [variableId(id)] : []));
  if (listed.length > 0) return listed;
  const halves = [scale?.['first'], scale?.['second']].flatMap((half) => (half as readonly string[] | undefined) ?? []);
  if (halves.length > 0) return halves.map((id) => variableId(id));
  const at = given.ancestors.findIndex(({ object }) => object === scale);
  const place = given.path
    .split('.')
    .slice(0, -1 - at)
    .join('.');
  return questionsBehind(given.snapshot, given.result, `${place}.k`).variableIds;
}
