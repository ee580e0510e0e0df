import { type DesignRows, designRows } from '../../analyses/design.ts';
import { findAnalysis } from '../../analyses/catalogue.ts';
import { projectIndex } from '../../analyses/projectIndex.ts';
import { overallQuestions } from '../../analyses/weightData.ts';
import { significant as s } from '../../format/significant.ts';
import type { AnalysisResult } from '../../analyses/types.ts';
import type { Snapshot } from '../../model/dataset.ts';
import { decodeCategories, decodeNumeric, decodeScores, findVariable } from '../../model/decode.ts';
import { type VariableId, variableId } from '../../model/ids.ts';
import type { Bilingual } from '../../model/text.ts';
import type { Role, Variable } from '../../model/variable.ts';
import { leafScoreColumn } from '../../satisfaction/respondentIndices.ts';
import { questionsBehind } from '../questionsBehind.ts';
import type { Given } from './given.ts';

/** One number per form: an answer, its score, an indicator's score, the index. Parallel arrays; NaN = this form has none. */
export interface FormColumn {
  readonly values: Float64Array;
  readonly weights: Float64Array | null;
  /** What the sampling says of each form, as far as the analysis honours it. */
  readonly design: DesignRows;
  /** What is summed, as it stands in a formula. */
  readonly shown: Bilingual;
}

/** The forms as the analysis of a result sees them. */
export const designOf = (snapshot: Snapshot, { analysis }: AnalysisResult): DesignRows =>
  designRows(snapshot, findAnalysis(analysis)?.honours ?? { weights: 'none', design: false });

const same = (text: string): Bilingual => ({ zh: text, en: text });

const scoreText = ({ scale }: Variable): Bilingual =>
  scale
    ? same(
        scale.direction === 'descending'
          ? `100·(${s(scale.max)} − x)/${s(scale.max - scale.min)}`
          : `100·(x − ${s(scale.min)})/${s(scale.max - scale.min)}`,
      )
    : same('x');

/** Questions the objects around a number name, innermost first; then those of the request. */
function namedVariables({ snapshot, ancestors, result }: Given): readonly VariableId[] {
  const known = new Set<string>(snapshot.variables.map(({ id }) => id));
  const around = ancestors
    .slice(0, -1)
    .flatMap(({ object }) => Object.entries(object))
    .flatMap(([key, one]) => (key !== 'feature' && typeof one === 'string' ? [one] : []));
  const asked = Object.values(result.inputs).flatMap((one) => (typeof one === 'string' ? [one] : []));
  return [...new Set([...around, ...asked])].filter((id) => known.has(id)).map((id) => variableId(id));
}

/** The indicators the objects around a number name, innermost first. */
function namedIndicators({ snapshot, ancestors }: Given): readonly string[] {
  const known = new Set<string>(snapshot.indicators.map(({ id }) => id));
  return ancestors.slice(0, -1).flatMap(({ object }) =>
    ['id', 'node', 'indicator'].flatMap((key) => {
      const id = object[key];
      return typeof id === 'string' && known.has(id) ? [id] : [];
    }),
  );
}

/** Answers to the questions of a role about one indicator, put together per form. */
function roleColumn(snapshot: Snapshot, rows: Int32Array, leaf: string, role: Role, own: boolean): Float64Array | null {
  const ids = snapshot.variables.filter((one) => one.role === role && one.indicatorId === leaf).map(({ id }) => id);
  if (ids.length === 0) return null;
  const decode = own ? decodeNumeric : decodeScores;
  return leafScoreColumn(
    ids.map((id) => decode(snapshot, id, rows).values),
    'renormalise',
  );
}

/** Where a number compares two sides of an indicator, only forms that rated both count. */
const twoSided = new Set(['describe.expectationGap', 'csi.ratio']);
const roles: readonly (readonly [Role, string, string])[] = [
  ['perception', '感知得分', 'perception score'],
  ['expectation', '期望得分', 'expectation score'],
  ['importance', '重要度得分', 'importance score'],
];

/**
 * Columns of forms a number may be a mean, a count or a spread of, likeliest first; of the group it is about, where it is about one.
 */
