import { describe, expect, it } from 'vitest';
import { applyPlan } from '../../../shared/importing/applyPlan.ts';
import { dateOrderOf, parseOrderedDate } from '../../../shared/importing/dateOrder.ts';
import { languageOf } from '../../../shared/importing/language.ts';
import { doubtMessages } from '../../../shared/importing/messages.ts';
import type { ColumnPlan, ImportPlan } from '../../../shared/importing/plan.ts';
import { planFromPlatform, platformOfSheet } from '../../../shared/importing/profiles/planFromPlatform.ts';
import { proposePlan } from '../../../shared/importing/proposePlan.ts';
import { isNonAnswerWord, nonAnswerLabels, wordScaleOf } from '../../../shared/importing/wordScales.ts';
import { type Cell, sheetOf } from './sheetOf.ts';

const rows = 40;
const pick = <T>(values: readonly T[], at: number): T => values[at % values.length]!;
const grid = (heads: readonly (readonly Cell[])[], body: (i: number) => readonly Cell[]): Cell[][] => [
  ...heads.map((head) => [...head]),
  ...Array.from({ length: rows }, (_, i) => [...body(i)]),
];

function planned(cells: readonly (readonly Cell[])[]) {
  const sheet = sheetOf(cells);
  const platform = platformOfSheet(sheet);
  const plan: ImportPlan = platform ? planFromPlatform(platform, sheet) : proposePlan(sheet);
  const { summary } = applyPlan(sheet, plan);
  expect(summary.rows).toBe(rows);
  for (const { doubts } of plan.columns) for (const { code } of doubts) expect(doubtMessages).toHaveProperty([code]);
  return {
    platform,
    plan,
    summary,
    named: (name: string): ColumnPlan => plan.columns.find((one) => one.name === name)!,
  };
}

const satisfied = [
  'Extremely satisfied',
  'Somewhat satisfied',
  'Neither satisfied nor dissatisfied',
  'Somewhat dissatisfied',
  'Extremely dissatisfied',
];

const codes = (...words: string[]): Record<string, number> | null => {
  const scale = wordScaleOf(words);
  return scale && Object.fromEntries(scale.codes.map(({ text, code }) => [text, code]));
};

describe('Qualtrics', () => {
  const code = [
    'StartDate',
    'IPAddress',
    'Progress',
    'Finished',
    'Duration (in seconds)',
    'ResponseId',
    'LocationLatitude',
  ];
  const asked = [
    'Start Date',
    'IP Address',
    'Progress',
    'Finished',
    'Duration (in seconds)',
    'Response ID',
    'Latitude',
  ];
  const cells = grid(
    [
      [...code, 'Q1', 'Q2_1', 'Q2_2', 'Q3', 'Q6_1', 'Q6_2'],
      [
        ...asked,
        'How satisfied are you overall?',
        'Please rate - Checkout speed',
        'Please rate - Staff',
        'Where did you hear of us?',
        'What have you bought? - Selected Choice - Food',
        'What have you bought? - Selected Choice - Toys',
      ],
      [...code, 'QID1', 'QID2_1', 'QID2_2', 'QID3', 'QID6_1', 'QID6_2'].map((id) => `{"ImportId":"${id}"}`),
    ],
    (i) => [
      `2026-07-15 10:${10 + i}:19`,
      `170.85.71.${i}`,
      '100',
      'True',
      String(100 + i),
      `R_70oGbxN8DFwth${i}`,
      '40.7126',
      pick(satisfied, i),
      pick(satisfied, i + 1),
      pick([...satisfied, 'Not applicable'], i),
      pick(['Friends,Television', 'Television', 'Friends', 'Friends,Radio', 'Radio,Television'], i),
      i % 3 === 0 ? 'Food' : null,
      i % 2 === 0 ? 'Toys' : null,
    ],
  );

  it('reads three heading rows: code, question, and one for machines', () => {
    const { platform, plan, named, summary } = planned(cells);
    expect(platform).toBe('qualtrics');
    expect([plan.headerRows, plan.firstDataRow]).toEqual([[0, 2], 3]);
    expect(named('Q1')).toMatchObject({ label: 'How satisfied are you overall?', role: 'overallSatisfaction' });
    expect(named('Q2_1')).toMatchObject({ label: 'Checkout speed', role: 'perception', scale: { min: 1, max: 5 } });
    expect(named('Q2_2').scale?.nonAnswers).toEqual([{ value: 99, label: 'Not applicable' }]);
    expect(named('Q3')).toMatchObject({ type: 'text', role: 'multipleResponse' });
    expect(named('Q6_1')).toMatchObject({
      label: 'What have you bought? / Food',
      role: 'multipleResponse',
      textCodes: [{ text: 'Food', code: 1 }],
    });
    expect(summary.facts.every((facts) => facts.unreadable === 0)).toBe(true);
  });

  it('knows its own columns, with and without the other heading rows', () => {
    for (const file of [cells, [cells[0]!, ...cells.slice(3)]]) {
      const { named, platform } = planned(file);
      expect(platform).toBe('qualtrics');
      expect([named('IPAddress').personal, named('LocationLatitude').personal]).toEqual([true, true]);
      expect(named('ResponseId').role).toBe('id');
      expect(named('Finished')).toMatchObject({ type: 'text', role: 'none' });
      expect(named('Duration_in_seconds')).toMatchObject({ role: 'time', reading: 'duration' });
    }
  });
});

