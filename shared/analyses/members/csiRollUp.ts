import { barWithError } from '../../charts/barWithError.ts';
import { formatNumber } from '../../format/formatNumber.ts';
import type { Snapshot } from '../../model/dataset.ts';
import { decodeCategories, decodeNumeric } from '../../model/decode.ts';
import { InputError } from '../../model/errors.ts';
import type { VariableId } from '../../model/ids.ts';
import { inLocale } from '../../model/text.ts';
import { normalTwoSidedQuantile } from '../../numeric/distributions.ts';
import { quantityRollUp, type RollUpUnit } from '../../satisfaction/quantityRollUp.ts';
import { levelOption } from '../commonOptions.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { designRows, type DesignRows, mergeLeftOut, subset } from '../design.ts';
import { meanWithInterval } from '../designStatistics.ts';
import { projectIndex } from '../projectIndex.ts';
import { sentence } from '../sentence.ts';
import type { Estimate, MatrixInput, Warning } from '../types.ts';

type RollUpValues = {
  readonly level: number;
  readonly quantityName: string;
  /** Quantities were given; otherwise a unit stands for its forms, with weights for the sum of theirs. */
  readonly quantified: boolean;
  readonly weighted: boolean;
  readonly depth: number;
  /** The whole first. */
  readonly rows: readonly {
    readonly name: string;
    readonly depth: number;
    readonly index: number;
    readonly lower: number | null;
    readonly upper: number | null;
    readonly n: number | null;
    readonly quantity: number;
    /** 0-1 of the level above. */
    readonly share: number;
  }[];
  /** Places of the parts of the first level by index, highest first. */
  readonly ranked: readonly number[];
};

/** Units typed in: "industry/enterprise/product", index, quantity and, if known, standard error. */
function typedUnits(matrix: MatrixInput): readonly RollUpUnit[] {
  if (matrix.rows.length === 0 || matrix.labels.length !== matrix.rows.length)
    throw new InputError('rollUp.table', { labels: matrix.labels.length, rows: matrix.rows.length });
  return matrix.rows.map((row, place) => {
    const [index, quantity, se] = row;
    if (row.length < 2 || row.length > 3 || !(index! >= 0 && index! <= 100) || (se !== undefined && se < 0))
      throw new InputError('rollUp.table', { labels: matrix.labels.length, rows: matrix.rows.length });
    return {
      path: matrix.labels[place]!.split(/[/／>]/).map((name) => name.trim()),
      index: index!,
      quantity: quantity!,
      se: se ?? null,
      n: null,
    };
  });
}

interface SurveyUnits {
  readonly units: readonly RollUpUnit[];
  readonly unplaced: number;
  readonly withoutQuantity: readonly string[];
}

/** Units of the survey: every combination of the levels that occurs, with its forms' index. */
function surveyUnits(
  snapshot: Snapshot,
  levels: readonly VariableId[],
  quantity: VariableId | null,
  indices: Float64Array,
  design: DesignRows,
  level: number,
): SurveyUnits {
  const decoded = levels.map((id) => decodeCategories(snapshot, id, design.rows));
  const amounts = quantity === null ? null : decodeNumeric(snapshot, quantity, design.rows).values;
  const members = new Map<string, { readonly path: readonly string[]; readonly places: number[] }>();
  let unplaced = 0;
  for (let row = 0; row < design.rows.length; row++) {
    if (decoded.some((one) => one.codes[row]! < 0)) {
      unplaced++;
      continue;
    }
    const key = decoded.map((one) => one.codes[row]!).join(' ');
    let unit = members.get(key);
    if (!unit) {
      unit = { path: decoded.map((one) => one.labels[one.codes[row]!]!), places: [] };
      members.set(key, unit);
    }
    unit.places.push(row);
  }
  const withoutQuantity: string[] = [];
  const keyed = [...members].toSorted(([a], [b]) => {
    const [left, right] = [a.split(' ').map(Number), b.split(' ').map(Number)];
    const at = left.findIndex((code, i) => code !== right[i]);
    return at < 0 ? 0 : left[at]! - right[at]!;
  });
  const units = keyed.flatMap(([, { path, places }]): readonly RollUpUnit[] => {
    const own = Float64Array.from(places, (place) => indices[place]!);
    // The size of the population is that of the whole; how many stand behind one unit is not known.
    const estimate = meanWithInterval(own, { ...subset(design, places), populationSize: null }, level);
    if (estimate.mean === null) return [];
    let amount = estimate.n;
    if (design.weights) {
      amount = 0;
      for (const [i, place] of places.entries()) if (!Number.isNaN(own[i]!)) amount += design.weights[place]!;
    }
    if (amounts) {
      const known = places.map((place) => amounts[place]!).filter((value) => value > 0);
      // The quantity of a product stands on each of its forms; a form with another figure is outvoted.
      const figure = mostCommon(known);
      if (figure === null) {
        withoutQuantity.push(path.join('/'));
        return [];
      }
      amount = figure;
    }
    return [{ path, index: estimate.mean, se: estimate.se, n: estimate.n, quantity: amount }];
  });
  return { units, unplaced, withoutQuantity };
}

