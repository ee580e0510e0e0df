import { describe, expect, it } from 'vitest';
import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import { explainNumber } from '../../../shared/explain/explainNumber.ts';
import { isSame } from '../../../shared/explain/worked/given.ts';
import type { Snapshot, SurveyDesign } from '../../../shared/model/dataset.ts';
import { variableId } from '../../../shared/model/ids.ts';
import { store } from '../analyses/fullStore.ts';
import { sampleSnapshot } from '../report/sampleSnapshot.ts';
import { everyRequest, pathsByKind } from './everyNumber.ts';

/** A survey drawn with a column of weights, strata or clusters beside its questions. */
function drawn(
  base: Snapshot,
  columns: Readonly<Record<string, (row: number) => number>>,
  design: Partial<SurveyDesign>,
): Snapshot {
  const added = Object.entries(columns).map(([name, value]) => ({
    variable: {
      ...base.variables[0]!,
      id: variableId(name),
      name,
      label: name,
      role: 'none' as const,
      measure: 'nominal' as const,
      scale: null,
      indicatorId: null,
      order: base.variables.length,
    },
    values: Float64Array.from({ length: base.rowCount }, (_, row) => value(row)),
  }));
  return {
    ...base,
    variables: [...base.variables, ...added.map(({ variable }) => variable)],
    columns: new Map([
      ...base.columns,
      ...added.map(({ variable, values }) => [variable.id, { kind: 'numeric' as const, values }] as const),
    ]),
    design: { ...base.design, ...design },
  };
}

const weight = (row: number): number => (row === 9 ? 0 : 1 + (row % 3));
const stratum = (row: number): number => (row % 5 < 2 ? 1 : 2);
const cluster = (row: number): number => Math.floor(row / 5);
const survey = { variableId: variableId('weight'), kind: 'survey' as const };
const ways: Readonly<Record<string, (base: Snapshot) => Snapshot>> = {
  'forms drawn singly': (base) => base,
  'survey weights': (base) => drawn(base, { weight }, { weight: survey }),
  'frequency weights': (base) => drawn(base, { weight }, { weight: { ...survey, kind: 'frequency' } }),
  'strata of known size': (base) =>
    drawn(base, { stratum }, { stratum: variableId('stratum'), populationSizes: { 1: 400, 2: 900 } }),
  'weights, strata and clusters': (base) =>
    drawn(
      base,
      { weight, stratum, cluster },
      { weight: survey, stratum: variableId('stratum'), cluster: variableId('cluster') },
    ),
  'a population of known size': (base) => ({ ...base, design: { ...base.design, populationSizes: { '': 800 } } }),
};

/** Whose numbers these tests hold to be explained. */
const families =
  /^(?:sample|describe|csi|index|distribution|compare|kano|loyalty|text|value)\.|^influence\.(?:anova|featureScreen)$/;
/** Weights of the indicator system: told by where they come from, not by a formula. */
const givenNumbers = new Set(['csi.index nodes.*.weight']);

describe('every kind of number in the tables is worked out', () => {
  it.each([
    ...Object.entries(ways).map(([name, draw]) => [`the store, ${name}`, draw(store)] as const),
    ['the supermarket', sampleSnapshot()] as const,
  ])('%s', (_name, snapshot) => {
    const missing: string[] = [];
    let kinds = 0;
    for (const request of everyRequest(snapshot).filter(({ analysis }) => families.test(analysis))) {
      const result = runAnalysis(snapshot, request);
      expect(result.status, request.analysis).toBe('ok');
      for (const [kind, paths] of pathsByKind(result)) {
        if (givenNumbers.has(kind)) continue;
        kinds++;
        for (const path of paths) {
          const { worked, value } = explainNumber(snapshot, result, { path });
          const last = worked.at(-1);
          if (!last || !isSame(last.value, value!) || last.filled === '') missing.push(`${kind} ${path} = ${value}`);
          for (const { formula } of worked) expect(formula.zh !== '' && formula.en !== '', path).toBe(true);
        }
      }
    }
    expect(missing).toEqual([]);
    expect(kinds).toBeGreaterThan(180);
  });
});
