/** Some of the forms, by their numbers from 0. */
export interface SomeForms {
  has(form: number): boolean;
}

/**
 * Forms given as ascending spans ("0-99,105"). The text is read when the first form is looked for: of sixty questions a dozen are on
 * screen.
 */
export function formsOfSpans(spans: string): SomeForms {
  let read: { readonly firsts: Int32Array; readonly lasts: Int32Array } | null = null;
  const ends = (): NonNullable<typeof read> => {
    const parts = spans === '' ? [] : spans.split(',');
    const [firsts, lasts] = [new Int32Array(parts.length), new Int32Array(parts.length)];
    for (const [at, part] of parts.entries()) {
      const dash = part.indexOf('-');
      firsts[at] = Number(dash < 0 ? part : part.slice(0, dash));
      lasts[at] = Number(dash < 0 ? part : part.slice(dash + 1));
    }
    return { firsts, lasts };
  };
  return {
    has(form) {
      read ??= ends();
      const { firsts, lasts } = read;
      let [low, high] = [0, firsts.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (lasts[middle]! < form) low = middle + 1;
        else high = middle;
      }
      return low < firsts.length && firsts[low]! <= form;
    },
  };
}
