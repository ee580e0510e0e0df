import { describe, expect, it } from 'vitest';
import {
  cardTitle,
  displayed,
  firstCards,
  matchesSearch,
  missingInputs,
  moveCard,
  newCard,
  requestKey,
} from '../../../renderer/features/analysis/cardModel.ts';
import { catalogue, findAnalysis } from '../../../shared/analyses/catalogue.ts';
import type { AnalysisCard } from '../../../shared/model/project.ts';

const card = (id: string, order: number, pinned = false): AnalysisCard => ({
  ...newCard(id, { analysis: 'csi.index', inputs: {}, options: {} }, order),
  pinned,
});
const ids = (cards: readonly AnalysisCard[]): string =>
  cards.map((one) => (one.pinned ? `${one.id}*` : one.id)).join(' ');

describe('the first set of cards', () => {
  it('takes the first proposal of each usual analysis, in the usual order, with ids that stand still', () => {
    const request = (analysis: string, by: string) => ({ analysis, inputs: { by }, options: {} });
    const cards = firstCards([
      request('sample.returns', 'x'),
      request('index.byFeature', 'sex'),
      request('index.byFeature', 'age'),
      request('csi.index', 'x'),
      request('weights.ahp', 'x'),
    ]);
    expect(cards.map((one) => one.analysis)).toEqual(['csi.index', 'index.byFeature', 'sample.returns']);
    expect(cards[1]!.inputs).toEqual({ by: 'sex' });
    expect(cards[0]!.id).toBe('first.csi.index');
  });

  it('is empty where nothing is proposed', () => {
    expect(firstCards([])).toEqual([]);
  });
});

describe('the order of cards', () => {
  const cards = [card('a', 0), card('b', 1), card('c', 2), card('p', 3, true)];

  it('shows pinned cards first', () => {
    expect(ids(displayed(cards))).toBe('p* a b c');
  });

  it('moves by place on screen and numbers anew', () => {
    const moved = moveCard(cards, 'c', 1);
    expect(ids(moved)).toBe('p* c a b');
    expect(moved.map((one) => one.order)).toEqual([0, 1, 2, 3]);
    expect(ids(displayed(moved))).toBe('p* c a b');
  });

  it('pins a card moved above a pinned one and releases one moved below the rest', () => {
    expect(ids(displayed(moveCard(cards, 'b', 0)))).toBe('b* p* a c');
    expect(ids(displayed(moveCard(cards, 'p', 2)))).toBe('a b p c');
  });

  it('stays within the list', () => {
    expect(ids(moveCard(cards, 'a', 99))).toBe('p* b c a');
    expect(ids(moveCard(cards, 'nobody', 0))).toBe('p* a b c');
  });
});

describe('requests', () => {
  it('have one key whatever the order of their parts', () => {
    const one = requestKey({ analysis: 'a', inputs: { x: ['1'], y: null }, options: { p: 1, q: { b: 1, a: 2 } } });
    const other = requestKey({ analysis: 'a', options: { q: { a: 2, b: 1 }, p: 1 }, inputs: { y: null, x: ['1'] } });
    expect(one).toBe(other);
    expect(one).not.toBe(requestKey({ analysis: 'a', inputs: { x: ['2'], y: null }, options: {} }));
  });

  it('wait for required inputs', () => {
    const byFeature = findAnalysis('index.byFeature')!;
    const required = Object.entries(byFeature.inputs).filter(([, spec]) => !spec.optional);
    expect(missingInputs(byFeature, {})).toEqual(required.map(([, spec]) => spec));
    expect(missingInputs(findAnalysis('csi.index')!, {})).toEqual([]);
  });
});

describe('names', () => {
  it('are found in both languages, by keyword and by id', () => {
    const index = findAnalysis('csi.index')!;
    for (const search of ['满意度指数', 'satisfaction', 'csi.index', 'NPS', ''])
      expect(matchesSearch(index, search), search).toBe(true);
    expect(matchesSearch(index, '满意度 xyz')).toBe(false);
  });

  it('exist for every member of the catalogue', () => {
    for (const analysis of catalogue)
      expect(cardTitle(newCard('x', { analysis: analysis.id, inputs: {}, options: {} }, 0), new Map(), 'zh-CN')).toBe(
        analysis.title.zh,
      );
    expect(cardTitle({ ...card('a', 0), title: '我的指数' }, new Map(), 'zh-CN')).toBe('我的指数');
  });
});
