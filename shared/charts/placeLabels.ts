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
  /** No free place was found: the label lies on another, on a foreign point or outside. */
  readonly touches: boolean;
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

/** Rounds in which labels without a free place may still step aside for one another. */
const rounds = 5;
/** So much of a box may be covered and still not be seen to be. */
const unseen = 1;

/**
 * Label places that neither cover one another nor any point: in reading order, of 8 directions at growing distances the first free one, else
 * the one with the least overlap; then, while labels still touch, each is placed anew among all others. Deterministic: the same points give
 * the same places.
 *
 * @param width, height  of the plotting area in pixels; labels stay inside
 * @param avoid  what else labels must not cover
 * @param lines  what labels had better not cover, e.g. a crosshair
 */
export function placeLabels(
  points: readonly LabelledPoint[],
  width: number,
  height: number,
  fontSize = 12,
  avoid: readonly Box[] = [],
  lines: readonly Box[] = [],
): readonly LabelPlace[] {
  const markers: Box[] = points.map((point) => ({
    left: point.x - 5,
    right: point.x + 5,
    top: point.y - 5,
    bottom: point.y + 5,
  }));
  const chosen: (Candidate | null)[] = points.map(() => null);
  const order = points
    .map((_, index) => index)
    .toSorted((a, b) => points[a]!.y - points[b]!.y || points[a]!.x - points[b]!.x || a - b);

  const hardCost = (index: number, box: Box): number => {
    let cost =
      40 *
      (Math.max(0, -box.left) +
        Math.max(0, box.right - width) +
        Math.max(0, -box.top) +
        Math.max(0, box.bottom - height));
    for (const other of avoid) cost += overlap(box, other);
    for (const [at, other] of chosen.entries()) if (other && at !== index) cost += overlap(box, other.box);
    for (const marker of markers) cost += overlap(box, marker);
    return cost;
  };
  const place = (index: number): Candidate => {
    const point = points[index]!;
    const halfWidth = (textWidth(point.text) * fontSize) / 2 + 2;
    const halfHeight = fontSize * 0.68;
    let best: Candidate | null = null;
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
        const hard = hardCost(index, box);
        const cost = lines.reduce((sum, line) => sum + overlap(box, line), hard);
        if (best === null || cost < best.cost) best = { dx, dy, leader: ring > 0, box, cost };
        if (cost === 0) break;
      }
    }
    return best!;
  };
  const touching = (): readonly number[] =>
    order.filter((index) => chosen[index] !== null && hardCost(index, chosen[index]!.box) > unseen);
  for (const index of order) chosen[index] = place(index);
  for (let round = 0; round < rounds; round++) {
    const crowded = touching();
    if (crowded.length === 0) break;
    for (const index of crowded) chosen[index] = place(index);
  }
  const crowded = new Set(touching());
  return chosen.map((one, index) => ({
    dx: one!.dx,
    dy: one!.dy,
    leader: one!.leader,
    touches: crowded.has(index),
  }));
}

interface Candidate extends Pick<LabelPlace, 'dx' | 'dy' | 'leader'> {
  readonly box: Box;
  readonly cost: number;
}
