import { describe, expect, it } from 'vitest';
import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import type { AnalysisResult } from '../../../shared/analyses/types.ts';
import { explainNumber } from '../../../shared/explain/explainNumber.ts';
import type { Explanation } from '../../../shared/explain/types.ts';
import { usedCells } from '../../../shared/explain/usedCells.ts';
import { isSame } from '../../../shared/explain/worked/given.ts';
import { valueAt } from '../../../shared/format/sentenceText.ts';
import type { Snapshot } from '../../../shared/model/dataset.ts';
import { variableId } from '../../../shared/model/ids.ts';
import { store } from '../analyses/fullStore.ts';
import { sampleSnapshot } from '../report/sampleSnapshot.ts';
import { everyRequest, pathsByKind } from './everyNumber.ts';
import { weightedSample, withGaps } from './weightedSample.ts';

/** Every answer to a rating that is not among those an explanation counts becomes another; what is blank stays blank. */
function withOthersChanged(snapshot: Snapshot, { analysis, questions, group, counted }: Explanation): Snapshot {
  const listed = usedCells(
    snapshot,
    questions.map((one) => variableId(one.variableId)),
    { group, counted, honours: findAnalysis(analysis)!.honours },
  );
  const known = new Set(listed.page('used', 0, Number.MAX_SAFE_INTEGER).map((one) => `${one.variableId} ${one.row}`));
  const columns = [...snapshot.columns].map(([id, column]) => {
    const scale = snapshot.variables.find((one) => one.id === id)?.scale;
    if (!scale || column.kind !== 'numeric') return [id, column] as const;
    const values = column.values.map((value, row) => {
      const other = value + 1 > scale.max ? scale.min : value + 1;
      return known.has(`${id} ${row}`) || !(value >= scale.min && value <= scale.max) ? value : other;
    });
    return [id, { ...column, values }] as const;
  });
  const { memo: _, ...rest } = snapshot;
  return { ...rest, columns: new Map(columns) };
}

/** The same number in another result: tests stand in the order of their p. */
function pathIn(other: AnalysisResult, result: AnalysisResult, path: string): string {
  const test = result.analysis === 'influence.featureScreen' ? /^tests\.(\d+)\.(.+)$/.exec(path) : null;
  if (!test) return path;
  const key = ({ feature, node }: { readonly feature: string; readonly node: string | null }) => `${feature} ${node}`;
  type Tests = readonly { readonly feature: string; readonly node: string | null }[];
  const own = key((result.values['tests'] as Tests)[Number(test[1])]!);
  return `tests.${(other.values['tests'] as Tests).findIndex((one) => key(one) === own)}.${test[2]}`;
}

/** Numbers that count forms, or take a mean of them, by what they answered: another answer brings other forms in. */
const byAnswer: Readonly<Record<string, RegExp>> = {
  'describe.battery': /\.percents\./,
  'describe.crossTable': /^table\.(?:counts|rowShares|columnShares|totalShares|columnTotals)\./,
  'describe.frequencies': /\.rows\.\d+\.(?:count|percent|validPercent)$/,
  'influence.discriminant': /^items\.\d+\.means\.|^groups\.\d+\.n$/,
  'influence.featureScreen': /\.(?:lowest|highest)\./,
  'loyalty.types': /^types\.\d+\.count$|^curve\./,
  'text.comments': /\.(?:satisfied|notSatisfied)$/,
};
/** Only items that load on the factor are shown. */
const comesAndGoes = /^reliability\.omega dimensions\.\*\.items/;

describe('an answer that is not listed has no part in the number', () => {
  it.each([
    ['the supermarket', withGaps(sampleSnapshot())],
    ['the supermarket, survey weights', weightedSample(withGaps(sampleSnapshot()), 'survey')],
    ['the store', withGaps(store)],
  ] as const)('%s', (_name, snapshot) => {
    const wrong: string[] = [];
    let numbers = 0;
    for (const request of everyRequest(snapshot)) {
      const result = runAnalysis(snapshot, request);
      const changed = new Map<string, AnalysisResult>();
      for (const [kind, paths] of pathsByKind(result))
        for (const path of paths) {
          const explanation = explainNumber(snapshot, result, { path });
          if (explanation.questions.length === 0 || byAnswer[result.analysis]?.test(path)) continue;
          const { questions, group, counted } = explanation;
          const meant = JSON.stringify([questions.map((one) => one.variableId), group, counted]);
          const other = changed.get(meant) ?? runAnalysis(withOthersChanged(snapshot, explanation), request);
          changed.set(meant, other);
          numbers++;
          const now = other.status === 'ok' ? valueAt(other.values, pathIn(other, result, path)) : null;
          if (now === undefined && comesAndGoes.test(kind)) continue;
          if (typeof now !== 'number' || !isSame(now, explanation.value!))
            wrong.push(`${kind} ${path}: ${explanation.value} became ${String(now)}`);
        }
    }
    expect(wrong).toEqual([]);
    expect(numbers).toBeGreaterThan(700);
  });
});
