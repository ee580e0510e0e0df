/** A stretch of text, and whether the other text lacks it. */
export interface Stretch {
  readonly text: string;
  readonly changed: boolean;
}

/** Numbers and Latin words whole, every other character by itself. */
const piecesOf = (text: string): readonly string[] => text.match(/[-−]?\d[\d.,]*%?|[A-Za-z]+|[\s\S]/gu) ?? [];

function stretches(pieces: readonly string[], common: ReadonlySet<number>): readonly Stretch[] {
  const found: { text: string; changed: boolean }[] = [];
  for (const [place, piece] of pieces.entries()) {
    const changed = !common.has(place);
    const last = found.at(-1);
    if (last && last.changed === changed) last.text += piece;
    else found.push({ text: piece, changed });
  }
  return found;
}

/** Two sentences with what each has that the other has not, by their longest common row of words. */
export function wordChanges(
  before: string,
  after: string,
): { readonly before: readonly Stretch[]; readonly after: readonly Stretch[] } {
  const [a, b] = [piecesOf(before), piecesOf(after)];
  const width = b.length + 1;
  const length = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      length[i * width + j] =
        a[i] === b[j]
          ? length[(i + 1) * width + j + 1]! + 1
          : Math.max(length[(i + 1) * width + j]!, length[i * width + j + 1]!);
  const [inA, inB] = [new Set<number>(), new Set<number>()];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) {
      inA.add(i++);
      inB.add(j++);
    } else if (length[(i + 1) * width + j]! >= length[i * width + j + 1]!) i++;
    else j++;
  }
  return { before: stretches(a, inA), after: stretches(b, inB) };
}
