import type { PlsEstimate } from '../plssem/estimate.ts';
import { conventionWeights, type WeightConvention } from '../plssem/latentIndices.ts';
import { heterotraitMonotrait } from '../plssem/quality.ts';
import { known, plsCount, type PlsData, squareRows } from './plsRun.ts';
import type { ResultTable, Warning } from './types.ts';

/** The measurement part of a model, in the order of the model's constructs and items. */
export type MeasurementValues = {
  readonly constructs: readonly {
    readonly name: string;
    readonly mode: string;
    readonly items: number;
    readonly index: number;
    readonly indexStandardised: number | null;
    readonly indexUnstandardised: number | null;
    readonly indexEqual: number | null;
    readonly alpha: number | null;
    readonly rhoA: number | null;
    readonly rhoC: number | null;
    readonly ave: number | null;
  }[];
  readonly items: readonly {
    /** Question. */
    readonly id: string;
    /** Place of its construct. */
    readonly construct: number;
    readonly mean: number;
    readonly sd: number;
    readonly weight: number;
    /** Of the unstandardised convention: sums to 1 within the construct. */
    readonly share: number | null;
    readonly loading: number;
    /** With every construct. */
    readonly crossLoadings: readonly (number | null)[];
    readonly vif: number | null;
    readonly replaced: number;
  }[];
  readonly correlations: readonly (readonly (number | null)[])[];
  /** Fornell-Larcker: correlations, with the square root of AVE on the diagonal. */
  readonly fornellLarcker: readonly (readonly (number | null)[])[];
  /** null on the diagonal. */
  readonly htmt: readonly (readonly (number | null)[])[];
};

export function measurementValues(
  data: PlsData,
  estimate: PlsEstimate,
  convention: WeightConvention,
): MeasurementValues {
  const { specification } = data;
  const size = specification.constructs.length;
  const shares = conventionWeights(specification, estimate.weights, estimate.sds, 'unstandardised');
  const correlations = squareRows(estimate.correlations, size);
  return {
    constructs: specification.constructs.map((construct, place) => {
      const { alpha, rhoA, rhoC, ave } = estimate.blocks[place]!;
      const { unstandardised, standardised, equal } = estimate.indices[place]!;
      return {
        name: construct.name,
        mode: construct.mode as string,
        items: construct.items.length,
        index: known(estimate.indices[place]![convention]) ?? equal,
        indexStandardised: known(standardised),
        indexUnstandardised: known(unstandardised),
        indexEqual: known(equal),
        alpha: known(alpha),
        rhoA: known(rhoA),
        rhoC: known(rhoC),
        ave: known(ave),
      };
    }),
    items: specification.items.map((id, i) => {
      const construct = specification.blockOf[i]!;
      const block = specification.constructs[construct]!.items;
      return {
        id,
        construct,
        mean: estimate.means[i]!,
        sd: estimate.sds[i]!,
        weight: estimate.weights[i]!,
        share: known(shares[i]),
        loading: estimate.loadings[i]!,
        crossLoadings: Array.from({ length: size }, (_, k) => known(estimate.crossLoadings[i * size + k])),
        vif: known(estimate.blocks[construct]!.itemVif[block.indexOf(i)]),
        replaced: estimate.rows.replaced[i]!,
      };
    }),
    correlations,
    fornellLarcker: correlations.map((row, k) =>
      row.map((value, l) => (k === l ? known(Math.sqrt(estimate.blocks[k]!.ave)) : value)),
    ),
    htmt: squareRows(heterotraitMonotrait(specification, estimate.itemCorrelations), size),
  };
}

