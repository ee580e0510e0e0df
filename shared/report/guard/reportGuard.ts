import { findAnalysis } from '../../analyses/catalogue.ts';
import type { AnalysisResult } from '../../analyses/types.ts';
import { defaultSmallestGroup, defaultSettings } from '../../model/dataset.ts';
import type { Entities } from '../../model/project.ts';
import type { Bilingual } from '../../model/text.ts';

/** What a report keeps back. */
export interface ReportGuard {
  /** Numbers about fewer people are not shown; 1 = all are. */
  readonly smallest: number;
  /** Ids of the questions that hold personal data: nothing about them is shown. */
  readonly personal: ReadonlySet<string>;
  /** Addresses and long numbers in answers are replaced. */
  readonly masks: boolean;
}

/** What somebody who exports may ask for beside the rest. */
export type Revealed = 'personal' | 'smallGroups';

export function reportGuard(
  entities: Pick<Entities, 'settings' | 'variable'>,
  reveal: readonly Revealed[] = [],
): ReportGuard {
  const settings = entities.settings.get('main') ?? defaultSettings;
  const personal = reveal.includes('personal');
  return {
    smallest: reveal.includes('smallGroups') ? 1 : (settings.smallestGroup ?? defaultSmallestGroup),
    personal: new Set(
      personal ? [] : [...entities.variable.values()].filter((one) => one.personal).map(({ id }) => id),
    ),
    masks: !personal,
  };
}

/** Was the analysis given a question that holds personal data? */
export function isPersonal({ inputs }: Pick<AnalysisResult, 'inputs'>, { personal }: ReportGuard): boolean {
  return Object.values(inputs).some((value) =>
    typeof value === 'string'
      ? personal.has(value)
      : Array.isArray(value) && value.some((one) => typeof one === 'string' && personal.has(one)),
  );
}

/** Results whose n are no answers to questions: sample sizes wanted, experts asked. */
const notPeople: ReadonlySet<string> = new Set(['sample', 'weights']);
export const countsPeople = ({ analysis }: Pick<AnalysisResult, 'analysis'>): boolean =>
  !notPeople.has(findAnalysis(analysis)?.group ?? '');

export const isSmall = (count: unknown, smallest: number): count is number =>
  typeof count === 'number' && count > 0 && count < smallest;

/** Why something is not shown: personal: it uses such a question; few: it is about too few; group: it speaks of a group of too few. */
export function keptBackText(why: 'personal' | 'few' | 'group', { smallest }: ReportGuard): Bilingual {
  switch (why) {
    case 'personal':
      return {
        zh: '用到含个人信息的题目，报告中不列出',
        en: 'it uses a question that holds personal data, which a report does not show',
      };
    case 'few':
      return {
        zh: `受访者不足 ${smallest} 人，为免认出受访者，报告中不列出`,
        en: `it is about fewer than ${smallest} people, who could be recognised`,
      };
    case 'group':
      return {
        zh: `涉及不足 ${smallest} 份的组，为免认出受访者，报告中不列出`,
        en: `it speaks of groups of fewer than ${smallest} people, who could be recognised`,
      };
  }
}

/** What stands in place of a number about too few people. */
export const hiddenMark = '＊';

/** Said under what is shown in part. */
export const smallGroupNote = (smallest: number): Bilingual => ({
  zh: `${hiddenMark} 不足 ${smallest} 份的组不列数值，以免认出受访者；为防止由合计推算，个别相邻的组一并不列。`,
  en: `${hiddenMark} Numbers about fewer than ${smallest} people are kept back so that nobody can be recognised; where a total would give them away, a neighbouring one is, too.`,
});
