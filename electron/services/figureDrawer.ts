import { createHash } from 'node:crypto';
import { AppError } from '../../shared/contract/errors.ts';
import { CancelledError } from '../../shared/model/errors.ts';
import { designWidth } from '../../shared/charts/theme.ts';
import type { ResolvedDocument, ResolvedNode } from '../../shared/report/resolved.ts';
import type { DrawnFigure, PagePrinter } from './ports.ts';
import type { CallContext } from './types.ts';

/** Figures kept drawn: several formats of one report, and the next export after a small change, draw only what is new. */
const keptFigures = 150;
/** Drawn in one call to the page, so that progress is seen and a cancel is soon heard. */
const batch = 6;

type FigureNode = Extract<ResolvedNode, { type: 'figure' }>;

/** Every figure of the document, wherever it stands. */
export function figuresIn(content: readonly ResolvedNode[]): readonly FigureNode[] {
  return content.flatMap((node): readonly FigureNode[] => {
    if (node.type === 'figure') return [node];
    if (node.type === 'list') return node.items.flatMap(figuresIn);
    return node.type === 'table' ? node.rows.flatMap((row) => row.flatMap((cell) => figuresIn(cell.content))) : [];
  });
}

type DrawContext = Pick<CallContext, 'signal' | 'report'>;

export interface FigureDrawer {
  /** Starts the browser, so that it is ready when the results are. */
  warmUp(): void;
  /** Drawn figures by id. @throws AppError 'report.cannotPrint', CancelledError */
  draw(
    document: ResolvedDocument,
    context: Pick<CallContext, 'signal' | 'report'>,
  ): Promise<ReadonlyMap<string, DrawnFigure>>;
}

export function createFigureDrawer(printer: PagePrinter): FigureDrawer {
  const kept = new Map<string, DrawnFigure>();
  let last: Promise<unknown> = Promise.resolve();

  async function drawNow(
    document: ResolvedDocument,
    { signal, report }: DrawContext,
  ): Promise<ReadonlyMap<string, DrawnFigure>> {
    const figures = figuresIn(document.content).map((node) => ({
      node,
      key: createHash('sha256').update(JSON.stringify(node.figure)).digest('hex'),
    }));
    const missing = [
      ...new Map(figures.filter(({ key }) => !kept.has(key)).map(({ key, node }) => [key, node.figure])),
    ];
    if (missing.length > 0) {
      const problem = await printer.problem();
      if (problem) throw new AppError('report.cannotPrint', { zh: problem.zh, en: problem.en });
    }
    for (let from = 0; from < missing.length; from += batch) {
      if (signal.aborted) throw new CancelledError();
      report(from, missing.length, 'figures');
      const part = missing.slice(from, from + batch);
      const drawn = await printer.drawFigures(part.map(([, figure]) => ({ figure, widthPx: designWidth })));
      part.forEach(([key], place) => kept.set(key, drawn[place]!));
    }
    const drawings = new Map(figures.map(({ node, key }) => [node.id, kept.get(key)!]));
    // The newest stay; what this report uses counts as new.
    for (const { key } of figures) {
      const figure = kept.get(key)!;
      kept.delete(key);
      kept.set(key, figure);
    }
    for (const key of kept.keys()) {
      if (kept.size <= keptFigures) break;
      kept.delete(key);
    }
    return drawings;
  }

  return {
    warmUp() {
      // An empty job starts the browser; whoever draws next hears of its failure.
      printer
        .problem()
        .then((problem) => (problem ? [] : printer.drawFigures([])))
        .catch(() => []);
    },
    draw(document, context) {
      // One after another: two formats asked for together share what the first has drawn.
      const next = last.then(() => drawNow(document, context));
      last = next.then(
        () => undefined,
        () => undefined,
      );
      return next;
    },
  };
}
