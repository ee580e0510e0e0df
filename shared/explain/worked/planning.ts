import type { MatrixInput } from '../../analyses/types.ts';
import { significant as s } from '../../format/significant.ts';
import { normalQuantile, normalTwoSidedQuantile, studentTTwoSidedQuantile } from '../../numeric/distributions.ts';
import { sampleSizeForTwoMeans } from '../../stats/sampleSize.ts';
import type { WorkedStep } from '../types.ts';
import { type Given, numberOf, numbersIn, objectsOf, type Rule, step, sum } from './given.ts';

interface Plan {
  readonly target: string;
  readonly level: number;
  readonly proportion: number;
  readonly sd: number;
  readonly power: number;
  readonly populationSize: number;
  readonly designEffect: number;
  readonly returnRate: number;
}

/** A size that misses a whole number by rounding dust is that number. */
const roundedUp = (size: number): number =>
  Math.abs(size - Math.round(size)) < 1e-9 * Math.max(1, size) ? Math.round(size) : Math.ceil(size);
const up = (what: WorkedStep): WorkedStep =>
  step('进位为整数', 'rounded up', `⌈${s(what.value)}⌉`, roundedUp(what.value));

/** Forms for one margin in an unlimited population; per group where two groups are compared. */
function unlimited({ target, level, proportion: p, sd, power }: Plan, margin: number): readonly WorkedStep[] {
  const z = normalTwoSidedQuantile(level);
  const zPower = normalQuantile(power);
  switch (target) {
    case 'proportion':
      return [
        step(
          'n₀ = z²·p(1 − p)/e²',
          'n₀ = z² p(1 − p)/e²',
          `${s(z)}² × ${s(p)} × ${s(1 - p)} / ${s(margin)}²`,
          (z * z * p * (1 - p)) / margin ** 2,
        ),
      ];
    case 'mean':
      return [step('n₀ = z²·s²/e²', 'n₀ = z² s²/e²', `${s(z)}² × ${s(sd)}² / ${s(margin)}²`, ((z * sd) / margin) ** 2)];
    case 'twoProportions': {
      const other = p + margin;
      const mean = (p + other) / 2;
      const [atOnce, apart] = [Math.sqrt(2 * mean * (1 - mean)), Math.sqrt(p * (1 - p) + other * (1 - other))];
      return [
        step(
          '每组 n = ((z·√(2p̄(1 − p̄)) + z₁₋β·√(p₁(1 − p₁) + p₂(1 − p₂)))/(p₁ − p₂))²',
          'n per group = ((z √(2p̄(1 − p̄)) + z₁₋β √(p₁(1 − p₁) + p₂(1 − p₂)))/(p₁ − p₂))²',
          `((${s(z)} × ${s(atOnce)} + ${s(zPower)} × ${s(apart)}) / ${s(margin)})²`,
          ((z * atOnce + zPower * apart) / margin) ** 2,
        ),
      ];
    }
    default: {
      const effect = margin / sd;
      const found = sampleSizeForTwoMeans(margin, sd, { level, power });
      const df = 2 * (found.perGroup - 1);
      return [
        step(
          '每组 n 的近似 = 2(z + z₁₋β)²/(差异/标准差)²',
          'n per group, nearly: 2(z + z₁₋β)²/(difference/sd)²',
          `2 × (${s(z)} + ${s(zPower)})² / (${s(margin)}/${s(sd)})²`,
          (2 * (z + zPower) ** 2) / effect ** 2,
        ),
        step(
          `使检验功效 P(T′ > t) = ${s(power)} 的 n（T′ 为非中心 t，非中心参数 √(n/2)·差异/标准差）`,
          `the n at which the power P(T′ > t) is ${s(power)} (T′: noncentral t, noncentrality √(n/2) · difference/sd)`,
          `t = ${s(studentTTwoSidedQuantile(level, df))}, √(${s(found.perGroup)}/2) × ${s(effect)} = ${s(Math.sqrt(found.perGroup / 2) * effect)}　(df = ${s(df)})`,
          found.perGroup,
        ),
      ];
    }
  }
}

