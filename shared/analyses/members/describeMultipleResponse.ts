import { isolateName } from '../../format/isolateNames.ts';
import { barWithError } from '../../charts/barWithError.ts';
import { formatNumber } from '../../format/formatNumber.ts';
import type { Snapshot } from '../../model/dataset.ts';
import { findVariable } from '../../model/decode.ts';
import type { VariableId } from '../../model/ids.ts';
import { inLocale } from '../../model/text.ts';
import { columnLetter, compareShares } from '../../stats/columnComparisons.ts';
import { levelOption } from '../commonOptions.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { designRows, type DesignRows, mergeLeftOut } from '../design.ts';
import { shareWithInterval } from '../designStatistics.ts';
import { groupColumn, smallBase } from '../groupColumns.ts';
import { optionLabels } from '../labels.ts';
import { joinNames, sentence } from '../sentence.ts';
import type { AnalysisResult, Estimate, Warning } from '../types.ts';

type OptionValues = {
  readonly id: string;
  readonly name: string;
  /** Forms that chose it; count with weights. */
  readonly n: number;
  readonly count: number;
  /** Shares 0-1 of all choices, and of the forms. */
  readonly responses: number;
  readonly cases: number;
  readonly lower: number | null;
  readonly upper: number | null;
  /** Share of the forms of each group, and letters of the groups it clearly exceeds. */
  readonly groups: readonly { readonly share: number | null; readonly above: string }[];
};
type MultipleResponseValues = {
  readonly level: number;
  readonly base: string;
  readonly by: string | null;
  /** Forms behind the shares, with and without weights; choices in all, and per form. */
  readonly n: number;
  readonly cases: number;
  readonly choices: number;
  readonly perForm: number;
  readonly options: readonly OptionValues[];
  readonly groups: readonly { readonly label: string; readonly letter: string; readonly n: number }[];
  /** Places in options, commonest first. */
  readonly ranked: readonly number[];
};

/** 1 = chosen, 0 = not, NaN = left blank. Texts count as chosen when anything stands there. */
function marksOf(snapshot: Snapshot, id: VariableId, counted: number, rows: Int32Array): Float64Array {
  const column = snapshot.columns.get(id);
  if (column?.kind === 'text') return Float64Array.from(rows, (row) => (column.codes[row]! >= 0 ? 1 : Number.NaN));
  const { values } = column ?? { values: new Float64Array(snapshot.rowCount).fill(Number.NaN) };
  const { scale } = findVariable(snapshot, id);
  const nonAnswers = new Set(scale?.nonAnswers.map((code) => code.value) ?? []);
  return Float64Array.from(rows, (row) => {
    const value = values[row]!;
    if (Number.isNaN(value) || nonAnswers.has(value)) return Number.NaN;
    return value === counted ? 1 : 0;
  });
}

const effective = (places: Int32Array, design: DesignRows): number => {
  if (!design.weights) return places.length;
  let [sum, squares] = [0, 0];
  for (const i of places) {
    sum += design.weights[i]!;
    squares += design.weights[i]! ** 2;
  }
  return design.weightKind === 'survey' ? (squares > 0 ? (sum * sum) / squares : 0) : sum;
};

/** Options by what sets them apart, under the question they belong to. */
function namesOf(
  values: { readonly options: readonly { readonly id: string; readonly name: string }[] },
  labels: AnalysisResult['labels'],
) {
  const { stem, options } = optionLabels(values.options.map((option) => labels[option.id] ?? option.name));
  return { stem, name: (place: number): string => options[place]! };
}

