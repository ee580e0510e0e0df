import type { JsonObject } from '../../analyses/types.ts';
import { significant as s } from '../../format/significant.ts';
import { studentTTwoSidedQuantile } from '../../numeric/distributions.ts';
import type { WorkedStep } from '../types.ts';
import { studentizedRangeQuantile, studentizedRangeUpper } from '../../numeric/studentizedRange.ts';
import { type Group, groupedForms, groupMoments } from './groupedForms.ts';
import {
  type Given,
  isObject,
  numberNamedAround,
  numberOf,
  numbersNamed,
  objectsOf,
  type Rule,
  signed,
  step,
  sum,
} from './given.ts';

/** The groups of a comparison by their forms; where these are not at hand, as the result holds them. */
const groupsOf = (given: Given): readonly Group[] => {
  const forms = groupedForms(given);
  if (forms) return groupMoments(forms);
  return objectsOf(given.result.values['groups']).flatMap((one): Group[] => {
    const found = numbersNamed(one, 'n', 'mean', 'sd');
    return found ? [found] : [];
  });
};

function* difference({ key, path, ancestors, result }: Given): ReturnType<Rule> {
  if (key !== 'difference' && key !== 'estimate') return;
  const groups = objectsOf(result.values['groups']);
  const own = ancestors[0]?.object;
  const between = (a: JsonObject | undefined, b: JsonObject | undefined) => {
    const [first, second] = [numberOf(a, 'mean'), numberOf(b, 'mean')];
    return first === null || second === null
      ? []
      : [
          step(
            '第一组均值 − 第二组均值',
            'mean of the first group − mean of the second',
            `${s(first)} − ${s(second)}`,
            first - second,
          ),
        ];
  };
  if (path === 'difference') yield between(groups[0], groups[1]);
  const pair = numbersNamed(own, 'a', 'b');
  if (pair) yield between(groups[pair.a], groups[pair.b]);
  const means = numbersNamed(result.values, 'firstMean', 'secondMean');
  if (means)
    yield [
      step(
        '第一题均值 − 第二题均值',
        'mean of the first − mean of the second',
        `${s(means.firstMean)} − ${s(means.secondMean)}`,
        means.firstMean - means.secondMean,
      ),
    ];
}

export function* statistic({ key, ancestors, result }: Given): ReturnType<Rule> {
  if (key !== 't') return;
  const own = ancestors[0]?.object;
  const centre = numberNamedAround(ancestors, ['difference', 'gap', 'b', 'estimate']);
  const se = numberOf(own, 'differenceSe') ?? numberOf(own, 'se');
  const [zh, en] =
    typeof own?.['b'] === 'number'
      ? ['系数/标准误', 'coefficient/standard error']
      : ['差/标准误', 'difference/standard error'];
  if (centre !== null && se) yield [step(`t = ${zh}`, `t = ${en}`, `${signed(centre)} / ${s(se)}`, centre / se)];
  const mean = numberNamedAround(ancestors, ['mean']);
  const hypothesis = numberOf(result.values, 'hypothesis');
  if (mean !== null && hypothesis !== null && se)
    yield [
      step(
        't = (均值 − 假设值)/标准误',
        't = (mean − hypothesis)/standard error',
        `(${s(mean)} − ${s(hypothesis)}) / ${s(se)}`,
        (mean - hypothesis) / se,
      ),
    ];
}

