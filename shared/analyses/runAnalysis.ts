import type { Snapshot } from '../model/dataset.ts';
import { InputError } from '../model/errors.ts';
import type { VariableId } from '../model/ids.ts';
import { type RunControl, uncontrolled } from '../model/runControl.ts';
import { catalogue, findAnalysis } from './catalogue.ts';
import { itemNames, questionLabel } from './labels.ts';
import { resolveRequest } from './resolveRequest.ts';
import type {
  AnalysisRequest,
  AnalysisResult,
  AnyAnalysis,
  InputsOf,
  InputSpecs,
  Json,
  OptionsOf,
  OptionSpecs,
} from './types.ts';

/** Results are stored and sent as JSON: a NaN or Infinity in them is a mistake of the member, found here and not by the reader. */
function assertJson(value: unknown, name: string): void {
  const fault = notJson(value);
  if (fault) throw new Error(`${[name, ...fault.path].join('.')} is ${fault.found}`);
}

/** Where the first value is that JSON cannot hold, and what it is; the path is put together only where there is one. */
function notJson(value: unknown): { readonly path: readonly string[]; readonly found: string } | null {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return null;
  if (typeof value === 'number') return Number.isFinite(value) ? null : { path: [], found: String(value) };
  if (typeof value !== 'object') return { path: [], found: 'not JSON' };
  if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype)
    return { path: [], found: 'not JSON' };
  for (const key in value) {
    const fault = notJson((value as Readonly<Record<string, unknown>>)[key]);
    if (fault) return { path: [key, ...fault.path], found: fault.found };
  }
  return null;
}

function collectStrings(value: Json, into: Set<string>): void {
  if (typeof value === 'string') into.add(value);
  else if (Array.isArray(value)) for (const one of value as readonly Json[]) collectStrings(one, into);
  else if (value !== null && typeof value === 'object')
    for (const one of Object.values(value)) collectStrings(one as Json, into);
}

/** Labels of the variables and indicators whose ids occur in the inputs or values. */
function labelsIn(
  snapshot: Snapshot,
  { inputs: specs }: AnyAnalysis,
  inputs: Readonly<Record<string, Json>>,
  values: Json,
): Readonly<Record<string, string>> {
  const named = new Set<string>();
  for (const part of [inputs, values]) collectStrings(part, named);
  const labels: Record<string, string> = {};
  for (const variable of snapshot.variables) if (named.has(variable.id)) labels[variable.id] = questionLabel(variable);
  for (const [key, spec] of Object.entries(specs)) {
    if (spec.kind !== 'variables' || spec.asIndicators !== true) continue;
    const ids = inputs[key] as readonly VariableId[];
    itemNames(snapshot, ids).forEach((name, place) => {
      labels[ids[place]!] = name;
    });
  }
  for (const indicator of snapshot.indicators) if (named.has(indicator.id)) labels[indicator.id] = indicator.name;
  return labels;
}

/** Runs one member on a resolved and checked request and stamps the result. */
export function runMember(
  snapshot: Snapshot,
  analysis: AnyAnalysis,
  request: AnalysisRequest,
  control: RunControl = uncontrolled,
): AnalysisResult {
  const { inputs, options } = resolveRequest(snapshot, analysis, request);
  control.throwIfCancelled();
  const estimate = analysis.estimate(
    snapshot,
    { inputs: inputs as InputsOf<InputSpecs>, options: options as OptionsOf<OptionSpecs> },
    control,
  );
  assertJson(estimate, analysis.id);
  return {
    ...estimate,
    analysis: analysis.id,
    methodVersion: analysis.version,
    inputs,
    options,
    seed: analysis.random ? (typeof options.seed === 'number' ? options.seed : snapshot.settings.seed) : null,
    revision: snapshot.revision,
    labels: labelsIn(snapshot, analysis, inputs, estimate.values),
  };
}

/**
 * The one entry for running an analysis: from the screen, the report, the command line and the tests.
 *
 * @param request  variables by name or id; missing options take the project's settings or their defaults
 * @throws InputError 'analysis.unknown' {analysis, allowed}; as resolveRequest; what the member says itself. CancelledError when stopped
 */
export function runAnalysis(
  snapshot: Snapshot,
  request: AnalysisRequest,
  control: RunControl = uncontrolled,
): AnalysisResult {
  const analysis = findAnalysis(request.analysis);
  if (!analysis)
    throw new InputError('analysis.unknown', {
      analysis: request.analysis,
      allowed: catalogue.map((one) => one.id).join(', '),
    });
  return runMember(snapshot, analysis, request, control);
}
