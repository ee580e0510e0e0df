import { inLocale, type Locale } from '../model/text.ts';
import { barWithError } from '../charts/barWithError.ts';
import { wordCloud } from '../charts/wordCloud.ts';
import { formatNumber } from '../format/formatNumber.ts';
import type { CommentValues } from './commentValues.ts';
import { sentence } from './sentence.ts';
import type { AnalysisResult, ChartFigure, ResultTable, Sentence } from './types.ts';

/** Comments by code, frequent words, examples in their own words. */
export function commentTables({ values }: AnalysisResult<CommentValues>): readonly ResultTable[] {
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
}

/** The word cloud, and comments by code. */
export function commentFigures({ values }: AnalysisResult<CommentValues>, locale: Locale): readonly ChartFigure[] {
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
              ...(code.colour === null ? {} : { colour: code.colour }),
            })),
          }),
        ]
      : []),
  ];
}

/** What is said most, which code leads, and what the not satisfied name more often. */
export function commentNarrative({ values }: AnalysisResult<CommentValues>, locale: Locale): readonly Sentence[] {
  const sentences = [
    sentence(locale, 'answered', {
      zh: `{comments|integer} 份问卷写了意见，占被问到的 {answeredShare|share1}${values.nothing > 0 ? '；另有 {nothing|integer} 份填“无”之类，未计入' : ''}。`,
      en: `{comments|integer} forms hold a comment, {answeredShare|share1} of those asked${values.nothing > 0 ? '; {nothing|integer} more wrote “none” or the like' : ''}.`,
    }),
  ];
  const [first, second] = values.words;
  if (first && second)
    sentences.push(
      sentence(
        locale,
        'words',
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
        'codes',
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
        'apart',
        {
          zh: `不满意者中提到“{@code}”的占 {codes.${apart.place}.notSatisfiedShare|share1}，满意者中占 {codes.${apart.place}.satisfiedShare|share1}。`,
          en: `“{@code}” is named by {codes.${apart.place}.notSatisfiedShare|share1} of the not satisfied and {codes.${apart.place}.satisfiedShare|share1} of the satisfied who commented.`,
        },
        { code: apart.code.name },
      ),
    );
  return sentences;
}
