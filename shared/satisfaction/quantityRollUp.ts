import { InputError } from '../model/errors.ts';

/** One lowest unit (a product): where it belongs, from the top down, its index and the quantity it stands for. */
export interface RollUpUnit {
  /** Names from the top level down to the unit itself, at least one. */
  readonly path: readonly string[];
  /** 0-100 */
  readonly index: number;
  /** Standard error of index; null = not known. */
  readonly se: number | null;
  /** Forms behind it; null = typed in. */
  readonly n: number | null;
  /** > 0: revenue, vehicles owned, passengers … */
  readonly quantity: number;
}

export interface RollUpRow {
  /** [] = everything. */
  readonly path: readonly string[];
  readonly index: number;
  readonly se: number | null;
  readonly n: number | null;
  readonly quantity: number;
  /** Share of the quantity of the level above, 0-1. */
  readonly share: number;
  /** Lowest units below, itself for a lowest unit. */
  readonly units: number;
}

/**
 * Roll-up 汇总 product -> enterprise -> industry -> nation: at every level sum q I / sum q over the lowest units below. Units are
 * surveyed apart, so variances add: se^2 = sum (q/Q)^2 se^2; null where one of them has none.
 *
 * Source: resources/docs/methods: csi.rollUp; variances of independent means. Checked by hand: tests/shared/satisfaction/weights; laws:
 * tests/property/satisfaction.
 *
 * @returns the whole first, then level by level within each parent in order of appearance
 * @throws InputError 'rollUp.noUnits'; 'rollUp.path' when paths differ in length or repeat; 'rollUp.quantity' {unit, quantity} when not > 0
 */
export function quantityRollUp(units: readonly RollUpUnit[]): readonly RollUpRow[] {
  const depth = units[0]?.path.length ?? 0;
  if (depth === 0) throw new InputError('rollUp.noUnits');
  const seen = new Set<string>();
  for (const { path, quantity } of units) {
    const key = JSON.stringify(path);
    if (path.length !== depth || seen.has(key)) throw new InputError('rollUp.path', { unit: path.join('/') });
    seen.add(key);
    if (!(quantity > 0) || !Number.isFinite(quantity))
      throw new InputError('rollUp.quantity', { unit: path.join('/'), quantity });
  }
  const rows: RollUpRow[] = [];
  const walk = (below: readonly RollUpUnit[], path: readonly string[], above: number): void => {
    const quantity = below.reduce((sum, unit) => sum + unit.quantity, 0);
    const counted = below.every((unit) => unit.n !== null);
    const known = below.every((unit) => unit.se !== null);
    rows.push({
      path,
      index: below.reduce((sum, unit) => sum + unit.quantity * unit.index, 0) / quantity,
      se: known ? Math.sqrt(below.reduce((sum, unit) => sum + ((unit.quantity / quantity) * unit.se!) ** 2, 0)) : null,
      n: counted ? below.reduce((sum, unit) => sum + unit.n!, 0) : null,
      quantity,
      share: above > 0 ? quantity / above : 1,
      units: below.length,
    });
    if (path.length === depth) return;
    const names = [...new Set(below.map((unit) => unit.path[path.length]!))];
    for (const name of names)
      walk(
        below.filter((unit) => unit.path[path.length] === name),
        [...path, name],
        quantity,
      );
  };
  walk(units, [], 0);
  return rows;
}