describe('SurveyMonkey', () => {
  it('carries questions over their options and reads options by their text', () => {
    const { platform, plan, named } = planned(
      grid(
        [
          [
            'Respondent ID',
            'Collector ID',
            'Start Date',
            'IP Address',
            'First Name',
            'How satisfied are you?',
            'Which words fit?',
            null,
            null,
            'Rate us',
            null,
          ],
          [
            null,
            null,
            null,
            null,
            null,
            'Response',
            'Reliable',
            'Overpriced',
            'Other (please specify)',
            'Quality',
            'Value',
          ],
        ],
        (i) => [
          10045001533 + i,
          446111201,
          `0${1 + (i % 9)}/${10 + (i % 18)}/2022 07:05:07 PM`,
          `163.116.162.${i}`,
          null,
          pick(satisfied, i),
          i % 2 ? 'Reliable' : null,
          i % 3 ? 'Overpriced' : null,
          i % 9 ? null : `nice packaging ${i}`,
          pick(['High', 'Low', 'Very high', 'N/A'], i),
          pick(['High', 'Low', 'Neither high nor low', 'Very low'], i),
        ],
      ),
    );
    expect(platform).toBe('surveyMonkey');
    expect(plan.headerRows).toEqual([0, 1]);
    expect(named('Start_Date')).toMatchObject({ type: 'date', role: 'time', reading: 'monthFirst' });
    expect(plan.columns[5]).toMatchObject({ label: 'How satisfied are you?', header: 'How satisfied are you?' });
    expect(named('Reliable')).toMatchObject({ role: 'multipleResponse', label: 'Which words fit? / Reliable' });
    expect(named('Overpriced')).toMatchObject({
      role: 'multipleResponse',
      valueLabels: [{ value: 1, label: 'Overpriced' }],
    });
    expect(named('Other_please_specify').role).not.toBe('multipleResponse');
    expect(named('Quality')).toMatchObject({ role: 'perception', scale: { min: 1, max: 5 } });
  });
});

