import { describe, expect, it } from 'vitest';
import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import { proposals } from '../../../shared/analyses/evaluateAll.ts';
import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import type { AnalysisRequest, AnalysisResult, Json } from '../../../shared/analyses/types.ts';
import { explainNumber } from '../../../shared/explain/explainNumber.ts';
import { locateCell } from '../../../shared/explain/locateCell.ts';
import { isWeightInForce } from '../../../shared/explain/questionsOfImprovement.ts';
import { usedCells } from '../../../shared/explain/usedCells.ts';
import { isSame } from '../../../shared/explain/worked/given.ts';
import { workedFormula } from '../../../shared/explain/workedFormula.ts';
import { valueAt } from '../../../shared/format/sentenceText.ts';
import { significant } from '../../../shared/format/significant.ts';
import type { Snapshot } from '../../../shared/model/dataset.ts';
import { InputError } from '../../../shared/model/errors.ts';
import { variableId } from '../../../shared/model/ids.ts';
import { sampleSnapshot } from '../report/sampleSnapshot.ts';
import { weightedSample, withGaps } from './weightedSample.ts';

const snapshot = sampleSnapshot();
const csi: AnalysisRequest = { analysis: 'csi.index', inputs: {}, options: {} };
const result = runAnalysis(snapshot, csi);
const explain = (path: string, of: AnalysisResult = result, data: Snapshot = snapshot) =>
  explainNumber(data, of, { path });

