import { pacer } from '../../app/pacer.ts';
import { type Block, blockAsRows, blockAsText, needsMarkup } from './clipboardBlock.ts';
import { type ShownSheet, textsOf } from './sheetEdits.ts';

/** Cells on their way to the clipboard. */
export interface Clip {
  readonly text: string;
  /** null for a block too large for markup that does not need it. */
  readonly html: string | null;
}

export interface ClipOptions {
  /** The questions above the answers. */
  readonly withHead: boolean;
  readonly withLabels: boolean;
}

/** Cells looked up between two looks at the clock. */
const piece = 1000;

/** Larger blocks go out as plain text only, unless a spreadsheet would take a text for something else: the markup is many times their size. */
const htmlCells = 50_000;

/** Makes a clip of a part of the sheet piece by piece. */
function* clipping(part: ShownSheet, { withHead, withLabels }: ClipOptions): Generator<void, Clip> {
  const { variables, forms } = part;
  const blocks: Block[] = withHead ? [[variables.map((variable) => variable.label)]] : [];
  const step = Math.max(1, Math.floor(piece / variables.length));
  for (let top = 0; top < forms.length; top += step) {
    const bottom = Math.min(forms.length, top + step) - 1;
    blocks.push(textsOf(part, { top, bottom, left: 0, right: variables.length - 1 }, withLabels));
    yield;
  }
  const textColumns = variables.map(({ type }) => type === 'text');
  let isMarked = variables.length * forms.length <= htmlCells;
  const texts: string[] = [];
  for (const block of blocks) {
    texts.push(blockAsText(block));
    isMarked ||= needsMarkup(block, textColumns);
    yield;
  }
  const rows: string[] = [];
  if (isMarked)
    for (const block of blocks) {
      rows.push(blockAsRows(block, textColumns));
      yield;
    }
  return { text: texts.join('\r\n'), html: isMarked ? `<table>${rows.join('')}</table>` : null };
}

/** A part of the sheet for the clipboard, at once. */
export function clipOf(part: ShownSheet, options: ClipOptions): Clip {
  const steps = clipping(part, options);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same in pieces, between which the window goes on. */
export async function clipInPieces(part: ShownSheet, options: ClipOptions): Promise<Clip> {
  const steps = clipping(part, options);
  const rest = pacer();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await rest();
  }
}
