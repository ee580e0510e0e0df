import type { AnalysisRequest, Json, JsonObject } from '../analyses/types.ts';
import type { ReportFreeze } from '../model/project.ts';
import type { Locale } from '../model/text.ts';
import { protectResult } from './guard/protectResult.ts';
import type { ReportGuard } from './guard/reportGuard.ts';
import { requestKey } from './requestKey.ts';
import type { Outcomes } from './resolve.ts';
import type { ResolvedDocument } from './resolved.ts';
import { bareDocument, documentWithoutTold } from './wordOrigin.ts';

export interface ReportDataSource {
  readonly version: string;
  readonly title: string;
  readonly locale: Locale;
  readonly revision: number;
  readonly freeze: ReportFreeze | null;
  /** As stored. */
  readonly document: JsonObject;
  readonly resolved: ResolvedDocument;
  readonly requests: readonly AnalysisRequest[];
  readonly outcomes: Outcomes;
  readonly guard: ReportGuard;
  /** Remarks of readers go with it. */
  readonly comments: boolean;
}

/** The resolved report: captions and texts; the plotly figures can be had from the results again. */
const withoutFigures = (document: ResolvedDocument): unknown => ({
  ...document,
  content: document.content.map((node) => (node.type === 'figure' ? { ...node, figure: node.figure.id } : node)),
});

/** The report as data for other programs: its document, what it shows, and the results it refers to as far as readers may have them. */
export function reportData(source: ReportDataSource): Json {
  const { version, title, locale, revision, freeze, document, resolved, requests, outcomes, guard, comments } = source;
  return {
    program: 'csi-workbench',
    version,
    title,
    locale,
    revision: freeze?.revision ?? revision,
    ...(freeze ? { frozen: { at: freeze.at, dataHash: freeze.dataHash } } : {}),
    document: (comments ? documentWithoutTold : bareDocument)(document),
    resolved: withoutFigures(resolved) as Json,
    results: requests.map((request) => {
      const outcome = outcomes.get(requestKey(request));
      return protectResult(request, outcome?.ok ? outcome.result : null, guard) as unknown as Json;
    }),
  };
}
