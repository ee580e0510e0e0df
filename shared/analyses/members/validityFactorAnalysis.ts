import { screePlot } from '../../charts/screePlot.ts';
import type { Snapshot } from '../../model/dataset.ts';
import { inLocale } from '../../model/text.ts';
import { chiSquareUpper } from '../../numeric/distributions.ts';
import { at, type Matrix, multiply, symmetricInverse } from '../../numeric/matrix.ts';
import { extractFactors, type ExtractionMethod, mostFactors } from '../../stats/extractFactors.ts';
import { factorMatch } from '../../stats/factorMatch.ts';
import { factorsAbove, type ParallelAnalysis, parallelAnalysis } from '../../stats/parallelAnalysis.ts';
import { rotateFactors, type RotationMethod } from '../../stats/rotateFactors.ts';
import { symmetricEigenvalues } from '../../numeric/symmetricEigen.ts';
import { seedOption } from '../commonOptions.ts';
import { correlationInputs, correlationOptions, correlationSource, matrixRows } from '../correlationSource.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { scaleBlocks } from '../items.ts';
import { hasIndex } from '../projectIndex.ts';
import { joinNames, sentence } from '../sentence.ts';
import type { Estimate, Warning } from '../types.ts';
import { factorAnalysisTables } from '../factorAnalysisTables.ts';
import type { FactorValues } from '../factorAnalysisValues.ts';

const honours = { weights: 'both', design: false } as const;

function choice(value: string, zh: string, en: string) {
  return { value, title: { zh, en } };
}

interface Grouping {
  readonly level: number;
  readonly names: readonly string[];
  /** Place in names per question; -1 = in no indicator. */
  readonly of: readonly number[];
  /** Indicators that have a question among these. */
  readonly count: number;
}

/** The questions by indicator of each level of the tree that tells at least two groups apart, from the first down. */
function groupings(snapshot: Snapshot, ids: readonly string[]): readonly Grouping[] {
  const { depth } = scaleBlocks(snapshot);
  return Array.from({ length: depth }, (_, index): Grouping => {
    const { blocks } = scaleBlocks(snapshot, index + 1);
    const place = new Map(blocks.flatMap((block, at) => block.ids.map((id) => [id as string, at] as const)));
    const of = ids.map((id) => place.get(id) ?? -1);
    return {
      level: index + 1,
      names: blocks.map((block) => block.id),
      of,
      count: new Set(of.filter((at) => at >= 0)).size,
    };
  }).filter((grouping) => grouping.count >= 2);
}

/** The level to compare with: as many groups as factors, or next to it; the upper one of two. */
function nearest(candidates: readonly Grouping[], factors: number): Grouping | null {
  return candidates.reduce<Grouping | null>(
    (best, one) => (best === null || Math.abs(one.count - factors) < Math.abs(best.count - factors) ? one : best),
    null,
  );
}

function row(matrix: Matrix, i: number): readonly number[] {
  return Array.from({ length: matrix.columns }, (_, j) => at(matrix, i, j));
}