export function* formColumns(given: Given): Generator<FormColumn> {
  const { snapshot, result, group, ancestors } = given;
  const design = designOf(snapshot, result);
  const { rows } = design;
  const inGroup = group ? decodeCategories(snapshot, group.variableId as VariableId, rows) : null;
  const column = (all: Float64Array, shown: Bilingual): FormColumn => ({
    values: inGroup
      ? all.map((value, row) => (inGroup.labels[inGroup.codes[row]!] === group?.label ? value : Number.NaN))
      : all,
    weights: design.weights,
    design,
    shown,
  });
  const scaled = (id: VariableId): boolean => {
    const { scale } = findVariable(snapshot, id);
    return scale !== null && scale.max > scale.min;
  };
  for (const id of namedVariables(given)) {
    if (snapshot.columns.get(id)?.kind !== 'numeric') continue;
    yield column(decodeNumeric(snapshot, id, rows).values, same('x'));
    if (scaled(id)) yield column(decodeScores(snapshot, id, rows).values, scoreText(findVariable(snapshot, id)));
  }
  yield* completeColumns(given, rows, column);
  for (const indicator of namedIndicators(given))
    for (const own of result.options['unit'] === 'own' ? [true, false] : [false]) {
      const sides = roles.map(([role, zh, en]) => ({
        zh,
        en,
        values: roleColumn(snapshot, rows, indicator, role, own),
      }));
      const [felt, wanted] = sides;
      for (const { values, zh, en } of sides) {
        if (!values) continue;
        const both = twoSided.has(result.analysis) && felt?.values && wanted?.values;
        yield column(
          both
            ? values.map((value, row) => (Number.isNaN(felt.values![row]! + wanted.values![row]!) ? Number.NaN : value))
            : values,
          { zh, en },
        );
      }
    }
  const items = ((result.inputs['items'] ?? []) as readonly string[]).map((id) => variableId(id));
  const weights = (result.options['weights'] ?? []) as readonly number[];
  const missing = result.options['missing'] === 'listwise' ? 'listwise' : 'renormalise';
  for (const source of [
    { items: weights.length === items.length || weights.length === 0 ? items : [], weights, missing } as const,
    { items: [], weights: [], missing } as const,
  ]) {
    const index = projectIndex(snapshot, source, design);
    if (!index) continue;
    for (const id of namedIndicators(given)) {
      const own = [...index.indices].find(([node]) => node === id)?.[1];
      if (own) yield column(own, { zh: '各份的指标得分', en: 'indicator score of the form' });
    }
    yield column(index.indices.get(null)!, { zh: '各份的指数', en: 'index of the form' });
    if (source.items.length === 0) break;
  }
  const overall = overallQuestions(snapshot);
  if (overall.length > 0 && ancestors.length > 0)
    yield column(
      leafScoreColumn(
        overall.map((id) => decodeScores(snapshot, id, rows).values),
        'renormalise',
      ),
      { zh: '各份的总体满意度得分', en: 'overall satisfaction of the form' },
    );
}

/** Answers of the forms that answered every question of the request: what an analysis that leaves out the others has seen. */
function* completeColumns(
  given: Given,
  rows: Int32Array,
  column: (all: Float64Array, shown: Bilingual) => FormColumn,
): Generator<FormColumn> {
  const { snapshot, result } = given;
  const own = namedVariables(given).find((id) => snapshot.columns.get(id)?.kind === 'numeric');
  const scale = given.ancestors.find(({ object }) => typeof object['k'] === 'number');
  const scope = scale && scale !== given.ancestors.at(-1) ? `${scopeOf(given, scale.object)}.k` : null;
  const { variableIds } = questionsBehind(snapshot, result, scope);
  if (own === undefined || variableIds.length < 2) return;
  const all = variableIds.flatMap((id) =>
    snapshot.columns.get(id)?.kind === 'numeric' ? [decodeNumeric(snapshot, id, rows).values] : [],
  );
  yield column(
    decodeNumeric(snapshot, own, rows).values.map((value, row) =>
      all.some((answers) => Number.isNaN(answers[row]!)) ? Number.NaN : value,
    ),
    same('x'),
  );
}

/** The path of one of the objects around a number. */
const scopeOf = ({ path, ancestors }: Given, object: unknown): string => {
  const steps = path.split('.').slice(0, -1);
  for (let at = 0; at < ancestors.length && ancestors[at]!.object !== object; at++) {
    steps.pop();
    // A place in a list is a step of its own, but no object.
    while (steps.length > 0 && steps.at(-1) !== ancestors[at + 1]?.step && at + 1 < ancestors.length - 1) steps.pop();
  }
  return steps.join('.');
};

/** Expectation and perception of an indicator over forms that rated both; null where it has not both. */
export function gapColumn(given: Given): FormColumn | null {
  const { snapshot, result } = given;
  const [indicator] = namedIndicators(given);
  if (indicator === undefined) return null;
  const design = designOf(snapshot, result);
  const felt = roleColumn(snapshot, design.rows, indicator, 'perception', false);
  const wanted = roleColumn(snapshot, design.rows, indicator, 'expectation', false);
  if (!felt || !wanted) return null;
  return {
    values: felt.map((value, row) => value - wanted[row]!),
    weights: design.weights,
    design,
    shown: { zh: '各份的差', en: 'difference of the form' },
  };
}
