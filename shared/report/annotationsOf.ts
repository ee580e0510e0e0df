import type { CommentAttrs } from './document.ts';
import type { FootnoteRun, ResolvedNode, Run } from './resolved.ts';

/** Every stretch of running text of the content in reading order; texts of result tables and captions are not among them. */
export function* runsIn(content: readonly ResolvedNode[]): Generator<Run> {
  for (const node of content) {
    if ('runs' in node) yield* node.runs;
    else if (node.type === 'list') for (const item of node.items) yield* runsIn(item);
    else if (node.type === 'table') for (const row of node.rows) for (const cell of row) yield* runsIn(cell.content);
  }
}

export interface Annotations {
  readonly footnotes: readonly FootnoteRun[];
  /** Each remark once, in the order of the words it is about. */
  readonly comments: readonly CommentAttrs[];
}

/** Notes and remarks of the document, for formats that list them at its end. */
export function annotationsOf(content: readonly ResolvedNode[]): Annotations {
  const footnotes: FootnoteRun[] = [];
  const comments = new Map<string, CommentAttrs>();
  for (const run of runsIn(content)) {
    if (run.type === 'footnote') footnotes.push(run);
    if (run.type === 'run') for (const comment of run.comments ?? []) comments.set(comment.id, comment);
  }
  return { footnotes, comments: [...comments.values()] };
}
