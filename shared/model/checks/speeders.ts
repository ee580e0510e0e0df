import type { Snapshot } from '../dataset.ts';
import type { Variable } from '../variable.ts';
import { type Check, numbersOf } from './types.ts';

const startWords = /开始|起始|start|begin/i;
const endWords = /结束|提交|完成|交卷|end|finish|submit/i;
const durationWords = /用时|时长|耗时|所用时间|答题时间|duration|seconds|elapsed/i;

/** Below this share of the median time nobody reads the questions. */
const share = 1 / 3;

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Answering time per form in the file's unit (milliseconds from two dates), NaN = unknown; null when the survey has no times. */
function durations(
  snapshot: Snapshot,
): { readonly values: Float64Array; readonly minutesPerUnit: number | null } | null {
  const times = snapshot.variables.filter((variable) => variable.role === 'time');
  const named = (words: RegExp, type: Variable['type']): Variable | undefined =>
    times.find((variable) => variable.type === type && words.test(`${variable.name} ${variable.label}`));
  const start = named(startWords, 'date');
  const end = named(endWords, 'date');
  if (start && end) {
    const from = numbersOf(snapshot, start);
    return { values: numbersOf(snapshot, end).map((value, row) => value - from[row]!), minutesPerUnit: 1 / 60_000 };
  }
  const duration = named(durationWords, 'number');
  return duration ? { values: numbersOf(snapshot, duration), minutesPerUnit: null } : null;
}

/**
 * Forms answered in less than a third of the median time of all forms; null where the survey has no times. Excluded forms count for the
 * median, so that leaving out the quickest does not make others too quick. The third is our own. Checked: tests/shared/model/checks.
 */
export const speeders: Check = (snapshot, rows) => {
  const measured = durations(snapshot);
  if (!measured) return null;
  const known = [...measured.values].filter((value) => value >= 0);
  if (known.length < 2) return null;
  const median = medianOf(known);
  const limit = median * share;
  const shown = (value: number): string =>
    measured.minutesPerUnit === null
      ? String(Math.round(value))
      : String(Math.round(value * measured.minutesPerUnit * 10) / 10);
  const unit = measured.minutesPerUnit === null ? { zh: '', en: '' } : { zh: ' 分钟', en: ' minutes' };
  return {
    code: 'speeder',
    variableIds: [],
    checked: true,
    title: { zh: '作答过快', en: 'Speeders' },
    rows: [...rows].filter((row) => measured.values[row]! >= 0 && measured.values[row]! < limit),
    details: {
      zh: `用时少于中位数 ${shown(median)}${unit.zh || ' '}的三分之一（${shown(limit)}${unit.zh}）`,
      en: `Answered in less than a third (${shown(limit)}${unit.en}) of the median ${shown(median)}${unit.en}`,
    },
  };
};