/** What a filled formula of numbers, signs and roots gives when it is worked out by hand. */
function byHand(filled: string): number {
  const text = filled
    .replace(/　\(df = .*\)$/, '')
    .replaceAll('×', '*')
    .replaceAll('−', '-')
    .replace(/√\(/g, 'Math.sqrt(')
    .replace(/√([\d.]+)/g, 'Math.sqrt($1)');
  if (!/^[-\d.e+*/() Mathsqr]+$/.test(text)) throw new Error(`not by hand: ${filled}`);
  let at = 0;
  const expression = (): number => {
    let value = product();
    for (;;) {
      const sign = /^\s*([+-])\s*/.exec(text.slice(at));
      if (!sign) return value;
      at += sign[0].length;
      value += sign[1] === '+' ? product() : -product();
    }
  };
  const product = (): number => {
    let value = factor();
    for (;;) {
      const sign = /^\s*([*/])\s*/.exec(text.slice(at));
      if (!sign) return value;
      at += sign[0].length;
      value = sign[1] === '*' ? value * factor() : value / factor();
    }
  };
  const factor = (): number => {
    const root = /^\s*Math\.sqrt\(/.exec(text.slice(at));
    const open = root ?? /^\s*\(/.exec(text.slice(at));
    if (open) {
      at += open[0].length;
      const inside = expression();
      at += 1;
      return root ? Math.sqrt(inside) : inside;
    }
    const number = /^\s*-?[\d.]+(?:e[+-]?\d+)?/.exec(text.slice(at));
    if (!number) throw new Error(`no number at ${at} of ${text}`);
    at += number[0].length;
    return Number(number[0]);
  };
  return expression();
}

describe('the formula with the values put in', () => {
  const paths = [
    'overall.index',
    'overall.indexOfMeans',
    'overall.interval.lower',
    'overall.interval.upper',
    'overall.margin',
    'overall.se',
    'overall.csm',
    'overall.csmUpper',
    'overall.satisfiedShare',
    'overall.notSatisfiedShare',
    'nodes.0.score',
    'nodes.0.compositeWeight',
    'nodes.1.score',
    'nodes.1.compositeWeight',
    'nodes.1.lower',
    'nodes.1.se',
    'items.2.mean',
    'items.2.score',
  ];
  it.each(paths)('gives %s, also when worked out by hand', (path) => {
    const { worked, value } = explain(path);
    expect(value).toBe(valueAt(result.values, path));
    expect(worked.length).toBeGreaterThan(0);
    const last = worked.at(-1)!;
    expect(isSame(last.value, value!)).toBe(true);
    expect(Math.abs(byHand(last.filled) - value!)).toBeLessThan(2e-3);
  });

  it('shows how one form is put together before the mean over forms', () => {
    const [form, mean] = explain('overall.index').worked;
    expect(form!.formula.zh).toContain('如第 2 份');
    expect(Math.abs(byHand(form!.filled) - form!.value)).toBeLessThan(2e-3);
    expect(mean!.filled).toMatch(/ \/ 118$/);
  });

  it('is right under weights', () => {
    const id = variableId('weight');
    const weighted: Snapshot = {
      ...snapshot,
      variables: [
        ...snapshot.variables,
        { ...snapshot.variables[0]!, id, name: 'W', label: '权数', role: 'weight', scale: null, indicatorId: null },
      ],
      columns: new Map([
        ...snapshot.columns,
        [
          id,
          { kind: 'numeric', values: Float64Array.from({ length: 120 }, (_, row) => (row === 9 ? 0 : 1 + (row % 3))) },
        ],
      ]),
      design: { ...snapshot.design, weight: { variableId: id, kind: 'survey' } },
    };
    const own = runAnalysis(weighted, csi);
    for (const path of ['overall.index', 'items.0.mean', 'nodes.2.score'])
      expect(
        explain(path, own, weighted).worked.some((step) => isSame(step.value, explain(path, own, weighted).value!)),
      ).toBe(true);
    for (const path of [
      'overall.se',
      'overall.sd',
      'overall.kishDesignEffect',
      'nodes.1.lower',
      'items.0.top2',
      'items.1.bottom2',
    ]) {
      const { worked, value } = explain(path, own, weighted);
      expect(isSame(worked.at(-1)?.value ?? Number.NaN, value!), path).toBe(true);
    }
    expect(explain('overall.index', own, weighted).weights).toEqual({ kind: 'survey', label: '权数', used: true });
    expect(usedCells(weighted, [variableId('q1')]).questions[0]!.missing).toEqual({ excluded: 2, noWeight: 1 });
  });
});

describe('every analysis the catalogue proposes', () => {
  const results = proposals(snapshot).flatMap((request) => {
    const one = runAnalysis(snapshot, request);
    return one.status === 'ok' ? [one] : [];
  });
  function* numbersIn(value: Json, path: string): Generator<string> {
    if (typeof value === 'number') yield path;
    else if (value !== null && typeof value === 'object')
      for (const [key, one] of Object.entries(value))
        yield* numbersIn(one as Json, path === '' ? key : `${path}.${key}`);
  }

  it('explains its numbers; a worked formula gives the number or is not there', () => {
    expect(results.length).toBeGreaterThan(20);
    for (const one of results) {
      for (const path of [...numbersIn(one.values, '')].slice(0, 60)) {
        const explanation = explainNumber(snapshot, one, { path });
        expect(explanation.value).toBe(valueAt(one.values, path));
        const given = /^(?:weights|sample)\./.test(one.analysis) || isWeightInForce(one, path);
        expect(explanation.questions.length, `${one.analysis} ${path}`).toBeGreaterThan(given ? -1 : 0);
        // An example or a step between comes before the step that gives the number.
        const last = explanation.worked.at(-1);
        if (last) expect(isSame(last.value, explanation.value!), `${one.analysis} ${path}`).toBe(true);
      }
    }
  });

  it.each([
    ['reliability.cronbachAlpha', ['overall.alpha', 'overall.interval.lower', 'overall.items.0.alphaIfDeleted']],
    ['reliability.omega', ['overall.omega', 'overall.standardized']],
    ['reliability.splitHalf', ['overall.correlation', 'overall.guttman', 'overall.alphaFirst']],
    ['validity.convergent', ['constructs.0.ave', 'constructs.0.compositeReliability', 'htmt.1.0']],
    ['validity.factorability', ['bartlett.chiSquare', 'bartlett.df', 'n']],
    ['describe.statistics', ['items.0.n', 'items.0.median', 'items.0.skewness', 'items.0.kurtosis', 'items.0.max']],
    [
      'describe.crossTable',
      ['table.rowShares.0.1', 'table.chiSquare.statistic', 'table.chiSquare.p', 'table.cramersV'],
    ],
    ['describe.crossTable', ['table.adjustedResiduals.0.0', 'table.likelihoodRatio.statistic']],
    ['describe.expectationGap', ['rows.0.expectation', 'rows.0.gap', 'rows.0.se', 'rows.0.t', 'rows.0.p', 'below']],
    ['csi.ratio', ['rows.0.ratio', 'rows.0.lower']],
    ['csi.interval', ['overall.index', 'overall.percentileLower', 'overall.bcaUpper']],
    ['index.byFeature', ['groups.0.index', 'groups.0.difference', 'groups.0.t', 'groups.0.p', 'groups.0.n']],
    ['compare.tTest', ['difference', 'welch.se', 'welch.t', 'welch.df', 'welch.p', 'p', 'cohensD', 'groups.0.mean']],
    ['influence.anova', ['table.f', 'table.p', 'etaSquared', 'omegaSquared', 'welch.f', 'pairs.0.difference']],
    ['influence.correlation', ['indicators.0.whole.r', 'indicators.0.corrected.r', 'indicators.0.corrected.p']],
    ['influence.regression', ['coefficients.1.b', 'coefficients.1.se', 'coefficients.1.t', 'coefficients.1.beta']],
    ['influence.regression', ['coefficients.0.b', 'rSquared', 'adjustedRSquared', 'test.f', 'test.p']],
    ['improve.quadrant', ['points.0.x', 'points.0.y', 'points.0.gap', 'crosshair.x', 'crosshair.y']],
    ['improve.coefficient', ['points.0.coefficient', 'points.0.cumulative', 'half']],
    ['improve.zone', ['points.0.importance', 'points.0.priority']],
    ['improve.expectedGain', ['indicators.0.goal', 'indicators.0.rise', 'indicators.0.gain', 'index']],
    ['weights.correlation', ['elements.0.weight', 'elements.0.basis', 'elements.0.current', 'index']],
    ['weights.entropy', ['elements.0.weight', 'elements.0.change', 'indexLower']],
    ['weights.duel', ['ways.1.weights.3', 'ways.2.ranks.3', 'ways.2.index', 'ways.2.share', 'band.lower']],
    ['sample.returns', ['returned', 'validShare']],
    ['reliability.cronbachAlpha', ['overall.items.0.squaredMultiple']],
    ['reliability.itemAnalysis', ['items.0.upperMean', 'items.1.lowerMean', 'items.2.criticalRatio', 'items.3.df']],
    ['validity.factorability', ['kmo', 'items.0.msa', 'items.8.msa']],
    [
      'distribution.normality',
      ['tests.shapiroWilk.statistic', 'tests.shapiroWilk.p', 'tests.shapiroFrancia.p', 'mainP'],
    ],
    ['distribution.normality', ['tests.lilliefors.statistic', 'tests.lilliefors.p', 'tests.jarqueBera.statistic']],
    ['distribution.normality', ['tests.andersonDarling.p', 'tests.cramerVonMises.p', 'kurtosisSe', 'largestGap']],
    ['compare.tTest', ['levene.f', 'levene.df2', 'mannWhitney.uSmaller', 'mannWhitney.z', 'mannWhitney.p']],
    ['compare.tTest', ['mannWhitney.superiority', 'mannWhitney.pWithContinuity']],
    ['influence.anova', ['spread.leveneMean.f', 'spread.leveneMedian.f', 'spread.bartlett.chiSquare', 'ranks.h']],
    ['influence.anova', ['spread.fligner.chiSquare', 'brownForsythe.f', 'brownForsythe.df2', 'groups.1.meanRank']],
    ['influence.discriminant', ['items.0.standardized.0', 'items.1.structure.0', 'functions.0.constant']],
    ['influence.discriminant', ['functions.0.eigenvalue', 'functions.0.centroids.1', 'inSample.counts.0.0']],
    ['validity.factorAnalysis', ['items.0.unrotated.0', 'eigenvalues.0.value', 'variance.0.unrotatedShare']],
    ['describe.frequencies', ['questions.0.rows.0.count']],
    ['csi.index', ['items.0.top2', 'items.3.bottom2', 'overall.kishDesignEffect']],
    ['weights.variation', ['elements.0.basis', 'elements.3.basis']],
    ['weights.entropy', ['elements.0.basis']],
    ['weights.critic', ['elements.0.basis']],
    ['weights.stated', ['elements.0.basis']],
    ['weights.regression', ['elements.0.basis']],
    ['weights.factor', ['elements.0.basis', 'elements.3.basis']],
  ])('shows for %s the values behind %j', (analysis, paths) => {
    const one = results.find((result) => result.analysis === analysis)!;
    for (const path of paths) {
      const { worked, value } = explainNumber(snapshot, one, { path });
      expect(isSame(worked.at(-1)?.value ?? Number.NaN, value!), `${path}: ${worked.at(-1)?.filled}`).toBe(true);
      expect(/\d/.test(worked.at(-1)!.filled)).toBe(true);
    }
  });

  it('shows the values behind the measures of a table of two by two', () => {
    const one = results.find(({ analysis }) => analysis === 'describe.crossTable')!;
    const measures = ['lambda.rows', 'lambda.columns', 'lambda.symmetric', 'uncertainty.rows', 'uncertainty.symmetric'];
    const paths = ['table.yates.statistic', 'oddsRatio.ratio', 'oddsRatio.interval.lower', 'nominal.tauRows'];
    for (const path of [...paths, ...measures.map((measure) => `nominal.${measure}.value`)]) {
      const { worked, value } = explainNumber(snapshot, one, { path });
      expect(isSame(worked.at(-1)?.value ?? Number.NaN, value!), path).toBe(true);
    }
  });

  it('finds the numbers of its tables in its values', () => {
    let [cells, found, fractions, foundFractions] = [0, 0, 0, 0];
    for (const one of results)
      for (const table of findAnalysis(one.analysis)!.tables(one))
        for (const [row, { cells: own }] of table.rows.entries())
          for (const { key } of table.columns) {
            const value = own[key];
            if (typeof value !== 'number') continue;
            const path = locateCell(one, table, row, key);
            if (path !== null) expect(valueAt(one.values, path)).toBe(value);
            cells++;
            if (path !== null) found++;
            if (Number.isInteger(value)) continue;
            fractions++;
            if (path !== null) foundFractions++;
          }
    expect(cells).toBeGreaterThan(500);
    expect(foundFractions / fractions).toBeGreaterThan(0.9);
    expect(found / cells).toBeGreaterThan(0.85);
  });

  it('finds each row of the index in its own indicator', () => {
    const table = findAnalysis('csi.index')!
      .tables(result)
      .find(({ id }) => id === 'indicators')!;
    const values = result.values as { nodes: readonly { id: string }[] };
    for (const [row] of values.nodes.entries())
      for (const key of ['score', 'n', 'weight', 'compositeWeight', 'lower'])
        expect(locateCell(result, table, row, key)).toBe(`nodes.${row}.${key}`);
    expect(locateCell(result, table, 0, 'indicator')).toBeNull();
    expect(locateCell(result, table, 99, 'score')).toBeNull();
  });
});

describe('what a number rests on', () => {
  it('is the questions of its indicator, or all of them for the whole', () => {
    expect(explain('nodes.1.score').questions.map((one) => one.name)).toEqual(['Q1']);
    expect(explain('nodes.0.score').questions.map((one) => one.name)).toEqual(['Q1', 'Q2', 'Q3', 'Q4']);
    expect(explain('overall.index').questions).toHaveLength(9);
    expect(explain('nodes.1.score').subject).toEqual(['特性']);
    expect(explain('nodes.1.lower').quantity).toEqual({ zh: '区间下限', en: 'lower bound' });
  });

  it('is the forms of its group where it is of one', () => {
    const groups = runAnalysis(snapshot, { analysis: 'index.byFeature', inputs: { feature: 'SEX' }, options: {} });
    const explanation = explain('groups.1.index', groups);
    expect(explanation.group).toEqual({ variableId: 'sex', label: '女' });
    expect(explanation.subject[0]).toBe('女');
    const list = usedCells(snapshot, [variableId('q1')], { group: explanation.group });
    expect(list.used).toBe(59);
    expect(list.page('notUsed', 0, 1)).toEqual([{ variableId: 'q1', row: 0, reason: 'excluded' }]);
  });

  it('is the questions of the index and the forms of all groups where a group is compared with the others', () => {
    const groups = runAnalysis(snapshot, { analysis: 'index.byFeature', inputs: { feature: 'SEX' }, options: {} });
    const names = explain('groups.1.index', groups).questions.map((one) => one.name);
    expect(names).toContain('SEX');
    expect(names).toContain('Q1');
    expect(names).toHaveLength(10);
    for (const key of ['difference', 'differenceLower', 't', 'p', 'pAdjusted'])
      expect(explain(`groups.1.${key}`, groups).group, key).toBeNull();
    expect(explain('groups.1.lower', groups).group).toEqual({ variableId: 'sex', label: '女' });
    const items = { feature: 'SEX', items: ['Q2', 'Q3'] };
    const some = runAnalysis(snapshot, { analysis: 'index.byFeature', inputs: items, options: {} });
    expect(explain('groups.1.index', some).questions.map((one) => one.name)).toEqual(
      expect.arrayContaining(['SEX', 'Q2', 'Q3']),
    );
    expect(explain('groups.1.index', some).questions).toHaveLength(3);
  });

  it('shows the test behind a group’s p, and the correction behind the corrected one', () => {
    const list = [0.04, 0.01, 0.03, 0.5].map((p, place) => ({ label: String(place), n: 10, p, pAdjusted: 0 }));
    const adjusted = [0.09, 0.04, 0.09, 0.5];
    const groups = list.map((one, place) => ({ ...one, pAdjusted: adjusted[place]! }));
    const made = { ...result, values: { groups: [...groups, { label: 'small', n: 3, p: 0.001, pAdjusted: null }] } };
    const worked = adjusted.map((_, place) =>
      workedFormula(made, `groups.${place}.pAdjusted`).map(({ filled }) => filled),
    );
    // Holm of R: p.adjust(c(0.04, 0.01, 0.03, 0.5), 'holm'); the fourth of them is its own largest, which needs no correction.
    expect(worked).toEqual([['0.03 × 3'], ['0.01 × 4'], ['0.03 × 3'], ['0.5']]);
    const sexes = runAnalysis(snapshot, { analysis: 'index.byFeature', inputs: { feature: 'SEX' }, options: {} });
    expect(explain('groups.1.p', sexes).worked.at(-1)?.formula.en).toBe('p = 2 P(T ≥ |t|)');
    expect(explain('groups.1.pAdjusted', sexes).worked.at(-1)?.formula.en).toMatch(/one comparison: p$/);
    expect(explain('groups.1.differenceUpper', sexes).worked.at(-1)?.formula.en).toMatch(/^difference \+ t/);
  });

  it('is the forms with the answer where it counts those', () => {
    const counts = runAnalysis(snapshot, {
      analysis: 'describe.frequencies',
      inputs: { items: ['SEX', 'Q1'] },
      options: {},
    });
    const women = explain('questions.0.rows.1.count', counts);
    expect(women).toMatchObject({ value: 59, n: 59, counted: [{ variableId: 'sex', label: '女' }], group: null });
    const list = usedCells(snapshot, [variableId('sex')], { counted: women.counted });
    expect(list.used).toBe(59);
    expect(list.page('used', 0, 200).every(({ row }) => row % 2 === 1)).toBe(true);
    // Answers on a scale are found by their code; the whole rests on every form.
    const values = snapshot.columns.get(variableId('q1'))!;
    const found = counts.values as { questions: readonly { rows: readonly { value: number; count: number }[] }[] };
    for (const [place, { value, count }] of found.questions[1]!.rows.entries()) {
      const { counted, value: told } = explain(`questions.1.rows.${place}.count`, counts);
      const cells = usedCells(snapshot, [variableId('q1')], { counted }).page('used', 0, 200);
      expect([told, cells.length]).toEqual([count, count]);
      expect(cells.every(({ row }) => values.kind === 'numeric' && values.values[row] === value)).toBe(true);
    }
    expect(explain('questions.1.validCount', counts).counted).toEqual([]);
    expect(explain('questions.0.rows.1.percent', counts)).toMatchObject({ value: 50, n: 118 });
    expect(explain('questions.0.rows.1.validPercent', counts)).toMatchObject({ value: 50, n: 118, counted: [] });
  });

  it('finds a cell in the list it stands in, where others hold the same number', () => {
    const items = ['Q1', 'Q2', 'Q3'];
    const shares = runAnalysis(snapshot, { analysis: 'describe.battery', inputs: { items }, options: {} });
    const table = findAnalysis('describe.battery')!.tables(shares)[0]!;
    const order = shares.values['order'] as readonly number[];
    for (const [row, place] of order.entries())
      for (const answer of [0, 1, 9]) {
        const { path, value } = explainNumber(snapshot, shares, { tableId: table.id, row, column: `a${answer}` });
        expect(path).toBe(`rows.${place}.percents.${answer}`);
        expect(value).toBe(table.rows[row]!.cells[`a${answer}`]);
      }
    const none = explain('rows.0.percents.0', shares);
    expect(none).toMatchObject({
      value: 0,
      n: 118,
      leftOut: [{ reason: 'excluded', count: 2 }],
      counted: [],
    });
    expect(none.worked.at(-1)!.filled).toBe('0 / 118 × 100');
  });

  it('is the forms of the cell in a cross table, named by row and column', () => {
    const inputs = { rows: 'SEX' };
    const table = runAnalysis(snapshot, { analysis: 'describe.crossTable', inputs, options: {} });
    const { counts } = table.values['table'] as { counts: readonly (readonly number[])[] };
    const shown = findAnalysis('describe.crossTable')!.tables(table)[0]!;
    for (const [row, line] of counts.entries())
      for (const [column, count] of line.entries()) {
        const cell = explainNumber(snapshot, table, { tableId: 'counts', row, column: `c${column}` });
        expect(cell.path).toBe(`table.counts.${row}.${column}`);
        expect([cell.value, cell.n]).toEqual([count, count]);
        expect(usedCells(snapshot, [variableId('sex')], { counted: cell.counted }).used).toBe(count);
        expect(cell.subject).toEqual([shown.rows[row]!.cells['row']]);
        expect(cell.quantity).toEqual(shown.columns[column + 1]!.title);
        expect(explain(`table.rowShares.${row}.${column}`, table).subject).toEqual([
          ...cell.subject,
          shown.columns[column + 1]!.title,
        ]);
      }
    expect(explain('table.counts.1.1', table).counted).toEqual([
      { variableId: 'sex', label: '女' },
      { satisfied: true, threshold: 80 },
    ]);
    expect(explain('table.rowTotals.1', table).n).toBe(59);
    // A share rests on all forms it is taken of.
    expect(explain('table.rowShares.1.1', table)).toMatchObject({ n: 59, counted: [{ label: '女' }, {}] });
    expect(explain('table.totalShares.1.1', table).n).toBe(118);
    expect(explain('table.columnTotals.1', table).subject).toEqual([{ zh: '满意', en: 'satisfied' }]);
    expect(explain('table.chiSquare.statistic', table).counted).toEqual([]);
  });

  it('says who was left out and why', () => {
    const values = snapshot.columns.get(variableId('q1'))!;
    if (values.kind !== 'numeric') throw new Error('q1 holds numbers');
    const gaps = values.values.slice();
    gaps[1] = Number.NaN;
    gaps[2] = 99;
    gaps[3] = 14;
    const data: Snapshot = {
      ...snapshot,
      columns: new Map([...snapshot.columns, [variableId('q1'), { kind: 'numeric', values: gaps }]]),
      filter: Uint8Array.from({ length: 120 }, (_, row) => (row < 110 ? 1 : 0)),
    };
    const of = runAnalysis(data, csi);
    const explanation = explain('nodes.1.score', of, data);
    expect(explanation.forms).toEqual({
      all: 120,
      used: 108,
      excluded: [
        { code: 'duplicate', count: 1 },
        { code: 'byHand', count: 1 },
      ],
      filtered: 10,
    });
    expect(explanation.questions[0]).toMatchObject({ name: 'Q1', used: 105, scale: { min: 1, max: 10 } });
    const list = usedCells(data, [variableId('q1'), variableId('q2')]);
    expect(list.used).toBe(105 + 108);
    expect(list.page('notUsed', 1, 3)).toEqual([
      { variableId: 'q1', row: 1, reason: 'blank' },
      { variableId: 'q1', row: 2, reason: 'nonAnswer' },
      { variableId: 'q1', row: 3, reason: 'outOfRange' },
    ]);
    // Page after page gives every answer once.
    const all = list.page('used', 0, 1000);
    expect(all).toHaveLength(213);
    expect([...list.page('used', 0, 100), ...list.page('used', 100, 100), ...list.page('used', 200, 100)]).toEqual(all);
    expect(all[104]!.variableId).toBe('q1');
    expect(all[105]!.variableId).toBe('q2');
  });

  it('tells method, options and how many forms', () => {
    const explanation = explain('overall.index');
    expect(explanation.method.source).toContain('GB/T 19038');
    expect(explanation.options.map((one) => one.title.en)).toContain('Confidence level');
    // Weights of questions are an option of the index that is not set.
    expect(result.options['weights']).toEqual([]);
    expect(explanation.options.length).toBeLessThan(Object.keys(result.options).length);
    for (const { value } of explanation.options) expect(value.zh).toMatch(/[^–\s]/);
    expect(explanation.n).toBe(118);
    expect(explanation.leftOut).toEqual([{ reason: 'excluded', count: 2 }]);
    expect(explanation.beside.map((one) => one.name.zh)).toContain('标准差');
    // How deep an indicator stands in the tree is no confidence level.
    expect(explain('nodes.0.score').beside.map((one) => one.name.zh)).not.toContain('置信水平');
  });

  it('tells forms without a weight from those without an answer', () => {
    const data = weightedSample(withGaps(snapshot), 'survey');
    const weighted = runAnalysis(data, csi);
    const leaf = explain('items.0.score', weighted, data);
    expect(leaf.leftOut).toContainEqual({ reason: 'blank', count: leaf.forms.used - leaf.n - 1 });
    expect(leaf.leftOut).toContainEqual({ reason: 'noWeight', count: 1 });
    expect(leaf.leftOut.map(({ reason }) => reason)).not.toContain('incomplete');
    const branch = explain('nodes.0.score', weighted, data);
    expect(branch.n).toBe(branch.forms.used - 1);
    expect(branch.leftOut.filter(({ count }) => count > 0)).toContainEqual({ reason: 'noWeight', count: 1 });
    expect(branch.leftOut.map(({ reason }) => reason)).not.toContain('incomplete');
  });

  it('leaves out forms whose weight is a code for no answer', () => {
    const column = snapshot.columns.get(variableId('os'))!;
    if (column.kind !== 'numeric') throw new Error('os holds numbers');
    const values = column.values.map((value, row) => (row === 3 ? 99 : value));
    const weighted: Snapshot = {
      ...snapshot,
      columns: new Map([...snapshot.columns, [variableId('os'), { kind: 'numeric', values }]]),
      design: { ...snapshot.design, weight: { variableId: variableId('os'), kind: 'survey' } },
    };
    const { questions } = usedCells(weighted, [variableId('sex')]);
    expect(questions[0]).toMatchObject({ used: 117, missing: { excluded: 2, noWeight: 1 } });
  });

  it('says when no form of the survey has a part in it', () => {
    const size = runAnalysis(snapshot, { analysis: 'sample.size', inputs: {}, options: {} });
    expect(explain('wanted', size)).toMatchObject({ value: 385, restsOnForms: false, questions: [] });
    const returns = runAnalysis(snapshot, { analysis: 'sample.returns', inputs: {}, options: {} });
    expect(explain('valid', returns).restsOnForms).toBe(true);
    expect(explain('overall.index').restsOnForms).toBe(true);
  });

  it('lists both sides of a ratio, and of a list of questions the one it is about', () => {
    const ratio = runAnalysis(snapshot, { analysis: 'csi.ratio', inputs: {}, options: {} });
    const names = (path: string, of: AnalysisResult): readonly string[] =>
      explain(path, of).questions.map(({ name }) => name);
    expect(names('rows.0.ratio', ratio)).toEqual(['Q1', 'E1']);
    expect(names('rows.0.perceived', ratio)).toEqual(['Q1']);
    expect(names('rows.0.expected', ratio)).toEqual(['E1']);
    const items = ['Q1', 'Q2'];
    const several = runAnalysis(snapshot, { analysis: 'describe.statistics', inputs: { items }, options: {} });
    expect(names('items.1.mean', several)).toEqual(['Q2']);
    expect(explain('items.1.mean', several).subject).toEqual(['您对经济性的满意程度']);
    const test = runAnalysis(snapshot, { analysis: 'compare.tTest', inputs: { feature: 'SEX' }, options: {} });
    expect(names('welch.t', test)).toEqual(names('overall.index', result).concat('SEX'));
  });

  it('names the numbers beside it and its row as the table does', () => {
    const duel = runAnalysis(snapshot, { analysis: 'weights.duel', inputs: {}, options: {} });
    const cell = { tableId: 'ways', row: 2, column: 'index' };
    const { subject, beside } = explainNumber(snapshot, duel, cell);
    expect(subject[0]).toEqual({ zh: '双重评价法', en: 'Double rating' });
    expect(beside.map(({ name }) => name.en)).toEqual(['Lower', 'Upper', 'Share of lost points', 'Overturned by']);
    expect(explain('ways.2.index', duel).beside).toEqual(beside);
    const factors = runAnalysis(snapshot, { analysis: 'validity.factorAnalysis', inputs: {}, options: {} });
    const share = explain('eigenvalues.0.value', factors).beside.find(({ name }) => name.en === '% of variance')!;
    expect(share).toMatchObject({ format: 'percent1', value: valueAt(factors.values, 'eigenvalues.0.share') });
    expect(explain('eigenvalues.0.value', factors).options.map(({ title }) => title.en)).not.toContain('Random seed');
  });

  it('is the same for a number that a report names by its indicator as for its place in the list', () => {
    const { id } = (result.values['nodes'] as readonly { readonly id: string }[])[2]!;
    for (const key of ['score', 'lower', 'compositeWeight', 'satisfiedShare'])
      expect(explain(`nodes.id=${id}.${key}`)).toEqual(explain(`nodes.2.${key}`));
  });

  it('calls a row without a name by its number', () => {
    const fitted = runAnalysis(snapshot, { analysis: 'influence.regression', inputs: {}, options: {} });
    const { row } = (fitted.values['influential'] as readonly { readonly row: number }[])[0]!;
    const subject = (column: string) =>
      explainNumber(snapshot, fitted, { tableId: 'influential', row: 0, column }).subject;
    expect(subject('cook')).toEqual([{ zh: `问卷号 ${row}`, en: `Form ${row}` }]);
    expect(subject('row')).toEqual([]);
  });

  it('refuses what is no number of the result', () => {
    for (const path of ['overall', 'nodes.99.score', 'nothing', 'overall.index.deeper'])
      expect(() => explain(path)).toThrow(InputError);
    expect(() => explainNumber(snapshot, result, { tableId: 'none', row: 0, column: 'score' })).toThrow(InputError);
  });
});

it('numbers in formulas have as many digits as are worth checking', () => {
  expect([76.7171234567, 0.000123456789, 598, -1.5, 1234567.89].map((one) => significant(one))).toEqual([
    '76.71712',
    '0.0001234568',
    '598',
    '−1.5',
    '1234568',
  ]);
});
