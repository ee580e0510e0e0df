import { columnChart } from '../../charts/columnChart.ts';
import { barWithError } from '../../charts/barWithError.ts';
import { likertBar } from '../../charts/likertBar.ts';
import { formatNumber } from '../../format/formatNumber.ts';
import type { Snapshot } from '../../model/dataset.ts';
import { decodeCategories, findVariable } from '../../model/decode.ts';
import type { VariableId } from '../../model/ids.ts';
import { inLocale } from '../../model/text.ts';
import { frequencies } from '../../stats/frequencies.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { designRows, type DesignRows, mergeLeftOut } from '../design.ts';
import { ratedQuestions } from '../labels.ts';
import { sentence } from '../sentence.ts';
import type { ChartFigure, Estimate, Warning } from '../types.ts';

type FrequencyQuestion = {
  readonly id: string;
  readonly name: string;
  readonly ordered: boolean;
  /** On a declared scale with whole steps, where a small answer may be the good one. */
  readonly scale: { readonly min: number; readonly max: number; readonly descending: boolean } | null;
  readonly n: number;
  readonly missing: number;
  /** Weighted totals. */
  readonly validCount: number;
  readonly missingCount: number;
  /** percent, validPercent, cumulativePercent: 0-100. value: the code, null for texts. */
  readonly rows: readonly {
    readonly label: string;
    readonly value: number | null;
    readonly n: number;
    readonly count: number;
    readonly percent: number | null;
    readonly validPercent: number | null;
    readonly cumulativePercent: number | null;
  }[];
  /** Place of the commonest answer in rows; null when nobody answered. */
  readonly mode: number | null;
};
type FrequencyValues = { readonly questions: readonly FrequencyQuestion[] };

const mostSteps = 11;

/** Every step of a short declared scale, also those nobody chose; otherwise the answers that occur. */
function categoriesOf(snapshot: Snapshot, id: VariableId, design: DesignRows) {
  const variable = findVariable(snapshot, id);
  const decoded = decodeCategories(snapshot, id, design.rows);
  const { scale } = variable;
  const column = snapshot.columns.get(id);
  if (column?.kind !== 'numeric') return { ...decoded, values: decoded.labels.map(() => null) };
  // The first form of each category carries its code.
  const values = decoded.labels.map((): number | null => null);
  for (let i = 0; i < design.rows.length; i++) {
    const code = decoded.codes[i]!;
    if (code >= 0 && values[code] === null) values[code] = column.values[design.rows[i]!]!;
  }
  const steps = scale ? scale.max - scale.min : 0;
  if (
    !scale ||
    !Number.isInteger(steps) ||
    steps >= mostSteps ||
    values.some((value) => !Number.isInteger((value ?? 0) - scale.min))
  )
    return { ...decoded, values };
  const names = new Map([...variable.valueLabels, ...scale.labels].map((one) => [one.value, one.label]));
  const all = Array.from({ length: steps + 1 }, (_, step) => scale.min + step);
  return {
    codes: decoded.codes.map((code) => (code < 0 ? -1 : values[code]! - scale.min)),
    labels: all.map((value) => (names.has(value) ? `${value} ${names.get(value)}` : String(value))),
    missing: decoded.missing,
    values: all as (number | null)[],
  };
}

