import type { ResolvedCell, ResolvedNode, Run, TableContent, TextRun } from '../resolved.ts';
import { typedWidths } from '../typedWidths.ts';
import type { SlideBlock, SlideCell, SlideTable, SlideText } from './deck.ts';

export const textRun = (text: string, looks: Partial<Pick<TextRun, 'bold' | 'italic'>> = {}): TextRun => ({
  type: 'run',
  text,
  bold: false,
  italic: false,
  underline: false,
  live: false,
  ...looks,
});

type NodeOf<T extends ResolvedNode['type']> = Extract<ResolvedNode, { type: T }>;
type Blocks = { readonly [T in ResolvedNode['type']]: (node: NodeOf<T>, level: number) => readonly SlideBlock[] };

const levelOf = (level: number): SlideText['level'] => Math.min(3, level) as SlideText['level'];
const text = (runs: readonly Run[], level = 0, mark = ''): SlideText => ({
  type: 'text',
  runs,
  level: levelOf(level),
  mark,
});
const bold = (runs: readonly Run[]): readonly Run[] =>
  runs.map((run) => (run.type === 'run' ? { ...run, bold: true } : run));

const cell = (line: string, header: boolean): SlideCell => ({
  lines: [[textRun(line)]],
  header,
  colspan: 1,
  rowspan: 1,
});

/** A three-line table of results for a slide. */
export function tableBlock(caption: string, table: TableContent): SlideTable {
  return {
    type: 'table',
    caption,
    widths: null,
    align: table.columns.map(({ align }) => align),
    headRows: 1,
    rows: [
      { cells: table.columns.map(({ title }) => cell(title, true)), emphasis: false, depth: 0 },
      ...table.rows.map(({ cells, emphasis, depth }) => ({
        cells: cells.map((one) => cell(one, false)),
        emphasis,
        depth,
      })),
    ],
    notes: table.notes,
  };
}

/** What stands in a cell as lines; figures, pictures and tables inside come after the table. */
function cellLines(content: readonly ResolvedNode[]): {
  readonly lines: readonly (readonly Run[])[];
  readonly rest: readonly SlideBlock[];
} {
  const blocks = blocksOf(content);
  return {
    lines: blocks.flatMap((block) =>
      block.type === 'text' ? [block.mark === '' ? block.runs : [textRun(`${block.mark} `), ...block.runs]] : [],
    ),
    rest: blocks.filter((block) => block.type !== 'text'),
  };
}

function typedTable(rows: readonly (readonly ResolvedCell[])[]): readonly SlideBlock[] {
  const rest: SlideBlock[] = [];
  const first = rows[0] ?? [];
  const columns = first.reduce((sum, one) => sum + one.colspan, 0);
  const table: SlideTable = {
    type: 'table',
    caption: '',
    widths: typedWidths(first),
    align: Array.from({ length: columns }, () => 'left'),
    headRows: first.length > 0 && first.every(({ header }) => header) ? 1 : 0,
    rows: rows.map((row) => ({
      cells: row.map(({ header, colspan, rowspan, align, content }) => {
        const { lines, rest: inside } = cellLines(content);
        rest.push(...inside);
        return { lines, header, colspan, rowspan, ...(align ? { align } : {}) };
      }),
      emphasis: false,
      depth: 0,
    })),
    notes: [],
  };
  return [table, ...rest];
}

const nodes = {
  title: ({ runs }) => [text(bold(runs))],
  subtitle: ({ runs }) => [text(runs)],
  heading: ({ label, runs }) => [text(bold(label === '' ? runs : [textRun(`${label}　`), ...runs]))],
  paragraph: ({ runs }, level) => (runs.length === 0 ? [] : [text(runs, level)]),
  list: ({ ordered, start, items }, level) =>
    items.flatMap((item, place) =>
      item.flatMap((part, position): readonly SlideBlock[] => {
        if (part.type !== 'paragraph') return nodeBlocks(part, level + 1);
        const mark = position > 0 ? '' : ordered ? `${start + place}.` : '•';
        return [text(part.runs, level + 1, mark)];
      }),
    ),
  table: ({ rows }) => typedTable(rows),
  resultTable: ({ caption, table }) => [tableBlock(caption, table)],
  figure: ({ id, caption, altText, figure }) => [{ type: 'figure', id, caption, altText, figure }],
  image: ({ src, alt }) => [{ type: 'image', src, alt }],
  // A slide breaks where the next begins, and lists its own contents.
  pageBreak: () => [],
  tableOfContents: () => [],
  notice: (node) => (node.text === '' ? [] : [text([textRun(node.text, { italic: true })])]),
  unknown: (node) => [text([textRun(node.text, { bold: true })])],
} satisfies Blocks;

function nodeBlocks<T extends ResolvedNode['type']>(node: NodeOf<T>, level: number): readonly SlideBlock[] {
  return (nodes as Blocks)[node.type as T](node, level);
}

/** What a part of the report puts on slides, in its order. */
export function blocksOf(content: readonly ResolvedNode[]): readonly SlideBlock[] {
  return content.flatMap((node) => nodeBlocks(node, 0));
}
