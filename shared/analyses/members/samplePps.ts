import { barWithError } from '../../charts/barWithError.ts';
import { formatNumber } from '../../format/formatNumber.ts';
import { InputError } from '../../model/errors.ts';
import { inLocale } from '../../model/text.ts';
import { ppsInclusion } from '../../stats/ppsInclusion.ts';
import { defineAnalysis } from '../defineAnalysis.ts';
import { sentence } from '../sentence.ts';
import type { Estimate } from '../types.ts';

type PpsValues = {
  readonly n: number;
  readonly units: readonly {
    readonly label: string;
    readonly size: number;
    readonly probability: number;
    readonly weight: number;
    readonly certain: boolean;
  }[];
  readonly certain: number;
};

export const samplePps = defineAnalysis({
  id: 'sample.pps',
  version: 1,
  group: 'sample',
  title: { zh: '按规模大小的概率抽样（PPS）', en: 'Probability proportional to size' },
  note: {
    what: {
      zh: '抽取门店、网点等单位时，规模大的入样概率大；给出每个单位的入样概率与权重。',
      en: 'When stores or branches are drawn, larger ones with a larger chance: chance and weight of every unit.',
    },
    formula: {
      zh: 'π_i = n·规模_i/Σ规模，权重 = 1/π_i；概率达到 1 的单位必然入样，其余单位再按规模分配。',
      en: 'pi_i = n size_i / sum of sizes, weight = 1/pi_i; units whose chance reaches 1 are taken for certain and the rest share the remaining draws.',
    },
    source: 'Hansen and Hurwitz (1943); Cochran (1977), ch. 9A.',
  },
  keywords: ['PPS', '按规模抽样', '不等概率抽样', '整群抽样', '入样概率', 'probability proportional to size'],
  inputs: { units: { kind: 'matrix', title: { zh: '单位及其规模', en: 'Units and their sizes' } } },
  options: {
    n: { kind: 'number', title: { zh: '抽取单位数', en: 'Units to draw' }, default: 3, min: 1, step: 1, integer: true },
  },
  honours: { weights: 'none', design: false },
  random: false,
  estimate(_snapshot, { inputs, options }): Estimate<PpsValues> {
    const { labels, rows } = inputs.units!;
    const sizes = rows.map((row) => {
      if (row.length !== 1) throw new InputError('sample.pps', { n: options.n, units: rows.length });
      return row[0]!;
    });
    const result = ppsInclusion(sizes, options.n);
    const certain = new Set(result.certain);
    return {
      status: 'ok',
      reason: null,
      n: options.n,
      leftOut: [],
      warnings: [],
      values: {
        n: options.n,
        units: sizes.map((size, place) => ({
          label: labels[place] ?? String(place + 1),
          size,
          probability: result.probabilities[place]!,
          weight: result.weights[place]!,
          certain: certain.has(place),
        })),
        certain: certain.size,
      },
    };
  },
  tables({ values }) {
    return [
      {
        id: 'units',
        title: { zh: '各单位的入样概率', en: 'Chances of the units' },
        columns: [
          { key: 'unit', title: { zh: '单位', en: 'Unit' }, format: 'text' },
          { key: 'size', title: { zh: '规模', en: 'Size' }, format: 'number1' },
          { key: 'probability', title: { zh: '入样概率', en: 'Probability' }, format: 'share1' },
          { key: 'weight', title: { zh: '权重', en: 'Weight' }, format: 'number3' },
        ],
        rows: values.units.map((unit) => ({
          emphasis: unit.certain,
          cells: { unit: unit.label, size: unit.size, probability: unit.probability, weight: unit.weight },
        })),
        notes: [],
      },
    ];
  },
  figures({ values }, locale) {
    return [
      barWithError({
        id: 'chances',
        title: inLocale({ zh: '各单位的入样概率', en: 'Chances of the units' }, locale),
        altText: inLocale({ zh: '各单位的入样概率。', en: 'Chance of each unit to be drawn.' }, locale),
        bars: values.units.slice(0, 40).map((unit) => ({
          label: unit.label,
          value: 100 * unit.probability,
          interval: null,
          text: formatNumber(unit.probability, 'share1', locale),
          emphasis: unit.certain,
        })),
        valueTitle: inLocale({ zh: '入样概率（%）', en: 'Chance (%)' }, locale),
        range: [0, 112],
        scale: [0, 100],
      }),
    ];
  },
  narrative({ values }, locale) {
    return [
      sentence(
        locale,
        'drawn',
        {
          zh: `从 {@count} 个单位中按规模抽 {n|integer} 个${values.certain > 0 ? '，其中 {certain|integer} 个规模过大，必然入样' : ''}；分析时按权重（入样概率的倒数）加权。`,
          en: `{n|integer} of {@count} units ${values.n === 1 ? 'is' : 'are'} drawn by size${values.certain > 0 ? `; {certain|integer} ${values.certain === 1 ? 'is' : 'are'} so large as to be taken for certain` : ''}. Weight the forms by the inverse of the chance.`,
        },
        { count: String(values.units.length) },
      ),
    ];
  },
  propose: () => [],
});
