import { textWidth } from './plotText.ts';

/** A point in pixels (y downwards) with its label. */
export interface LabelledPoint {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

/** Where the label's middle goes, in pixels from the point, and whether it is so far away that a thin line should lead to it. */
export interface LabelPlace {
  readonly dx: number;
  readonly dy: number;
  readonly leader: boolean;
}

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const overlap = (a: Box, b: Box): number =>
  Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) *
  Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));

/**
 * Label places that neither cover one another nor any point, found greedily in reading order: of 8 directions at growing
 * distances the first free one, else the one with the least overlap. Deterministic: the same points give the same places.
 *
 * @param width, height  of the plotting area in pixels; labels stay inside
 * @param avoid  what else labels should not cover
 */
export function placeLabels(
  points: readonly LabelledPoint[],
  width: number,
  height: number,
  fontSize = 12,
  avoid: readonly Box[] = [],
): readonly LabelPlace[] {
  const markers: Box[] = points.map((point) => ({
    left: point.x - 5,
    right: point.x + 5,
    top: point.y - 5,
    bottom: point.y + 5,
  }));
  const taken: Box[] = [...avoid];
  const places: LabelPlace[] = Array.from({ length: points.length }, () => ({ dx: 0, dy: 0, leader: false }));
  const order = points
    .map((_, index) => index)
    .toSorted((a, b) => points[a]!.y - points[b]!.y || points[a]!.x - points[b]!.x || a - b);
  for (const index of order) {
    const point = points[index]!;
    const halfWidth = (textWidth(point.text) * fontSize) / 2 + 2;
    const halfHeight = fontSize * 0.68;
    let best: { place: LabelPlace; box: Box; cost: number } | null = null;
    for (let ring = 0; ring < 7 && best?.cost !== 0; ring++) {
      const reachX = halfWidth + 7 + ring * 12;
      const reachY = halfHeight + 7 + ring * 13;
      const directions: readonly (readonly [number, number])[] = [
        [reachX, 0],
        [-reachX, 0],
        [0, -reachY],
        [0, reachY],
        [reachX * 0.8, -reachY],
        [-reachX * 0.8, -reachY],
        [reachX * 0.8, reachY],
        [-reachX * 0.8, reachY],
      ];
      for (const [dx, dy] of directions) {
        const x = point.x + dx;
        const y = point.y + dy;
        const box: Box = { left: x - halfWidth, right: x + halfWidth, top: y - halfHeight, bottom: y + halfHeight };
        const outside =
          Math.max(0, -box.left) +
          Math.max(0, box.right - width) +
          Math.max(0, -box.top) +
          Math.max(0, box.bottom - height);
        let cost = outside * 40;
        for (const other of taken) cost += overlap(box, other);
        for (const marker of markers) cost += overlap(box, marker);
        if (best === null || cost < best.cost) best = { place: { dx, dy, leader: ring > 0 }, box, cost };
        if (cost === 0) break;
      }
    }
    taken.push(best!.box);
    places[index] = best!.place;
  }
  return places;
}