describe('forms of the web', () => {
  it('Google Forms: time stamps, grids in brackets, answers joined by commas', () => {
    const { platform, named, plan, summary } = planned(
      grid(
        [
          [
            'Timestamp',
            'Email Address',
            'Please rate [Speed]',
            'Please rate [Staff]',
            'What did you come for?',
            'Where do you live?',
          ],
        ],
        (i) => [
          `9/${1 + (i % 28)}/2018 0:06:16`,
          `who${i}@example.org`,
          pick(['Very satisfied', 'Satisfied', 'Neutral', 'Dissatisfied', 'Very dissatisfied'], i),
          pick(['Satisfied', 'Neutral', 'Dissatisfied', 'Very dissatisfied'], i),
          pick(['Food', 'Food, Toys', 'Toys', 'Food, Books, Toys', 'Books', 'Books, Toys'], i),
          pick(['Shenzhen, Guangdong', 'Wuhan, Hubei', 'Nanjing, Jiangsu', 'Dalian, Liaoning'], i),
        ],
      ),
    );
    expect(platform).toBeNull();
    expect(named('Timestamp')).toMatchObject({ type: 'date', role: 'time', reading: 'monthFirst' });
    expect(plan.columns.map(({ role }) => role).slice(2)).toEqual([
      'perception',
      'perception',
      'multipleResponse',
      'profile',
    ]);
    expect(summary.facts[0]).toMatchObject({ answered: rows, unreadable: 0 });
  });

  it('KoBo: joined answers, and one column of 0 and 1 for each', () => {
    const { platform, plan, named } = planned(
      grid(
        [
          [
            'start',
            'end',
            'Services',
            'Services/Water',
            'Services/School',
            'sat',
            '_id',
            '_uuid',
            '_submission_time',
            '_index',
          ],
        ],
        (i) => [
          '2023-03-01T09:00:11.123+03:00',
          '2023-03-01T09:20:40.500+03:00',
          pick(['Water', 'School', 'Water School'], i),
          i % 2,
          (i + 1) % 2,
          pick(['very_satisfied', 'satisfied', 'neutral', 'dissatisfied'], i),
          200000 + i,
          `5f2c-${i}`,
          '2023-03-01T10:00:11',
          i + 1,
        ],
      ),
    );
    expect(platform).toBe('kobo');
    expect(named('start')).toMatchObject({ type: 'date', role: 'time' });
    expect(plan.columns.slice(2, 5).map(({ role }) => role)).toEqual(['none', 'multipleResponse', 'multipleResponse']);
    expect(plan.columns[3]!.valueLabels).toEqual([
      { value: 0, label: 'Not chosen' },
      { value: 1, label: 'Chosen' },
    ]);
    expect(named('sat')).toMatchObject({ role: 'perception', scale: { min: 1, max: 5 } });
  });

  it.each([
    ['microsoftForms', ['ID', 'Start time', 'Completion time', 'Email', 'Name', 'How was it?']],
    ['limeSurvey', ['Response ID', 'Date submitted', 'Last page', 'Start language', 'Q1. How was it?']],
    ['jinshuju', ['序号', '1. 您的性别', '提交人', '提交时间', '更新时间', '填写设备', 'IP']],
  ] as const)('%s by its own columns', (id, head) => {
    expect(platformOfSheet(sheetOf([[...head], head.map((_, i) => i + 1)]))).toBe(id);
  });
});

describe('a row of codes below the questions', () => {
  it('names the questions', () => {
    const { plan } = planned(
      grid(
        [
          [
            '随机元素',
            '您线上购买服饰的频率？',
            '我愿意支付较高的价格。',
            '我认为值得这个价格。',
            '我信任这种设计来源',
            '我比较熟悉',
          ],
          ['随机元素', 'Q2', 'Q6', 'Q7', 'Q8', 'Q9'],
        ],
        (i) => [
          `情境${i % 4}`,
          pick(['经常', '有时', '偶尔', '很少', '非常频繁'], i),
          2 + (i % 6),
          1 + (i % 7),
          3 + (i % 5),
          1 + (i % 6),
        ],
      ),
    );
    expect(plan.columns.map(({ name }) => name)).toEqual(['随机元素', 'Q2', 'Q6', 'Q7', 'Q8', 'Q9']);
    expect(plan.columns[2]).toMatchObject({
      label: '我愿意支付较高的价格。',
      role: 'perception',
      scale: { min: 1, max: 7 },
    });
    expect(plan.columns[1]!.textCodes.toSorted((a, b) => a.code - b.code).map(({ text }) => text)).toEqual([
      '很少',
      '偶尔',
      '有时',
      '经常',
      '非常频繁',
    ]);
  });
});

