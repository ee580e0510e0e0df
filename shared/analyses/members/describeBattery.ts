import { likertBar } from '../../charts/likertBar.ts';
import { decodeNumeric, findVariable } from '../../model/decode.ts';
import { InputError } from '../../model/errors.ts';
import { inLocale } from '../../model/text.ts';
import { frequencies } from '../../stats/frequencies.ts';
import { levelOption } from '../commonOptions.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { designRows, mergeLeftOut, missingLeftOut } from '../design.ts';
import { meanWithInterval, shareWithInterval } from '../designStatistics.ts';
import { ratedQuestions } from '../labels.ts';
import { sentence } from '../sentence.ts';
import type { Estimate, Warning } from '../types.ts';

const mostSteps = 11;

type BatteryValues = {
  readonly level: number;
  readonly box: number;
  /** From bad to good. */
  readonly answers: readonly { readonly value: number; readonly label: string }[];
  readonly rows: readonly {
    readonly id: string;
    readonly name: string;
    readonly n: number;
    /** 0-100 per answer; null without forms. */
    readonly percents: readonly number[] | null;
    readonly mean: number | null;
    readonly sd: number | null;
    /** Shares 0-1 of the best and the worst answers, with the interval of the best. */
    readonly top: number | null;
    readonly topLower: number | null;
    readonly topUpper: number | null;
    readonly bottom: number | null;
  }[];
  /** Places in rows in the order shown. */
  readonly order: readonly number[];
  /** Places in rows of the highest and lowest share of the best answers. */
  readonly best: number;
  readonly worst: number;
};

/** Answers of one question as codes (0 = worst whatever the direction, -1 = none), as marks of the boxes, and as answered. */
function readAnswers(
  values: Float64Array,
  { min, max, box, descending }: { min: number; max: number; box: number; descending: boolean },
) {
  const size = values.length;
  const codes = new Int32Array(size);
  const [best, worst, answered] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  const lowestBest = max - min + 1 - box;
  let between = 0;
  for (let i = 0; i < size; i++) {
    const value = values[i]!;
    const step = value - min;
    if (Math.floor(step) === step) {
      const code = descending ? max - value : step;
      codes[i] = code;
      best[i] = code >= lowestBest ? 1 : 0;
      worst[i] = code < box ? 1 : 0;
      answered[i] = value;
    } else {
      // Answers between the steps are counted in a warning.
      if (!Number.isNaN(value)) between++;
      codes[i] = -1;
      best[i] = Number.NaN;
      worst[i] = Number.NaN;
      answered[i] = Number.NaN;
    }
  }
  return { codes, best, worst, answered, between };
}