/** What a reviewer would say about the measurement. */
export function measurementWarnings(data: PlsData, estimate: PlsEstimate, values: MeasurementValues): Warning[] {
  const warnings: Warning[] = [];
  const { constructs, items, htmt, fornellLarcker } = values;
  const say = (code: string, names: readonly string[]): void => {
    if (names.length > 0) warnings.push({ code, details: { names, count: names.length } });
  };
  if (!estimate.converged) warnings.push({ code: 'pls.notConverged', details: { iterations: estimate.iterations } });
  const needed = Math.max(
    100,
    10 *
      Math.max(
        ...data.specification.constructs.map(({ mode, items: own, predecessors }) =>
          Math.max(mode === 'B' ? own.length : 1, predecessors.length),
        ),
      ),
  );
  const n = Math.round(plsCount(data, estimate));
  if (n < needed) warnings.push({ code: 'pls.smallSample', details: { n, needed } });
  const replaced = items.reduce((sum, item) => sum + item.replaced, 0);
  if (replaced > 0)
    warnings.push({
      code: 'pls.replaced',
      details: { count: replaced, percent: Math.round((1000 * replaced) / (items.length * estimate.n)) / 10 },
    });
  const nameOf = (place: number): string => data.itemNames[place]!;
  const reflective = (place: number): boolean => constructs[items[place]!.construct]!.mode === 'A';
  const alone = (place: number): boolean => constructs[items[place]!.construct]!.items === 1;
  const chosen = (test: (place: number) => boolean): string[] =>
    items.flatMap((_, place) => (test(place) ? [nameOf(place)] : []));
  const blocks = (test: (one: MeasurementValues['constructs'][number]) => boolean): string[] =>
    constructs.filter(test).map(({ name }) => name);
  say(
    'pls.singleItem',
    blocks((one) => one.items === 1),
  );
  say(
    'pls.twoItems',
    blocks((one) => one.items === 2),
  );
  say(
    'pls.negativeWeight',
    chosen((place) => items[place]!.weight < 0),
  );
  say(
    'pls.loadingLow',
    chosen((place) => reflective(place) && !alone(place) && items[place]!.loading < 0.4),
  );
  say(
    'pls.loadingWeak',
    chosen((place) => reflective(place) && items[place]!.loading >= 0.4 && items[place]!.loading < 0.7),
  );
  const several = (one: MeasurementValues['constructs'][number]): boolean => one.mode === 'A' && one.items > 1;
  say(
    'pls.reliabilityLow',
    blocks((one) => several(one) && !((one.rhoA ?? 0) >= 0.7)),
  );
  say(
    'pls.aveLow',
    blocks((one) => several(one) && (one.ave ?? 0) < 0.5),
  );
  say(
    'pls.itemVif',
    chosen((place) => items[place]!.vif === null || items[place]!.vif > 5),
  );
  const pairs = (test: (k: number, l: number) => boolean): string[] =>
    constructs.flatMap((_, k) =>
      constructs.slice(0, k).flatMap((other, l) => (test(k, l) ? [`${other.name}–${constructs[k]!.name}`] : [])),
    );
  say(
    'pls.htmtHigh',
    pairs((k, l) => (htmt[k]![l] ?? 0) >= 0.9),
  );
  say(
    'pls.htmtWatch',
    pairs((k, l) => (htmt[k]![l] ?? 0) >= 0.85 && htmt[k]![l]! < 0.9),
  );
  say(
    'pls.fornellLarcker',
    pairs((k, l) => {
      if (!several(constructs[k]!) || !several(constructs[l]!)) return false;
      const between = Math.abs(fornellLarcker[k]![l] ?? 0);
      return between > (fornellLarcker[k]![k] ?? 1) || between > (fornellLarcker[l]![l] ?? 1);
    }),
  );
  return warnings;
}

type Labels = Readonly<Record<string, string>>;

