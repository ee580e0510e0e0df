import { significant as s } from '../../format/significant.ts';
import type { PlsEstimate } from '../../plssem/estimate.ts';
import type { Scheme, Specification } from '../../plssem/model.ts';
import type { WorkedStep } from '../types.ts';
import { productsText, signed, step, sum, sumText } from './given.ts';

interface Neighbour {
  readonly place: number;
  readonly inner: number;
}

/** The latent variables joined to one, with the inner weights their scores enter with. */
function neighboursOf(
  { constructs, paths }: Specification,
  { correlations, coefficients }: PlsEstimate,
  scheme: Scheme,
  own: number,
): readonly Neighbour[] {
  const { predecessors, successors } = constructs[own]!;
  const r = (other: number): number => correlations[other * constructs.length + own]!;
  const joined = (place: number): Neighbour => ({
    place,
    inner: scheme === 'centroid' ? Math.sign(r(place)) : r(place),
  });
  const cause = (place: number): Neighbour => ({
    place,
    inner: coefficients[paths.findIndex(({ from, to }) => from === place && to === own)]!,
  });
  return [...predecessors.map(scheme === 'path' ? cause : joined), ...successors.map(joined)];
}

/**
 * The outer weight of a question at the end of the iteration, which its own next step would not change: mode A takes the covariances a of
 * the block's questions with the neighbouring scores, mode B the regression on them; both are scaled to a score of variance 1.
 */
export function outerWeightSteps(
  specification: Specification,
  estimate: PlsEstimate,
  scheme: Scheme,
  item: number,
): readonly WorkedStep[] {
  const { constructs, items, blockOf } = specification;
  const { crossLoadings, itemCorrelations, weights } = estimate;
  const construct = constructs[blockOf[item]!]!;
  const block = construct.items;
  if (block.length === 1)
    return [step('该潜变量只有一道题，权重为 1', 'the latent variable has one question, which weighs 1', '1', 1)];
  const neighbours = neighboursOf(specification, estimate, scheme, blockOf[item]!);
  const loadingOn = (one: number, place: number): number => crossLoadings[one * constructs.length + place]!;
  const a = (one: number): number => sum(neighbours.map(({ place, inner }) => inner * loadingOn(one, place)));
  const r = (one: number, other: number): number => itemCorrelations[one * items.length + other]!;
  const first = step(
    'a = Σ(内部权重 × 该题与相邻潜变量得分的相关)',
    'a = Σ(inner weight × correlation of the question with a neighbouring score)',
    productsText(neighbours.map(({ place, inner }) => [inner, loadingOn(item, place)])),
    a(item),
  );
  if (construct.mode === 'A') {
    const variance = sum(block.flatMap((one) => block.map((other) => a(one) * a(other) * r(one, other))));
    return [
      first,
      step(
        `权重 = a/√V，V = ΣΣ a·a′·r 为以 a 加权的得分的方差，本潜变量各题 a = ${block.map((one) => s(a(one), 5)).join('、')}`,
        `weight = a/√V; V = ΣΣ a a′ r: variance of the score that a gives; a of the block: ${block.map((one) => s(a(one), 5)).join(', ')}`,
        `${signed(a(item))} / √${s(variance)}`,
        a(item) / Math.sqrt(variance),
      ),
    ];
  }
  const scale = sum(block.map((one) => weights[one]! * a(one)));
  const others = block.filter((one) => one !== item);
  const rest = sum(others.map((one) => r(item, one) * weights[one]!));
  return [
    first,
    step(
      'Σ(权重 × a)，本潜变量各题（模式 B）',
      'Σ(weight × a) over the block (mode B)',
      sumText(
        block.map((one) => `${signed(weights[one]!, 6)}×${signed(a(one), 6)}`),
        scale,
      ),
      scale,
    ),
    step(
      '权重 = a/Σ(权重 × a) − Σ(其余各题的权重 × 与该题的相关)',
      'weight = a/Σ(weight × a) − Σ(weight of another question × its correlation with this one)',
      `${signed(a(item))} / ${signed(scale)} − (${productsText(others.map((one) => [weights[one]!, r(item, one)]))})`,
      a(item) / scale - rest,
    ),
  ];
}
