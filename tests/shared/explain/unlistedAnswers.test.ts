import { describe, expect, it } from 'vitest';
import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import type { AnalysisResult } from '../../../shared/analyses/types.ts';
import { explainNumber } from '../../../shared/explain/explainNumber.ts';
import type { Explanation } from '../../../shared/explain/types.ts';
import { usedCells } from '../../../shared/explain/usedCells.ts';
import { isSame } from '../../../shared/explain/worked/given.ts';
import { valueAt } from '../../../shared/format/sentenceText.ts';
import type { Column, Snapshot } from '../../../shared/model/dataset.ts';
import { type VariableId, variableId } from '../../../shared/model/ids.ts';
import { store } from '../analyses/fullStore.ts';
import { sampleSnapshot } from '../report/sampleSnapshot.ts';
import { everyRequest, otherRequests, pathsByKind, pathsInSentences, ranOn } from './everyNumber.ts';
import { drawnSurvey, mixedSurvey } from './mixedSurvey.ts';
import { weightedSample, withGaps } from './weightedSample.ts';

/**
 * Every answer that is not among those an explanation counts becomes another; what is blank stays blank, and so does what tells whose
 * answers count: weights, strata, clusters, and features where the number is of some forms only.
 */
function withOthersChanged(snapshot: Snapshot, { analysis, questions, group, counted }: Explanation): Snapshot {
  const ids = questions.map((one) => variableId(one.variableId));
  const listed = usedCells(snapshot, ids, { group, counted, honours: findAnalysis(analysis)!.honours });
  const known = new Set(listed.page('used', 0, Number.MAX_SAFE_INTEGER).map((one) => `${one.variableId} ${one.row}`));
  const scaleOf = (id: VariableId) => snapshot.variables.find((one) => one.id === id)?.scale;
  const { weight, stratum, cluster } = snapshot.design;
  const parting = group || counted.length > 0 ? ids.filter((id) => !scaleOf(id)) : [];
  const kept = new Set([weight?.variableId, stratum, cluster, ...parting]);
  const columns = [...snapshot.columns].map(([id, column]): [VariableId, Column] => {
    const isKept = (row: number): boolean => kept.has(id) || known.has(`${id} ${row}`);
    if (column.kind === 'text') {
      const { dictionary, codes } = column;
      const others = codes.map((code, row) => (isKept(row) || code < 0 ? code : (code + 1) % dictionary.length));
      return [id, { ...column, codes: others }];
    }
    const scale = scaleOf(id);
    const isNone = (value: number): boolean =>
      Number.isNaN(value) || scale?.nonAnswers.some((one) => one.value === value) === true;
    const seen = [...new Set(column.values)].filter((value) => !isNone(value)).toSorted((one, two) => one - two);
    const other = (value: number): number =>
      scale ? (value + 1 > scale.max ? scale.min : value + 1) : seen[(seen.indexOf(value) + 1) % seen.length]!;
    return [
      id,
      { ...column, values: column.values.map((value, row) => (isKept(row) || isNone(value) ? value : other(value))) },
    ];
  });
  const { memo: _, ...rest } = snapshot;
  return { ...rest, columns: new Map(columns) };
}

/** The cell of the same answers in another cross table, where more answers may be given. */
function cellIn(other: AnalysisResult, result: AnalysisResult, list: string, row: number, column: number): string {
  const placeOf = (side: string, place: number): number => {
    const labels = ({ values }: AnalysisResult) => (values[side] as { readonly labels: readonly unknown[] }).labels;
    const wanted = JSON.stringify(labels(result)[place]);
    return labels(other).findIndex((one) => JSON.stringify(one) === wanted);
  };
  return `table.${list}.${placeOf('rows', row)}.${placeOf('columns', column)}`;
}

