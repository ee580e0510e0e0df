import type { ResolvedNode } from './resolved.ts';

export type FigureNode = Extract<ResolvedNode, { type: 'figure' }>;

/** Every figure of the content in reading order, wherever it stands. */
export function figuresIn(content: readonly ResolvedNode[]): readonly FigureNode[] {
  return content.flatMap((node): readonly FigureNode[] => {
    if (node.type === 'figure') return [node];
    if (node.type === 'list') return node.items.flatMap(figuresIn);
    return node.type === 'table' ? node.rows.flatMap((row) => row.flatMap((cell) => figuresIn(cell.content))) : [];
  });
}
