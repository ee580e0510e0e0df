import type { AnalysisResult } from '../../analyses/types.ts';
import { withoutOwnOrder } from '../../charts/style/orderWords.ts';
import type { FigureStyle } from '../../model/project.ts';
import type { Bilingual } from '../../model/text.ts';

/** Rows of a chart that can still be read on a slide. */
const mostRows = 16;

interface Cut {
  /** The list in the result's values that the chart draws, in its order. */
  readonly list: string;
  readonly rows: (places: readonly number[]) => readonly number[];
  readonly caption: Bilingual;
}

/** Charts with a row for every indicator, and which of very many rows a slide shows. */
const cuts: Readonly<Record<string, Cut>> = {
  'csi.index leaves': {
    list: 'lowest',
    rows: (places) => [...places.slice(0, mostRows / 2), ...places.slice(-mostRows / 2)],
    caption: {
      zh: `得分最低、最高的各 ${mostRows / 2} 个末级指标，由低到高`,
      en: `The ${mostRows / 2} lowest and the ${mostRows / 2} highest lowest-level indicators, lowest score first`,
    },
  },
  'describe.expectationGap gaps': {
    list: 'ranked',
    rows: (places) => places.slice(0, mostRows),
    caption: {
      zh: `期望与感知，差距最大的 ${mostRows} 个指标`,
      en: `Expectation and perception, the ${mostRows} largest shortfalls`,
    },
  },
};

/** The result with the rows a slide has room for in this figure, and what the figure is called then in the author's style; null where all have room. */
export function fewerRows(
  result: AnalysisResult,
  figureId: string,
  style: FigureStyle | undefined,
): { readonly result: AnalysisResult; readonly caption: Bilingual } | null {
  const cut = cuts[`${result.analysis} ${figureId}`];
  const places = cut ? (result.values[cut.list] as readonly number[]) : [];
  if (!cut || places.length <= mostRows) return null;
  const { zh, en } = cut.caption;
  return {
    result: { ...result, values: { ...result.values, [cut.list]: cut.rows(places) } },
    caption: style?.order === undefined ? cut.caption : { zh: withoutOwnOrder(zh), en: withoutOwnOrder(en) },
  };
}