/** The same number in another result: tests stand in the order of their p. */
function pathIn(other: AnalysisResult, result: AnalysisResult, path: string): string {
  const cell = result.analysis === 'describe.crossTable' ? /^table\.(\w+)\.(\d+)\.(\d+)$/.exec(path) : null;
  if (cell) return cellIn(other, result, cell[1]!, Number(cell[2]), Number(cell[3]));
  const test = result.analysis === 'influence.featureScreen' ? /^tests\.(\d+)\.(.+)$/.exec(path) : null;
  if (!test) return path;
  const key = ({ feature, node }: { readonly feature: string; readonly node: string | null }) => `${feature} ${node}`;
  type Tests = readonly { readonly feature: string; readonly node: string | null }[];
  const own = key((result.values['tests'] as Tests)[Number(test[1])]!);
  return `tests.${(other.values['tests'] as Tests).findIndex((one) => key(one) === own)}.${test[2]}`;
}

/** Numbers that count forms, or take a mean of them, by what they answered: another answer brings other forms in. */
const byAnswer: Readonly<Record<string, RegExp>> = {
  'describe.crossTable': /^table\.(?:counts|rowTotals|columnTotals)\./,
  'describe.frequencies': /\.rows\.\d+\.(?:n|count)$/,
  'describe.multipleResponse': /^options\.\d+\.count$/,
  'influence.discriminant': /^items\.\d+\.means\.|^groups\.\d+\.n$/,
  'influence.featureScreen': /\.(?:lowest|highest)\./,
  'loyalty.types': /^types\.\d+\.count$|^curve\./,
  'text.comments': /\.(?:comments|satisfied|notSatisfied)$/,
};
/** In force beside weights from data: no form has a part in it. */
const wasSet = /^weights\..+\.current$/;
/** Only items that load on the factor are shown. */
const comesAndGoes = /^reliability\.omega dimensions\.\d+\.items/;

describe('an answer that is not listed has no part in the number', () => {
  const withOthers = (snapshot: Snapshot) =>
    everyRequest(snapshot).flatMap((one) => [one, ...otherRequests(snapshot, one)]);
  it.each([
    ['the supermarket', withGaps(sampleSnapshot()), everyRequest],
    ['the supermarket, survey weights', weightedSample(withGaps(sampleSnapshot()), 'survey'), everyRequest],
    ['the store', withGaps(store), everyRequest],
    ['questions of every kind', mixedSurvey(2), everyRequest],
    ['weights, strata, clusters and a filter, asked for in every way', drawnSurvey(1), withOthers],
    ['no question on the whole', mixedSurvey(0), everyRequest],
  ] as const)('%s', (_name, snapshot, requests) => {
    const wrong: string[] = [];
    let numbers = 0;
    for (const request of requests(snapshot)) {
      const result = ranOn(snapshot, request);
      if (!result) continue;
      const changed = new Map<string, AnalysisResult | null>();
      const paths = new Set([...[...pathsByKind(result).values()].flat(), ...pathsInSentences(result)]);
      for (const path of paths) {
        const explanation = explainNumber(snapshot, result, { path });
        if (explanation.questions.length === 0 || wasSet.test(`${result.analysis} ${path}`)) continue;
        if (byAnswer[result.analysis]?.test(path)) continue;
        const { questions, group, counted } = explanation;
        const meant = JSON.stringify([questions.map((one) => one.variableId), group, counted]);
        const other = changed.has(meant)
          ? changed.get(meant)!
          : ranOn(withOthersChanged(snapshot, explanation), request);
        changed.set(meant, other);
        numbers++;
        const now = other ? valueAt(other.values, pathIn(other, result, path)) : null;
        if (now === undefined && comesAndGoes.test(`${result.analysis} ${path}`)) continue;
        if (typeof now !== 'number' || !isSame(now, explanation.value!))
          wrong.push(
            `${result.analysis} ${path} ${JSON.stringify(request)}: ${explanation.value} became ${String(now)}`,
          );
      }
    }
    expect(wrong).toEqual([]);
    expect(numbers).toBeGreaterThan(700);
  });
});
