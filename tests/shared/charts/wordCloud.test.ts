import { expect, it } from 'vitest';
import { placeWords, wordCloud } from '../../../shared/charts/wordCloud.ts';
import { textWidth } from '../../../shared/charts/plotText.ts';

const words = Array.from({ length: 60 }, (_, place) => ({ text: `词语${place}`, weight: 200 / (place + 1) }));

it('places words inside the box without overlap, the heaviest largest and near the middle, always alike', () => {
  const placed = placeWords(words, 696, 350);
  expect(placed.length).toBeGreaterThan(45);
  expect(placed[0]).toMatchObject({ text: '词语0', x: 348, y: 175 });
  const boxes = placed.map(({ x, y, size, text }) => ({
    left: x - (size * textWidth(text)) / 2,
    right: x + (size * textWidth(text)) / 2,
    top: y - size / 2,
    bottom: y + size / 2,
  }));
  boxes.forEach((a, i) => {
    expect(a.left >= 0 && a.right <= 696 && a.top >= 0 && a.bottom <= 350).toBe(true);
    for (const b of boxes.slice(i + 1))
      expect(a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top).toBe(false);
  });
  expect(placed.map((one) => one.size)).toEqual(placed.map((one) => one.size).toSorted((a, b) => b - a));
  expect(placeWords(words.toReversed(), 696, 350)).toEqual(placed);
});

it('leaves out a word that no place holds and shows markup as it is', () => {
  expect(placeWords([{ text: '长'.repeat(60), weight: 1 }], 300, 200)).toEqual([]);
  const figure = wordCloud({ id: 'cloud', title: '词', altText: '词', words: [{ text: '<b>&', weight: 3 }] });
  expect(figure.data[0]!.text).toEqual(['&lt;b&gt;&amp;']);
});
