import { rowsInUse } from '../../model/decode.ts';
import { type VariableId, variableId } from '../../model/ids.ts';
import { questionsBehind } from '../questionsBehind.ts';
import { usedCells } from '../usedCells.ts';
import { significant as s } from '../../format/significant.ts';
import { designOf } from './formColumns.ts';
import { type Given, numberOf, objectsOf, type Rule, step, sum } from './given.ts';

/** The questions the innermost part around a number is about: one, a pair, or those of its indicator. */
function ownQuestions({ snapshot, ancestors, result }: Given): readonly VariableId[] {
  for (const { object } of ancestors.slice(0, -1)) {
    const { x, y, id } = object;
    const items = result.inputs['items'];
    if (typeof x === 'number' && typeof y === 'number' && Array.isArray(items)) {
      const pair = [x, y].flatMap((place) => (items as readonly string[])[place] ?? []);
      if (pair.length === 2) return pair.map((one) => variableId(one));
    }
    if (typeof id !== 'string') continue;
    const own = snapshot.variables.filter((one) => one.id === id);
    if (own.length > 0) return own.map((one) => one.id);
    const sides = snapshot.variables.filter(
      (one) => one.indicatorId === id && (one.role === 'perception' || one.role === 'expectation'),
    );
    if (sides.length > 0) return sides.map((one) => one.id);
  }
  return [];
}

/** How many forms a number rests on: all of the file, less those that are out. */
function* forms(given: Given): ReturnType<Rule> {
  const { key, path, snapshot, result, group } = given;
  if (!/^(?:n|forms|cases|validCount)$/.test(key)) return;
  const { rowCount } = snapshot;
  const out = new Set(snapshot.exclusions.map(({ row }) => row)).size;
  const filtered = rowCount - out - rowsInUse(snapshot).length;
  const before = { zh: `文件中 ${rowCount} 份`, en: `${rowCount} forms in the file` };
  const less = [
    [out, '被排除', 'excluded'],
    [filtered, '不在筛选之内', 'outside the filter'],
  ] as const;
  const counted = less.filter(([count]) => count > 0);
  const told = (zh: string, en: string, rest: number) => {
    const all = [...counted, ...(rest > 0 ? [[rest, zh, en] as const] : [])];
    const value = rowCount - sum(all.map(([count]) => count));
    return [
      step(
        [before.zh, ...all.map(([, word]) => word)].join(' − '),
        [before.en, ...all.map(([, , word]) => word)].join(' − '),
        [rowCount, ...all.map(([count]) => count)].join(' − '),
        value,
      ),
    ];
  };
  const inUse = rowCount - out - filtered;
  if (group) {
    const members = usedCells(snapshot, [group.variableId as VariableId], { group }).used;
    yield [
      step(
        `答“${group.label}”的份数`,
        `forms that answered “${group.label}”`,
        `${inUse} − ${inUse - members}`,
        members,
      ),
    ];
  }
  for (const ids of [ownQuestions(given), questionsBehind(snapshot, result, path).variableIds]) {
    const answers = usedCells(snapshot, ids, { group });
    const complete = answers.formsWith(ids.length).length;
    const some = answers.formsWith(1).length;
    if (ids.length === 0 || some === 0) continue;
    yield ids.length === 1
      ? told('这道题没有可用的作答', 'no usable answer', inUse - complete)
      : told('至少缺答一题', 'at least one answer missing', inUse - complete);
    yield told('各题都没有作答', 'no answer at all', inUse - some);
  }
  const left = sum(
    result.leftOut.filter(({ reason }) => reason !== 'excluded' && reason !== 'filtered').map(({ count }) => count),
  );
  yield told('不能用的', 'not usable', left);
}

/** Answers that cannot be used, of one question. */
function* missing({ key, snapshot, ancestors, group, result }: Given): ReturnType<Rule> {
  const id = ancestors[0]?.object['id'] ?? ancestors[1]?.object['id'];
  if (!/^(?:nMissing|missing|missingCount)$/.test(key) || typeof id !== 'string') return;
  if (!snapshot.variables.some((one) => one.id === id)) return;
  const used = usedCells(snapshot, [variableId(id)], { group }).used;
  // Forms without weight are out before answers are looked at.
  const inUse = designOf(snapshot, result).rows.length;
  yield [
    step(
      '使用的份数 − 有可用作答的份数',
      'forms in use − forms with a usable answer',
      `${inUse} − ${used}`,
      inUse - used,
    ),
  ];
}

function* degrees({ key, ancestors, result }: Given): ReturnType<Rule> {
  if (key !== 'df') return;
  for (const { object } of ancestors) {
    const n = numberOf(object, 'n');
    if (n !== null) yield [step('n − 1', 'n − 1', `${n} − 1`, n - 1)];
  }
  yield [
    step('n − 2', 'n − 2', `${result.n} − 2`, result.n - 2),
    step('n − 1', 'n − 1', `${result.n} − 1`, result.n - 1),
  ];
}

/** How many questions a number is about. */
function* questions({ key, path, snapshot, result }: Given): ReturnType<Rule> {
  if (key !== 'k') return;
  const { variableIds } = questionsBehind(snapshot, result, path);
  yield [step('所依据的题数', 'questions it rests on', String(variableIds.length), variableIds.length)];
}

/** The weight of an indicator in the project, from the weights on the way down. */
function* weightInForce({ key, path, ancestors, snapshot, result }: Given): ReturnType<Rule> {
  if (!/^(?:current|compositeWeight|importance|rawImportance|x)$/.test(key) && !/^ways\.\d+\.weights\.\d+$/.test(path))
    return;
  const listed = Number(/\.weights\.(\d+)$/.exec(path)?.[1] ?? Number.NaN);
  const element = Number.isNaN(listed) ? ancestors[0]?.object : objectsOf(result.values['elements'])[listed];
  const chain: number[] = [];
  for (let at = snapshot.indicators.find(({ id }) => id === element?.['id']); at; ) {
    chain.unshift(at.weight);
    const { parentId } = at;
    at = snapshot.indicators.find(({ id }) => id === parentId);
  }
  if (chain.length > 0)
    yield [
      step(
        '从一级到该指标各级权重之积',
        'product of the weights on the way down',
        chain.map((one) => s(one)).join(' × '),
        chain.reduce((product, one) => product * one, 1),
      ),
    ];
}

/** Forms counted in a class over all forms of the analysis. */
function* classShare({ key, ancestors, result }: Given): ReturnType<Rule> {
  const count = numberOf(ancestors[0]?.object, 'count');
  if (key === 'share' && count !== null && result.n > 0)
    yield [step('份数/总份数', 'count/number of forms', `${s(count)} / ${result.n}`, count / result.n)];
  const own = numberOf(ancestors[0]?.object, 'n');
  if (key === 'percent' && own !== null && result.n > 0)
    yield [
      step(
        '本组份数/总份数 × 100',
        'forms of the group/all forms × 100',
        `${own} / ${result.n} × 100`,
        (100 * own) / result.n,
      ),
    ];
  const comments = numberOf(result.values, 'comments');
  if (key === 'answeredShare' && comments !== null) {
    const whole = Math.round(comments / (numberOf(result.values, 'answeredShare') ?? 1));
    yield [
      step(
        '写了意见的份数/使用的份数',
        'forms with a comment/forms in use',
        `${comments} / ${whole}`,
        comments / whole,
      ),
    ];
  }
}

export const countRules: readonly Rule[] = [weightInForce, classShare, forms, missing, degrees, questions];