describe('wordings', () => {
  it('codes strength, lists and scales of few plain words', () => {
    expect(
      codes('Not at all helpful', 'Not so helpful', 'Somewhat helpful', 'Very helpful', 'Extremely helpful'),
    ).toEqual({
      'Not at all helpful': 1,
      'Not so helpful': 2,
      'Somewhat helpful': 3,
      'Very helpful': 4,
      'Extremely helpful': 5,
    });
    expect(codes('Poor', 'Fair', 'Good', 'Very good', 'Excellent')).toMatchObject({ Poor: 1, Good: 3, Excellent: 5 });
    expect(codes('Never', 'Sometimes', 'About half the time', 'Most of the time', 'Always')).toMatchObject({
      Never: 1,
      'Most of the time': 4,
      Always: 5,
    });
    expect(codes('满意', '基本满意', '不满意')).toEqual({ 满意: 3, 基本满意: 2, 不满意: 1 });
    expect(codes('满意', '不满意')).toEqual({ 满意: 2, 不满意: 1 });
    expect(codes('很满意', '满意', '基本满意', '不满意', '很不满意')).toMatchObject({
      很满意: 5,
      基本满意: 3,
      不满意: 2,
    });
    expect(codes('满意', '比较满意', '一般', '不太满意', '不满意')).toMatchObject({ 满意: 5, 比较满意: 4, 不满意: 1 });
    expect(
      codes(
        'Extremely satisfied',
        'Moderately satisfied',
        'Slightly satisfied',
        ...satisfied.slice(2, 3),
        'Slightly dissatisfied',
      ),
    ).toMatchObject({
      'Extremely satisfied': 7,
      'Moderately satisfied': 6,
      'Slightly satisfied': 5,
      'Slightly dissatisfied': 3,
    });
    expect(codes('Daily', 'Weekly', 'Monthly')).toBeNull();
  });

  it('takes 不了解 for an answer beside 非常了解, else for none', () => {
    const asked = planned(grid([['了解程度', '序号']], (i) => [pick(['非常了解', '了解', '一般', '不了解'], i), i]));
    expect(asked.plan.columns[0]!.textCodes).toContainEqual({ text: '不了解', code: 2 });
    expect(asked.plan.columns[0]!.textCodes).toHaveLength(4);
    const rated = planned(grid([['服务满意度', '序号']], (i) => [pick(['非常满意', '满意', '一般', '不了解'], i), i]));
    expect(rated.plan.columns[0]!.scale?.nonAnswers).toEqual([{ value: 99, label: '不了解' }]);
    expect(
      ['Never used it', 'Prefer not to say', '不便透露', 'Unfamiliar (N/A)', '/', '／'].every(isNonAnswerWord),
    ).toBe(true);
  });

  it('labels what it adds in the language of the file', () => {
    const labelled = (heading: string): string | undefined =>
      proposePlan(sheetOf(grid([[heading, 'no']], (i) => [i % 8 === 0 ? 99 : 1 + (i % 5), i]))).columns[0]!.scale
        ?.nonAnswers[0]?.label;
    expect([labelled('Satisfaction with staff'), labelled('服务满意度')]).toEqual(['No answer', '无法回答']);
    expect([['Q1', 'Q2'], ['Q1', 'Overall'], ['Overall', '价格'], []].map(languageOf)).toEqual([
      'zh',
      'en',
      'zh',
      'zh',
    ]);
  });
});

describe('rows of numbers about which no heading says anything', () => {
  const of = (count: number, high: number): readonly string[] =>
    proposePlan(
      sheetOf(
        grid([Array.from({ length: count }, (_, c) => `item_${'abcdefgh'[c]!}`)], (i) =>
          Array.from({ length: count }, (_, c) => 1 + ((i + c) % high)),
        ),
      ),
    ).columns.map(({ role }) => role);

  it('are ratings from four on, of five steps and more', () => {
    expect(of(4, 5)).toEqual(Array(4).fill('perception'));
    expect(of(3, 5)).toEqual(Array(3).fill('none'));
    expect(of(4, 3)).toEqual(Array(4).fill('none'));
  });
});

describe('dates that do not begin with the year', () => {
  it('are read in the order the column tells, never guessed', () => {
    expect(dateOrderOf(['22/02/2015 13:09:25', '3/4/2015'])).toBe('dayFirst');
    expect(dateOrderOf(['9/16/2018 0:06:16'])).toBe('monthFirst');
    expect(dateOrderOf(['3/4/2015', '5/6/2015'])).toBeNull();
    expect(dateOrderOf(['22/2/2015', '2/22/2015'])).toBeNull();
    expect(dateOrderOf(['22/2/2015', 'yes', 'no'])).toBeNull();
    expect(parseOrderedDate('03/04/2022 07:05:07 PM', 'monthFirst')).toBe(Date.UTC(2022, 2, 4, 19, 5, 7));
    expect(parseOrderedDate('3.4.22', 'dayFirst')).toBe(Date.UTC(2022, 3, 3));
    expect(parseOrderedDate('12/1/2022 12:00 AM', 'dayFirst')).toBe(Date.UTC(2022, 0, 12));
    expect(
      ['31/2/2022', '1/13/2022', '1/1-2022', '1/1/2022 25:00'].map((text) => parseOrderedDate(text, 'dayFirst')),
    ).toEqual([null, null, null, null]);
  });
});

describe('labels of codes that sound like no answer', () => {
  const labelled = (...labels: string[]) => labels.map((label, index) => ({ value: index + 1, label }));

  it('are none beside the steps of a scale', () => {
    expect(nonAnswerLabels(labelled('不满意', '一般', '满意', '不清楚'))).toEqual([{ value: 4, label: '不清楚' }]);
    expect(nonAnswerLabels([...labelled('Poor', 'Good'), { value: 99, label: 'No opinion' }])).toHaveLength(1);
  });

  it('are a step between them', () => {
    const steps = labelled('Strongly disagree', 'Disagree', 'No opinion', 'Agree', 'Strongly agree');
    expect(nonAnswerLabels(steps)).toEqual([]);
  });
});
