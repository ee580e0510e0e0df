import type { ChartFigure } from '../analyses/types.ts';
import { plotText, textWidth } from './plotText.ts';
import { designWidth, ink, okabeIto, themedLayout, titleLines, topMargin } from './theme.ts';

export interface CloudWord {
  readonly text: string;
  readonly weight: number;
  /** Words the sentence talks about take the accent. */
  readonly emphasis?: boolean;
}

export interface PlacedWord {
  readonly text: string;
  /** Centre and size of the letters in the units of the box. */
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

const smallest = 12;
const largest = 54;

/**
 * Words around the middle of a box, the heaviest first, each at the first place of a spiral where it touches no other. Letter sizes grow
 * with the square root of the weight, so that a word's ink follows its weight. Words that find no room are left out. Nothing is random.
 *
 * @param words  weights above 0
 */
export function placeWords(words: readonly CloudWord[], width: number, height: number): readonly PlacedWord[] {
  const heaviest = words.reduce((most, word) => Math.max(most, word.weight), 0);
  const boxes: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number }[] = [];
  const placed: PlacedWord[] = [];
  const ordered = words
    .filter((word) => word.weight > 0)
    .toSorted((a, b) => b.weight - a.weight || (a.text < b.text ? -1 : 1));
  for (const word of ordered) {
    const size = Math.max(smallest, Math.round(largest * Math.sqrt(word.weight / heaviest)));
    const [halfWidth, halfHeight] = [(size * textWidth(word.text)) / 2 + 4, size * 0.62 + 2];
    const turns = Math.max(width, height);
    for (let step = 0; step < turns * 4; step++) {
      // An Archimedean spiral, stretched to the shape of the box.
      const angle = Math.sqrt(step) * 0.9;
      const radius = (turns / 2) * (step / (turns * 4));
      const x = width / 2 + radius * Math.cos(angle);
      const y = height / 2 + radius * Math.sin(angle) * (height / width);
      const box = { left: x - halfWidth, right: x + halfWidth, top: y - halfHeight, bottom: y + halfHeight };
      if (box.left < 0 || box.right > width || box.top < 0 || box.bottom > height) continue;
      if (
        boxes.some(
          (one) => one.left < box.right && one.right > box.left && one.top < box.bottom && one.bottom > box.top,
        )
      )
        continue;
      boxes.push(box);
      placed.push({ text: word.text, x, y, size });
      break;
    }
  }
  return placed;
}

export interface WordCloudOptions {
  readonly id: string;
  readonly title: string;
  readonly altText: string;
  readonly words: readonly CloudWord[];
}

/** The word cloud as a figure like any other: texts at places, restylable, the same on screen, in Word and in print. */
export function wordCloud(options: WordCloudOptions): ChartFigure {
  const aspect = 0.56;
  const lines = titleLines(options.title);
  const top = topMargin(lines === '' ? 0 : lines.split('<br>').length);
  const [width, height] = [designWidth - 24, designWidth * aspect - top - 12];
  const emphasised = new Set(options.words.filter((word) => word.emphasis).map((word) => word.text));
  const placed = placeWords(options.words, width, height);
  const series = [
    { colour: ink.accent, words: placed.filter((word) => emphasised.has(word.text)) },
    { colour: ink.soft, words: placed.filter((word) => !emphasised.has(word.text) && word.size < 20) },
    { colour: okabeIto[2], words: placed.filter((word) => !emphasised.has(word.text) && word.size >= 20) },
  ].filter((one) => one.words.length > 0);
  const axis = { visible: false, fixedrange: true, autorange: false };
  return {
    id: options.id,
    title: options.title,
    altText: options.altText,
    aspect,
    data: series.map(({ colour, words }) => ({
      type: 'scatter',
      mode: 'text',
      x: words.map((word) => word.x),
      y: words.map((word) => height - word.y),
      text: words.map((word) => plotText(word.text)),
      textposition: 'middle center',
      textfont: { size: words.map((word) => word.size), color: colour },
      cliponaxis: false,
      hoverinfo: 'skip',
    })),
    layout: themedLayout(options.title, {
      margin: { l: 12, r: 12, t: top, b: 12 },
      xaxis: { ...axis, range: [0, width] },
      yaxis: { ...axis, range: [0, height] },
    }),
  };
}
