import { createContext, useContext, useMemo } from 'react';
import type { AnalysisRequest, JsonObject } from '../../../shared/analyses/types.ts';
import type { FigureStyle } from '../../../shared/model/project.ts';
import type { Bilingual, Locale } from '../../../shared/model/text.ts';
import type { BlockNode } from '../../../shared/report/document.ts';
import type { ReportGuard } from '../../../shared/report/guard/reportGuard.ts';
import { readNode } from '../../../shared/report/readDocument.ts';
import { requestKey } from '../../../shared/report/requestKey.ts';
import { type Outcomes, resolveReport } from '../../../shared/report/resolve.ts';
import type { ResolvedNode } from '../../../shared/report/resolved.ts';

export interface LiveResults {
  readonly outcomes: Outcomes;
  /** The report's language, which need not be the screen's. */
  readonly locale: Locale;
  readonly figureStyles: Readonly<Record<string, FigureStyle>>;
  /** What a report keeps back, on the page as in its files. Absent: nothing. */
  readonly guard?: ReportGuard;
}

const empty: LiveResults = { outcomes: new Map(), locale: 'zh-CN', figureStyles: {} };
export const LiveResultsContext = createContext<LiveResults>(empty);

export interface LiveNode {
  /** 'waiting' until the first result is there; 'lost' when the reference leads nowhere. */
  readonly state: 'waiting' | 'ready' | 'lost';
  readonly nodes: readonly ResolvedNode[];
  /** Why it is lost; null in the other states. */
  readonly reason: Bilingual | null;
}

/** What was worked out for the attributes of a node, as long as the results are the same: views, numbers and clipboard ask for it. */
const workedOut = new WeakMap<LiveResults, WeakMap<JsonObject, LiveNode>>();

/** A node of the editor as the exported report will have it: the same resolver, so the same digits. */
export function liveNode(type: string, attrs: JsonObject, live: LiveResults): LiveNode {
  const known = workedOut.get(live) ?? new WeakMap<JsonObject, LiveNode>();
  workedOut.set(live, known);
  const before = known.get(attrs);
  if (before) return before;
  const node = resolveNode(type, attrs, live);
  known.set(attrs, node);
  return node;
}

function resolveNode(
  type: string,
  attrs: JsonObject,
  { outcomes, locale, figureStyles, guard }: LiveResults,
): LiveNode {
  const node = readNode({ type, attrs });
  const request =
    'attrs' in node && node.attrs && 'request' in node.attrs ? (node.attrs.request as AnalysisRequest) : null;
  if (request && !outcomes.has(requestKey(request))) return { state: 'waiting', nodes: [], reason: null };
  const block = (type === 'number' ? { type: 'paragraph', content: [node] } : node) as BlockNode;
  const { document, unresolved } = resolveReport(
    { type: 'doc', content: [block] },
    outcomes,
    locale,
    figureStyles,
    guard,
  );
  const [lost] = unresolved;
  return { state: lost ? 'lost' : 'ready', nodes: document.content, reason: lost?.reason ?? null };
}

export function useLiveNode(type: string, attrs: JsonObject): LiveNode {
  const live = useContext(LiveResultsContext);
  return useMemo(() => liveNode(type, attrs, live), [type, attrs, live]);
}