export const describeBattery = defineAnalysis({
  id: 'describe.battery',
  version: 2,
  group: 'describe',
  title: { zh: '题组分布（堆积条形图）', en: 'Battery of questions (stacked bars)' },
  note: {
    what: {
      zh: '同一量表的一组题并排：每档回答的比例、最高与最低几档的比例、均值。',
      en: 'Questions on one scale side by side: shares of every answer, of the best and worst answers, means.',
    },
    formula: {
      zh: '比例以作答问卷为分母；“前两档”为最好的两档之和，区间用 Wilson 法（加权时按有效样本量）；降序量表已翻转，右侧总是好的一端。',
      en: 'Shares of the forms that answered; top-2 is the sum of the two best answers, with Wilson’s interval (effective number under weights); descending scales are turned so that the right end is the good one.',
    },
    source: 'Wilson (1927).',
  },
  keywords: ['题组', '量表', '前两档', 'Likert', 'top box', 'top-2', '堆积条形图', 'battery'],
  inputs: {
    items: {
      kind: 'variables',
      title: { zh: '同一量表的题目', en: 'Questions on one scale' },
      min: 1,
      max: 100,
      roles: ['perception', 'overallSatisfaction'],
    },
  },
  options: {
    level: levelOption,
    box: {
      kind: 'number',
      title: { zh: '前（后）几档合计', en: 'Answers in the top (bottom) box' },
      default: 2,
      min: 1,
      max: 5,
      step: 1,
      integer: true,
    },
    sort: {
      kind: 'choice',
      title: { zh: '排序', en: 'Order' },
      default: 'top',
      choices: [
        { value: 'top', title: { zh: '前几档比例由高到低', en: 'by the top box' } },
        { value: 'mean', title: { zh: '均值由高到低', en: 'by the mean' } },
        { value: 'questionnaire', title: { zh: '问卷顺序', en: 'as in the questionnaire' } },
      ],
    },
  },
  honours: { weights: 'both', design: true },
  random: false,
  estimate(snapshot, { inputs, options }): Estimate<BatteryValues> {
    const design = designRows(snapshot, { weights: 'both', design: true });
    const warnings: Warning[] = [...design.warnings];
    const variables = inputs.items.map((id) => findVariable(snapshot, id));
    const first = variables[0]!;
    if (!first.scale) throw new InputError('data.noScale', { variable: first.name });
    const { min, max } = first.scale;
    for (const { scale, name } of variables)
      if (!scale || scale.min !== min || scale.max !== max)
        throw new InputError('battery.scales', { variable: name, first: first.name });
    const steps = max - min + 1;
    if (!Number.isInteger(steps) || steps < 2 || steps > mostSteps)
      return noEstimate('tooManyCategories', design.rows.length, design.leftOut, warnings);
    const box = Math.min(options.box, Math.floor(steps / 2));
    const missing: { readonly reason: 'blank'; readonly count: number }[] = [];
    let odd = 0;
    const rows = variables.map((variable): BatteryValues['rows'][number] => {
      const decoded = decodeNumeric(snapshot, variable.id, design.rows);
      for (const one of missingLeftOut(decoded.missing)) missing.push(one as (typeof missing)[number]);
      const descending = variable.scale!.direction === 'descending';
      const { values } = decoded;
      const { codes, best, worst, answered, between } = readAnswers(values, { min, max, box, descending });
      odd += between;
      const { n, rows: counts } = frequencies(codes, steps, design.weights);
      const top = shareWithInterval(best, design, options.level);
      const bottom = shareWithInterval(worst, design, options.level);
      const mean = meanWithInterval(answered, design, options.level);
      return {
        id: variable.id,
        name: variable.name,
        n,
        percents: n > 0 ? counts.map((row) => row.validPercent ?? 0) : null,
        mean: mean.mean,
        sd: mean.sd,
        top: top.share,
        topLower: top.lower,
        topUpper: top.upper,
        bottom: bottom.share,
      };
    });
    if (odd > 0) warnings.push({ code: 'battery.betweenSteps', details: { count: odd } });
    const n = Math.max(...rows.map((row) => row.n));
    const leftOut = mergeLeftOut(design.leftOut, missing);
    if (n === 0) return noEstimate('noAnswers', 0, leftOut, warnings);
    const descending = first.scale.direction === 'descending';
    // A descending scale has its best mean at the lowest number.
    const goodness = (row: BatteryValues['rows'][number]): number =>
      options.sort === 'top' ? (row.top ?? -1) : row.mean === null ? -Infinity : descending ? -row.mean : row.mean;
    const places = rows.map((_, place) => place);
    const byTop = places
      .filter((place) => rows[place]!.top !== null)
      .toSorted((a, b) => rows[b]!.top! - rows[a]!.top! || a - b);
    const names = new Map([...first.valueLabels, ...first.scale.labels].map((one) => [one.value, one.label]));
    return {
      status: 'ok',
      reason: null,
      n,
      leftOut,
      warnings,
      values: {
        level: options.level,
        box,
        answers: Array.from({ length: steps }, (_, code) => {
          const value = descending ? max - code : min + code;
          return { value, label: names.has(value) ? `${value} ${names.get(value)}` : String(value) };
        }),
        rows,
        order:
          options.sort === 'questionnaire'
            ? places
            : places.toSorted((a, b) => goodness(rows[b]!) - goodness(rows[a]!) || a - b),
        best: byTop[0]!,
        worst: byTop.at(-1)!,
      },
    };
  },
  tables({ values, labels }) {
    const box = { zh: `前 ${values.box} 档`, en: `Top ${values.box}` };
    const bottom = { zh: `后 ${values.box} 档`, en: `Bottom ${values.box}` };
    return [
      {
        id: 'battery',
        title: { zh: '题组回答分布', en: 'Answers to the battery' },
        columns: [
          { key: 'question', title: { zh: '题目', en: 'Question' }, format: 'text' },
          { key: 'n', title: { zh: '份数', en: 'n' }, format: 'integer' },
          ...values.answers.map((answer, place) => ({
            key: `a${place}`,
            title: answer.label,
            format: 'percent1' as const,
          })),
          { key: 'top', title: box, format: 'share1' },
          { key: 'lower', title: { zh: '下限', en: 'Lower' }, format: 'share1' },
          { key: 'upper', title: { zh: '上限', en: 'Upper' }, format: 'share1' },
          { key: 'bottom', title: bottom, format: 'share1' },
          { key: 'mean', title: { zh: '均值', en: 'Mean' }, format: 'number2' },
          { key: 'sd', title: { zh: '标准差', en: 'SD' }, format: 'number2' },
        ],
        rows: values.order.map((place) => {
          const row = values.rows[place]!;
          return {
            cells: {
              question: labels[row.id] ?? row.name,
              n: row.n,
              ...Object.fromEntries(values.answers.map((_, at) => [`a${at}`, row.percents?.[at] ?? null])),
              top: row.top,
              lower: row.topLower,
              upper: row.topUpper,
              bottom: row.bottom,
              mean: row.mean,
              sd: row.sd,
            },
          };
        }),
        notes: [],
      },
    ];
  },
  figures({ values, labels }, locale) {
    return [
      likertBar({
        id: 'battery',
        title: inLocale({ zh: '各题回答分布', en: 'Answers to the questions' }, locale),
        altText: inLocale(
          {
            zh: `${values.rows.length} 道题各档回答的比例，右端为好。`,
            en: `Shares of the answers to ${values.rows.length} questions, good at the right.`,
          },
          locale,
        ),
        shareTitle: inLocale({ zh: '占作答问卷的比例（%）', en: 'Share of the forms that answered (%)' }, locale),
        answers: values.answers.map((answer) => answer.label),
        rows: values.order.flatMap((place) => {
          const row = values.rows[place]!;
          return row.percents ? [{ label: labels[row.id] ?? row.name, percents: row.percents }] : [];
        }),
      }),
    ];
  },
  narrative({ values, labels }, locale) {
    const name = (place: number): string => labels[values.rows[place]!.id] ?? values.rows[place]!.name;
    const [best, worst] = [values.best, values.worst];
    const words = { best: name(best), worst: name(worst), box: String(values.box) };
    return best === worst
      ? [
          sentence(
            locale,
            'extremes',
            {
              zh: `“{@best}”选最好 {@box} 档的占 {rows.${best}.top|share1}，选最差 {@box} 档的占 {rows.${best}.bottom|share1}。`,
              en: `“{@best}”: {rows.${best}.top|share1} chose the best {@box} answers, {rows.${best}.bottom|share1} the worst {@box}.`,
            },
            words,
          ),
        ]
      : [
          sentence(
            locale,
            'extremes',
            {
              zh: `选最好 {@box} 档的比例，“{@best}”最高（{rows.${best}.top|share1}），“{@worst}”最低（{rows.${worst}.top|share1}，另有 {rows.${worst}.bottom|share1} 选最差 {@box} 档）。`,
              en: `The best {@box} answers were chosen most on “{@best}” ({rows.${best}.top|share1}) and least on “{@worst}” ({rows.${worst}.top|share1}; {rows.${worst}.bottom|share1} chose the worst {@box}).`,
            },
            words,
          ),
        ];
  },
  propose(snapshot) {
    // One battery per role and scale, in the order of the questionnaire.
    const batteries = new Map<string, string[]>();
    for (const variable of ratedQuestions(snapshot)) {
      const { min, max } = variable.scale!;
      if (!Number.isInteger(max - min) || max - min + 1 > mostSteps) continue;
      const key = `${variable.role} ${min} ${max}`;
      batteries.set(key, [...(batteries.get(key) ?? []), variable.id]);
    }
    return [...batteries.values()]
      .filter((items) => items.length >= 2)
      .map((items) => ({ analysis: 'describe.battery', inputs: { items: items.slice(0, 100) }, options: {} }));
  },
});