function* twoGroups(given: Given): ReturnType<Rule> {
  const { key, path, result } = given;
  const groups = groupsOf(given);
  if (groups.length !== 2) return;
  const [a, b] = groups as [Group, Group];
  const [va, vb] = [a.sd ** 2 / a.n, b.sd ** 2 / b.n];
  const pooled = Math.sqrt(((a.n - 1) * a.sd ** 2 + (b.n - 1) * b.sd ** 2) / (a.n + b.n - 2));
  const pooledStep = step(
    '合并标准差 s = √(((n₁ − 1)s₁² + (n₂ − 1)s₂²)/(n₁ + n₂ − 2))',
    'pooled s = √(((n₁ − 1)s₁² + (n₂ − 1)s₂²)/(n₁ + n₂ − 2))',
    `√((${a.n - 1} × ${s(a.sd)}² + ${b.n - 1} × ${s(b.sd)}²) / ${a.n + b.n - 2})`,
    pooled,
  );
  const toSe: Readonly<Record<string, readonly WorkedStep[] | undefined>> = {
    welch: [
      step(
        '标准误 = √(s₁²/n₁ + s₂²/n₂)',
        'standard error = √(s₁²/n₁ + s₂²/n₂)',
        `√(${s(a.sd)}²/${s(a.n)} + ${s(b.sd)}²/${s(b.n)})`,
        Math.sqrt(va + vb),
      ),
    ],
    pooled: [
      pooledStep,
      step(
        '标准误 = s·√(1/n₁ + 1/n₂)',
        'standard error = s √(1/n₁ + 1/n₂)',
        `${s(pooled)} × √(1/${s(a.n)} + 1/${s(b.n)})`,
        pooled * Math.sqrt(1 / a.n + 1 / b.n),
      ),
    ],
  };
  const [test] = path.split('.');
  const steps = toSe[test!];
  const se = steps?.at(-1)?.value;
  const found = isObject(result.values[test!]) ? numberOf(result.values[test!] as JsonObject, 'df') : null;
  const { level } = result.options;
  const gap = a.mean - b.mean;
  if (steps && key === 'se') yield steps;
  if (steps && se && key === 't')
    yield [...steps, step('t = 差/标准误', 't = difference/standard error', `${signed(gap)} / ${s(se)}`, gap / se)];
  if (steps && se && found !== null && typeof level === 'number' && (key === 'lower' || key === 'upper')) {
    const t = studentTTwoSidedQuantile(level, found);
    const sign = key === 'lower' ? '−' : '+';
    yield [
      ...steps,
      step(
        `两组均值之差 ${sign} t(${s(level)}, df)·标准误`,
        `difference of the means ${sign} t(${s(level)}, df) · standard error`,
        `${signed(gap)} ${sign} ${s(t)} × ${s(se)}　(df = ${s(found)})`,
        gap + (key === 'lower' ? -1 : 1) * t * se,
      ),
    ];
  }
  if (path === 'welch.df')
    yield [
      step(
        '(v₁ + v₂)²/(v₁²/(n₁ − 1) + v₂²/(n₂ − 1))，v = s²/n',
        '(v₁ + v₂)²/(v₁²/(n₁ − 1) + v₂²/(n₂ − 1)), v = s²/n',
        `(${s(va)} + ${s(vb)})² / (${s(va)}²/${a.n - 1} + ${s(vb)}²/${b.n - 1})`,
        (va + vb) ** 2 / (va ** 2 / (a.n - 1) + vb ** 2 / (b.n - 1)),
      ),
    ];
  if (path === 'pooled.df') yield [step('n₁ + n₂ − 2', 'n₁ + n₂ − 2', `${a.n} + ${b.n} − 2`, a.n + b.n - 2)];
  if (key === 'varianceRatio')
    for (const [top, under] of [
      [a, b],
      [b, a],
    ] as const)
      yield [
        step('方差之比', 'ratio of the variances', `${s(top.sd)}² / ${s(under.sd)}²`, top.sd ** 2 / under.sd ** 2),
      ];
  if (key === 'cohensD')
    yield [
      pooledStep,
      step(
        'd = 均值之差/合并标准差',
        'd = difference/pooled s',
        `(${s(a.mean)} − ${s(b.mean)}) / ${s(pooled)}`,
        (a.mean - b.mean) / pooled,
      ),
    ];
}

function* paired({ key, ancestors, result }: Given): ReturnType<Rule> {
  const found = numbersNamed(result.values, 'n', 'difference', 'sdDifference');
  if (!found) return;
  const { n, difference: gap, sdDifference: sd } = found;
  if (key === 'se')
    yield [step('差的标准差/√n', 'standard deviation of the differences/√n', `${s(sd)} / √${n}`, sd / Math.sqrt(n))];
  if (key === 'df') yield [step('n − 1', 'n − 1', `${n} − 1`, n - 1)];
  if (key === 'cohensD' && ancestors.length > 0)
    yield [
      step(
        'd = 差/差的标准差',
        'd = difference/standard deviation of the differences',
        `${signed(gap)} / ${s(sd)}`,
        gap / sd,
      ),
    ];
}

