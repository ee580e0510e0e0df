import { isolateName } from '../../format/isolateNames.ts';
import { heatMap } from '../../charts/heatMap.ts';
import { formatNumber } from '../../format/formatNumber.ts';
import type { Snapshot } from '../../model/dataset.ts';
import {
  decodeCategories,
  type DecodedCategories,
  decodeNumeric,
  decodeScores,
  findVariable,
  score100,
} from '../../model/decode.ts';
import type { VariableId } from '../../model/ids.ts';
import { inLocale, type Locale } from '../../model/text.ts';
import { columnLetter, compareMeans, compareShares } from '../../stats/columnComparisons.ts';
import { levelOption } from '../commonOptions.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { cellsByCounts, cellsByForm } from '../bannerCells.ts';
import { designRows, type DesignRows, mergeLeftOut } from '../design.ts';
import { featureQuestions, smallBase } from '../groupColumns.ts';
import { ratedQuestions } from '../labels.ts';
import { joinNames, sentence } from '../sentence.ts';
import type { Estimate, ResultTable, Warning } from '../types.ts';

const mostColumns = 60;
const mostAnswers = 60;

/** One column of the banner: everybody, or a group of one break. */
type BannerColumn = {
  /** Place among the breaks; null = everybody. */
  readonly break: number | null;
  readonly label: string;
  readonly letter: string;
  readonly n: number;
};
type BannerCell = {
  /** Share 0-1 of the answers in the column, or the mean. */
  readonly value: number | null;
  /** Letters of the columns of the same break that this one clearly exceeds. */
  readonly above: string;
};
type BannerRow = {
  readonly kind: 'answer' | 'mean';
  readonly label: string;
  readonly cells: readonly BannerCell[];
};
type BannerValues = {
  readonly level: number;
  readonly breaks: readonly { readonly id: string; readonly name: string }[];
  readonly columns: readonly BannerColumn[];
  readonly questions: readonly {
    readonly id: string;
    readonly name: string;
    /** Means of questions on a declared scale are scores 0-100. */
    readonly scored: boolean;
    /** Forms with an answer per column. */
    readonly bases: readonly number[];
    readonly rows: readonly BannerRow[];
  }[];
  /** The clear differences of means, largest first: places of question and columns. */
  readonly findings: readonly {
    readonly question: number;
    readonly high: number;
    readonly low: number;
    readonly difference: number;
  }[];
};

interface Banner {
  readonly columns: readonly BannerColumn[];
  /** Answers to each break. */
  readonly breaks: readonly DecodedCategories[];
  /** Places of the forms in each column; worked out when first asked for. */
  places(): readonly Int32Array[];
}

function bannerOf(snapshot: Snapshot, breaks: readonly VariableId[], design: DesignRows): Banner {
  const forms = design.rows.length;
  const columns: BannerColumn[] = [{ break: null, label: '', letter: '', n: forms }];
  const decoded = breaks.map((id) => decodeCategories(snapshot, id, design.rows));
  decoded.forEach(({ codes, labels }, at) => {
    const sizes = new Int32Array(labels.length);
    for (let i = 0; i < codes.length; i++) if (codes[i]! >= 0) sizes[codes[i]!]!++;
    labels.forEach((label, code) => {
      columns.push({ break: at, label, letter: columnLetter(code), n: sizes[code]! });
    });
  });
  let places: readonly Int32Array[] | null = null;
  return {
    columns,
    breaks: decoded,
    places() {
      places ??= [Int32Array.from({ length: forms }, (_, i) => i), ...decoded.flatMap(placesByCategory)];
      return places;
    },
  };
}

function placesByCategory({ codes, labels }: DecodedCategories): readonly Int32Array[] {
  const places = labels.map(() => new Int32Array(codes.length));
  const counts = new Int32Array(labels.length);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!;
    if (code >= 0) places[code]![counts[code]!++] = i;
  }
  return places.map((own, code) => own.slice(0, counts[code]!));
}

