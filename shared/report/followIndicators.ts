import { findAnalysis } from '../analyses/catalogue.ts';
import { flatItems, hasIndex } from '../analyses/projectIndex.ts';
import type { AnalysisRequest, Json, JsonObject } from '../analyses/types.ts';
import type { Snapshot } from '../model/dataset.ts';
import type { StoredReport } from '../model/project.ts';
import { requestKey } from './requestKey.ts';

type Measured = Pick<Snapshot, 'indicators' | 'variables'>;

/** Does the request take the questions themselves, all of them and equally, as it is proposed where there is no indicator system? */
function takesQuestions({ analysis, inputs, options }: AnalysisRequest, flat: readonly string[]): boolean {
  const spec = findAnalysis(analysis)?.inputs['items'];
  const items = inputs['items'];
  const weights = options['weights'];
  if (spec?.kind !== 'variables' || spec.asIndicators !== true || !Array.isArray(items)) return false;
  if (Array.isArray(weights) && weights.length > 0) return false;
  const all = new Set(flat);
  return all.size > 0 && items.length === all.size && items.every((id) => typeof id === 'string' && all.has(id));
}

/** The same request of the indicator system. */
function ofIndicators(request: AnalysisRequest): AnalysisRequest {
  const { items: _, ...inputs } = request.inputs;
  return { ...request, inputs };
}

/**
 * Was the report drafted before there was an indicator system, so that some of its requests still take each question by itself? Never
 * where the project has none today, either.
 */
export function isWithoutIndicators(requests: readonly AnalysisRequest[], project: Measured): boolean {
  const flat = flatItems(project.variables);
  return hasIndex(project) && requests.some((request) => takesQuestions(request, flat));
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The report with its index, and what rests on it, taken from the indicator system; what it says of a question by itself it says of the
 * question's indicator. The author's words stay.
 */
export function followIndicators(report: StoredReport, { variables }: Measured): StoredReport {
  const flat = flatItems(variables);
  const indicatorOf = new Map<string, string>(
    variables.flatMap(({ id, indicatorId }) => (indicatorId === null ? [] : [[id, indicatorId] as const])),
  );
  const follow = (value: Json): Json => {
    if (Array.isArray(value)) return (value as readonly Json[]).map(follow);
    if (!isObject(value)) return value;
    const request = value['request'] as unknown as AnalysisRequest | undefined;
    if (!isObject(value['request']) || !takesQuestions(request!, flat))
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, follow(one)]));
    const { path } = value;
    const toIndicator = (id: string): string => indicatorOf.get(id) ?? id;
    return {
      ...value,
      request: ofIndicators(request!) as unknown as Json,
      ...(typeof path === 'string' ? { path: path.replace(/(?<=\bid=)[^.]+/g, toIndicator) } : {}),
    };
  };
  const figureStyles = Object.entries(report.figureStyles).map(([key, style]) => {
    const end = key.lastIndexOf('#');
    const request = JSON.parse(key.slice(0, end)) as AnalysisRequest;
    const own = takesQuestions(request, flat) ? requestKey(ofIndicators(request)) : key.slice(0, end);
    return [own + key.slice(end), style] as const;
  });
  return {
    ...report,
    document: follow(report.document as JsonObject) as JsonObject,
    figureStyles: Object.fromEntries(figureStyles),
  };
}