/** From the size for an unlimited population to the forms wanted and sent out. */
function sizes(plan: Plan, margin: number) {
  const first = unlimited(plan, margin);
  const n0 = first.at(-1)!.value;
  const { populationSize: size, designEffect, returnRate } = plan;
  const rate = `${s(returnRate)}`;
  if (plan.target.startsWith('two')) {
    const wanted = step(
      '两组合计 = 2·⌈每组 n × 设计效应⌉',
      'both groups = 2 ⌈n per group × design effect⌉',
      `2 × ⌈${s(n0)} × ${s(designEffect)}⌉`,
      2 * roundedUp(n0 * designEffect),
    );
    const sent = step(
      '⌈合计/有效回收率⌉',
      '⌈both groups/return rate⌉',
      `⌈${s(wanted.value)} / ${rate}⌉`,
      roundedUp(wanted.value / returnRate),
    );
    return { first, finite: null, wanted: [...first, wanted], toSend: [...first, wanted, sent] };
  }
  const finite =
    size > 0
      ? step(
          'n = n₀/(1 + (n₀ − 1)/N)',
          'n = n₀/(1 + (n₀ − 1)/N)',
          `${s(n0)} / (1 + (${s(n0)} − 1) / ${size})`,
          n0 / (1 + (n0 - 1) / size),
        )
      : null;
  const needed = finite ? [...first, finite] : first;
  const base = needed.at(-1)!.value;
  const wanted =
    size > 0
      ? step(
          'n × 设计效应，不大于总体',
          'n × design effect, at most the population',
          `min(${size}, ${s(base)} × ${s(designEffect)})`,
          Math.min(size, base * designEffect),
        )
      : step('n × 设计效应', 'n × design effect', `${s(base)} × ${s(designEffect)}`, base * designEffect);
  return {
    first,
    finite,
    wanted: [...needed, wanted, up(wanted)],
    toSend: [
      ...needed,
      wanted,
      step(
        '⌈需要的份数/有效回收率⌉',
        '⌈forms wanted/return rate⌉',
        `⌈${s(wanted.value)} / ${rate}⌉`,
        roundedUp(wanted.value / returnRate),
      ),
    ],
  };
}

function* size(given: Given): ReturnType<Rule> {
  const { key, path, ancestors, result } = given;
  const plan = result.options as unknown as Plan;
  const own = numberOf(result.options as never, 'margin') ?? 0;
  const scenario = path.startsWith('scenarios.') ? numberOf(ancestors[0]?.object, 'margin') : null;
  if (key === 'margin' && scenario !== null)
    yield [step('设定的误差 × 倍数', 'margin chosen × factor', `${s(own)} × ${s(scenario / own)}`, scenario)];
  const found = sizes(plan, scenario ?? own);
  if (key === 'unlimited') yield found.first;
  if (key === 'unlimitedCeil') yield [...found.first, up(found.first.at(-1)!)];
  if (key === 'finite' && found.finite) yield [...found.first, found.finite];
  if (key === 'finiteCeil' && found.finite) yield [...found.first, found.finite, up(found.finite)];
  if (key === 'wanted') yield found.wanted;
  if (key === 'toSend') yield found.toSend;
}

/** What a stratum's part of the sample goes by under each rule. */
const claims: Readonly<Record<string, readonly [string, string]>> = {
  equal: ['1', '1'],
  proportional: ['N', 'N'],
  neyman: ['N·S', 'N · S'],
  costOptimal: ['N·S/√c', 'N · S/√c'],
};

