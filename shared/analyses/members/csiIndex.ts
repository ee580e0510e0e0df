import { treeMap } from '../../charts/treeMap.ts';
import { barWithError } from '../../charts/barWithError.ts';
import { formatNumber } from '../../format/formatNumber.ts';
import { decodeNumeric, findVariable } from '../../model/decode.ts';
import type { IndicatorId } from '../../model/ids.ts';
import { capitalised, inLocale } from '../../model/text.ts';
import { rollUp } from '../../satisfaction/rollUp.ts';
import {
  boxShares,
  isSatisfied,
  netPromoterScore,
  satisfactionGrade,
} from '../../satisfaction/satisfactionMeasures.ts';
import { indexMissingOption, itemsInput, itemWeightsOption, levelOption, thresholdOption } from '../commonOptions.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { designRows, mergeLeftOut } from '../design.ts';
import { meanOf, meanWithInterval, shareWithInterval } from '../designStatistics.ts';
import { indexInputs, projectIndex } from '../projectIndex.ts';
import { joinNames, sentence } from '../sentence.ts';
import type { Estimate, Warning } from '../types.ts';
import { subjectNames, type IndexValues } from '../csiIndexValues.ts';
import { csiIndexTables } from '../csiIndexTables.ts';

/** Stands over the first-level indicators in the tree map; no indicator has this id. */
const rootOfTree = 'csi';