export const describeMultipleResponse = defineAnalysis({
  id: 'describe.multipleResponse',
  version: 2,
  group: 'describe',
  title: { zh: '多选题', en: 'Multiple response' },
  note: {
    what: {
      zh: '多选题各选项被选的次数，占应答人次与人数的比例，可按顾客特征分列。',
      en: 'How often each option was chosen, as a share of choices and of forms; by customer feature if wanted.',
    },
    formula: {
      zh: '应答百分比 = 选该项次数/总次数；个案百分比 = 选该项份数/分母份数，其和可超过 100%；区间用 Wilson 法（加权时按有效样本量）；分列时字母表示明显更高（Bonferroni 校正的 z 检验）。',
      en: 'Percent of responses = choices of the option / all choices; percent of cases = forms that chose it / forms, which may sum to more than 100%; Wilson’s interval (effective number under weights); letters mark groups clearly above others (z tests, Bonferroni).',
    },
    source: 'SPSS MULT RESPONSE; Wilson (1927).',
  },
  keywords: ['多选题', '多重响应', '应答百分比', '个案百分比', 'multiple response', 'check all that apply'],
  inputs: {
    items: {
      kind: 'variables',
      title: { zh: '各选项（每项一题）', en: 'Options (one question each)' },
      min: 2,
      max: 100,
      roles: ['multipleResponse'],
    },
    by: {
      kind: 'variable',
      title: { zh: '按特征分列（可不选）', en: 'By feature (optional)' },
      measures: ['nominal', 'ordinal'],
      roles: ['profile'],
      optional: true,
    },
  },
  options: {
    level: levelOption,
    counted: { kind: 'number', title: { zh: '表示“选中”的代码', en: 'Code that means chosen' }, default: 1, step: 1 },
    base: {
      kind: 'choice',
      title: { zh: '个案百分比的分母', en: 'Forms counted' },
      default: 'chose',
      choices: [
        { value: 'chose', title: { zh: '至少选一项的问卷', en: 'with at least one choice' } },
        { value: 'answered', title: { zh: '看到该题的问卷（任一项非空）', en: 'with any option not blank' } },
        { value: 'all', title: { zh: '全部问卷', en: 'all forms' } },
      ],
    },
  },
  honours: { weights: 'both', design: true },
  random: false,
  estimate(snapshot, { inputs, options }): Estimate<MultipleResponseValues> {
    const design = designRows(snapshot, { weights: 'both', design: true });
    const warnings: Warning[] = [...design.warnings];
    const marks = inputs.items.map((id) => marksOf(snapshot, id, options.counted, design.rows));
    const counts = (i: number): boolean =>
      options.base === 'all' ||
      marks.some((column) => (options.base === 'chose' ? column[i] === 1 : !Number.isNaN(column[i]!)));
    const inBase = Uint8Array.from({ length: design.rows.length }, (_, i) => (counts(i) ? 1 : 0));
    const n = inBase.reduce((sum, one) => sum + one, 0);
    const leftOut = mergeLeftOut(design.leftOut, [{ reason: 'blank', count: design.rows.length - n }]);
    if (n === 0) return noEstimate('noAnswers', 0, leftOut, warnings);
    const weightAt = (i: number): number => (design.weights ? design.weights[i]! : 1);
    let cases = 0;
    for (let i = 0; i < inBase.length; i++) if (inBase[i] === 1) cases += weightAt(i);
    const grouping = inputs.by ? groupColumn(snapshot, inputs.by, design) : null;
    if (grouping && grouping.labels.length > 60) return noEstimate('tooManyCategories', n, leftOut, warnings);
    const places = (grouping?.labels ?? []).map((_, code) =>
      Int32Array.from(inBase.keys()).filter((i) => inBase[i] === 1 && grouping!.codes[i] === code),
    );
    const groups = (grouping?.labels ?? []).map((label, code) => {
      const size = places[code]!.length;
      if (size < smallBase) warnings.push({ code: 'group.smallBase', details: { group: label, n: size } });
      return { label, letter: columnLetter(code), n: size };
    });
    const sums = marks.map((column) => {
      let [forms, count] = [0, 0];
      for (let i = 0; i < column.length; i++)
        if (inBase[i] === 1 && column[i] === 1) {
          forms++;
          count += weightAt(i);
        }
      return { forms, count };
    });
    const choices = sums.reduce((sum, one) => sum + one.count, 0);
    const rows = inputs.items.map((id, place): OptionValues => {
      const column = marks[place]!;
      const own = Float64Array.from(column, (mark, i) => (inBase[i] === 1 ? (mark === 1 ? 1 : 0) : Number.NaN));
      const share = shareWithInterval(own, design, options.level);
      const shares = places.map((some) => {
        let [chosen, total] = [0, 0];
        for (const i of some) {
          total += weightAt(i);
          if (column[i] === 1) chosen += weightAt(i);
        }
        return { share: total > 0 ? chosen / total : null, base: effective(some, design) };
      });
      const above = compareShares(shares, options.level);
      return {
        id: id as string,
        name: findVariable(snapshot, id).name,
        n: sums[place]!.forms,
        count: sums[place]!.count,
        responses: choices > 0 ? sums[place]!.count / choices : 0,
        cases: sums[place]!.count / cases,
        lower: share.lower,
        upper: share.upper,
        groups: shares.map((one, at) => ({
          share: one.share,
          above: above[at]!.map((other) => groups[other]!.letter).join(' '),
        })),
      };
    });
    return {
      status: 'ok',
      reason: null,
      n,
      leftOut,
      warnings,
      values: {
        level: options.level,
        base: options.base,
        by: inputs.by as string | null,
        n,
        cases,
        choices,
        perForm: choices / cases,
        options: rows,
        groups,
        ranked: rows.map((_, place) => place).toSorted((a, b) => rows[b]!.count - rows[a]!.count || a - b),
      },
    };
  },
  tables({ values, labels }) {
    const whole = Number.isInteger(values.choices);
    const { stem, name } = namesOf(values, labels);
    const main = {
      id: 'options',
      title: {
        zh: stem === null ? '多选题各选项' : `${stem}：各选项`,
        en: stem === null ? 'Options' : `${stem}: options`,
      },
      columns: [
        { key: 'option', title: { zh: '选项', en: 'Option' }, format: 'text' as const },
        {
          key: 'count',
          title: { zh: '次数', en: 'Count' },
          format: whole ? ('integer' as const) : ('number1' as const),
        },
        { key: 'responses', title: { zh: '应答百分比', en: 'Percent of responses' }, format: 'share1' as const },
        { key: 'cases', title: { zh: '个案百分比', en: 'Percent of cases' }, format: 'share1' as const },
        { key: 'lower', title: { zh: '下限', en: 'Lower' }, format: 'share1' as const },
        { key: 'upper', title: { zh: '上限', en: 'Upper' }, format: 'share1' as const },
      ],
      rows: [
        ...values.ranked.map((place) => {
          const row = values.options[place]!;
          return {
            cells: {
              option: name(place),
              count: row.count,
              responses: row.responses,
              cases: row.cases,
              lower: row.lower,
              upper: row.upper,
            },
          };
        }),
        {
          emphasis: true,
          cells: {
            option: { zh: '合计', en: 'Total' },
            count: values.choices,
            responses: values.choices > 0 ? 1 : 0,
            cases: values.perForm,
            lower: null,
            upper: null,
          },
        },
      ],
      notes: [
        {
          zh: `分母 ${values.n} 份问卷，平均每份选 ${formatNumber(values.perForm, 'number2', 'zh-CN')} 项；个案百分比之和可超过 100%。`,
          en: `${values.n} forms with ${formatNumber(values.perForm, 'number2', 'en')} choices each on average; percents of cases may sum to more than 100%.`,
        },
      ],
    };
    if (values.by === null || values.groups.length === 0) return [main];
    return [
      main,
      {
        id: 'groups',
        title: {
          zh: `按${isolateName(labels[values.by] ?? '')}的个案百分比`,
          en: `Percent of cases by ${isolateName(labels[values.by] ?? '')}`,
        },
        columns: [
          { key: 'option', title: { zh: '选项', en: 'Option' }, format: 'text' as const },
          ...values.groups.map((group, place) => ({
            key: `g${place}`,
            title: {
              zh: `${isolateName(group.label)} (${group.letter})`,
              en: `${isolateName(group.label)} (${group.letter})`,
            },
            format: 'text' as const,
          })),
        ],
        rows: [
          {
            emphasis: true,
            cells: {
              option: { zh: '份数', en: 'Forms' },
              ...Object.fromEntries(
                values.groups.map((group, place) => [`g${place}`, formatNumber(group.n, 'integer', 'zh-CN')]),
              ),
            },
          },
          ...values.ranked.map((place) => ({
            cells: {
              option: name(place),
              ...Object.fromEntries(
                values.options[place]!.groups.map((cell, at) => [
                  `g${at}`,
                  `${formatNumber(cell.share, 'share1', 'zh-CN')}${cell.above === '' ? '' : ` ${cell.above}`}`,
                ]),
              ),
            },
          })),
        ],
        notes: [
          {
            zh: '字母表示明显高于该字母所在的列（Bonferroni 校正）；不足 30 份的列不比较。',
            en: 'A letter means clearly above the column of that letter (Bonferroni); columns below 30 forms are not compared.',
          },
        ],
      },
    ];
  },
  figures({ values, labels }, locale) {
    const { stem, name } = namesOf(values, labels);
    return [
      barWithError({
        id: 'options',
        title: stem ?? inLocale({ zh: '各选项被选的比例', en: 'Share of forms that chose each option' }, locale),
        altText: inLocale(
          { zh: '各选项的个案百分比与区间。', en: 'Percent of cases of each option with intervals.' },
          locale,
        ),
        bars: values.ranked.slice(0, 40).map((place) => {
          const row = values.options[place]!;
          return {
            label: name(place),
            value: 100 * row.cases,
            interval: row.lower === null || row.upper === null ? null : ([100 * row.lower, 100 * row.upper] as const),
            text: formatNumber(row.cases, 'share1', locale),
            emphasis: place === values.ranked[0],
          };
        }),
        valueTitle: inLocale({ zh: '占问卷的比例（%）', en: 'Share of the forms (%)' }, locale),
        range: [0, 108],
        scale: [0, 100],
      }),
    ];
  },
  narrative({ values, labels }, locale) {
    const [first, ...others] = values.ranked;
    const { name } = namesOf(values, labels);
    return [
      sentence(
        locale,
        'commonest',
        {
          zh: `选得最多的是“{@first}”，占问卷的 {options.${first!}.cases|share1}，其次是{@next}；平均每份选 {perForm|number2} 项（{n|integer} 份）。`,
          en: `“{@first}” was chosen most, on {options.${first!}.cases|share1} of the forms, then {@next}; {perForm|number2} choices per form on average ({n|integer} forms).`,
        },
        {
          first: name(first!),
          next: joinNames(
            others.slice(0, 2).map((place) => `“${name(place)}”`),
            locale,
          ),
        },
      ),
    ];
  },
  propose(snapshot) {
    // Options of one question share the part of their label before the slash.
    const sets = new Map<string, string[]>();
    for (const variable of snapshot.variables.toSorted((a, b) => a.order - b.order)) {
      if (variable.role !== 'multipleResponse' || variable.type !== 'number') continue;
      const stem = variable.label.split(' / ')[0]!;
      sets.set(stem, [...(sets.get(stem) ?? []), variable.id]);
    }
    return [...sets.values()]
      .filter((items) => items.length >= 2)
      .map((items) => ({ analysis: 'describe.multipleResponse', inputs: { items: items.slice(0, 100) }, options: {} }));
  },
});
