import { barWithError } from '../../charts/barWithError.ts';
import { shorten, textWidth } from '../../charts/plotText.ts';
import { wordCloud } from '../../charts/wordCloud.ts';
import { formatNumber } from '../../format/formatNumber.ts';
import type { Snapshot } from '../../model/dataset.ts';
import { findVariable, isNotAsked } from '../../model/decode.ts';
import { InputError } from '../../model/errors.ts';
import { plainSegmenter, type Segmenter } from '../../model/segmenter.ts';
import { inLocale } from '../../model/text.ts';
import { indicatorTree } from '../../satisfaction/indicatorTree.ts';
import { type CommentCode, commentCoder, parseCommentCodes } from '../../stats/commentCodes.ts';
import { commentWords, countWords } from '../../stats/commentWords.ts';
import { saysNothing, usualStopWords } from '../../stats/stopWords.ts';
import { thresholdOption } from '../commonOptions.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { designRows, type DesignRows, mergeLeftOut } from '../design.ts';
import { meanOf } from '../designStatistics.ts';
import { flatItems, hasIndex, projectIndex, type ProjectIndex, questionsByLeaf } from '../projectIndex.ts';
import { sentence } from '../sentence.ts';
import type { Estimate, Warning } from '../types.ts';

type CodeValues = {
  readonly name: string;
  /** The lowest-level indicator of that name; null for a code of the user's own. */
  readonly indicator: string | null;
  readonly patterns: readonly string[];
  readonly comments: number;
  /** 0-1 of all comments. */
  readonly share: number;
  /** Comments of satisfied and not satisfied forms, and their share 0-1 of that group's comments; null without an index. */
  readonly satisfied: number | null;
  readonly notSatisfied: number | null;
  readonly satisfiedShare: number | null;
  readonly notSatisfiedShare: number | null;
  /** Mean score 0-100 of the indicator over all forms; null for other codes. */
  readonly score: number | null;
  readonly examples: readonly string[];
};
type CommentValues = {
  readonly question: string;
  readonly segmenter: string;
  readonly comments: number;
  /** Answers like 无, none: not counted as comments. */
  readonly nothing: number;
  /** 0-1 of the forms in use that were asked. */
  readonly answeredShare: number;
  /** Shares and orders are weighted; numbers of comments never are. */
  readonly weighted: boolean;
  readonly differentWords: number;
  readonly threshold: number;
  /** Comments of satisfied and of not satisfied forms; null without an index. */
  readonly groups: { readonly satisfied: number; readonly notSatisfied: number } | null;
  readonly words: readonly {
    readonly word: string;
    readonly comments: number;
    readonly share: number;
    readonly satisfiedShare: number | null;
    readonly notSatisfiedShare: number | null;
  }[];
  /** Commonest first. */
  readonly codes: readonly CodeValues[];
  readonly uncoded: number;
  readonly uncodedShare: number;
};

const examplesPerCode = 3;
const longestExample = 80;

/** Words between commas, spaces or on lines of their own. */
const listed = (text: string): readonly string[] =>
  text.split(/[\s,，、;；]+/).flatMap((word) => (word === '' ? [] : [word.normalize('NFKC').toLowerCase()]));

/**
 * Rules made from the names of the lowest-level indicators: a comment speaks of an indicator when it holds a word of its name that no
 * other indicator's name has.
 */
function codesOfIndicators(snapshot: Snapshot, segmenter: Segmenter): readonly CommentCode[] {
  const tree = indicatorTree(snapshot.indicators);
  const asked = questionsByLeaf(snapshot, tree, 'perception').byLeaf;
  const cut = commentWords({ segmenter, stopWords: usualStopWords });
  const names = tree.leaves
    .filter((leaf) => asked.has(leaf.indicator.id))
    .map(({ indicator }) => ({ name: indicator.name, words: [...new Set(cut(indicator.name))] }));
  const uses = new Map<string, number>();
  for (const { words } of names) for (const word of words) uses.set(word, (uses.get(word) ?? 0) + 1);
  return names.map(({ name, words }) => {
    const own = words.filter((word) => uses.get(word) === 1);
    return { name, patterns: own.length > 0 ? own : [name] };
  });
}

/** The project's index, or that of its rated questions; null where there is none or it cannot be computed. */
function indexOf(snapshot: Snapshot, design: DesignRows, warnings: Warning[]): ProjectIndex | null {
  const items = hasIndex(snapshot) ? [] : flatItems(snapshot.variables);
  if (items.length === 0 && !hasIndex(snapshot)) return null;
  try {
    return projectIndex(snapshot, { items, weights: [], missing: 'renormalise' }, design);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    warnings.push({ code: 'comments.noGroups', details: {} });
    return null;
  }
}