/** The most frequent number; of equals the smaller. */
function mostCommon(values: readonly number[]): number | null {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const best = [...counts].toSorted((a, b) => b[1] - a[1] || a[0] - b[0])[0];
  return best ? best[0] : null;
}

export const csiRollUp = defineAnalysis({
  id: 'csi.rollUp',
  version: 2,
  group: 'index',
  title: { zh: '指数逐级汇总', en: 'Index rolled up level by level' },
  note: {
    what: {
      zh: '产品 → 企业 → 行业 → 全国逐级汇总满意度指数，以销售额、保有量等为权重。',
      en: 'Rolls indices up from products to enterprises, industries and the nation, weighted by revenue, vehicles owned and the like.',
    },
    formula: {
      zh: '每级 I = Σ qI / Σ q（q 为所选的量；未给出时为份数，有权重时为权重之和）；各产品分别调查，标准误² = Σ (q/Q)² s²，区间为正态近似。',
      en: 'At each level I = sum q I/sum q (q the quantity chosen; when none is given forms, with weights the sum of theirs); products are surveyed apart, so se^2 = sum (q/Q)^2 se^2, with a normal interval.',
    },
    source: 'GB/T 19038-2009; Cochran (1977), ch. 5.',
  },
  keywords: ['汇总', '行业指数', '全国指数', '企业', '产品', 'roll up', 'industry'],
  inputs: {
    levels: {
      kind: 'variables',
      title: {
        zh: '层级，由大到小（如行业、企业、产品）',
        en: 'Levels from large to small (industry, enterprise, product)',
      },
      min: 1,
      max: 4,
      measures: ['nominal', 'ordinal'],
      roles: ['profile'],
      optional: true,
    },
    quantity: {
      kind: 'variable',
      title: { zh: '权重量（空 = 份数）', en: 'Quantity to weigh by (none = forms)' },
      optional: true,
    },
    units: {
      kind: 'matrix',
      title: {
        zh: '或直接录入：行业/企业/产品，指数，权重量（可加标准误）',
        en: 'Or typed in: industry/enterprise/product, index, quantity (and standard error)',
      },
      optional: true,
    },
  },
  options: {
    quantityName: { kind: 'text', title: { zh: '权重量的名称', en: 'Name of the quantity' }, default: '' },
    level: levelOption,
  },
  honours: { weights: 'both', design: true },
  random: false,
  estimate(snapshot, { inputs, options }): Estimate<RollUpValues> {
    if (inputs.levels.length > 0 === (inputs.units !== null)) throw new InputError('rollUp.source');
    const warnings: Warning[] = [];
    let units: readonly RollUpUnit[];
    let leftOut: Estimate['leftOut'] = [];
    let weighted = false;
    if (inputs.units) units = typedUnits(inputs.units);
    else {
      const design = designRows(snapshot, { weights: 'both', design: true });
      const index = projectIndex(snapshot, { items: [], weights: [], missing: 'renormalise' }, design);
      if (!index) return noEstimate('noIndicators', 0, design.leftOut, design.warnings);
      warnings.push(...design.warnings, ...index.warnings);
      weighted = design.weights !== null;
      const own = index.indices.get(null)!;
      const found = surveyUnits(snapshot, inputs.levels, inputs.quantity, own, design, options.level);
      units = found.units;
      leftOut = mergeLeftOut(design.leftOut, [{ reason: 'blank', count: found.unplaced }]);
      if (found.withoutQuantity.length > 0)
        warnings.push({
          code: 'rollUp.noQuantity',
          details: { count: found.withoutQuantity.length, names: found.withoutQuantity },
        });
      if (units.length === 0) return noEstimate('noGroups', 0, leftOut, warnings);
    }
    const rows = quantityRollUp(units);
    const z = normalTwoSidedQuantile(options.level);
    const values = rows.map((row) => ({
      name: row.path.at(-1) ?? '',
      depth: row.path.length,
      index: row.index,
      lower: row.se === null ? null : Math.max(0, row.index - z * row.se),
      upper: row.se === null ? null : Math.min(100, row.index + z * row.se),
      n: row.n,
      quantity: row.quantity,
      share: row.share,
    }));
    return {
      status: 'ok',
      reason: null,
      n: rows[0]!.n ?? units.length,
      leftOut,
      warnings,
      values: {
        level: options.level,
        quantityName: options.quantityName,
        quantified: inputs.units !== null || inputs.quantity !== null,
        weighted,
        depth: units[0]!.path.length,
        rows: values,
        ranked: values
          .flatMap((row, place) => (row.depth === 1 ? [place] : []))
          .toSorted((a, b) => values[b]!.index - values[a]!.index || a - b),
      },
    };
  },
  tables({ values }) {
    // Indices typed in come without forms, and without intervals unless their standard errors were given.
    const forms = values.rows.some((row) => row.n !== null);
    const intervals = values.rows.some((row) => row.lower !== null);
    return [
      {
        id: 'levels',
        title: { zh: '逐级汇总的满意度指数', en: 'Index by level' },
        columns: [
          { key: 'name', title: { zh: '单位', en: 'Unit' }, format: 'text' },
          ...(forms ? [{ key: 'n', title: { zh: '份数', en: 'n' }, format: 'integer' as const }] : []),
          {
            key: 'quantity',
            title:
              values.quantityName !== ''
                ? values.quantityName
                : values.quantified
                  ? { zh: '权重量', en: 'Quantity' }
                  : values.weighted
                    ? { zh: '权重（加权份数）', en: 'Weight (weighted forms)' }
                    : { zh: '权重（份数）', en: 'Weight (forms)' },
            format: values.rows.every((row) => Number.isInteger(row.quantity ?? 0)) ? 'integer' : 'number1',
          },
          { key: 'share', title: { zh: '占上一级', en: 'Share of the level above' }, format: 'share1' },
          { key: 'index', title: { zh: 'CSI', en: 'CSI' }, format: 'number2' },
          ...(intervals
            ? [
                { key: 'lower', title: { zh: '下限', en: 'Lower' }, format: 'number2' as const },
                { key: 'upper', title: { zh: '上限', en: 'Upper' }, format: 'number2' as const },
              ]
            : []),
        ],
        rows: values.rows.map((row) => ({
          depth: row.depth,
          emphasis: row.depth === 0,
          cells: {
            name: row.depth === 0 ? { zh: '总计', en: 'All' } : row.name,
            n: row.n,
            quantity: row.quantity,
            share: row.share,
            index: row.index,
            lower: row.lower,
            upper: row.upper,
          },
        })),
        notes: [],
      },
    ];
  },
  figures({ values }, locale) {
    const whole = values.rows[0]!;
    return [
      barWithError({
        id: 'levels',
        title: inLocale({ zh: '各单位的满意度指数', en: 'The index of the units' }, locale),
        altText: inLocale(
          {
            zh: `${values.ranked.length} 个单位的满意度指数与区间，由高到低。`,
            en: `Index with intervals of ${values.ranked.length} units, highest first.`,
          },
          locale,
        ),
        bars: values.ranked.slice(0, 30).map((place) => {
          const row = values.rows[place]!;
          return {
            label: row.name,
            value: row.index,
            interval: row.lower === null || row.upper === null ? null : ([row.lower, row.upper] as const),
            text: formatNumber(row.index, 'number1', locale),
          };
        }),
        range: [0, 108],
        scale: [0, 100],
        valueTitle: inLocale({ zh: '满意度指数（0–100 分）', en: 'Index (0-100)' }, locale),
        reference: {
          value: whole.index,
          label: `${inLocale({ zh: '总计', en: 'All' }, locale)} ${formatNumber(whole.index, 'number1', locale)}`,
        },
      }),
    ];
  },
  narrative({ values }, locale) {
    const sentences = [
      sentence(
        locale,
        'whole',
        values.quantified
          ? {
              zh: '按{@quantity}加权汇总，总指数为 {rows.0.index|number2}。',
              en: 'Weighted by {@quantity}, the index of the whole is {rows.0.index|number2}.',
            }
          : values.weighted
            ? {
                zh: '未给出权重量，按加权份数汇总，总指数为 {rows.0.index|number2}。',
                en: 'Without a quantity units weigh by their weighted forms: the index of the whole is {rows.0.index|number2}.',
              }
            : {
                zh: '未给出权重量，按份数汇总，总指数为 {rows.0.index|number2}。',
                en: 'Without a quantity units weigh by their forms: the index of the whole is {rows.0.index|number2}.',
              },
        { quantity: values.quantityName || inLocale({ zh: '所给的量', en: 'the quantity given' }, locale) },
      ),
    ];
    const [best, worst] = [values.ranked[0]!, values.ranked.at(-1)!];
    if (best !== worst)
      sentences.push(
        sentence(
          locale,
          'extremes',
          {
            zh: `最高的是“{@best}”（{rows.${best}.index|number2}），最低的是“{@worst}”（{rows.${worst}.index|number2}）。`,
            en: `“{@best}” is highest ({rows.${best}.index|number2}), “{@worst}” lowest ({rows.${worst}.index|number2}).`,
          },
          { best: values.rows[best]!.name, worst: values.rows[worst]!.name },
        ),
      );
    return sentences;
  },
  propose: () => [],
});
