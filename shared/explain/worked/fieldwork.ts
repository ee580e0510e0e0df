import { significant as s } from '../../format/significant.ts';
import { cleaningRuns } from '../../analyses/cleaningRuns.ts';
import { runChecks } from '../../model/checks/runChecks.ts';
import { type Given, numberOf, type Rule, step, sum, sumText } from './given.ts';

/** Counts of the survey's return. */
function* returns({ key, path, ancestors, result, snapshot }: Given): ReturnType<Rule> {
  const returned = numberOf(result.values, 'returned');
  const valid = numberOf(result.values, 'valid');
  const sent = numberOf(result.values, 'sent');
  const rejected = numberOf(result.values, 'rejected');
  const rate = (zh: string, en: string, part: number | null, whole: number | null) =>
    part === null || !whole ? [] : [step(zh, en, `${part} / ${whole}`, part / whole)];
  if (path === 'returned')
    yield [step('文件中的份数', 'forms in the file', String(snapshot.rowCount), snapshot.rowCount)];
  if (path === 'validShare') yield rate('有效份数/回收份数', 'valid/returned', valid, returned);
  if (path === 'returnRate') yield rate('回收份数/发放份数', 'returned/sent', returned, sent);
  if (path === 'validRate') yield rate('有效份数/发放份数', 'valid/sent', valid, sent);
  if (path === 'valid' && returned !== null && rejected !== null)
    yield [step('回收份数 − 剔除份数', 'returned − rejected', `${returned} − ${rejected}`, returned - rejected)];
  const count = numberOf(ancestors[0]?.object, 'count');
  if (key === 'share' && count !== null) yield rate('份数/回收份数', 'forms/returned', count, returned);
  const first = new Map<number, string>();
  for (const { row, code } of snapshot.exclusions) if (!first.has(row)) first.set(row, code);
  if (path === 'rejected')
    yield [
      step(
        '至少有一条剔除原因的份数',
        'forms with at least one reason',
        `${snapshot.rowCount} − ${snapshot.rowCount - first.size}`,
        first.size,
      ),
    ];
  const code = ancestors[0]?.object['code'];
  if (/^reasons\.\d+\.count$/.test(path)) {
    const own = [...first.values()].filter((one) => one === code).length;
    yield [
      step(
        '首条原因为此的剔除份数',
        'rejected forms whose first reason is this',
        `${first.size} − ${first.size - own}`,
        own,
      ),
    ];
  }
  if (path !== 'doubted' && !/^doubts\.\d+\.count$/.test(path)) return;
  const doubts = runChecks(snapshot).filter(({ rows }) => rows.length > 0);
  if (path === 'doubted') {
    const found = sum(doubts.map(({ rows }) => rows.length));
    const forms = new Set(doubts.flatMap(({ rows }) => rows)).size;
    yield [
      step(
        '各项检查存疑份数之和 − 被几项检查重复计的',
        'sum over the checks − counted by several checks',
        `${doubts.map(({ rows }) => rows.length).join(' + ')} − ${found - forms}`,
        forms,
      ),
    ];
  } else {
    const own = doubts.find((one) => one.code === code)?.rows.length ?? 0;
    yield [
      step(
        '未剔除的份数 − 此项检查未存疑的',
        'forms not rejected − those this check does not doubt',
        `${snapshot.rowCount - first.size} − ${snapshot.rowCount - first.size - own}`,
        own,
      ),
    ];
  }
}

/** A line of the cleaning log, from the steps of the journal it stands for. */
function* cleaning({ key, path, snapshot }: Given): ReturnType<Rule> {
  const steps = snapshot.steps ?? [];
  const added = (zh: string, en: string, counts: readonly number[]) =>
    step(
      zh,
      en,
      sumText(
        counts.map((one) => s(one)),
        sum(counts),
      ),
      sum(counts),
    );
  if (path === 'steps') yield [step('日志中的步骤数', 'steps in the journal', String(steps.length), steps.length)];
  if (path === 'cells')
    yield [
      added(
        '各步涉及的答案数之和',
        'answers each step concerned, added up',
        steps.map((one) => one.cells),
      ),
    ];
  const at = /^lines\.(\d+)\.(?:cells|forms|at)$/.exec(path)?.[1];
  const run = cleaningRuns(steps)[Number(at)];
  const [first] = run ?? [];
  if (!run || !first) return;
  if (key === 'cells')
    yield [
      added(
        '日志记录的该行各步涉及的答案数',
        'answers the steps of this line concerned, as the journal has them',
        run.map((one) => one.cells),
      ),
    ];
  if (key === 'forms')
    yield [
      step(
        '日志记录的该步涉及的问卷数',
        'forms the step concerned, as the journal has it',
        s(first.forms),
        first.forms,
      ),
    ];
  if (key === 'at')
    yield [step('日志记录的时间（协调世界时）', 'time in the journal (UTC)', first.at, Date.parse(first.at))];
}

export const fieldworkRules: Readonly<Record<string, readonly Rule[]>> = {
  'sample.returns': [returns],
  'sample.cleaningLog': [cleaning],
};