function examplesOf(texts: readonly string[]): readonly string[] {
  // Neither a single word nor an essay: the length of a plain sentence comes first.
  return [...new Set(texts.map((text) => text.trim().replace(/\s+/g, ' ')))]
    .toSorted((a, b) => Math.abs(textWidth(a) - 24) - Math.abs(textWidth(b) - 24) || (a < b ? -1 : 1))
    .slice(0, examplesPerCode)
    .map((text) => shorten(text, longestExample));
}

export const textComments = defineAnalysis({
  id: 'text.comments',
  version: 2,
  group: 'describe',
  title: { zh: '开放题意见', en: 'Open comments' },
  note: {
    what: {
      zh: '顾客自己的话里说得最多的是什么：词频、按规则归类的意见数、各指标被提到的次数，并按满意与不满意分开。',
      en: 'What customers say in their own words: frequent words, comments by code, how often each indicator is named, for satisfied and not satisfied forms.',
    },
    formula: {
      zh: '先按用户词典再按分词器切词，去掉停用词、数字和单字，否定词与其后的词合并（不新鲜）；计数为含有该词的意见条数（一条意见内重复只计一次），占比以全部意见为分母；有权重时占比与名次按权重，条数不加权。归类：意见中出现任一规则词即计入该类，一条意见可属多类。满意与否按该份问卷的指数是否达到满意界限。',
      en: 'Words of the user dictionary first, then by the segmenter; stop words, numbers and single characters are dropped and a negation stays with its word. A count is the number of comments that hold the word (once each); shares are of all comments, weighted where there are weights, and so is the order; counts are not. A comment gets a code when any of its patterns occurs, and may get several. Satisfied: the form’s own index reaches the threshold.',
    },
    source: 'Krippendorff (2018), Content Analysis. 词典: jieba.',
  },
  keywords: [
    '开放题',
    '意见',
    '建议',
    '词云',
    '词频',
    '分词',
    '编码',
    '文本',
    'comments',
    'word cloud',
    'text',
    'coding',
  ],
  inputs: {
    question: {
      kind: 'variable',
      title: { zh: '开放题', en: 'Open question' },
      measures: ['nominal'],
      roles: ['openComment'],
    },
  },
  options: {
    userWords: {
      kind: 'text',
      title: { zh: '用户词典（不拆开的词）', en: 'User dictionary (words kept whole)' },
      default: '',
      lines: true,
      example: { zh: '自助收银\n会员积分', en: 'self checkout\nmember points' },
      setting: 'commentWords',
    },
    stopWords: {
      kind: 'text',
      title: { zh: '停用词（不计的词）', en: 'Stop words (not counted)' },
      default: '',
      lines: true,
      example: { zh: '超市，觉得，希望', en: 'store, think, would' },
      setting: 'commentStopWords',
    },
    usualStopWords: { kind: 'boolean', title: { zh: '去掉常用虚词', en: 'Leave out usual stop words' }, default: true },
    codes: {
      kind: 'text',
      title: {
        zh: '归类规则（每行 类名: 词, 词*词, 词+词, -除外）',
        en: 'Codes (a line each: name: word, a*b, a+b, -not)',
      },
      default: '',
      lines: true,
      example: {
        zh: '排队: 排队, 收银*慢, 结账+久\n停车: 停车, 车位, -自行车',
        en: 'queues: queue, till*slow, wait+long\nparking: parking, space, -bicycle',
      },
      setting: 'commentCodes',
    },
    indicatorCodes: {
      kind: 'boolean',
      title: { zh: '按三级指标名称归类', en: 'Codes from the names of indicators' },
      default: true,
    },
    most: {
      kind: 'number',
      title: { zh: '列出的词数', en: 'Words listed' },
      default: 60,
      min: 5,
      max: 300,
      step: 5,
      integer: true,
    },
    threshold: thresholdOption,
  },
  honours: { weights: 'both', design: false },
  random: false,
  estimate(snapshot, { inputs, options }, control): Estimate<CommentValues> {
    const variable = findVariable(snapshot, inputs.question!);
    const column = snapshot.columns.get(variable.id);
    if (column?.kind !== 'text') throw new InputError('comments.notText', { variable: variable.name });
    const design = designRows(snapshot, { weights: 'both', design: false });
    const warnings: Warning[] = [...design.warnings];
    const segmenter = control.segmenter ?? plainSegmenter;

    const [said, nothing] = [[] as number[], new Set<number>()];
    column.dictionary.forEach((text, code) => {
      if (saysNothing(text)) nothing.add(code);
    });
    const weightOf = (place: number): number => (design.weights ? design.weights[place]! : 1);
    let [blank, notAsked, empty] = [0, 0, 0];
    let [saidWeight, askedWeight] = [0, 0];
    design.rows.forEach((row, place) => {
      const code = column.codes[row]!;
      if (code < 0 && isNotAsked(variable, row)) {
        notAsked++;
        return;
      }
      askedWeight += weightOf(place);
      if (code < 0) blank++;
      else if (nothing.has(code)) empty++;
      else {
        said.push(place);
        saidWeight += weightOf(place);
      }
    });
    const leftOut = mergeLeftOut(design.leftOut, [
      { reason: 'blank', count: blank },
      { reason: 'notAsked', count: notAsked },
      { reason: 'nonAnswer', count: empty },
    ]);
    if (said.length === 0) return noEstimate('noAnswers', 0, leftOut, warnings);

    const stopWords = new Set([...(options.usualStopWords ? usualStopWords : []), ...listed(options.stopWords)]);
    const cut = commentWords({ segmenter, stopWords, userWords: listed(options.userWords) });
    const given = parseCommentCodes(options.codes);
    const named = new Set(given.map((code) => code.name));
    const codes = [
      ...given,
      ...(options.indicatorCodes ? codesOfIndicators(snapshot, segmenter).filter((code) => !named.has(code.name)) : []),
    ];
    const codesOf = commentCoder(codes);

    // Forms that wrote the same share one reading.
    const readings = new Map<number, { readonly words: readonly string[]; readonly codes: readonly number[] }>();
    const answers = said.map((place) => column.codes[design.rows[place]!]!);
    for (const [done, code] of answers.entries()) {
      if (done % 500 === 0) {
        control.throwIfCancelled();
        control.report(done, answers.length, 'text.comments');
      }
      if (readings.has(code)) continue;
      const text = column.dictionary[code]!;
      readings.set(code, { words: cut(text), codes: codesOf(text) });
    }

    const index = indexOf(snapshot, design, warnings);
    const own = index?.indices.get(null);
    const groups = said.map((place) => {
      const value = own?.[place] ?? Number.NaN;
      return Number.isNaN(value) ? -1 : value >= options.threshold ? 0 : 1;
    });
    const weights = design.weights ? Float64Array.from(said, weightOf) : null;
    /** Of comments by place: how many belong to a group, and what they weigh. */
    const ofGroup = (places: readonly number[], group: number): { readonly count: number; readonly weight: number } => {
      const own = places.filter((place) => groups[place] === group);
      return { count: own.length, weight: weightOfAll(own) };
    };
    const weightOfAll = (places: readonly number[]): number =>
      weights ? places.reduce((sum, place) => sum + weights[place]!, 0) : places.length;
    const everybody = groups.map((_, place) => place);
    const [satisfiedAll, notSatisfiedAll] = [ofGroup(everybody, 0), ofGroup(everybody, 1)];
    const share = (part: number, whole: number): number | null => (index && whole > 0 ? part / whole : null);

    const counted = countWords(
      answers.map((code) => readings.get(code)!.words),
      groups,
      2,
      weights,
    );
    const byName = new Map(index?.tree.leaves.map((leaf) => [leaf.indicator.name, leaf.indicator.id]));
    const forms = codes.map(() => [] as number[]);
    const uncoded: number[] = [];
    answers.forEach((code, place) => {
      const found = readings.get(code)!.codes;
      if (found.length === 0) uncoded.push(place);
      for (const one of found) forms[one]!.push(place);
    });
    const codeValues = codes.map(({ name, patterns }, place): CodeValues => {
      const places = forms[place]!;
      const [satisfied, notSatisfied] = [ofGroup(places, 0), ofGroup(places, 1)];
      const indicator = byName.get(name) ?? null;
      const scores = indicator === null ? undefined : index?.leafScores.get(indicator);
      return {
        name,
        indicator,
        patterns,
        comments: places.length,
        share: weightOfAll(places) / saidWeight,
        satisfied: index ? satisfied.count : null,
        notSatisfied: index ? notSatisfied.count : null,
        satisfiedShare: share(satisfied.weight, satisfiedAll.weight),
        notSatisfiedShare: share(notSatisfied.weight, notSatisfiedAll.weight),
        score: scores ? meanOf(scores, design.weights) : null,
        examples: examplesOf(places.map((one) => column.dictionary[answers[one]!]!)),
      };
    });
    if (said.length < 30) warnings.push({ code: 'comments.few', details: { n: said.length } });
    return {
      status: 'ok',
      reason: null,
      n: said.length,
      leftOut,
      warnings,
      values: {
        question: variable.id,
        segmenter: segmenter.name,
        comments: said.length,
        nothing: empty,
        answeredShare: saidWeight / askedWeight,
        weighted: weights !== null,
        differentWords: counted.length,
        threshold: options.threshold,
        groups: index ? { satisfied: satisfiedAll.count, notSatisfied: notSatisfiedAll.count } : null,
        words: counted.slice(0, options.most).map(({ word, comments, weight, byGroup }) => ({
          word,
          comments,
          share: weight / saidWeight,
          satisfiedShare: share(byGroup[0]!, satisfiedAll.weight),
          notSatisfiedShare: share(byGroup[1]!, notSatisfiedAll.weight),
        })),
        codes: codeValues.toSorted((a, b) => b.share - a.share || (a.name < b.name ? -1 : 1)),
        uncoded: uncoded.length,
        uncodedShare: weightOfAll(uncoded) / saidWeight,
      },
    };
  },
  tables({ values }) {
    const groupColumns = values.groups
      ? [
          {
            key: 'satisfied',
            title: { zh: '满意者提到', en: 'Satisfied' },
            format: 'share1' as const,
          },
          {
            key: 'notSatisfied',
            title: { zh: '不满意者提到', en: 'Not satisfied' },
            format: 'share1' as const,
          },
        ]
      : [];
    const groupCells = (one: { satisfiedShare: number | null; notSatisfiedShare: number | null }) =>
      values.groups ? { satisfied: one.satisfiedShare, notSatisfied: one.notSatisfiedShare } : {};
    const base = {
      zh: `共 ${values.comments} 条意见${values.groups ? `，满意者 ${values.groups.satisfied} 条、不满意者 ${values.groups.notSatisfied} 条；占比以各自的意见条数为分母` : '；占比以意见条数为分母'}${values.weighted ? '，已加权' : ''}。`,
      en: `${values.comments} comments${values.groups ? `, ${values.groups.satisfied} of satisfied and ${values.groups.notSatisfied} of not satisfied forms; shares are of each group’s comments` : '; shares are of these'}${values.weighted ? ', weighted' : ''}.`,
    };
    const count = { key: 'comments', title: { zh: '意见条数', en: 'Comments' }, format: 'integer' as const };
    const share = { key: 'share', title: { zh: '占比', en: 'Share' }, format: 'share1' as const };
    return [
      ...(values.codes.length > 0
        ? [
            {
              id: 'codes',
              title: { zh: '意见归类', en: 'Comments by code' },
              columns: [
                { key: 'code', title: { zh: '类别', en: 'Code' }, format: 'text' as const },
                count,
                share,
                ...groupColumns,
                ...(values.codes.some((code) => code.score !== null)
                  ? [{ key: 'score', title: { zh: '指标得分', en: 'Score' }, format: 'number1' as const }]
                  : []),
                { key: 'example', title: { zh: '例', en: 'Example' }, format: 'text' as const },
              ],
              rows: [
                ...values.codes.map((code) => ({
                  cells: {
                    code: code.name,
                    comments: code.comments,
                    share: code.share,
                    ...groupCells(code),
                    score: code.score,
                    example: code.examples[0] ?? '',
                  },
                })),
                {
                  emphasis: true,
                  cells: {
                    code: { zh: '未归类', en: 'Without code' },
                    comments: values.uncoded,
                    share: values.uncodedShare,
                    ...groupCells({ satisfiedShare: null, notSatisfiedShare: null }),
                    score: null,
                    example: '',
                  },
                },
              ],
              notes: [base, { zh: '一条意见可属多类，合计可超过 100%。', en: 'A comment may have several codes.' }],
            },
          ]
        : []),
      {
        id: 'words',
        title: { zh: '词频', en: 'Words' },
        columns: [
          { key: 'word', title: { zh: '词', en: 'Word' }, format: 'text' as const },
          count,
          share,
          ...groupColumns,
        ],
        rows: values.words.map((word) => ({
          cells: { word: word.word, comments: word.comments, share: word.share, ...groupCells(word) },
        })),
        notes: [base],
      },
      ...(values.codes.some((code) => code.examples.length > 0)
        ? [
            {
              id: 'examples',
              title: { zh: '意见举例', en: 'Example comments' },
              columns: [
                { key: 'code', title: { zh: '类别', en: 'Code' }, format: 'text' as const },
                { key: 'example', title: { zh: '原话', en: 'In their words' }, format: 'text' as const },
              ],
              rows: values.codes.flatMap((code) =>
                code.examples.map((example) => ({ cells: { code: code.name, example } })),
              ),
              notes: [
                {
                  zh: '原话可能含有个人信息，对外使用前请检查。',
                  en: 'Comments may hold personal data: check before publishing.',
                },
              ],
            },
          ]
        : []),
    ].filter((table) => table.rows.length > 0);
  },
  figures({ values }, locale) {
    const title = inLocale({ zh: '意见中的常用词', en: 'Frequent words of the comments' }, locale);
    const first = values.words
      .slice(0, 5)
      .map((word) => `${word.word} ${word.comments}`)
      .join(locale === 'zh-CN' ? '、' : ', ');
    const told = values.codes.filter((code) => code.comments > 0).slice(0, 20);
    return [
      ...(values.words.length > 0
        ? [
            wordCloud({
              id: 'cloud',
              title,
              altText: inLocale(
                { zh: `词云，字越大提到的意见越多：${first}。`, en: `Word cloud, larger = more comments: ${first}.` },
                locale,
              ),
              words: values.words.map((word, place) => ({
                text: word.word,
                weight: word.comments,
                emphasis: place < 3,
              })),
            }),
          ]
        : []),
      ...(told.length > 0
        ? [
            barWithError({
              id: 'codes',
              title: inLocale({ zh: '各类意见条数', en: 'Comments by code' }, locale),
              altText: inLocale(
                { zh: '各类意见的条数，由多到少。', en: 'Number of comments with each code, most first.' },
                locale,
              ),
              valueTitle: inLocale({ zh: '意见条数', en: 'Comments' }, locale),
              whole: true,
              bars: told.map((code, place) => ({
                label: code.name,
                value: code.comments,
                interval: null,
                text: formatNumber(code.comments, 'integer', locale),
                emphasis: place === 0,
              })),
            }),
          ]
        : []),
    ];
  },
  narrative({ values }, locale) {
    const sentences = [
      sentence(locale, {
        zh: '{comments|integer} 份问卷写了意见，占被问到的 {answeredShare|share1}；另有 {nothing|integer} 份填“无”之类，未计入。',
        en: '{comments|integer} forms hold a comment, {answeredShare|share1} of those asked; {nothing|integer} more wrote “none” or the like.',
      }),
    ];
    const [first, second] = values.words;
    if (first && second)
      sentences.push(
        sentence(
          locale,
          {
            zh: '说得最多的是“{@first}”（{words.0.comments|integer} 条，{words.0.share|share1}）和“{@second}”（{words.1.comments|integer} 条，{words.1.share|share1}）。',
            en: 'The commonest words are “{@first}” ({words.0.comments|integer} comments, {words.0.share|share1}) and “{@second}” ({words.1.comments|integer}, {words.1.share|share1}).',
          },
          { first: first.word, second: second.word },
        ),
      );
    const top = values.codes[0];
    if (top && top.comments > 0)
      sentences.push(
        sentence(
          locale,
          {
            zh: '按规则归类，提到“{@code}”的最多，{codes.0.comments|integer} 条，占 {codes.0.share|share1}；{uncodedShare|share1} 的意见未归入任何一类。',
            en: 'By code, “{@code}” is named most: {codes.0.comments|integer} comments, {codes.0.share|share1}; {uncodedShare|share1} of the comments have no code.',
          },
          { code: top.name },
        ),
      );
    const apart = values.codes
      .map((code, place) => ({ code, place, gap: (code.notSatisfiedShare ?? 0) - (code.satisfiedShare ?? 0) }))
      .filter(({ code, gap }) => code.comments >= 10 && gap > 0.05)
      .toSorted((a, b) => b.gap - a.gap)[0];
    if (apart)
      sentences.push(
        sentence(
          locale,
          {
            zh: `不满意者中提到“{@code}”的占 {codes.${apart.place}.notSatisfiedShare|share1}，满意者中占 {codes.${apart.place}.satisfiedShare|share1}。`,
            en: `“{@code}” is named by {codes.${apart.place}.notSatisfiedShare|share1} of the not satisfied and {codes.${apart.place}.satisfiedShare|share1} of the satisfied who commented.`,
          },
          { code: apart.code.name },
        ),
      );
    return sentences;
  },
  propose: (snapshot) =>
    snapshot.variables
      .filter((variable) => variable.role === 'openComment' && variable.type === 'text' && !variable.personal)
      .toSorted((a, b) => a.order - b.order)
      .map((variable) => ({ analysis: 'text.comments', inputs: { question: variable.id as string }, options: {} })),
});
