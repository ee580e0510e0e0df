import { significant as s } from '../../format/significant.ts';
import { type Given, isSame, numberNamedAround, type Rule, step } from './given.ts';

/** What was counted in, or read off, so many resamples: they come again with the same seed. */
function* resampled({ key, value, ancestors, result }: Given): ReturnType<Rule> {
  const asked = result.options['resamples'];
  const count = numberNamedAround(ancestors, ['resamples']) ?? (typeof asked === 'number' ? asked : null);
  const level = result.options['level'];
  if (result.seed === null || !count || typeof level !== 'number') return;
  const told = { zh: `${count} 次重抽样，种子 ${result.seed}`, en: `${count} resamples, seed ${result.seed}` };
  if (/^(?:I|II|III|IV|probability|firstShare)$/.test(key)) {
    const hits = Math.round(value * count);
    if (isSame(hits / count, value))
      yield [
        step(
          `落在此处的次数/次数（${told.zh}）`,
          `times it fell here/times (${told.en})`,
          `${hits} / ${count}`,
          hits / count,
        ),
      ];
  }
  const end = /^(percentile|bca)?(lower|upper)$/i.exec(key);
  if (!end) return;
  const corrected = end[1]?.toLowerCase() === 'bca';
  const p = end[2]!.toLowerCase() === 'lower' ? (1 - level) / 2 : (1 + level) / 2;
  yield [
    corrected
      ? step(
          `重抽样结果经偏差与加速度校正后的 ${s(100 * p)}% 分位数（BCa；${told.zh}）`,
          `${s(100 * p)}% quantile of the resampled values, corrected for bias and acceleration (BCa; ${told.en})`,
          s(value),
          value,
        )
      : step(
          `重抽样结果的 ${s(100 * p)}% 分位数（${told.zh}）`,
          `${s(100 * p)}% quantile of the resampled values (${told.en})`,
          s(value),
          value,
        ),
  ];
}

export const resamplingRules: readonly Rule[] = [resampled];
