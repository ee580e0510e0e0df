import { createHash } from 'node:crypto';
import { AppError } from '../../shared/contract/errors.ts';
import { CancelledError } from '../../shared/model/errors.ts';
import { designWidth } from '../../shared/charts/theme.ts';
import { figuresIn } from '../../shared/report/figuresIn.ts';
import type { ResolvedDocument } from '../../shared/report/resolved.ts';
import type { DrawnFigure, FigurePicture, PagePrinter } from './ports.ts';
import type { CallContext } from './types.ts';

/** Figures kept drawn: several formats of one report, and the next export after a small change, draw only what is new. */
const keptFigures = 150;
/** Drawn in one call to the page, so that progress is seen and a cancel is soon heard. */
const drawnAtOnce = 6;
/** Pictures made in one call: each call embeds the Chinese face anew. */
const picturesAtOnce = 24;

type DrawContext = Pick<CallContext, 'signal' | 'report'>;

/** A figure drawn earlier; its picture is made when a format first needs one. */
interface KeptFigure {
  readonly drawn: DrawnFigure;
  png: Uint8Array | null;
}

export interface FigureDrawer {
  /** The document's figures as SVG, by id. @throws AppError 'report.cannotPrint', CancelledError */
  draw(document: ResolvedDocument, context: DrawContext): Promise<ReadonlyMap<string, DrawnFigure>>;
  /**
   * The document's figures as pictures, by id, but for those named.
   * @throws AppError 'report.cannotPrint', CancelledError
   */
  pictures(
    document: ResolvedDocument,
    context: DrawContext,
    without: ReadonlySet<string>,
  ): Promise<ReadonlyMap<string, FigurePicture>>;
}

/** Draws figures and keeps them: several formats of one report draw each figure once, even when asked for at the same time. */
export function createFigureDrawer(printer: PagePrinter): FigureDrawer {
  const kept = new Map<string, KeptFigure>();
  let last: Promise<unknown> = Promise.resolve();

  /** One job after another, so that the second format finds what the first has drawn. */
  function inTurn<T>(job: () => Promise<T>): Promise<T> {
    const next = last.then(job);
    last = next.then(
      () => undefined,
      () => undefined,
    );
    return next;
  }

  async function inBatches<T>(
    items: readonly T[],
    atOnce: number,
    { signal, report }: DrawContext,
    work: (part: readonly T[]) => Promise<void>,
  ): Promise<void> {
    for (let from = 0; from < items.length; from += atOnce) {
      if (signal.aborted) throw new CancelledError();
      report(from, items.length, 'figures');
      await work(items.slice(from, from + atOnce));
    }
  }

  async function drawnFigures(
    document: ResolvedDocument,
    context: DrawContext,
    without: ReadonlySet<string> = new Set(),
  ): Promise<ReadonlyMap<string, KeptFigure>> {
    const figures = figuresIn(document.content)
      .filter(({ id }) => !without.has(id))
      .map((node) => ({ node, key: createHash('sha256').update(JSON.stringify(node.figure)).digest('hex') }));
    const missing = [
      ...new Map(figures.filter(({ key }) => !kept.has(key)).map(({ key, node }) => [key, node.figure])),
    ];
    if (missing.length > 0) {
      const problem = await printer.problem();
      if (problem) throw new AppError('report.cannotPrint', { zh: problem.zh, en: problem.en });
    }
    await inBatches(missing, drawnAtOnce, context, async (part) => {
      const drawn = await printer.drawFigures(part.map(([, figure]) => ({ figure, widthPx: designWidth })));
      part.forEach(([key], place) => kept.set(key, { drawn: drawn[place]!, png: null }));
    });
    const byId = new Map(figures.map(({ node, key }) => [node.id, kept.get(key)!]));
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
    return byId;
  }

  return {
    draw: (document, context) =>
      inTurn(async () => {
        const figures = await drawnFigures(document, context);
        return new Map([...figures].map(([id, { drawn }]) => [id, drawn]));
      }),
    async pictures(document, context, without) {
      const figures = await inTurn(() => drawnFigures(document, context, without));
      const missing = [...new Set(figures.values())].filter(({ png }) => png === null);
      await inBatches(missing, picturesAtOnce, context, async (part) => {
        const pngs = await printer.figurePngs(part.map(({ drawn }) => drawn));
        part.forEach((figure, place) => {
          figure.png = pngs[place]!;
        });
      });
      return new Map(
        [...figures].map(([id, { drawn, png }]) => [
          id,
          { png: png!, widthPx: drawn.widthPx, heightPx: drawn.heightPx },
        ]),
      );
    },
  };
}