function* variance(given: Given): ReturnType<Rule> {
  const { key, path, result } = given;
  const groups = groupsOf(given);
  const grand = numberOf(result.values, 'grandMean');
  const table = isObject(result.values['table']) ? result.values['table'] : undefined;
  const found = numbersNamed(table, 'ssBetween', 'ssWithin', 'msBetween', 'msWithin', 'dfBetween', 'dfWithin');
  if (!found) return;
  const { ssBetween, ssWithin, msBetween, msWithin, dfBetween, dfWithin } = found;
  if (key === 'ssBetween' && grand !== null)
    yield [
      step(
        'Σ n·(组均值 − 总均值)²',
        'Σ n (group mean − grand mean)²',
        groups.map(({ n, mean }) => `${n}×(${s(mean)} − ${s(grand)})²`).join(' + '),
        sum(groups.map(({ n, mean }) => n * (mean - grand) ** 2)),
      ),
    ];
  if (key === 'ssWithin')
    yield [
      step(
        'Σ(n − 1)·组标准差²',
        'Σ(n − 1) group sd²',
        groups.map(({ n, sd }) => `${n - 1}×${s(sd)}²`).join(' + '),
        sum(groups.map(({ n, sd }) => (n - 1) * sd ** 2)),
      ),
    ];
  if (key === 'ssTotal')
    yield [step('组间 + 组内', 'between + within', `${s(ssBetween)} + ${s(ssWithin)}`, ssBetween + ssWithin)];
  if (key === 'msBetween')
    yield [
      step('组间平方和/自由度', 'sum of squares between/df', `${s(ssBetween)} / ${dfBetween}`, ssBetween / dfBetween),
    ];
  if (key === 'msWithin')
    yield [step('组内平方和/自由度', 'sum of squares within/df', `${s(ssWithin)} / ${dfWithin}`, ssWithin / dfWithin)];
  if (path === 'table.f')
    yield [
      step(
        'F = 组间均方/组内均方',
        'F = mean square between/within',
        `${s(msBetween)} / ${s(msWithin)}`,
        msBetween / msWithin,
      ),
    ];
  if (key === 'dfBetween') yield [step('组数 − 1', 'groups − 1', `${groups.length} − 1`, groups.length - 1)];
  if (key === 'dfWithin')
    yield [step('份数 − 组数', 'forms − groups', `${result.n} − ${groups.length}`, result.n - groups.length)];
  const total = ssBetween + ssWithin;
  if (key === 'etaSquared')
    yield [
      step(
        'η² = 组间平方和/总平方和',
        'η² = between/total sum of squares',
        `${s(ssBetween)} / ${s(total)}`,
        ssBetween / total,
      ),
    ];
  if (key === 'omegaSquared')
    yield [
      step(
        'ω² = (组间平方和 − df·组内均方)/(总平方和 + 组内均方)',
        'ω² = (between − df · mean square within)/(total + mean square within)',
        `(${s(ssBetween)} − ${dfBetween} × ${s(msWithin)}) / (${s(total)} + ${s(msWithin)})`,
        (ssBetween - dfBetween * msWithin) / (total + msWithin),
      ),
    ];
  if (key === 'epsilonSquared')
    yield [
      step(
        'ε² = (组间平方和 − df·组内均方)/总平方和',
        'ε² = (between − df · mean square within)/total',
        `(${s(ssBetween)} − ${dfBetween} × ${s(msWithin)}) / ${s(total)}`,
        (ssBetween - dfBetween * msWithin) / total,
      ),
    ];
  if (key === 'residualSd') yield [step('√组内均方', '√mean square within', `√${s(msWithin)}`, Math.sqrt(msWithin))];
}

/** Welch's F of groups with unequal spread, from their sizes, means and deviations. */
function* welch(given: Given): ReturnType<Rule> {
  if (/^welch\.(?:f|df2)$/.test(given.path)) yield* welchOf(given.key, groupsOf(given));
}