export const validityFactorAnalysis = defineAnalysis({
  id: 'validity.factorAnalysis',
  version: 1,
  group: 'sample',
  title: { zh: '探索性因子分析（结构效度）', en: 'Exploratory factor analysis (construct validity)' },
  note: {
    what: {
      zh: '题目背后有几个因子，各题属于哪一个，与指标体系的分组是否一致。',
      en: 'How many factors lie behind the items, which item belongs to which, and whether that matches the indicator tree.',
    },
    formula: {
      zh: '提取：主成分；主轴（初值为多重相关平方，迭代至收敛，等于最小残差解）；极大似然（卡方用 Bartlett 校正）。旋转：最大方差、四次方最大、等量最大（逐对平面旋转），promax，直接 oblimin（delta = 0）。平行分析与同样大小的随机正态数据比较（95% 分位数）。每题归入载荷绝对值最大的因子，与指标个数最接近因子数的那一级指标比较。',
      en: 'Extraction: principal components; principal axis (from squared multiple correlations, iterated to the end, which is the minimum residual solution); maximum likelihood (chi-square with Bartlett’s correction). Rotation: varimax, quartimax, equamax by plane rotations, promax, direct oblimin (delta 0). Parallel analysis: random normal data of the same size, 95th percentile. An item belongs to the factor of its largest loading; the grouping is held against the level of the indicator tree with the most similar number of indicators.',
    },
    source:
      'Kaiser (1958), Psychometrika 23; Joereskog (1967), Psychometrika 32; Hendrickson & White (1964); Jennrich (2002), Psychometrika 67; Horn (1965), Psychometrika 30.',
  },
  keywords: [
    '效度',
    '结构效度',
    '因子分析',
    '主成分',
    '主轴',
    '极大似然',
    '最大方差',
    '碎石图',
    '平行分析',
    '载荷',
    'EFA',
    'factor',
    'varimax',
    'promax',
    'oblimin',
    'PCA',
    'scree',
  ],
  inputs: correlationInputs,
  options: {
    method: {
      kind: 'choice',
      title: { zh: '提取方法', en: 'Extraction' },
      default: 'principalComponents',
      choices: [
        choice('principalComponents', '主成分', 'Principal components'),
        choice('principalAxis', '主轴', 'Principal axis'),
        choice('maximumLikelihood', '极大似然', 'Maximum likelihood'),
      ],
    },
    number: {
      kind: 'choice',
      title: { zh: '因子个数', en: 'Number of factors' },
      default: 'eigenvalue',
      choices: [
        choice('eigenvalue', '特征值大于 1', 'Eigenvalues above 1'),
        choice('parallel', '平行分析', 'Parallel analysis'),
        choice('tree', '与一级指标个数相同', 'As many as first-level indicators'),
        choice('fixed', '指定', 'As given'),
      ],
    },
    factors: {
      when: { is: { number: ['fixed'] } },
      kind: 'number',
      title: { zh: '指定的个数', en: 'Given number' },
      default: 2,
      min: 1,
      max: 60,
      integer: true,
    },
    rotation: {
      kind: 'choice',
      title: { zh: '旋转', en: 'Rotation' },
      default: 'varimax',
      choices: [
        choice('none', '不旋转', 'None'),
        choice('varimax', '最大方差（varimax）', 'Varimax'),
        choice('quartimax', '四次方最大（quartimax）', 'Quartimax'),
        choice('equamax', '等量最大（equamax）', 'Equamax'),
        choice('promax', 'promax（斜交）', 'Promax (oblique)'),
        choice('oblimin', '直接 oblimin（斜交）', 'Direct oblimin (oblique)'),
      ],
    },
    kaiser: {
      when: { is: { rotation: ['varimax', 'quartimax', 'equamax', 'promax', 'oblimin'] } },
      kind: 'boolean',
      title: { zh: 'Kaiser 标准化', en: 'Kaiser normalisation' },
      default: true,
    },
    power: {
      when: { is: { rotation: ['promax'] } },
      kind: 'number',
      title: { zh: 'promax 的幂', en: 'Power of promax' },
      default: 4,
      min: 1,
      max: 10,
      step: 0.5,
    },
    promaxTarget: {
      when: { is: { rotation: ['promax'] } },
      kind: 'choice',
      title: { zh: 'promax 的目标', en: 'Target of promax' },
      default: 'normalised',
      choices: [
        choice(
          'normalised',
          '按共同度标准化的载荷（SPSS、PSPP）',
          'Loadings over the root of the communality (SPSS, PSPP)',
        ),
        choice('plain', '载荷本身（R）', 'Loadings as they are (R)'),
      ],
    },
    blank: {
      kind: 'number',
      title: { zh: '表中不显示小于此值的载荷', en: 'Loadings below this are left blank' },
      default: 0.4,
      min: 0,
      max: 1,
      step: 0.05,
    },
    replicates: {
      kind: 'number',
      title: { zh: '平行分析的随机数据组数（0 = 不做）', en: 'Random data sets of parallel analysis (0 = none)' },
      default: 100,
      min: 0,
      max: 2000,
      integer: true,
    },
    seed: seedOption,
    ...correlationOptions,
  },
  honours,
  random: true,
  estimate(snapshot, { inputs, options }, control): Estimate<FactorValues> {
    const source = correlationSource(snapshot, inputs, options, honours);
    if (source.status !== 'ok') return noEstimate(source.reason, source.n, source.leftOut, source.warnings);
    const { items, correlation, n, effectiveN } = source;
    const k = items.length;
    const method = options.method as ExtractionMethod;
    const rotation = options.rotation as RotationMethod;
    const warnings: Warning[] = [...source.warnings];
    const refuse = (reason: string): Estimate<FactorValues> => noEstimate(reason, n, source.leftOut, warnings);
    if (n < 3) return refuse('tooFewRows');
    const most = method === 'maximumLikelihood' ? mostFactors(k) : method === 'principalAxis' ? k - 1 : k;
    if (most < 1) return refuse('tooFewItems');
    const inverse = symmetricInverse(correlation);
    if (method === 'maximumLikelihood' && !inverse) return refuse(n <= k ? 'moreItemsThanForms' : 'singular');

    const roots = [...symmetricEigenvalues(correlation)];
    const random: ParallelAnalysis | null =
      options.replicates > 0
        ? parallelAnalysis(effectiveN, k, { replicates: options.replicates, seed: options.seed, control })
        : null;
    const kaiserFactors = roots.filter((value) => value > 1 + 1e-12).length;
    const parallelFactors = random ? factorsAbove(roots, random.quantiles) : null;
    const levels = source.ids ? groupings(snapshot, source.ids) : [];
    const wanted =
      options.number === 'fixed'
        ? options.factors
        : options.number === 'parallel'
          ? (parallelFactors ?? kaiserFactors)
          : options.number === 'tree' && levels.length > 0
            ? levels[0]!.count
            : kaiserFactors;
    if (options.number === 'parallel' && !random) warnings.push({ code: 'factor.noParallel', details: {} });
    if (options.number === 'tree' && levels.length === 0) warnings.push({ code: 'factor.noTree', details: {} });
    const factors = Math.max(1, Math.min(wanted, most));
    if (wanted > most) warnings.push({ code: 'factor.fewerFactors', details: { wanted, factors } });

    const extraction = extractFactors(correlation, { method, factors });
    const rotated = rotateFactors(extraction.loadings, {
      method: rotation,
      kaiser: options.kaiser,
      power: options.power,
      promaxTarget: options.promaxTarget === 'plain' ? 'plain' : 'normalised',
    });
    if (!extraction.converged)
      warnings.push({ code: 'factor.notConverged', details: { iterations: extraction.iterations } });
    if (!rotated.converged)
      warnings.push({ code: 'factor.rotationNotConverged', details: { iterations: rotated.iterations } });
    if (extraction.heywood.length > 0)
      warnings.push({
        code: 'factor.heywood',
        details: { names: extraction.heywood.map((place) => items[place]!.name) },
      });
    if (effectiveN < 5 * k)
      warnings.push({ code: 'factor.smallSample', details: { n: Math.round(effectiveN), items: k } });

    const coefficients = inverse ? multiply(inverse, rotated.structure) : null;
    const factorOf = items.map((_, i) => {
      let best = 0;
      for (let r = 1; r < factors; r++)
        if (Math.abs(at(rotated.loadings, i, r)) > Math.abs(at(rotated.loadings, i, best)) + 1e-12) best = r;
      return best;
    });
    const dimensions = nearest(levels, factors);
    const matched = dimensions ? factorMatch(factorOf, dimensions.of, factors, dimensions.names.length) : null;
    const small = Array.from({ length: factors }, (_, r) => factorOf.filter((factor) => factor === r).length);
    small.forEach((count, r) => {
      if (count < 3 && k >= 6) warnings.push({ code: 'factor.fewItems', details: { factor: r + 1, count } });
    });

    let running = 0;
    const eigenvalues = roots.map((value, place) => {
      running += value;
      return {
        value,
        share: (100 * value) / k,
        cumulative: (100 * running) / k,
        randomMean: random ? random.means[place]! : null,
        randomQuantile: random ? random.quantiles[place]! : null,
      };
    });
    let explained = 0;
    const variance = Array.from({ length: factors }, (_, r) => {
      let unrotated = 0;
      let own = 0;
      for (let i = 0; i < k; i++) {
        unrotated += at(extraction.loadings, i, r) ** 2;
        own += at(rotated.loadings, i, r) * at(rotated.structure, i, r);
      }
      explained += (100 * own) / k;
      return {
        unrotated,
        unrotatedShare: (100 * unrotated) / k,
        rotated: own,
        rotatedShare: (100 * own) / k,
        cumulative: explained,
      };
    });
    const df = ((k - factors) ** 2 - k - factors) / 2;
    const chiSquare =
      extraction.discrepancy === null
        ? null
        : (effectiveN - 1 - (2 * k + 5) / 6 - (2 * factors) / 3) * extraction.discrepancy;
    return {
      status: 'ok',
      reason: null,
      n,
      leftOut: source.leftOut,
      warnings,
      values: {
        n,
        k,
        method,
        rotation,
        oblique: rotated.factorCorrelations !== null,
        factors,
        kaiserFactors,
        parallelFactors,
        eigenvalues,
        variance,
        explained,
        items: items.map((item, i) => ({
          ...item,
          mean: source.means?.[i] ?? null,
          sd: source.sds?.[i] ?? null,
          initial: extraction.initialCommunalities[i]!,
          communality: extraction.communalities[i]!,
          unrotated: row(extraction.loadings, i),
          loadings: row(rotated.loadings, i),
          structure: row(rotated.structure, i),
          scoreCoefficients: coefficients ? row(coefficients, i) : null,
          factor: factorOf[i]!,
          dimension: dimensions && dimensions.of[i]! >= 0 ? dimensions.of[i]! : null,
          misplaced: matched?.misplaced.includes(i) ?? false,
        })),
        factorCorrelations: rotated.factorCorrelations ? matrixRows(rotated.factorCorrelations) : null,
        fit:
          extraction.discrepancy === null
            ? null
            : {
                discrepancy: extraction.discrepancy,
                chiSquare: chiSquare !== null && chiSquare >= 0 ? chiSquare : null,
                df,
                p: chiSquare !== null && chiSquare >= 0 && df > 0 ? chiSquareUpper(chiSquare, df) : null,
              },
        match:
          dimensions && matched
            ? {
                level: dimensions.level,
                dimensions: dimensions.names,
                dimensionOf: matched.groupOf.map((group) => (group >= 0 ? group : null)),
                agreeing: matched.agreeing,
                counted: dimensions.of.filter((index) => index >= 0).length,
                share: matched.share,
              }
            : null,
        blank: options.blank,
      },
    };
  },
  tables: factorAnalysisTables,
  figures({ values }, locale) {
    const random = values.eigenvalues.map((one) => one.randomQuantile);
    return [
      screePlot({
        id: 'scree',
        title: inLocale({ zh: '碎石图', en: 'Scree plot' }, locale),
        altText: inLocale(
          {
            zh: `${values.k} 个特征值由大到小，取前 ${values.factors} 个因子。`,
            en: `${values.k} eigenvalues from large to small; the first ${values.factors} factors are kept.`,
          },
          locale,
        ),
        rankTitle: inLocale({ zh: '因子序号', en: 'Factor' }, locale),
        valueTitle: inLocale({ zh: '特征值', en: 'Eigenvalue' }, locale),
        dataName: inLocale({ zh: '本次数据', en: 'these data' }, locale),
        eigenvalues: values.eigenvalues.map((one) => one.value),
        kept: values.factors,
        random: random.every((value) => value !== null)
          ? {
              name: inLocale({ zh: '随机数据（95% 分位数）', en: 'random data (95th percentile)' }, locale),
              values: random,
            }
          : null,
        limit: { value: 1, label: inLocale({ zh: '特征值 = 1', en: 'eigenvalue = 1' }, locale) },
      }),
    ];
  },
  narrative({ values, labels }, locale) {
    const sentences = [
      sentence(locale, 'factors', {
        zh: '{k|integer} 道题、{n|integer} 份问卷，提取 {factors|integer} 个因子，共解释 {explained|percent1} 的方差（特征值大于 1 的有 {kaiserFactors|integer} 个）。',
        en: '{factors|integer} factors of {k|integer} items over {n|integer} forms explain {explained|percent1} of the variance ({kaiserFactors|integer} eigenvalues lie above 1).',
      }),
    ];
    if (values.parallelFactors !== null && values.parallelFactors !== values.factors)
      sentences.push(
        sentence(locale, 'parallel', {
          zh: '平行分析支持 {parallelFactors|integer} 个因子。',
          en: 'By parallel analysis the number of factors is {parallelFactors|integer}.',
        }),
      );
    if (values.match) {
      const misplaced = values.items
        .filter((item) => item.misplaced)
        .map((item) => `“${labels[item.id] ?? item.name}”`);
      sentences.push(
        sentence(
          locale,
          'match',
          misplaced.length === 0
            ? {
                zh: '{match.counted|integer} 道题的因子归属与第 {match.level|integer} 级指标的分组完全一致，结构效度得到支持。',
                en: 'All {match.counted|integer} items load on the factor of their own indicator (level {match.level|integer}), which supports construct validity.',
              }
            : {
                zh: '{match.counted|integer} 道题中有 {match.agreeing|integer} 道的因子归属与第 {match.level|integer} 级指标的分组一致（{match.share|share1}）；{@names}落在其他因子上，宜检查其归类或措辞。',
                en: '{match.agreeing|integer} of {match.counted|integer} items ({match.share|share1}) load on the factor of their own indicator (level {match.level|integer}); look at the place or wording of {@names}.',
              },
          { names: joinNames(misplaced.slice(0, 6), locale) },
        ),
      );
    }
    const weak = values.items
      .filter((item) => item.communality < 0.3)
      .map((item) => `“${labels[item.id] ?? item.name}”`);
    if (weak.length > 0)
      sentences.push(
        sentence(
          locale,
          'weak',
          {
            zh: '{@names}的共同度低于 .3，因子对其解释很少。',
            en: 'Communality is below .3 for {@names}: the factors explain little of them.',
          },
          { names: joinNames(weak.slice(0, 6), locale) },
        ),
      );
    return sentences;
  },
  propose: (snapshot) => (hasIndex(snapshot) ? [{ analysis: 'validity.factorAnalysis', inputs: {}, options: {} }] : []),
});
