import { readCommentCodes } from '../model/commentCode.ts';
import type { Snapshot } from '../model/dataset.ts';
import { InputError } from '../model/errors.ts';
import type { Variable } from '../model/variable.ts';
import { resolveModel } from './resolveModel.ts';
import type { AnalysisRequest, AnyAnalysis, InputSpec, Json, MatrixInput, OptionSpec } from './types.ts';

/** A request with names resolved to ids and every option present. */
export interface ResolvedRequest {
  readonly inputs: { readonly [name: string]: Json };
  readonly options: { readonly [name: string]: Json };
}

const list = (names: Iterable<string>): string => [...names].join(', ');

function refuseUnknownKeys(analysis: AnyAnalysis, given: object, known: object, code: string): void {
  for (const key of Object.keys(given)) {
    if (!Object.hasOwn(known, key))
      throw new InputError(code, { analysis: analysis.id, key, allowed: list(Object.keys(known)) });
  }
}

function resolveVariable(
  snapshot: Snapshot,
  input: string,
  spec: Extract<InputSpec, { kind: 'variable' | 'variables' }>,
  nameOrId: unknown,
): Variable {
  if (typeof nameOrId !== 'string') throw new InputError('analysis.inputType', { input, expected: 'variable name' });
  const variable =
    snapshot.variables.find((one) => one.id === nameOrId) ?? snapshot.variables.find((one) => one.name === nameOrId);
  if (!variable) throw new InputError('analysis.unknownVariable', { input, variable: nameOrId });
  if (spec.measures && !spec.measures.includes(variable.measure)) {
    throw new InputError('analysis.inputMeasure', {
      input,
      variable: variable.name,
      measure: variable.measure,
      allowed: list(spec.measures),
    });
  }
  return variable;
}

function isMatrix(value: unknown): value is MatrixInput {
  if (typeof value !== 'object' || value === null || !('labels' in value) || !('rows' in value)) return false;
  const { labels, rows } = value;
  return (
    Object.keys(value).length === 2 &&
    Array.isArray(labels) &&
    labels.every((label) => typeof label === 'string') &&
    Array.isArray(rows) &&
    rows.every((row) => Array.isArray(row) && row.every((cell) => typeof cell === 'number' && Number.isFinite(cell)))
  );
}

function resolveInput(snapshot: Snapshot, name: string, spec: InputSpec, given: unknown): Json {
  const absent = given === undefined || given === null;
  if (spec.kind === 'matrix') {
    if (absent) {
      if (!spec.optional) throw new InputError('analysis.inputMissing', { input: name });
      return null;
    }
    if (!isMatrix(given)) throw new InputError('analysis.inputMatrix', { input: name });
    return { labels: [...given.labels], rows: given.rows.map((row) => [...row]) };
  }
  if (spec.kind === 'variable') {
    if (absent) {
      if (!spec.optional) throw new InputError('analysis.inputMissing', { input: name });
      return null;
    }
    return resolveVariable(snapshot, name, spec, given).id;
  }
  if (!absent && !Array.isArray(given))
    throw new InputError('analysis.inputType', { input: name, expected: 'list of variable names' });
  const ids = ((given ?? []) as readonly unknown[]).map((one) => resolveVariable(snapshot, name, spec, one).id);
  if (ids.length === 0 && spec.optional) return [];
  if (ids.length === 0) throw new InputError('analysis.inputMissing', { input: name });
  if (ids.length < spec.min || ids.length > spec.max)
    throw new InputError('analysis.inputCount', { input: name, given: ids.length, min: spec.min, max: spec.max });
  if (new Set(ids).size < ids.length) throw new InputError('analysis.inputRepeated', { input: name });
  return ids;
}

function resolveOption(name: string, spec: OptionSpec, given: Json | undefined, snapshot: Snapshot): Json {
  if (spec.kind === 'codes') return readCommentCodes(given ?? snapshot.settings[spec.setting] ?? spec.default);
  if (given === undefined)
    return (spec.kind === 'number' || spec.kind === 'text') && spec.setting
      ? (snapshot.settings[spec.setting] ?? spec.default)
      : spec.default;
  const wrong = (expected: string): InputError => new InputError('analysis.optionType', { option: name, expected });
  switch (spec.kind) {
    case 'choice': {
      const allowed = spec.choices.map((choice) => choice.value);
      if (typeof given !== 'string' || !allowed.includes(given))
        throw new InputError('analysis.optionChoice', { option: name, value: String(given), allowed: list(allowed) });
      return given;
    }
    case 'number':
      if (typeof given !== 'number' || !Number.isFinite(given) || (spec.integer && !Number.isInteger(given)))
        throw wrong(spec.integer ? 'integer' : 'number');
      if (given < (spec.min ?? -Infinity) || given > (spec.max ?? Infinity)) {
        throw new InputError('analysis.optionRange', {
          option: name,
          value: given,
          min: spec.min ?? null,
          max: spec.max ?? null,
        });
      }
      return given;
    case 'boolean':
      if (typeof given !== 'boolean') throw wrong('true or false');
      return given;
    case 'numbers':
      if (!Array.isArray(given) || !given.every((one) => typeof one === 'number' && Number.isFinite(one)))
        throw wrong('list of numbers');
      return given;
    case 'text':
      if (typeof given !== 'string') throw wrong('text');
      return given;
    case 'model':
      return given === null ? null : resolveModel(snapshot, name, given);
  }
}

/**
 * Checks a request against a member's declarations: unknown inputs and options are refused by name with what is allowed, names become
 * ids, missing options take the project's setting or the default.
 *
 * @throws InputError 'analysis.unknownInput', 'analysis.unknownOption', 'analysis.unknownVariable', 'analysis.input*', 'analysis.option*'
 */
export function resolveRequest(snapshot: Snapshot, analysis: AnyAnalysis, request: AnalysisRequest): ResolvedRequest {
  const { inputs, options } = request;
  refuseUnknownKeys(analysis, inputs, analysis.inputs, 'analysis.unknownInput');
  refuseUnknownKeys(analysis, options, analysis.options, 'analysis.unknownOption');
  return {
    inputs: Object.fromEntries(
      Object.entries(analysis.inputs).map(([name, spec]) => [name, resolveInput(snapshot, name, spec, inputs[name])]),
    ),
    options: Object.fromEntries(
      Object.entries(analysis.options).map(([name, spec]) => [
        name,
        resolveOption(name, spec, options[name], snapshot),
      ]),
    ),
  };
}
