import { describe, expect, it } from 'vitest';
import { catalogue, findAnalysis } from '../../../shared/analyses/catalogue.ts';
import { isInForce } from '../../../shared/analyses/optionsInForce.ts';
import { setOptions } from '../../../shared/analyses/setOptions.ts';
import type { AnalysisResult, Json, JsonObject, OptionSpec } from '../../../shared/analyses/types.ts';
import { everyRequest, otherRequests, ranOn } from '../explain/everyNumber.ts';
import { mixedSurvey } from '../explain/mixedSurvey.ts';
import { store } from './fullStore.ts';

const conditional = catalogue.flatMap((analysis) =>
  Object.entries(analysis.options).flatMap(([name, spec]) => (spec.when ? [{ analysis, name, spec }] : [])),
);

/** Another value of an option. */
function otherValue(spec: OptionSpec, value: Json): Json {
  if (spec.kind === 'choice') return spec.choices.find((one) => one.value !== value)!.value;
  if (spec.kind === 'boolean') return value !== true;
  if (spec.kind === 'number') return Math.min(spec.max ?? Infinity, Number(value) + (spec.integer ? 1 : 0.1));
  return '满意';
}

const shown = (result: AnalysisResult | null) => {
  const analysis = result && findAnalysis(result.analysis)!;
  return analysis && [analysis.tables(result), analysis.narrative(result, 'zh-CN')];
};

describe('options offered', () => {
  const offered = (id: string, inputs: Readonly<Record<string, unknown>>, options: JsonObject) => {
    const specs = findAnalysis(id)!.options;
    return Object.keys(specs).filter((name) => isInForce(specs[name]!, { inputs, options }, specs));
  };

  it('are those that have a part in what is asked for, with the defaults of the others', () => {
    const factors = 'validity.factorAnalysis';
    expect(offered(factors, {}, {})).not.toContain('factors');
    expect(offered(factors, {}, { number: 'fixed' })).toContain('factors');
    const promax = offered(factors, {}, { rotation: 'promax' });
    expect(promax.filter((name) => !offered(factors, {}, {}).includes(name))).toEqual(['power', 'promaxTarget']);
    expect(offered(factors, {}, { rotation: 'none' })).not.toContain('kaiser');
    expect(offered('describe.crossTable', { rows: 'a' }, {})).toContain('threshold');
    expect(offered('describe.crossTable', { rows: 'a', columns: 'b' }, {})).not.toContain('threshold');
    expect(offered('influence.regression', { predictors: ['a'] }, {})).toContain('degree');
    for (const predictors of [['a', 'b'], [], null])
      expect(offered('influence.regression', { predictors }, {})).not.toContain('degree');
  });
});

describe('options told with a result', () => {
  it('depend on options and inputs there are', () => {
    expect(conditional.length).toBeGreaterThan(20);
    for (const { analysis, spec } of conditional) {
      const { is = {}, given = [], notGiven = [], single } = spec.when!;
      for (const [name, values] of Object.entries(is)) {
        const other = analysis.options[name];
        const choices: readonly unknown[] = other?.kind === 'choice' ? other.choices.map(({ value }) => value) : [];
        expect(values.filter((value) => !choices.includes(value))).toEqual([]);
      }
      const shared = spec.when === findAnalysis('improve.quadrant')!.options['axis']!.when;
      for (const name of shared ? [] : [...given, ...notGiven, ...(single ? [single] : [])])
        expect(analysis.inputs).toHaveProperty(name);
    }
  });

  it.each([
    ['the store', store],
    ['questions of every kind', mixedSurvey(2)],
  ])('leave out those alone that change nothing: %s', (_name, snapshot) => {
    const untold = new Set<string>();
    for (const base of everyRequest(snapshot)) {
      const own = conditional.filter(({ analysis }) => analysis.id === base.analysis);
      for (const request of own.length > 0 ? [base, ...otherRequests(snapshot, base)] : []) {
        const result = ranOn(snapshot, request);
        const told = result ? setOptions(own[0]!.analysis, result).map(({ title }) => title) : [];
        for (const { analysis, name, spec } of result ? own : []) {
          if (told.includes(spec.title)) continue;
          const value = otherValue(spec, result!.options[name]!);
          const other = ranOn(snapshot, { ...request, options: { ...request.options, [name]: value } });
          expect(shown(other), `${analysis.id} ${name}`).toEqual(shown(result));
          untold.add(`${analysis.id} ${name}`);
        }
      }
    }
    expect(untold.size).toBeGreaterThan(15);
  });

  it('are told where they have a part', () => {
    const titles = (crosshair: string): readonly string[] => {
      const result = ranOn(store, { analysis: 'improve.quadrant', inputs: {}, options: { crosshair } })!;
      return setOptions(findAnalysis('improve.quadrant')!, result).map(({ title }) => title.en);
    };
    expect(titles('own')).toEqual(expect.arrayContaining(['Own crosshair: horizontal', 'Own crosshair: vertical']));
    expect(titles('mean').join()).not.toContain('Own crosshair');
  });
});
