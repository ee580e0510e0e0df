import type { ResolvedNode } from './resolved.ts';

type NodeOf<T extends ResolvedNode['type']> = Extract<ResolvedNode, { type: T }>;
export type FigureNode = NodeOf<'figure'>;
export type ResultTableNode = NodeOf<'resultTable'>;

/** Every node of a type in reading order, wherever it stands in lists and tables. */
function allOf<T extends ResolvedNode['type']>(content: readonly ResolvedNode[], type: T): readonly NodeOf<T>[] {
  return content.flatMap((node): readonly NodeOf<T>[] => {
    const inside =
      node.type === 'list'
        ? node.items.flatMap((item) => allOf(item, type))
        : node.type === 'table'
          ? node.rows.flatMap((row) => row.flatMap((cell) => allOf(cell.content, type)))
          : [];
    return node.type === type ? [node as NodeOf<T>, ...inside] : inside;
  });
}

/** Every figure of the content in reading order, wherever it stands. */
export const figuresIn = (content: readonly ResolvedNode[]): readonly FigureNode[] => allOf(content, 'figure');
/** Every result table of the content in reading order, wherever it stands. */
export const resultTablesIn = (content: readonly ResolvedNode[]): readonly ResultTableNode[] =>
  allOf(content, 'resultTable');