function* welchOf(key: string, groups: readonly Group[]): ReturnType<Rule> {
  const k = groups.length;
  const weights = groups.map(({ n, sd }) => n / sd ** 2);
  const all = sum(weights);
  const middle = sum(groups.map(({ mean }, place) => weights[place]! * mean)) / all;
  const between = sum(groups.map(({ mean }, place) => weights[place]! * (mean - middle) ** 2)) / (k - 1);
  const lambda = sum(groups.map(({ n }, place) => (1 - weights[place]! / all) ** 2 / (n - 1)));
  if (key === 'df2')
    yield [step('(k² − 1)/(3Λ)', '(k² − 1)/(3Λ)', `${k * k - 1} / (3 × ${s(lambda)})`, (k * k - 1) / (3 * lambda))];
  else
    yield [
      step(
        '加权总均值 = Σ(n/s²·均值)/Σ(n/s²)',
        'weighted mean = Σ(n/s² · mean)/Σ(n/s²)',
        `${s(middle * all)} / ${s(all)}`,
        middle,
      ),
      step(
        'F = [Σ n/s²·(均值 − 加权总均值)²/(k − 1)]/(1 + 2(k − 2)/(k² − 1)·Λ)',
        'F = [Σ n/s² (mean − weighted mean)²/(k − 1)]/(1 + 2(k − 2)/(k² − 1) Λ)',
        `${s(between)} / (1 + ${2 * (k - 2)} / ${k * k - 1} × ${s(lambda)})`,
        between / (1 + ((2 * (k - 2)) / (k * k - 1)) * lambda),
      ),
    ];
}

/** Differences of pairs of groups after Tukey and Kramer, with the range of all groups. */
function* tukey({ key, path, ancestors, result }: Given): ReturnType<Rule> {
  const pair = ancestors.map(({ object }) => object).find((object) => numbersNamed(object, 'a', 'b', 'difference'));
  const own = numbersNamed(pair, 'difference', 'se');
  const table = isObject(result.values['table']) ? numbersNamed(result.values['table'], 'dfWithin') : null;
  const level = result.options['level'];
  const k = objectsOf(result.values['groups']).filter((one) => numberOf(one, 'mean') !== null).length;
  if (result.values['postHoc'] !== 'tukey' || !own || !table || k < 2 || typeof level !== 'number') return;
  const q = (Math.abs(own.difference) / own.se) * Math.SQRT2;
  const df = table.dfWithin;
  const range = step(
    'q = √2·|差|/标准误',
    'q = √2 |difference|/standard error',
    `√2 × ${s(Math.abs(own.difference))} / ${s(own.se)}`,
    q,
  );
  if (key === 'q') yield [range];
  if (key === 'p')
    yield [
      range,
      step(
        `Tukey：p = P(Q ≥ q)，${k} 组的学生化极差`,
        `Tukey: p = P(Q ≥ q), studentised range of ${k} groups`,
        `P(Q ≥ ${s(q)})　(df = ${s(df)})`,
        studentizedRangeUpper(q, k, df),
      ),
    ];
  if ((key !== 'lower' && key !== 'upper') || !/pairs\./.test(path)) return;
  const critical = studentizedRangeQuantile(level, k, df) / Math.SQRT2;
  const sign = key === 'lower' ? -1 : 1;
  yield [
    step(
      `差 ${sign < 0 ? '−' : '+'} Q(${s(level)}; ${k}, df)/√2·标准误`,
      `difference ${sign < 0 ? '−' : '+'} Q(${s(level)}; ${k}, df)/√2 · standard error`,
      `${signed(own.difference)} ${sign < 0 ? '−' : '+'} ${s(critical)} × ${s(own.se)}　(df = ${s(df)})`,
      own.difference + sign * critical * own.se,
    ),
  ];
}

export const comparisonRules: Readonly<Record<string, readonly Rule[]>> = {
  'compare.tTest': [difference, twoGroups],
  'compare.paired': [difference, paired],
  'influence.anova': [tukey, difference, variance, welch],
};