function* allocation({ key, path, ancestors, result }: Given): ReturnType<Rule> {
  const strata = objectsOf(result.values['strata']).map((one) => ({
    size: numberOf(one, 'size') ?? 0,
    sd: numberOf(one, 'sd') ?? 0,
    cost: numberOf(one, 'cost') ?? 1,
  }));
  const n = numberOf(result.values, 'n') ?? 0;
  const population = sum(strata.map((one) => one.size));
  if (path === 'n') yield [step('设定的样本量', 'sample size chosen', s(n), n)];
  if (path === 'population')
    yield [step('各层总数之和', 'sum of the strata', strata.map((one) => s(one.size)).join(' + '), population)];
  const stratum = /^strata\.(\d+)\.(size|sd)$/.exec(path);
  const typed = result.inputs['strata'] as MatrixInput | null;
  if (stratum && typed) {
    const value = strata[Number(stratum[1])]![stratum[2] as 'size' | 'sd'];
    yield [step('录入的数', 'as typed in', s(value), value)];
  }
  const rule = ancestors.find(({ object }) => typeof object['rule'] === 'string')?.object;
  const name = String(rule?.['rule']);
  const claim = claims[name];
  if (!rule || !claim) return;
  const shares = strata.map((one) =>
    name === 'equal'
      ? 1
      : name === 'proportional'
        ? one.size
        : (one.size * one.sd) / (name === 'costOptimal' ? Math.sqrt(one.cost) : 1),
  );
  const total = sum(shares);
  const exact = shares.map((share) => (n * share) / total);
  const forms = numbersIn(rule['forms']) ?? [];
  const at = /\.(exact|forms)\.(\d+)$/.exec(path);
  if (at) {
    const place = Number(at[2]);
    const own = step(
      `n × (${claim[0]})/Σ(${claim[0]})，N 为层的总数，S 为标准差，c 为单位费用`,
      `n × (${claim[1]})/Σ(${claim[1]}); N: size, S: standard deviation, c: cost of a form`,
      `${n} × ${s(shares[place]!)} / (${shares.map((one) => s(one)).join(' + ')})`,
      exact[place]!,
    );
    if (at[1] === 'exact') yield [own];
    // Rounding and the limits of a stratum keep the sum: what is left by the others is this one's.
    else
      yield [
        own,
        step(
          '取整（各层至少 2、不多于总数，合计为 n）：n − 其余各层',
          'in whole forms (at least 2 and at most all of each stratum, n in all): n − the other strata',
          [n, ...forms.filter((_, other) => other !== place)].map((one) => s(one)).join(' − '),
          n - sum(forms.filter((_, other) => other !== place)),
        ),
      ];
  }
  if (key === 'se') {
    const terms = strata.map((one, h) =>
      one.sd === 0 ? 0 : ((one.size / population) * one.sd) ** 2 * (1 / exact[h]! - 1 / one.size),
    );
    yield [
      step(
        '均值的标准误 = √Σ(N/ΣN·S)²·(1/n − 1/N)',
        'standard error of the mean = √Σ(N/ΣN · S)² (1/n − 1/N)',
        `√(${terms.map((one) => s(one)).join(' + ')})`,
        Math.sqrt(Math.max(0, sum(terms))),
      ),
    ];
  }
  if (key === 'cost')
    yield [
      step(
        'Σ份数 × 单位费用',
        'Σ forms × cost of a form',
        forms.map((one, place) => `${s(one)}×${s(strata[place]!.cost)}`).join(' + '),
        sum(forms.map((one, place) => one * strata[place]!.cost)),
      ),
    ];
}

/** Chances in proportion to size, and the weights that follow from them. */
function* pps({ key, ancestors, result }: Given): ReturnType<Rule> {
  const units = objectsOf(result.values['units']);
  const own = ancestors[0]?.object;
  const size = numberOf(own, 'size');
  if (!own || size === null) return;
  if (key === 'size') yield [step('录入的规模', 'size as typed in', s(size), size)];
  const n = numberOf(result.values, 'n') ?? 0;
  const certain = units.filter((unit) => unit['certain'] === true);
  const left = units.filter((unit) => unit['certain'] !== true).map((unit) => numberOf(unit, 'size') ?? 0);
  const chance =
    own['certain'] === true
      ? step('规模过大，必入样：1', 'so large that it is taken for certain: 1', '1', 1)
      : step(
          certain.length > 0 ? '(n − 必入样单位数) × 规模/其余单位规模之和' : 'n × 规模/规模之和',
          certain.length > 0
            ? '(n − units taken for certain) × size/sum of the other sizes'
            : 'n × size/sum of the sizes',
          `${certain.length > 0 ? `(${n} − ${certain.length})` : n} × ${s(size)} / ${s(sum(left))}`,
          Math.min(1, ((n - certain.length) * size) / sum(left)),
        );
  if (key === 'probability') yield [chance];
  if (key === 'weight')
    yield [chance, step('权重 = 1/入样概率', 'weight = 1/probability', `1 / ${s(chance.value)}`, 1 / chance.value)];
}

export const planningRules: Readonly<Record<string, readonly Rule[]>> = {
  'sample.size': [size],
  'sample.allocation': [allocation],
  'sample.pps': [pps],
};
