import { shorten, textWidth } from '../../charts/plotText.ts';
import type { Snapshot } from '../../model/dataset.ts';
import { InputError } from '../../model/errors.ts';
import { indicatorId } from '../../model/ids.ts';
import { plainSegmenter } from '../../model/segmenter.ts';
import { countWords } from '../../stats/commentWords.ts';
import { codeReader, codesInUse, commentSource, wordCutter } from '../commentSource.ts';
import { commentFigures, commentNarrative, commentTables } from '../commentTables.ts';
import type { CodeValues, CommentValues } from '../commentValues.ts';
import { thresholdOption } from '../commonOptions.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { designRows, type DesignRows } from '../design.ts';
import { meanOf } from '../designStatistics.ts';
import { flatItems, hasIndex, projectIndex, type ProjectIndex } from '../projectIndex.ts';
import type { Estimate, Warning } from '../types.ts';

const examplesPerCode = 3;
const longestExample = 80;

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
  version: 3,
  group: 'describe',
  title: { zh: '开放题意见', en: 'Open comments' },
  note: {
    what: {
      zh: '顾客自己的话里说得最多的是什么：词频、按规则归类的意见数、各指标被提到的次数，并按满意与不满意分开。',
      en: 'What customers say in their own words: frequent words, comments by code, how often each indicator is named, for satisfied and not satisfied forms.',
    },
    formula: {
      zh: '先按用户词典再按分词器切词，去掉停用词、数字和单字，否定词与其后的词合并（不新鲜）；计数为含有该词的意见条数（一条意见内重复只计一次），占比以全部意见为分母；有权重时占比与名次按权重，条数不加权。归类：意见中出现该类“任一”词之一、“全部”词的每一个且不出现“除外”词时计入该类，一条意见可属多类。满意与否按该份问卷的指数是否达到满意界限。',
      en: 'Words of the user dictionary first, then by the segmenter; stop words, numbers and single characters are dropped and a negation stays with its word. A count is the number of comments that hold the word (once each); shares are of all comments, weighted where there are weights, and so is the order; counts are not. A comment gets a code when one of its “any” words and each of its “all” words occurs and none of its “not” words; it may get several. Satisfied: the form’s own index reaches the threshold.',
    },
    source: 'Krippendorff (2018), Content Analysis. Dictionary: jieba.',
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
      kind: 'codes',
      title: { zh: '归类规则', en: 'Codes' },
      default: [],
      setting: 'commentCodes',
    },
    indicatorCodes: {
      kind: 'boolean',
      title: { zh: '按末级指标名称归类', en: 'Codes from the names of indicators' },
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
    const design = designRows(snapshot, { weights: 'both', design: false });
    const source = commentSource(snapshot, inputs.question!, design);
    const { column, said, answers, leftOut, saidWeight } = source;
    const warnings: Warning[] = [...design.warnings];
    if (said.length === 0) return noEstimate('noAnswers', 0, leftOut, warnings);

    const index = indexOf(snapshot, design, warnings);
    const segmenter = control.segmenter ?? plainSegmenter;
    const codes = codesInUse(snapshot, options, segmenter, index?.tree.leaves);
    const lost = options.codes.filter((code, place) => code.indicator !== null && codes[place]!.indicator === null);
    if (lost.length > 0)
      warnings.push({
        code: 'comments.unknownIndicator',
        details: { codes: lost.map(({ name, indicator }) => `${name}: ${indicator}`) },
      });
    const cut = wordCutter(options, segmenter);
    const codesOf = codeReader(codes, column);
    const words = new Map<number, readonly string[]>();
    const found = answers.map((answer, done) => {
      if (done % 500 === 0) {
        control.throwIfCancelled();
        control.report(done, answers.length, 'text.comments');
      }
      if (!words.has(answer)) words.set(answer, cut(column.dictionary[answer]!));
      return codesOf(answer);
    });

    const own = index?.indices.get(null);
    const groups = said.map((place) => {
      const value = own?.[place] ?? Number.NaN;
      return Number.isNaN(value) ? -1 : value >= options.threshold ? 0 : 1;
    });
    const weights = design.weights ? Float64Array.from(said, (place) => design.weights![place]!) : null;
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
      answers.map((answer) => words.get(answer)!),
      groups,
      2,
      weights,
    );
    const forms = codes.map(() => [] as number[]);
    const uncoded: number[] = [];
    found.forEach((own, place) => {
      if (own.length === 0) uncoded.push(place);
      for (const one of own) forms[one]!.push(place);
    });
    const codeValues = codes.map(({ name, indicator, any, all, not, colour }, place): CodeValues => {
      const places = forms[place]!;
      const [satisfied, notSatisfied] = [ofGroup(places, 0), ofGroup(places, 1)];
      const scores = indicator === null ? undefined : index?.leafScores.get(indicatorId(indicator));
      return {
        name,
        indicator,
        any,
        all,
        not,
        colour,
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
        question: inputs.question!,
        segmenter: segmenter.name,
        comments: said.length,
        nothing: source.nothing,
        answeredShare: saidWeight / source.askedWeight,
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
  tables: commentTables,
  figures: commentFigures,
  narrative: commentNarrative,
  propose: (snapshot) =>
    snapshot.variables
      .filter((variable) => variable.role === 'openComment' && variable.type === 'text' && !variable.personal)
      .toSorted((a, b) => a.order - b.order)
      .map((variable) => ({ analysis: 'text.comments', inputs: { question: variable.id as string }, options: {} })),
});