export const describeFrequencies = defineAnalysis({
  id: 'describe.frequencies',
  version: 1,
  group: 'describe',
  title: { zh: '频数分布', en: 'Frequencies' },
  note: {
    what: { zh: '每个答案有多少份、占多少。', en: 'How many forms gave each answer, and their share.' },
    formula: {
      zh: '百分比以全部问卷为分母，有效百分比以作答问卷为分母，累积百分比按答案顺序相加；有权重时计数为权重之和。',
      en: 'Percent of all forms, valid percent of the forms that answered, cumulative in the order of the answers; with weights, counts are sums of weights.',
    },
    source: 'SPSS FREQUENCIES.',
  },
  keywords: ['频数', '百分比', '累积百分比', '饼图', '条形图', 'frequency', 'percent', 'count'],
  inputs: { items: { kind: 'variables', title: { zh: '题目', en: 'Questions' }, min: 1, max: 200 } },
  options: {},
  honours: { weights: 'both', design: true },
  random: false,
  estimate(snapshot, { inputs }): Estimate<FrequencyValues> {
    const design = designRows(snapshot, { weights: 'both', design: true });
    const warnings: Warning[] = [...design.warnings];
    const leftOut: { reason: 'blank'; count: number }[] = [];
    const questions = inputs.items.map((id): FrequencyQuestion => {
      const variable = findVariable(snapshot, id);
      const categories = categoriesOf(snapshot, id, design);
      const result = frequencies(categories.codes, categories.labels.length, design.weights);
      if (categories.labels.length > 50)
        warnings.push({ code: 'categories.many', details: { count: categories.labels.length } });
      for (const [reason, count] of Object.entries(categories.missing))
        leftOut.push({ reason: reason as 'blank', count: count ?? 0 });
      const rows = result.rows.map((row, place) => ({
        label: categories.labels[place]!,
        value: categories.values[place] ?? null,
        n: row.n,
        count: row.count,
        percent: row.percent,
        validPercent: row.validPercent,
        cumulativePercent: row.cumulativePercent,
      }));
      const mode = rows.reduce<number | null>(
        (best, row, place) => (row.count > 0 && (best === null || row.count > rows[best]!.count) ? place : best),
        null,
      );
      const { scale } = variable;
      return {
        id: id as string,
        name: variable.name,
        ordered: variable.measure !== 'nominal',
        scale: scale ? { min: scale.min, max: scale.max, descending: scale.direction === 'descending' } : null,
        n: result.n,
        missing: result.nMissing,
        validCount: result.validCount,
        missingCount: result.missingCount,
        rows,
        mode,
      };
    });
    const n = Math.max(...questions.map((question) => question.n));
    const left = mergeLeftOut(design.leftOut, leftOut);
    if (n === 0) return noEstimate('noAnswers', 0, left, warnings);
    return { status: 'ok', reason: null, n, leftOut: left, warnings, values: { questions } };
  },
  tables({ values, labels }) {
    return values.questions.map((question, place) => ({
      id: `question${place + 1}`,
      title: { zh: labels[question.id] ?? question.name, en: labels[question.id] ?? question.name },
      columns: [
        { key: 'answer', title: { zh: '答案', en: 'Answer' }, format: 'text' as const },
        {
          key: 'count',
          title: { zh: '份数', en: 'Count' },
          format: Number.isInteger(question.validCount) ? ('integer' as const) : ('number1' as const),
        },
        { key: 'percent', title: { zh: '百分比', en: 'Percent' }, format: 'percent1' as const },
        { key: 'validPercent', title: { zh: '有效百分比', en: 'Valid percent' }, format: 'percent1' as const },
        { key: 'cumulativePercent', title: { zh: '累积百分比', en: 'Cumulative' }, format: 'percent1' as const },
      ],
      rows: [
        ...question.rows.map((row) => ({
          cells: {
            answer: row.label,
            count: row.count,
            percent: row.percent,
            validPercent: row.validPercent,
            cumulativePercent: row.cumulativePercent,
          },
        })),
        ...(question.missingCount > 0
          ? [
              {
                cells: {
                  answer: { zh: '缺失', en: 'Missing' },
                  count: question.missingCount,
                  percent: (100 * question.missingCount) / (question.validCount + question.missingCount),
                  validPercent: null,
                  cumulativePercent: null,
                },
              },
            ]
          : []),
        {
          emphasis: true,
          cells: {
            answer: { zh: '合计', en: 'Total' },
            count: question.validCount + question.missingCount,
            percent: 100,
            validPercent: question.validCount > 0 ? 100 : null,
            cumulativePercent: null,
          },
        },
      ],
      notes: [],
    }));
  },
  figures({ values, labels }, locale) {
    const title = (question: FrequencyQuestion): string => labels[question.id] ?? question.name;
    const shareTitle = inLocale({ zh: '占作答问卷的比例（%）', en: 'Share of the forms that answered (%)' }, locale);
    const single = (question: FrequencyQuestion, place: number): ChartFigure => {
      const alt = inLocale(
        { zh: `“${title(question)}”各答案的比例。`, en: `Shares of the answers to “${title(question)}”.` },
        locale,
      );
      const text = (percent: number | null): string => formatNumber(percent, 'percent1', locale);
      const longest = Math.max(...question.rows.map((row) => row.label.length));
      if (question.scale && question.rows.length <= mostSteps && longest <= 8) {
        return columnChart({
          id: `question${place + 1}`,
          title: title(question),
          altText: alt,
          categoryTitle: inLocale({ zh: '答案', en: 'Answer' }, locale),
          valueTitle: shareTitle,
          scale: [0, 100],
          columns: question.rows.map((row, at) => ({
            label: row.label,
            value: row.validPercent ?? 0,
            text: text(row.validPercent),
            emphasis: at === question.mode,
          })),
        });
      }
      const rows = question.ordered ? question.rows : question.rows.toSorted((a, b) => b.count - a.count);
      return barWithError({
        id: `question${place + 1}`,
        title: title(question),
        altText: alt,
        valueTitle: shareTitle,
        scale: [0, 100],
        bars: rows.slice(0, 25).map((row) => ({
          label: row.label,
          value: row.validPercent,
          interval: null,
          text: text(row.validPercent),
          emphasis: question.mode !== null && row === question.rows[question.mode],
        })),
      });
    };
    const first = values.questions[0]!;
    const battery =
      values.questions.length > 1 &&
      first.scale !== null &&
      first.rows.length <= mostSteps &&
      values.questions.every(
        (question) =>
          question.scale?.min === first.scale!.min &&
          question.scale.max === first.scale!.max &&
          question.rows.length === first.rows.length,
      );
    if (!battery) return values.questions.map(single);
    return [
      likertBar({
        id: 'battery',
        title: inLocale({ zh: '各题答案分布', en: 'Answers to the questions' }, locale),
        altText: inLocale(
          {
            zh: `${values.questions.length} 道题各档答案的比例。`,
            en: `Shares of the answers to ${values.questions.length} questions.`,
          },
          locale,
        ),
        shareTitle,
        answers: (first.scale!.descending ? first.rows.toReversed() : first.rows).map((row) => row.label),
        rows: values.questions.map((question) => {
          const percents = question.rows.map((row) => row.validPercent ?? 0);
          return { label: title(question), percents: first.scale!.descending ? percents.toReversed() : percents };
        }),
      }),
    ];
  },
  narrative({ values, labels }, locale) {
    return values.questions.slice(0, 3).flatMap((question, place) => {
      if (question.mode === null) return [];
      const row = question.rows[question.mode]!;
      // Answers given as often as the first of them: none of them is the commonest.
      const tied = question.rows.filter((one) => one.validPercent === row.validPercent).length;
      return [
        sentence(
          locale,
          `commonest ${place}`,
          {
            zh: `“{@question}”中${tied > 1 ? '并列最多的答案有 {@tied} 个，如“{@answer}”，各占' : '选“{@answer}”的最多，占'}作答问卷的 {questions.${place}.rows.${question.mode}.validPercent|percent1}（共 {questions.${place}.n|integer} 份作答）。`,
            en: `${tied > 1 ? '{@tied} answers to “{@question}” are equally common, such as “{@answer}”:' : '“{@answer}” is the commonest answer to “{@question}”:'} {questions.${place}.rows.${question.mode}.validPercent|percent1} of {questions.${place}.n|integer} forms${tied > 1 ? ' each' : ''}.`,
          },
          { question: labels[question.id] ?? question.name, answer: row.label, tied: String(tied) },
        ),
      ];
    });
  },
  propose(snapshot) {
    const profiles = snapshot.variables
      .filter((variable) => variable.role === 'profile' && variable.measure !== 'scale' && !variable.personal)
      .toSorted((a, b) => a.order - b.order);
    const perception = ratedQuestions(snapshot).filter((variable) => variable.role === 'perception');
    return [
      ...profiles.map((variable) => ({
        analysis: 'describe.frequencies',
        inputs: { items: [variable.id as string] },
        options: {},
      })),
      ...(perception.length > 0
        ? [
            {
              analysis: 'describe.frequencies',
              inputs: { items: perception.slice(0, 200).map((variable) => variable.id as string) },
              options: {},
            },
          ]
        : []),
    ];
  },
});
