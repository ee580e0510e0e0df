import { formatNumber } from '../format/formatNumber.ts';
import type { ResultTable, AnalysisResult } from './types.ts';
import { type IndexValues, subjectNames } from './csiIndexValues.ts';

/** What a bound of the satisfied leaves to the others: results kept with a final report may be from before it was among them. */
const complement = (bound: number | null): number | null => (bound === null ? null : 1 - bound);

/** The index, its indicators and how the forms are spread. */
export function csiIndexTables({ values, labels, options }: AnalysisResult<IndexValues>): readonly ResultTable[] {
  const level = formatNumber(Number(options.level), 'share1', 'zh-CN').replace('.0%', '%');
  const { overall } = values;
  const indicators: ResultTable = {
    id: 'indicators',
    title: { zh: '各级指标得分', en: 'Scores of all indicators' },
    columns: [
      { key: 'indicator', title: { zh: '指标', en: 'Indicator' }, format: 'text' },
      { key: 'weight', title: { zh: '权重', en: 'Weight' }, format: 'weight' },
      { key: 'compositeWeight', title: { zh: '综合权重', en: 'Composite weight' }, format: 'weight' },
      { key: 'score', title: { zh: '得分（0–100）', en: 'Score (0-100)' }, format: 'number2' },
      { key: 'lower', title: { zh: `${level} 下限`, en: `${level} lower` }, format: 'number2' },
      { key: 'upper', title: { zh: `${level} 上限`, en: `${level} upper` }, format: 'number2' },
      { key: 'satisfied', title: { zh: '满意率', en: 'Satisfied' }, format: 'share1' },
      { key: 'n', title: { zh: '份数', en: 'n' }, format: 'integer' },
    ],
    rows: [
      ...values.nodes.map((node) => ({
        depth: node.level - 1,
        cells: {
          indicator: labels[node.id] ?? node.id,
          weight: node.weight,
          compositeWeight: node.compositeWeight,
          score: node.score,
          lower: node.lower,
          upper: node.upper,
          satisfied: node.satisfiedShare,
          n: node.n,
        },
      })),
      {
        emphasis: true,
        cells: {
          indicator: subjectNames(options.subject).short,
          weight: null,
          compositeWeight: 1,
          score: overall.index,
          lower: overall.interval?.lower ?? null,
          upper: overall.interval?.upper ?? null,
          satisfied: overall.satisfiedShare,
          n: overall.n,
        },
      },
    ],
    notes: [{ zh: '得分为各份问卷的均值；区间为 t 区间。', en: 'Scores are means over forms; t intervals.' }],
  };
  const items: ResultTable = {
    id: 'items',
    title: { zh: '各题得分', en: 'Scores of the questions' },
    columns: [
      { key: 'question', title: { zh: '题目', en: 'Question' }, format: 'text' },
      { key: 'mean', title: { zh: '均值（原量表）', en: 'Mean (own scale)' }, format: 'number2' },
      { key: 'score', title: { zh: '得分（0–100）', en: 'Score (0-100)' }, format: 'number2' },
      { key: 'top2', title: { zh: '前两档', en: 'Top 2' }, format: 'percent1' },
      { key: 'bottom2', title: { zh: '后两档', en: 'Bottom 2' }, format: 'percent1' },
      { key: 'n', title: { zh: '份数', en: 'n' }, format: 'integer' },
    ],
    rows: values.items.map((item) => ({
      cells: {
        question: labels[item.id] ?? item.name,
        mean: item.mean,
        score: item.score,
        top2: item.top2,
        bottom2: item.bottom2,
        n: item.n,
      },
    })),
    notes: [],
  };
  const structure: ResultTable = {
    id: 'structure',
    title: { zh: '指标体系与权重', en: 'Indicator system and weights' },
    columns: [
      { key: 'indicator', title: { zh: '指标', en: 'Indicator' }, format: 'text' },
      { key: 'questions', title: { zh: '对应题目', en: 'Questions' }, format: 'text' },
      { key: 'weight', title: { zh: '权重', en: 'Weight' }, format: 'weight' },
      { key: 'compositeWeight', title: { zh: '综合权重', en: 'Composite weight' }, format: 'weight' },
    ],
    rows: values.nodes.map((node) => ({
      depth: node.level - 1,
      cells: {
        indicator: labels[node.id] ?? node.id,
        questions: node.questions.map((id) => labels[id] ?? id).join('；'),
        weight: node.weight,
        compositeWeight: node.compositeWeight,
      },
    })),
    notes: [
      {
        zh: '综合权重为从一级到该指标各级权重的连乘积。',
        en: 'Composite weight: product of the weights along the path.',
      },
    ],
  };
  const row = (
    zh: string,
    en: string,
    format: 'number2' | 'share1',
    value: number | null,
    lower: number | null,
    upper: number | null,
  ) => ({ format, cells: { measure: { zh, en }, value, lower, upper } });
  const summary: ResultTable = {
    id: 'summary',
    title: { zh: '总体结果', en: 'Overall' },
    columns: [
      { key: 'measure', title: { zh: '指标', en: 'Measure' }, format: 'text' },
      { key: 'value', title: { zh: '数值', en: 'Value' }, format: 'number2' },
      { key: 'lower', title: { zh: `${level} 下限`, en: `${level} lower` }, format: 'number2' },
      { key: 'upper', title: { zh: `${level} 上限`, en: `${level} upper` }, format: 'number2' },
    ],
    rows: [
      row(
        '满意度指数 CSI（0–100）',
        'CSI (0-100)',
        'number2',
        overall.index,
        overall.interval?.lower ?? null,
        overall.interval?.upper ?? null,
      ),
      row(
        '顾客满意级度 CSM（−60 至 60）',
        'Satisfaction grade CSM (−60 to 60)',
        'number2',
        overall.csm,
        overall.csmLower,
        overall.csmUpper,
      ),
      row('满意率', 'Satisfied', 'share1', overall.satisfiedShare, overall.satisfiedLower, overall.satisfiedUpper),
      row(
        '未满意率',
        'Not satisfied',
        'share1',
        overall.notSatisfiedShare,
        overall.notSatisfiedLower ?? complement(overall.satisfiedUpper),
        overall.notSatisfiedUpper ?? complement(overall.satisfiedLower),
      ),
    ],
    notes: [],
  };
  return [indicators, items, structure, summary];
}
