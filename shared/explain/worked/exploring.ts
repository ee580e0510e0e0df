import { significant as s } from '../../format/significant.ts';
import { decodeCategories, decodeNumeric } from '../../model/decode.ts';
import { variableId } from '../../model/ids.ts';
import { quantile } from '../../numeric/quantile.ts';
import type { WorkedStep } from '../types.ts';
import { designOf, type FormColumn } from './formColumns.ts';
import { kept, tally } from './formMeans.ts';
import { type Given, isObject, objectsOf, type Rule, step, sum } from './given.ts';

type Counted = readonly (readonly [number, number])[];

/** The answers of one group to one question, with their forms (0-based rows of the file). */
function answersOf({ snapshot, result, path }: Given): { column: FormColumn; rows: Int32Array } | null {
  const at = /^questions\.(\d+)\.groups\.(\d+)\./.exec(path);
  const question = objectsOf(result.values['questions'])[Number(at?.[1])];
  const group = objectsOf(question?.['groups'])[Number(at?.[2])];
  const id = question?.['id'];
  if (!at || !group || typeof id !== 'string') return null;
  const design = designOf(snapshot, result);
  const { values } = decodeNumeric(snapshot, variableId(id), design.rows);
  const { by } = result.inputs;
  const { label } = group;
  let inside: (row: number) => boolean = () => true;
  if (typeof by === 'string' && typeof label === 'string') {
    const { codes, labels } = decodeCategories(snapshot, variableId(by), design.rows);
    const own = labels.indexOf(label);
    inside = (row) => codes[row] === own;
  }
  return {
    column: {
      values: values.map((value, row) => (inside(row) ? value : Number.NaN)),
      weights: design.weights,
      design,
      shown: { zh: 'x', en: 'x' },
    },
    rows: design.rows,
  };
}

/** Mean of the middle nine tenths; an answer on the border counts in part. */
function trimmed(counted: Counted): WorkedStep {
  const n = sum(counted.map(([, weight]) => weight));
  const cut = 0.05 * n;
  let below = 0;
  const left = counted.flatMap(([value, weight]): [number, number][] => {
    const part = Math.min(below + weight, n - cut) - Math.max(below, cut);
    below += weight;
    return part > 0 ? [[value, part]] : [];
  });
  const total = sum(left.map(([value, part]) => value * part));
  return step(
    '两端各去掉 5% 后的均值（边上的作答按部分计）',
    'mean without 5% at each end (answers on the border count in part)',
    left.length <= 12
      ? `(${left.map(([value, part]) => `${s(value)}×${s(part)}`).join(' + ')}) / ${s(n - 2 * cut)}`
      : `${s(total, 9)} / ${s(n - 2 * cut)}`,
    total / (n - 2 * cut),
  );
}

/** The answer at a share of the way up, between two places where (n + 1)p is no whole number. */
function quartile(counted: Counted, p: number): WorkedStep {
  let running = 0;
  const cumulative = counted.map(([, weight]) => (running += weight));
  const value = quantile(
    counted.map(([one]) => one),
    p,
    6,
    cumulative,
  );
  const place = (running + 1) * p;
  return step(
    `Q${4 * p}：由小到大第 (n + 1)×${s(p)} 个（两个之间按比例）`,
    `Q${4 * p}: answer (n + 1)×${s(p)} in rising order (in proportion between two)`,
    `(${s(running)} + 1) × ${s(p)} = ${s(place)}`,
    value,
  );
}

function* explore(given: Given): ReturnType<Rule> {
  const { key, path, ancestors } = given;
  const found = answersOf(given);
  if (!found) return;
  const { column, rows } = found;
  const own = kept(column);
  const counted = tally(own);
  if (counted.length === 0) return;
  if (key === 'trimmedMean') yield [trimmed(counted)];
  const [low, high] = [counted[0]![0], counted.at(-1)![0]];
  if (key === 'range') yield [step('最大 − 最小', 'largest − smallest', `${s(high)} − ${s(low)}`, high - low)];
  if (key === 'interquartileRange') {
    const [first, third] = [quartile(counted, 0.25), quartile(counted, 0.75)];
    yield [
      first,
      third,
      step('Q3 − Q1', 'Q3 − Q1', `${s(third.value)} − ${s(first.value)}`, third.value - first.value),
    ];
  }
  const n = sum(counted.map(([, weight]) => weight));
  if (key === 'n' && own.weights) yield [step('各份的频数权重之和', 'sum of the frequency weights', s(n), n)];
  const end = /\.(highest|lowest)\.(\d+)\.(row|value)$/.exec(path);
  if (!end) return;
  const place = Number(end[2]);
  const order = [...column.values.keys()]
    .filter((row) => !Number.isNaN(column.values[row]!))
    .toSorted((a, b) => column.values[a]! - column.values[b]! || a - b);
  const row = end[1] === 'highest' ? order[order.length - 1 - place] : order[place];
  if (row === undefined || !isObject(ancestors[0]?.object)) return;
  const [zh, en] = end[1] === 'highest' ? ['大到小', 'falling'] : ['小到大', 'rising'];
  yield [
    end[3] === 'row'
      ? step(
          `作答由${zh}第 ${place + 1} 的问卷在文件中的次序`,
          `place in the file of the form that is number ${place + 1} in ${en} order`,
          `x = ${s(column.values[row]!)}`,
          rows[row]! + 1,
        )
      : step(
          `由${zh}第 ${place + 1} 的作答（文件中第 ${rows[row]! + 1} 份）`,
          `answer number ${place + 1} in ${en} order (form ${rows[row]! + 1} of the file)`,
          s(column.values[row]!),
          column.values[row]!,
        ),
  ];
}

export const exploringRules: Readonly<Record<string, readonly Rule[]>> = { 'describe.explore': [explore] };
