import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import type { AnalysisRequest, AnyAnalysis, InputSpec } from '../../../shared/analyses/types.ts';
import type { AnalysisCard } from '../../../shared/model/project.ts';
import { inLocale, type Locale } from '../../../shared/model/text.ts';
import type { Variable } from '../../../shared/model/variable.ts';

/** What is shown on a project nobody has arranged yet, in this order; each only where the project can feed it. */
const firstAnalyses = [
  'csi.index',
  'distribution.normality',
  'reliability.cronbachAlpha',
  'improve.quadrant',
  'describe.expectationGap',
  'index.byFeature',
  'sample.returns',
  'describe.statistics',
] as const;

export function requestOf(card: AnalysisCard): AnalysisRequest {
  return {
    analysis: card.analysis,
    inputs: card.inputs as AnalysisRequest['inputs'],
    options: card.options as AnalysisRequest['options'],
  };
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  );
}

/** Equal for requests that ask the same, whatever the order of their keys. */
export const requestKey = (request: AnalysisRequest): string => JSON.stringify(sorted(request));

export function newCard(id: string, request: AnalysisRequest, order: number): AnalysisCard {
  return {
    id,
    analysis: request.analysis,
    inputs: request.inputs,
    options: request.options,
    title: null,
    pinned: false,
    order,
    figureStyles: {},
  };
}

/** The proposed set: the first proposal of each of firstAnalyses. Ids follow from the analysis, so that the set stands still while it is not saved. */
export function firstCards(proposals: readonly AnalysisRequest[]): readonly AnalysisCard[] {
  return firstAnalyses.flatMap((analysis, order) => {
    const request = proposals.find((one) => one.analysis === analysis);
    return request ? [newCard(`first.${analysis}`, request, order)] : [];
  });
}

/** Cards as they stand on screen: pinned ones first, then by order. */
export function displayed(cards: readonly AnalysisCard[]): readonly AnalysisCard[] {
  return cards.toSorted((a, b) => Number(b.pinned) - Number(a.pinned) || a.order - b.order);
}

/**
 * Moves a card to a place among the displayed ones and numbers them anew. A card moved among pinned cards becomes pinned, one moved
 * below them is released: the user sees it stay where it was put.
 */
export function moveCard(cards: readonly AnalysisCard[], id: string, to: number): readonly AnalysisCard[] {
  const before = displayed(cards);
  const moving = before.find((card) => card.id === id);
  if (!moving) return before;
  const rest = before.filter((card) => card.id !== id);
  const place = Math.max(0, Math.min(to, rest.length));
  const above = rest[place - 1];
  const below = rest[place];
  const pinned = below?.pinned === true || (moving.pinned && (above?.pinned ?? true));
  return rest
    .toSpliced(place, 0, { ...moving, pinned })
    .map((card, order) => (card.order === order && card.id !== id ? card : { ...card, order }));
}

/** Required inputs that are not chosen yet; such a card waits instead of failing. */
export function missingInputs(analysis: AnyAnalysis, inputs: AnalysisRequest['inputs']): readonly InputSpec[] {
  return Object.entries(analysis.inputs).flatMap(([name, spec]) => {
    if (spec.optional) return [];
    const given = inputs[name];
    const count = Array.isArray(given) ? given.length : given === undefined || given === null ? 0 : 1;
    const needed = spec.kind === 'variables' ? Math.max(1, spec.min) : 1;
    return count < needed ? [spec] : [];
  });
}

/** Does the search text occur in a title, a keyword or the id of an analysis? Every word must. */
export function matchesSearch(analysis: AnyAnalysis, search: string): boolean {
  const haystack = [analysis.title.zh, analysis.title.en, analysis.id, ...analysis.keywords].join('\n').toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => haystack.includes(word));
}

/** The user's own title, or the catalogue's with the question or feature it is about. */
export function cardTitle(card: AnalysisCard, variables: ReadonlyMap<string, Variable>, locale: Locale): string {
  if (card.title) return card.title;
  const analysis = findAnalysis(card.analysis);
  if (!analysis) return card.analysis;
  const named = Object.values(card.inputs).flatMap((given) =>
    typeof given === 'string' ? [given] : Array.isArray(given) && given.length === 1 ? [String(given[0])] : [],
  );
  const labels = named.flatMap(
    (id) => variables.get(id)?.label ?? [...variables.values()].find((variable) => variable.name === id)?.label ?? [],
  );
  const title = inLocale(analysis.title, locale);
  return labels.length === 0
    ? title
    : `${title}${locale === 'zh-CN' ? '：' : ': '}${labels.join(locale === 'zh-CN' ? '、' : ', ')}`;
}
