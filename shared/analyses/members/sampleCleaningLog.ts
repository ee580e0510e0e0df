import { formatNumber } from '../../format/formatNumber.ts';
import type { DataStep, Snapshot } from '../../model/dataset.ts';
import { isUnread } from '../../model/decode.ts';
import { formsOf } from '../../model/formRanges.ts';
import type { Bilingual } from '../../model/text.ts';
import { cleaningRuns } from '../cleaningRuns.ts';
import { defineAnalysis } from '../defineAnalysis.ts';
import { sentence } from '../sentence.ts';
import type { Estimate } from '../types.ts';

type Line = {
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly who: string;
  readonly zh: string;
  readonly en: string;
  readonly cells: number;
  /** null where several steps are one line: their forms may be the same. */
  readonly forms: number | null;
};

type LogValues = {
  readonly steps: number;
  readonly lines: readonly Line[];
  /** Answers set by all steps; one that is set twice counts twice. */
  readonly cells: number;
  readonly firstAt: number | null;
  readonly lastAt: number | null;
  /** Cells of the files that their questions could not take: blank, and missing in every number. */
  readonly unread: number;
  readonly unreadQuestions: number;
};

const notRead: Bilingual = {
  zh: '文件中有 {unread|integer} 格的内容（数字题里的文字、错误值）无法作为答案，涉及 {unreadQuestions|integer} 道题，计算时按缺失处理，原文保留在项目中。',
  en: 'Cells of the file that their questions could not take (words among numbers, error values): {unread|integer}, in questions: {unreadQuestions|integer}. They count as missing; what the file said is kept in the project.',
};
const nothing: Bilingual = { zh: '导入以来没有对数据做过改动', en: 'Nothing was done to the data since the import' };

/** Steps as the reader wants them. */
function linesOf(steps: readonly DataStep[]): readonly Line[] {
  return cleaningRuns(steps).map((run) => {
    const first = run[0]!;
    const cells = run.reduce((sum, step) => sum + step.cells, 0);
    const many = run.length > 1;
    return {
      at: Date.parse(first.at),
      who: first.who,
      zh: many ? `手工修改 ${cells} 个答案（${run.length} 步）` : first.label.zh,
      en: many ? `Edit ${cells} answers by hand (${run.length} steps)` : first.label.en,
      cells,
      forms: many ? null : first.forms,
    };
  });
}

function countUnread(snapshot: Snapshot): Pick<LogValues, 'unread' | 'unreadQuestions'> {
  let [unread, unreadQuestions] = [0, 0];
  for (const variable of snapshot.variables) {
    if (!variable.unread) continue;
    const column = snapshot.columns.get(variable.id);
    let cells = 0;
    for (const row of formsOf(variable.unread)) if (isUnread(variable, column, row)) cells++;
    unread += cells;
    if (cells > 0) unreadQuestions++;
  }
  return { unread, unreadQuestions };
}

export const sampleCleaningLog = defineAnalysis({
  id: 'sample.cleaningLog',
  version: 2,
  group: 'sample',
  title: { zh: '清洗日志', en: 'Cleaning log' },
  note: {
    what: {
      zh: '导入以来对数据做过的每一步：何时、何人、做了什么，涉及多少答案和问卷。',
      en: 'Every step done to the data since the import: when, by whom, what, and how many answers and forms it concerned.',
    },
    formula: {
      zh: '撤销的步骤不列出。涉及答案 = 该步写入的答案数；涉及问卷 = 答案、剔除或新增涉及的问卷数。',
      en: 'Steps taken back are not listed. Answers: those a step set; forms: those whose answers, exclusion or existence it concerned.',
    },
    source: 'ISO 20252:2019',
  },
  keywords: ['清洗', '日志', '整理', '附录', 'cleaning', 'log', 'audit'],
  inputs: {},
  options: {},
  honours: { weights: 'none', design: false },
  random: false,
  estimate(snapshot): Estimate<LogValues> {
    const steps = snapshot.steps ?? [];
    const lines = linesOf(steps);
    return {
      status: 'ok',
      reason: null,
      n: snapshot.rowCount,
      leftOut: [],
      warnings: [],
      values: {
        steps: steps.length,
        lines,
        cells: lines.reduce((sum, line) => sum + line.cells, 0),
        firstAt: lines[0]?.at ?? null,
        lastAt: steps.length > 0 ? Date.parse(steps.at(-1)!.at) : null,
        ...countUnread(snapshot),
      },
    };
  },
  tables({ values }) {
    return [
      {
        id: 'steps',
        title: { zh: '清洗日志', en: 'Cleaning log' },
        columns: [
          { key: 'number', title: { zh: '序号', en: 'No.' }, format: 'integer' },
          { key: 'at', title: { zh: '日期', en: 'Date' }, format: 'date' },
          { key: 'who', title: { zh: '操作人', en: 'Who' }, format: 'text' },
          { key: 'change', title: { zh: '操作', en: 'Change' }, format: 'text' },
          { key: 'cells', title: { zh: '答案', en: 'Answers' }, format: 'integer' },
          { key: 'forms', title: { zh: '问卷', en: 'Forms' }, format: 'integer' },
        ],
        rows:
          values.lines.length === 0
            ? [{ cells: { number: null, at: null, who: '', change: nothing, cells: null, forms: null } }]
            : values.lines.map(({ at, who, zh, en, cells, forms }, index) => ({
                cells: { number: index + 1, at, who, change: { zh, en }, cells, forms },
              })),
        notes: [
          {
            zh: '日期按协调世界时。答案、问卷为该步涉及的数目。',
            en: 'Dates are UTC. Answers and forms: how many the step concerned.',
          },
        ],
      },
    ];
  },
  figures: () => [],
  narrative({ values }, locale) {
    const unread = (values.unread === 0 ? [] : [notRead]).map((words) => sentence(locale, 'unread', words));
    if (values.steps === 0)
      return [sentence(locale, 'steps', { zh: `${nothing.zh}。`, en: `${nothing.en}.` }), ...unread];
    const day = (at: number | null): string => formatNumber(at, 'date', locale);
    const oneDay = day(values.firstAt) === day(values.lastAt);
    return [
      sentence(locale, 'steps', {
        zh: `导入以来对数据做了 {steps|integer} 步整理（{firstAt|date}${oneDay ? '' : '至 {lastAt|date}'}），共写入 {cells|integer} 个答案；对同一份文件重放这些步骤，得到相同的数据。`,
        en: `Since the import the data took {steps|integer} cleaning ${values.steps === 1 ? 'step' : 'steps'} ({firstAt|date}${oneDay ? '' : ' to {lastAt|date}'}) that set {cells|integer} ${values.cells === 1 ? 'answer' : 'answers'}; replayed on the same file, they give the same data.`,
      }),
      ...unread,
    ];
  },
  propose: (snapshot) =>
    (snapshot.steps?.length ?? 0) > 0 || countUnread(snapshot).unread > 0
      ? [{ analysis: 'sample.cleaningLog', inputs: {}, options: {} }]
      : [],
});
