import { modelOf } from '../analyses/plsRun.ts';
import type { AnalysisResult, Json, ModelOption } from '../analyses/types.ts';
import { overallQuestions } from '../analyses/weightData.ts';
import { valueAt } from '../format/sentenceText.ts';
import type { Snapshot } from '../model/dataset.ts';
import { type VariableId, variableId } from '../model/ids.ts';
import { bannerPlace } from './bannerPlaces.ts';
import { measured } from './fittedQuestions.ts';

type Asked = (snapshot: Snapshot, result: AnalysisResult, path: string) => readonly VariableId[] | null;

const idsIn = (value: Json | undefined): readonly VariableId[] =>
  (Array.isArray(value) ? (value as readonly Json[]) : [value]).flatMap((one) =>
    typeof one === 'string' ? [variableId(one)] : [],
  );

/** The question of the row and the feature of the column; how many forms there are rests on every question asked for. */
const banner: Asked = (_, result, path) => {
  const place = bannerPlace(result, path);
  if (!place || (!place.question && !place.group)) return null;
  return [...idsIn(place.question?.['id']), ...idsIn(place.group?.variableId)];
};

/** A question of the list, or the two of a pair with those held constant. */
const correlation: Asked = (_, { values, inputs }, path) => {
  const idAt = (place: unknown): readonly VariableId[] =>
    idsIn(valueAt(values, `items.${String(place)}.id`) as Json | undefined);
  const item = /^items\.(\d+)\./.exec(path);
  if (item) return idAt(item[1]);
  const pair = /^(pairs\.\d+)\.(.+)$/.exec(path);
  if (!pair) return null;
  const sides = [valueAt(values, `${pair[1]}.x`), valueAt(values, `${pair[1]}.y`)];
  return [...sides.flatMap(idAt), ...(pair[2]!.startsWith('partial') ? idsIn(inputs['given']) : [])];
};

/** What one question gives to value or cost. */
const delivered: Asked = (_, { values }, path) => {
  const item = /^(items\.\d+)\.(?!weight$)/.exec(path);
  return item ? idsIn(valueAt(values, `${item[1]}.id`) as Json | undefined) : null;
};

/** Loyalty, and the satisfaction it is held against. */
const loyalty: Asked = (snapshot, { inputs }) => {
  const asked = idsIn(inputs['loyalty']);
  const told = [...idsIn(inputs['satisfaction'])];
  const overall = told.length > 0 ? told : overallQuestions(snapshot);
  return [
    ...(asked.length > 0
      ? asked
      : snapshot.variables.filter((one) => one.role === 'loyalty' && one.scale !== null).map(({ id }) => id)),
    ...(overall.length > 0 ? overall : measured(snapshot)),
  ];
};

/** Comments alone, with the index where satisfied and not satisfied forms are told apart; an indicator's score has no part in them. */
const comments: Asked = (snapshot, { inputs, values }, path) => {
  if (path.endsWith('.score')) {
    const indicator = valueAt(values, path.replace(/score$/, 'indicator'));
    return snapshot.variables
      .filter((one) => one.role === 'perception' && one.indicatorId === indicator)
      .map(({ id }) => id);
  }
  return [...idsIn(inputs['question']), ...(/atisfied(?:Share)?$/.test(path) ? measured(snapshot) : [])];
};

/** Both questions of a feature, and in a group the one that makes the groups. */
const kano: Asked = (_, { values, inputs }, path) => {
  const inGroup = /^groups\.\d+\.features\.(\d+)\./.exec(path);
  const at = inGroup?.[1] ?? /^features\.(\d+)\./.exec(path)?.[1];
  if (at === undefined) return null;
  const asked = ['functional', 'dysfunctional'].map((side) => valueAt(values, `features.${at}.${side}`));
  return [...asked.flatMap((id) => idsIn(id as Json | undefined)), ...(inGroup ? idsIn(inputs['segment']) : [])];
};

/** A rise to the level of others rests on theirs, as does what a model makes of it. */
const gains: Asked = (snapshot, { values, inputs, options }, path) => {
  if (!/^indicators\.\d+\.(?:goal|rise|effect|gain)$/.test(path)) return null;
  if (values['goal'] === 'points' && (values['way'] ?? 'composite') === 'composite') return null;
  const given = values['way'] === 'totalEffect' ? modelOf(snapshot, options['model'] as ModelOption | null) : null;
  if (given) return given.model.constructs.flatMap(({ items }) => items.map(variableId));
  const items = idsIn(inputs['items']);
  return items.length > 0 ? items : measured(snapshot);
};

const rollUp: Asked = (snapshot, { inputs }) => {
  const levels = idsIn(inputs['levels']);
  return levels.length === 0 ? null : [...levels, ...idsIn(inputs['quantity']), ...measured(snapshot)];
};

/** Who chose an option said so in its own question. */
const choices: Asked = (_, { values }, path) => {
  const option = /^(options\.\d+)\.count$/.exec(path);
  return option ? idsIn(valueAt(values, `${option[1]}.id`) as Json | undefined) : null;
};

/** Every question of the model, and the one that makes the groups. */
const modelGroups: Asked = (snapshot, { inputs, options }) => {
  const given = modelOf(snapshot, options['model'] as ModelOption | null);
  return given
    ? [...idsIn(inputs['feature']), ...given.model.constructs.flatMap(({ items }) => items.map(variableId))]
    : null;
};

/** Without an indicator a test is of the index; a corrected p takes every test into account. */
const screened: Asked = (snapshot, { values }, path) => {
  const tests = values['tests'] as readonly { readonly feature: string; readonly node: string | null }[];
  if (/\.(?:holm|bh)$/.test(path)) return [...tests.map(({ feature }) => variableId(feature)), ...measured(snapshot)];
  const test = tests[Number(/^tests\.(\d+)\./.exec(path)?.[1])];
  return test && test.node === null ? [variableId(test.feature), ...measured(snapshot)] : null;
};

const byAnalysis: Readonly<Record<string, Asked | undefined>> = {
  'csi.rollUp': rollUp,
  'describe.bannerTable': banner,
  'describe.multipleResponse': choices,
  'improve.expectedGain': gains,
  'influence.correlation': correlation,
  'influence.featureScreen': screened,
  'kano.table': kano,
  'loyalty.types': loyalty,
  'model.compareGroups': modelGroups,
  'text.comments': comments,
  'value.delivered': delivered,
};

/** The questions of a number whose own part of the result does not name them all, or names others as well; null where it is no such number. */
export const questionsOfPart: Asked = (snapshot, result, path) =>
  byAnalysis[result.analysis]?.(snapshot, result, path) ?? null;