export const csiIndex = defineAnalysis({
  id: 'csi.index',
  version: 2,
  group: 'index',
  title: { zh: '顾客满意度指数', en: 'Customer satisfaction index' },
  note: {
    what: {
      zh: '把各级指标的得分按权重汇总为 0–100 的顾客满意度指数，给出每个指标的得分与置信区间。',
      en: 'Rolls the scores of all indicators up into an index on 0-100, with score and interval of every indicator.',
    },
    formula: {
      zh: '题目得分 = 100(x − 量表下限)/(量表上限 − 下限)；每份问卷的指数 = Σ W·x / Σ W（W 为综合权重，只计已答指标）；CSI 为各份问卷指数的均值，区间为 t 区间，有权重、分层、整群时按线性化方差。CSM = 1.2·CSI − 60。',
      en: 'Score = 100 (x - min)/(max - min); index of a form = sum W x / sum W over the indicators answered (W = composite weight); CSI = mean over forms with t interval, by linearisation under weights, strata and clusters. CSM = 1.2 CSI - 60.',
    },
    source: 'GB/T 19038-2009《顾客满意测评模型和方法指南》; Lumley (2010), Complex Surveys.',
  },
  keywords: ['CSI', '满意度指数', '综合权重', '满意率', 'CSM', 'top-2-box', 'NPS', 'satisfaction index', '三级指标'],
  inputs: {
    items: itemsInput,
  },
  options: {
    subject: {
      kind: 'choice',
      title: { zh: '被测对象', en: 'Whose satisfaction' },
      default: 'customers',
      choices: [
        { value: 'customers', title: { zh: '顾客', en: 'Customers' } },
        { value: 'residents', title: { zh: '业主', en: 'Residents' } },
        { value: 'employees', title: { zh: '员工', en: 'Employees' } },
      ],
    },
    weights: itemWeightsOption,
    level: levelOption,
    threshold: thresholdOption,
    missing: indexMissingOption,
  },
  honours: { weights: 'both', design: true },
  random: false,
  estimate(snapshot, { inputs, options }): Estimate<IndexValues> {
    const design = designRows(snapshot, { weights: 'both', design: true });
    const index = projectIndex(
      snapshot,
      { items: inputs.items, weights: options.weights, missing: options.missing as 'renormalise' },
      design,
    );
    if (!index) return noEstimate('noIndicators', 0, design.leftOut, design.warnings);
    const own = index.indices.get(null)!;
    const overall = meanWithInterval(own, design, options.level);
    const leftOut = mergeLeftOut(design.leftOut, [
      { reason: options.missing === 'listwise' ? 'incomplete' : 'blank', count: design.rows.length - overall.n },
    ]);
    if (overall.mean === null) return noEstimate('tooFewRows', 0, leftOut, [...design.warnings, ...index.warnings]);

    const marks = (indices: Float64Array): Float64Array =>
      indices.map((value) => (Number.isNaN(value) ? value : isSatisfied(value, options.threshold) ? 1 : 0));
    const satisfied = shareWithInterval(marks(own), design, options.level);
    const estimates = new Map(
      index.tree.nodes.map((node) => [
        node.indicator.id,
        meanWithInterval(index.indices.get(node.indicator.id)!, design, options.level),
      ]),
    );
    const leafMeans = new Map<IndicatorId, number | null>(
      [...index.leafScores.keys()].map((leaf) => [leaf, estimates.get(leaf)!.mean]),
    );
    const means = rollUp(index.indicators, leafMeans);
    const nodes = index.tree.nodes.map((node) => {
      const { id, parentId, weight } = node.indicator;
      const estimate = estimates.get(id)!;
      return {
        id: id as string,
        parentId: parentId as string | null,
        level: node.level,
        leaf: node.children.length === 0,
        weight,
        compositeWeight: index.composite.get(id)!,
        score: estimate.mean,
        scoreOfMeans: means.scores.get(id) ?? null,
        n: estimate.n,
        sd: estimate.sd,
        se: estimate.se,
        lower: estimate.lower,
        upper: estimate.upper,
        satisfiedShare: meanOf(marks(index.indices.get(id)!), design.weights),
        questions: [...(index.questions.get(id) ?? [])] as string[],
      };
    });
    let percentOfMaximum: number | null = 0;
    const items = [...index.questions].flatMap(([leaf, ids]) =>
      ids.map((id) => {
        const variable = findVariable(snapshot, id);
        const scale = variable.scale!;
        const { values } = decodeNumeric(snapshot, id, design.rows);
        const mean = meanOf(values, design.weights);
        const boxes = boxShares(values, design.weights, scale);
        if (mean === null || !(scale.max > 0) || scale.direction === 'descending') percentOfMaximum = null;
        else if (percentOfMaximum !== null)
          percentOfMaximum +=
            ((100 * (index.composite.get(leaf) ?? 0)) / ids.length / means.coverage) * (mean / scale.max);
        const score = mean === null ? null : (100 * (mean - scale.min)) / (scale.max - scale.min);
        return {
          id: id as string,
          name: variable.name,
          indicatorId: leaf as string,
          n: boxes.n,
          mean,
          score: score === null || scale.direction === 'ascending' ? score : 100 - score,
          top2: boxes.top2,
          bottom2: boxes.bottom2,
          nps:
            scale.max === 10 && (scale.min === 0 || scale.min === 1) && scale.direction === 'ascending'
              ? netPromoterScore(values, design.weights)
              : null,
        };
      }),
    );
    const warnings: Warning[] = [...design.warnings, ...index.warnings];
    const gap = means.index === null ? null : means.index - overall.mean;
    if (gap !== null && Math.abs(gap) > 0.005) {
      warnings.push({
        code: 'index.routesDiffer',
        details: {
          means: formatNumber(means.index, 'number2', 'en'),
          respondents: formatNumber(overall.mean, 'number2', 'en'),
        },
      });
    }
    if (overall.n < 30) warnings.push({ code: 'interval.smallSample', details: { n: overall.n } });
    if (overall.effectiveN !== null && overall.effectiveN < 30 && overall.n >= 30)
      warnings.push({ code: 'design.effectiveSmall', details: { effective: Math.round(overall.effectiveN) } });
    const share = satisfied.share!;
    return {
      status: 'ok',
      reason: null,
      n: overall.n,
      leftOut,
      warnings,
      values: {
        overall: {
          index: overall.mean,
          n: overall.n,
          sd: overall.sd,
          se: overall.se,
          df: overall.df,
          interval:
            overall.lower === null || overall.upper === null ? null : { lower: overall.lower, upper: overall.upper },
          margin: overall.lower === null || overall.upper === null ? null : (overall.upper - overall.lower) / 2,
          kishDesignEffect: overall.kishDesignEffect,
          effectiveN: overall.effectiveN,
          indexOfMeans: means.index,
          routeGap: gap,
          coverage: means.coverage,
          csm: satisfactionGrade(overall.mean),
          csmLower: overall.lower === null ? null : satisfactionGrade(overall.lower),
          csmUpper: overall.upper === null ? null : satisfactionGrade(overall.upper),
          weighted: design.weights !== null,
          satisfied: satisfied.count,
          satisfiedShare: share,
          satisfiedLower: satisfied.lower,
          satisfiedUpper: satisfied.upper,
          notSatisfied: overall.n - satisfied.count,
          notSatisfiedShare: 1 - share,
          notSatisfiedLower: satisfied.upper === null ? null : 1 - satisfied.upper,
          notSatisfiedUpper: satisfied.lower === null ? null : 1 - satisfied.lower,
          percentOfMaximum,
        },
        nodes,
        items,
        lowest: nodes
          .flatMap((node, place) => (node.leaf && node.score !== null ? [place] : []))
          .toSorted((a, b) => nodes[a]!.score! - nodes[b]!.score! || a - b),
        first: nodes.flatMap((node, place) => (node.level === 1 ? [place] : [])),
      },
    };
  },
  tables: csiIndexTables,
  figures({ values, labels, options }, locale) {
    const overall = {
      value: values.overall.index,
      label: `${subjectNames(options.subject).letters} ${formatNumber(values.overall.index, 'number1', locale)}`,
    };
    const bar = (place: number, emphasis: boolean) => {
      const node = values.nodes[place]!;
      return {
        label: labels[node.id] ?? node.id,
        value: node.score,
        interval: node.lower === null || node.upper === null ? null : ([node.lower, node.upper] as const),
        text: formatNumber(node.score, 'number1', locale),
        emphasis,
        doubtful: node.n < 30,
      };
    };
    const valueTitle = inLocale({ zh: '得分（0–100 分）', en: 'Score (0-100)' }, locale);
    const figures = [
      barWithError({
        id: 'leaves',
        title: inLocale({ zh: '末级指标得分，由低到高', en: 'Lowest-level indicators, lowest score first' }, locale),
        altText: inLocale(
          {
            zh: `${values.lowest.length} 个末级指标的得分与置信区间，由低到高排列。`,
            en: `Scores with intervals of ${values.lowest.length} lowest-level indicators, lowest first.`,
          },
          locale,
        ),
        bars: values.lowest.map((place, rank) => bar(place, rank < 3)),
        valueTitle,
        range: [0, 108],
        scale: [0, 100],
        reference: overall,
      }),
    ];
    const hasBranches = values.first.some((place) => !values.nodes[place]!.leaf);
    if (!hasBranches) return figures;
    return [
      barWithError({
        id: 'first',
        title: inLocale({ zh: '一级指标得分', en: 'First-level indicators' }, locale),
        altText: inLocale(
          { zh: '一级指标的得分与置信区间。', en: 'Scores of the first-level indicators with intervals.' },
          locale,
        ),
        bars: values.first.filter((place) => values.nodes[place]!.score !== null).map((place) => bar(place, false)),
        valueTitle,
        range: [0, 108],
        scale: [0, 100],
        reference: overall,
      }),
      ...figures,
      treeMap({
        id: 'tree',
        title: inLocale(
          { zh: '指标体系：面积为权重，颜色为得分', en: 'Indicators: area is weight, colour is score' },
          locale,
        ),
        altText: inLocale(
          {
            zh: `指标树图：${values.nodes.length} 个指标，面积为综合权重，颜色由低分（橙）到高分（蓝）。`,
            en: `Tree map of ${values.nodes.length} indicators: area by composite weight, colour from low (orange) to high (blue) scores.`,
          },
          locale,
        ),
        sizeTitle: inLocale({ zh: '综合权重', en: 'Composite weight' }, locale),
        colourTitle: inLocale({ zh: '得分', en: 'Score' }, locale),
        nodes: [
          {
            id: rootOfTree,
            parentId: '',
            label: capitalised(inLocale(subjectNames(options.subject).long, locale)),
            leaf: false,
            size: 1,
            value: values.overall.index,
            valueText: formatNumber(values.overall.index, 'number1', locale),
          },
          ...values.nodes.map((node) => ({
            id: node.id,
            parentId: node.parentId ?? rootOfTree,
            label: labels[node.id] ?? node.id,
            leaf: node.leaf,
            size: node.compositeWeight,
            value: node.score,
            valueText: node.score === null ? '–' : formatNumber(node.score, 'number1', locale),
          })),
        ],
      }),
    ];
  },
  narrative({ values, labels, options }, locale) {
    const level = formatNumber(Number(options.level), 'share1', locale).replace('.0%', '%');
    const { overall } = values;
    const subject = inLocale(subjectNames(options.subject).long, locale);
    const sentences = [
      overall.interval === null
        ? sentence(
            locale,
            'index',
            {
              zh: '{@subject}为 {overall.index|number2}（{overall.n|integer} 份问卷，无法估计区间）。',
              en: 'The {@subject} is {overall.index|number2} ({overall.n|integer} forms; no interval can be had).',
            },
            { subject },
          )
        : sentence(
            locale,
            'index',
            {
              zh: '{@subject}{@weighted}为 {overall.index|number2}，{@level} 置信区间 {overall.interval.lower|number2} 至 {overall.interval.upper|number2}（{overall.n|integer} 份有效问卷）。',
              en: 'The {@weighted}{@subject} is {overall.index|number2}, {@level} interval {overall.interval.lower|number2} to {overall.interval.upper|number2} ({overall.n|integer} valid forms).',
            },
            { level, subject, weighted: overall.weighted ? inLocale({ zh: '（加权）', en: 'weighted ' }, locale) : '' },
          ),
      sentence(
        locale,
        'satisfied',
        {
          zh: `以 {@threshold} 分为满意界限，${overall.weighted ? '加权后' : ''}满意的占 {overall.satisfiedShare|share1}（${overall.weighted ? '未加权 ' : ''}{overall.satisfied|integer} 份），未达到的占 {overall.notSatisfiedShare|share1}。`,
          en: `At a threshold of {@threshold}, {overall.satisfiedShare|share1} are satisfied (${overall.weighted ? 'weighted; unweighted ' : ''}{overall.satisfied|integer} forms) and {overall.notSatisfiedShare|share1} are not.`,
        },
        { threshold: String(options.threshold) },
      ),
    ];
    const worst = values.lowest[0];
    const best = values.lowest.at(-1);
    if (worst !== undefined && best !== undefined && worst !== best) {
      const [low, next, high] = [values.nodes[worst]!, values.nodes[values.lowest[1]!]!, values.nodes[best]!];
      const clear = low.upper !== null && next.lower !== null && low.upper < next.lower;
      sentences.push(
        sentence(
          locale,
          'extremes',
          {
            zh: `得分最低的是“{@low}”（{nodes.${worst}.score|number1}），最高的是“{@high}”（{nodes.${best}.score|number1}）${clear || values.lowest.length === 2 ? '' : '；最低几项之间的差别未必超出抽样误差'}。`,
            en: `“{@low}” scores lowest ({nodes.${worst}.score|number1}), “{@high}” highest ({nodes.${best}.score|number1})${clear || values.lowest.length === 2 ? '' : '; the lowest few may not differ beyond sampling error'}.`,
          },
          { low: labels[low.id] ?? low.id, high: labels[high.id] ?? high.id },
        ),
      );
    }
    const small = values.nodes
      .filter((node) => node.leaf && node.n > 0 && node.n < 30)
      .map((node) => labels[node.id] ?? node.id);
    if (small.length > 0 && overall.n >= 30) {
      sentences.push(
        sentence(
          locale,
          'fewForms',
          {
            zh: '{@names}的有效回答不足 30 份，其得分仅供参考。',
            en: '{@names} rest on fewer than 30 answers: read with care.',
          },
          { names: joinNames(small, locale) },
        ),
      );
    }
    return sentences;
  },
  propose: (snapshot) => {
    const inputs = indexInputs(snapshot);
    return inputs ? [{ analysis: 'csi.index', inputs, options: {} }] : [];
  },
});
