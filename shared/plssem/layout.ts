import type { Specification } from './model.ts';

/**
 * Places on a drawing of 720 units width for a model nobody has drawn: causes at the left, effects at the right. Checked:
 * tests/shared/plssem/effects.
 */
export function layeredLayout({ constructs, order }: Specification): { readonly x: number; readonly y: number }[] {
  const layer = constructs.map(() => 0);
  for (const place of order)
    for (const from of constructs[place]!.predecessors) layer[place] = Math.max(layer[place]!, layer[from]! + 1);
  const layers = Math.max(...layer) + 1;
  const seen = new Map<number, number>();
  return constructs.map((_, place) => {
    const own = layer[place]!;
    const rank = seen.get(own) ?? 0;
    seen.set(own, rank + 1);
    const count = layer.filter((one) => one === own).length;
    return {
      x: layers === 1 ? 360 : 90 + (540 * own) / (layers - 1),
      // Every second layer a little lower, so that a path across a layer does not run through its constructs.
      y: 220 + 150 * (rank - (count - 1) / 2) + (own % 2 === 1 ? 45 : -20),
    };
  });
}