/** Tables of the measurement: constructs, items, cross-loadings, Fornell-Larcker, HTMT. */
export function measurementTables(values: MeasurementValues, labels: Labels): readonly ResultTable[] {
  const { constructs, items } = values;
  const each = constructs.map((one, place) => ({ key: `c${place}`, title: one.name, format: 'coefficient' as const }));
  const named = (
    id: string,
    title: ResultTable['title'],
    rows: MeasurementValues['htmt'],
    notes: ResultTable['notes'],
  ) => ({
    id,
    title,
    columns: [{ key: 'name', title: { zh: '潜变量', en: 'Construct' }, format: 'text' as const }, ...each],
    rows: rows.map((row, k) => ({
      cells: {
        name: constructs[k]!.name,
        ...Object.fromEntries(row.slice(0, k + 1).map((value, l) => [`c${l}`, value])),
        ...Object.fromEntries(row.slice(k + 1).map((_, l) => [`c${k + 1 + l}`, ''])),
      },
    })),
    notes,
  });
  return [
    {
      id: 'constructs',
      title: { zh: '潜变量的信度与收敛效度', en: 'Reliability and convergent validity' },
      columns: [
        { key: 'name', title: { zh: '潜变量', en: 'Construct' }, format: 'text' },
        { key: 'mode', title: { zh: '模式', en: 'Mode' }, format: 'text' },
        { key: 'items', title: { zh: '题数', en: 'Items' }, format: 'integer' },
        { key: 'alpha', title: { zh: 'α', en: 'alpha' }, format: 'coefficient' },
        { key: 'rhoA', title: { zh: 'ρA', en: 'rho_A' }, format: 'coefficient' },
        { key: 'rhoC', title: { zh: '组合信度 ρC', en: 'rho_C' }, format: 'coefficient' },
        { key: 'ave', title: { zh: 'AVE', en: 'AVE' }, format: 'coefficient' },
      ],
      rows: constructs.map((one) => ({
        cells: {
          name: one.name,
          mode: one.mode,
          items: one.items,
          alpha: one.alpha,
          rhoA: one.rhoA,
          rhoC: one.rhoC,
          ave: one.ave,
        },
      })),
      notes: [
        {
          zh: '一般要求 ρA、ρC 不低于 .7，AVE 不低于 .5；单题与模式 B 的潜变量不作此要求。',
          en: 'Usual demands: rho_A and rho_C .7 or more, AVE .5 or more; not asked of single items and mode B.',
        },
      ],
    },
    {
      id: 'items',
      title: { zh: '题目的权重与载荷', en: 'Weights and loadings of the items' },
      columns: [
        { key: 'construct', title: { zh: '潜变量', en: 'Construct' }, format: 'text' },
        { key: 'item', title: { zh: '题目', en: 'Item' }, format: 'text' },
        { key: 'mean', title: { zh: '均值（0–100）', en: 'Mean (0-100)' }, format: 'number1' },
        { key: 'weight', title: { zh: '标准化权重', en: 'Weight' }, format: 'coefficient' },
        { key: 'share', title: { zh: '非标准化权重', en: 'Unstandardised weight' }, format: 'coefficient' },
        { key: 'loading', title: { zh: '载荷', en: 'Loading' }, format: 'coefficient' },
        { key: 'vif', title: { zh: 'VIF', en: 'VIF' }, format: 'number2' },
      ],
      rows: items.map((item) => ({
        emphasis: constructs[item.construct]!.mode === 'A' && item.loading < 0.7,
        cells: {
          construct: constructs[item.construct]!.name,
          item: labels[item.id] ?? item.id,
          mean: item.mean,
          weight: item.weight,
          share: item.share,
          loading: item.loading,
          vif: item.vif,
        },
      })),
      notes: [
        {
          zh: '非标准化权重在各潜变量内合计为 1。加粗：载荷低于 .7。',
          en: 'Unstandardised weights sum to 1 within a construct. Bold: loading below .7.',
        },
      ],
    },
    {
      id: 'crossLoadings',
      title: { zh: '交叉载荷', en: 'Cross-loadings' },
      columns: [{ key: 'item', title: { zh: '题目', en: 'Item' }, format: 'text' }, ...each],
      rows: items.map((item) => ({
        cells: {
          item: labels[item.id] ?? item.id,
          ...Object.fromEntries(item.crossLoadings.map((value, k) => [`c${k}`, value])),
        },
      })),
      notes: [],
    },
    named(
      'fornellLarcker',
      { zh: '潜变量相关与 Fornell-Larcker 准则', en: 'Correlations and Fornell-Larcker criterion' },
      values.fornellLarcker,
      [
        {
          zh: '对角线为 AVE 的平方根，应大于同行同列的相关系数。',
          en: 'Diagonal: square root of AVE; it should exceed the correlations beside and below it.',
        },
      ],
    ),
    named('htmt', { zh: '异质-单质比率 HTMT', en: 'Heterotrait-monotrait ratios' }, values.htmt, [
      {
        zh: '低于 .85（从严）或 .90 表明两个潜变量可以区分。',
        en: 'Below .85 (strict) or .90 two constructs are distinct.',
      },
    ]),
  ];
}