export const describeBannerTable = defineAnalysis({
  id: 'describe.bannerTable',
  version: 1,
  group: 'describe',
  title: { zh: '横幅表（多题 × 多特征）', en: 'Banner table (questions by features)' },
  note: {
    what: {
      zh: '许多题目按许多顾客特征一次列出；字母标出同一特征内明显更高于哪些组。',
      en: 'Many questions by many customer features in one table; letters say which groups of the same feature a column clearly exceeds.',
    },
    formula: {
      zh: '比例用合并方差的 z 检验，均值用 Welch t 检验，同一行同一特征内按 Bonferroni 校正；不足 30 份的列不比较。抽样权重下以 Kish 有效样本量代替份数。',
      en: 'Shares by z tests with pooled variance, means by Welch’s t, Bonferroni-corrected within a row and feature; columns below 30 forms are not compared. Under survey weights Kish’s effective number takes the place of the number of forms.',
    },
    source: 'Fleiss (1981); Welch (1947); Kish (1965).',
  },
  keywords: ['横幅表', '多维交叉', '显著性字母', '分组汇总', 'banner', 'tabs', 'significance letters', '表头'],
  inputs: {
    items: { kind: 'variables', title: { zh: '题目（行）', en: 'Questions (rows)' }, min: 1, max: 100 },
    breaks: {
      kind: 'variables',
      title: { zh: '顾客特征（列）', en: 'Features (columns)' },
      min: 1,
      max: 10,
      measures: ['nominal', 'ordinal'],
      roles: ['profile'],
    },
  },
  options: {
    level: levelOption,
    answers: {
      kind: 'choice',
      title: { zh: '各题列出', en: 'Rows of a question' },
      default: 'auto',
      choices: [
        { value: 'auto', title: { zh: '量表题均值，其他题各答案', en: 'means of scales, answers of the others' } },
        { value: 'all', title: { zh: '各答案与均值', en: 'answers and means' } },
      ],
    },
  },
  honours: { weights: 'both', design: false },
  random: false,
  estimate(snapshot, { inputs, options }, control): Estimate<BannerValues> {
    const design = designRows(snapshot, { weights: 'both', design: false });
    const warnings: Warning[] = [...design.warnings];
    const banner = bannerOf(snapshot, inputs.breaks, design);
    const { columns } = banner;
    if (columns.length > mostColumns + 1)
      return noEstimate('tooManyCategories', design.rows.length, design.leftOut, warnings);
    for (const column of columns)
      if (column.break !== null && column.n < smallBase)
        warnings.push({ code: 'group.smallBase', details: { group: column.label, n: column.n } });
    const letters = (row: readonly (readonly number[])[], of: readonly number[]): readonly string[] =>
      row.map((above) => above.map((at) => columns[of[at]!]!.letter).join(' '));
    const byBreak = inputs.breaks.map((_, at) =>
      columns.flatMap((column, place) => (column.break === at ? [place] : [])),
    );
    const withLetters = <T>(cells: readonly T[], compare: (some: readonly T[]) => readonly (readonly number[])[]) => {
      const above = columns.map(() => '');
      for (const own of byBreak)
        letters(compare(own.map((place) => cells[place]!)), own).forEach((text, at) => {
          above[own[at]!] = text;
        });
      return above;
    };
    let most = 0;
    const questions = inputs.items.map((id, done) => {
      control.throwIfCancelled();
      control.report(done, inputs.items.length, 'describe.bannerTable');
      const variable = findVariable(snapshot, id);
      const scored = variable.type === 'number' && variable.scale !== null && variable.scale.max > variable.scale.min;
      const valued = scored || (variable.type === 'number' && variable.measure === 'scale');
      const withAnswers = !valued || options.answers === 'all';
      // Answers on a declared scale are few; amounts without one may all be different.
      const categories = withAnswers || scored ? decodeCategories(snapshot, id, design.rows) : null;
      const answers = categories?.small ?? null;
      const breaks = banner.breaks.flatMap(({ small }) => (small ? [small] : []));
      const counted = answers !== null && !design.weights && breaks.length === banner.breaks.length;
      const { scale } = variable;
      const numeric =
        valued && !counted
          ? (scored ? decodeScores(snapshot, id, design.rows) : decodeNumeric(snapshot, id, design.rows)).values
          : null;
      const cells = counted
        ? cellsByCounts(
            design.rows.length,
            breaks,
            answers,
            valued ? answers.order.map((value) => (scored ? score100(value, scale!) : value)) : null,
          )
        : cellsByForm(banner.places(), design, numeric, withAnswers ? categories : null);
      most = Math.max(most, cells[0]!.forms);
      const rows: BannerRow[] = [];
      if (withAnswers && categories && categories.labels.length <= mostAnswers) {
        const totals = cells.map(({ answers: own }) => Array.from(own).reduce((sum, one) => sum + one, 0));
        categories.labels.forEach((label, code) => {
          const shares = cells.map(({ answers: own, base }, place) => ({
            share: totals[place]! > 0 ? own[code]! / totals[place]! : null,
            base,
          }));
          const above = withLetters(shares, (some) => compareShares(some, options.level));
          rows.push({
            kind: 'answer',
            label,
            cells: shares.map((cell, place) => ({ value: cell.share, above: above[place]! })),
          });
        });
      } else if (withAnswers && categories)
        warnings.push({ code: 'categories.many', details: { count: categories.labels.length } });
      if (valued) {
        const above = withLetters(cells, (many) => compareMeans(many, options.level));
        rows.push({
          kind: 'mean',
          label: '',
          cells: cells.map((cell, place) => ({ value: cell.mean, above: above[place]! })),
        });
      }
      return { id: id as string, name: variable.name, scored, bases: cells.map(({ forms }) => forms), rows };
    });
    const leftOut = mergeLeftOut(design.leftOut);
    if (most === 0) return noEstimate('noAnswers', 0, leftOut, warnings);
    return {
      status: 'ok',
      reason: null,
      n: most,
      leftOut,
      warnings,
      values: {
        level: options.level,
        breaks: inputs.breaks.map((id) => ({ id: id as string, name: findVariable(snapshot, id).name })),
        columns,
        questions,
        findings: findingsOf(columns, questions),
      },
    };
  },
  tables({ values, labels }) {
    const breakName = (at: number): string => labels[values.breaks[at]!.id] ?? values.breaks[at]!.name;
    return values.breaks.map((_, at): ResultTable => {
      const own = values.columns.flatMap((column, place) =>
        column.break === null || column.break === at ? [place] : [],
      );
      return {
        id: `break${at + 1}`,
        columnBases: Object.fromEntries(own.map((place) => [`c${place}`, values.columns[place]!.n])),
        title: { zh: `按${isolateName(breakName(at))}`, en: `By ${isolateName(breakName(at))}` },
        columns: [
          { key: 'row', title: { zh: '题目', en: 'Question' }, format: 'text' },
          ...own.map((place) => {
            const column = values.columns[place]!;
            return {
              key: `c${place}`,
              title:
                column.break === null
                  ? { zh: '全部', en: 'All' }
                  : {
                      zh: `${isolateName(column.label)} (${column.letter})`,
                      en: `${isolateName(column.label)} (${column.letter})`,
                    },
              format: 'text' as const,
            };
          }),
        ],
        rows: [
          {
            emphasis: true,
            format: 'integer',
            cells: {
              row: { zh: '份数', en: 'Forms' },
              ...Object.fromEntries(own.map((place) => [`c${place}`, values.columns[place]!.n])),
            },
          },
          ...values.questions.flatMap((question) => {
            const label = labels[question.id] ?? question.name;
            const onlyMean = question.rows.length === 1 && question.rows[0]!.kind === 'mean';
            return [
              ...(onlyMean
                ? []
                : [
                    {
                      emphasis: true,
                      cells: { row: label, ...Object.fromEntries(own.map((place) => [`c${place}`, ''])) },
                    },
                  ]),
              ...question.rows.map((row) => ({
                ...(onlyMean ? {} : { depth: 1 }),
                format: row.kind === 'answer' ? ('share1' as const) : ('number1' as const),
                cells: {
                  row: onlyMean ? label : row.kind === 'mean' ? { zh: '均值', en: 'Mean' } : row.label,
                  ...Object.fromEntries(own.map((place) => [`c${place}`, row.cells[place]!.value])),
                },
                marks: Object.fromEntries(own.map((place) => [`c${place}`, row.cells[place]!.above])),
              })),
            ];
          }),
        ],
        notes: [
          {
            zh: '字母表示明显高于该字母所在的列（同一特征内，Bonferroni 校正）；不足 30 份的列不比较。均值为 0–100 分（声明了量表的题）。',
            en: 'A letter means clearly above the column of that letter (within the feature, Bonferroni); columns below 30 forms are not compared. Means are scores 0-100 where a scale is declared.',
          },
        ],
      };
    });
  },
  figures({ values, labels }, locale) {
    const means = values.questions.flatMap((question) => {
      const row = question.rows.find((one) => one.kind === 'mean');
      return row && question.scored ? [{ label: labels[question.id] ?? question.name, row }] : [];
    });
    const groups = values.columns.flatMap((column, place) => (column.break === null ? [] : [place]));
    if (means.length === 0 || groups.length === 0) return [];
    const from = (row: BannerRow, place: number): number | null => {
      const [whole, own] = [row.cells[0]!.value, row.cells[place]!.value];
      return whole === null || own === null ? null : own - whole;
    };
    const cells = means.map(({ row }) => groups.map((place) => from(row, place)));
    const largest = Math.max(1, ...cells.flat().map((value) => Math.abs(value ?? 0)));
    return [
      heatMap({
        id: 'differences',
        title: inLocale({ zh: '各组得分与全部之差', en: 'Scores of the groups less that of all' }, locale),
        altText: inLocale(
          {
            zh: '各题在各组的平均得分与全部顾客之差。',
            en: 'Mean score of each question in each group less that of all customers.',
          },
          locale,
        ),
        rows: means.map((one) => one.label),
        columns: groups.map((place) => values.columns[place]!.label),
        values: cells,
        texts: cells.map((row) => row.map((value) => signed(value, locale))),
        limit: largest,
        legendTitle: inLocale({ zh: '分', en: 'points' }, locale),
      }),
    ];
  },
  narrative({ values, labels }, locale) {
    if (values.findings.length === 0)
      return [
        sentence(
          locale,
          'largest',
          {
            zh: '所列 {@count} 道题在各顾客特征的组间没有超出抽样误差的均值差异。',
            en: 'None of the {@count} questions differs in mean between the groups beyond sampling error.',
          },
          { count: String(values.questions.length) },
        ),
      ];
    const name = (question: number): string =>
      labels[values.questions[question]!.id] ?? values.questions[question]!.name;
    const touched = [...new Set(values.findings.map((finding) => finding.question))];
    const first = values.findings[0]!;
    return [
      sentence(
        locale,
        'largest',
        {
          zh: '差异最大的是“{@question}”：“{@high}”高于“{@low}” {findings.0.difference|number1}（已作多重比较校正）。',
          en: 'The largest difference is on “{@question}”: “{@high}” lies {findings.0.difference|number1} above “{@low}” (corrected for many comparisons).',
        },
        {
          question: name(first.question),
          high: values.columns[first.high]!.label,
          low: values.columns[first.low]!.label,
        },
      ),
      sentence(
        locale,
        'questions',
        {
          zh: `{@count} 道题至少在一个特征上有明确差异：{@names}${touched.length > 6 ? ' 等' : ''}。`,
          en: `{@count} ${touched.length === 1 ? 'question differs' : 'questions differ'} clearly on at least one feature${touched.length > 6 ? ', such as' : ':'} {@names}.`,
        },
        {
          count: String(touched.length),
          names: joinNames(
            touched.slice(0, 6).map((question) => `“${name(question)}”`),
            locale,
          ),
        },
      ),
    ];
  },
  propose(snapshot) {
    const breaks = featureQuestions(snapshot).slice(0, 10);
    const items = ratedQuestions(snapshot)
      .filter((variable) => variable.role === 'perception' || variable.role === 'overallSatisfaction')
      .slice(0, 100);
    return breaks.length > 0 && items.length > 0
      ? [
          {
            analysis: 'describe.bannerTable',
            inputs: { items: items.map((one) => one.id as string), breaks: breaks.map((one) => one.id as string) },
            options: {},
          },
        ]
      : [];
  },
});

function findingsOf(columns: BannerValues['columns'], questions: BannerValues['questions']): BannerValues['findings'] {
  const found: { question: number; high: number; low: number; difference: number }[] = [];
  questions.forEach((question, at) => {
    const row = question.rows.find((one) => one.kind === 'mean');
    row?.cells.forEach((cell, high) => {
      if (cell.above === '') return;
      const below = cell.above.split(' ');
      const lows = columns.flatMap((column, place) =>
        column.break === columns[high]!.break && below.includes(column.letter) ? [place] : [],
      );
      const low = lows.reduce((least, place) => (row.cells[place]!.value! < row.cells[least]!.value! ? place : least));
      found.push({ question: at, high, low, difference: cell.value! - row.cells[low]!.value! });
    });
  });
  return found.toSorted((a, b) => b.difference - a.difference).slice(0, 50);
}

function signed(value: number | null, locale: Locale): string {
  const text = formatNumber(value, 'number1', locale);
  return value !== null && value > 0 && !/^0\.0$/.test(text) ? `+${text}` : text;
}
