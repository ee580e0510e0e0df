/** A construct as it lies on the canvas. */
export interface DrawnConstruct {
  /** Unique within the model. */
  readonly name: string;
  /** Questions by id. */
  readonly items: readonly string[];
  readonly mode: 'A' | 'B';
  /** Centre on the canvas, in its own units. */
  readonly x: number;
  readonly y: number;
}

/** The structural equation model of a project: what is estimated, and where it is drawn. */
export interface StructuralModel {
  readonly constructs: readonly DrawnConstruct[];
  readonly paths: readonly { readonly from: string; readonly to: string }[];
}

/** Most constructs of a model; a drawing of more is not legible. */
export const mostConstructs = 40;

/**
 * Would a path from one construct to another close a loop? The names on it, from `to` back to `from`; null when not.
 */
export function loopThrough(paths: StructuralModel['paths'], from: string, to: string): readonly string[] | null {
  const seen = new Set<string>();
  const follow = (at: string, chain: readonly string[]): readonly string[] | null => {
    if (at === from) return chain;
    if (seen.has(at)) return null;
    seen.add(at);
    for (const path of paths) {
      if (path.from !== at) continue;
      const found = follow(path.to, [...chain, path.to]);
      if (found) return found;
    }
    return null;
  };
  return follow(to, [to]);
}
