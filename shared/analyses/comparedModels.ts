import type { Snapshot } from '../model/dataset.ts';
import type { LeftOut } from '../model/decode.ts';
import { modelOf, type PlsData, plsData } from './plsRun.ts';
import { targetPlace } from './plsTarget.ts';
import type { ModelOption, Warning } from './types.ts';

/** A model of a comparison. */
export interface Candidate {
  readonly label: { readonly zh: string; readonly en: string };
  /** In warnings, which know no language. */
  readonly short: string;
  readonly model: ModelOption;
}

/** The models asked for; with none beside the first, the first without each path that ends at the target. */
function candidates(first: ModelOption, others: readonly (ModelOption | null)[], target: string): readonly Candidate[] {
  const given = others.filter((model) => model !== null);
  const numbered = (model: ModelOption, place: number): Candidate => ({
    label: { zh: `模型 ${place + 1}`, en: `Model ${place + 1}` },
    short: String(place + 1),
    model,
  });
  if (given.length > 0) return [first, ...given].map(numbered);
  return [
    { label: { zh: '原模型', en: 'Original' }, short: '1', model: first },
    ...first.paths
      .filter(({ to }) => to === target)
      .map(({ from, to }) => ({
        label: { zh: `去掉 ${from}`, en: `Without ${from}` },
        short: `− ${from} → ${to}`,
        model: { ...first, paths: first.paths.filter((path) => path.from !== from || path.to !== to) },
      })),
  ];
}

/**
 * The models' data on the same forms: those that every model can use. A form left out weighs nothing.
 */
function onSameForms(
  parts: readonly PlsData[],
  missing: string,
): { readonly data: PlsData[]; readonly incomplete: number } {
  const length = parts[0]!.rows.length;
  const usable = Array.from({ length }, (_, row) =>
    parts.every(({ columns }) => {
      const holes = columns.filter((column) => Number.isNaN(column[row]!)).length;
      return missing === 'listwise' ? holes === 0 : holes < columns.length;
    }),
  );
  const incomplete = usable.filter((one) => !one).length;
  if (incomplete === 0) return { data: [...parts], incomplete };
  return {
    data: parts.map((data) => ({
      ...data,
      weights: Float64Array.from({ length }, (_, row) => (usable[row] ? (data.weights?.[row] ?? 1) : 0)),
    })),
    incomplete,
  };
}

export type ComparedModels =
  | {
      readonly ok: true;
      readonly all: readonly Candidate[];
      /** Of each model, on the forms that all of them can use. */
      readonly data: readonly PlsData[];
      readonly target: string;
      /** The models are the first one less a path at a time. */
      readonly reduced: boolean;
      readonly original: PlsData;
      readonly incomplete: number;
    }
  | {
      readonly ok: false;
      readonly reason: string;
      readonly leftOut: readonly LeftOut[];
      readonly warnings: readonly Warning[];
    };

/**
 * The models a request compares, with their data.
 * @throws InputError as modelOf, plsData and targetPlace
 */
export function comparedModels(
  snapshot: Snapshot,
  options: {
    readonly model: ModelOption | null;
    readonly second: ModelOption | null;
    readonly third: ModelOption | null;
    readonly fourth: ModelOption | null;
    readonly target: string;
    readonly missing: string;
  },
): ComparedModels {
  const given = modelOf(snapshot, options.model);
  if (!given) return { ok: false, reason: 'noModel', leftOut: [], warnings: [] };
  if (given.model.constructs.length < 2)
    return { ok: false, reason: 'tooFewConstructs', leftOut: [], warnings: given.warnings };
  const original = plsData(snapshot, given);
  const { specification } = original;
  const target = specification.constructs[targetPlace(snapshot, specification, options.target)]!.name;
  const others = [options.second, options.third, options.fourth];
  const all = candidates(given.model, others, target);
  if (all.length < 2) return { ok: false, reason: 'oneModel', leftOut: original.leftOut, warnings: original.warnings };
  const { data, incomplete } = onSameForms(
    all.map(({ model }, place) => (place === 0 ? original : plsData(snapshot, { model, warnings: [] }))),
    options.missing,
  );
  return { ok: true, all, data, target, reduced: others.every((model) => model === null), original, incomplete };
}
