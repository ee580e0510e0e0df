import type { JsonObject, OptionSpec } from './types.ts';

/** Has an option a part in what is asked for? Others do nothing whatever they are set to; one that is absent has its default. */
export function isInForce(
  { when }: OptionSpec,
  { inputs, options }: { readonly inputs: Readonly<Record<string, unknown>>; readonly options: JsonObject },
  specs: Readonly<Record<string, OptionSpec>>,
): boolean {
  const isGiven = (name: string): boolean => {
    const value = inputs[name];
    return Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined;
  };
  const single = when?.single === undefined ? null : inputs[when.single];
  return (
    Object.entries(when?.is ?? {}).every(([name, values]) => values.includes(options[name] ?? specs[name]!.default)) &&
    (when?.given?.some(isGiven) ?? true) &&
    !when?.notGiven?.some(isGiven) &&
    (when?.single === undefined || (Array.isArray(single) && single.length === 1))
  );
}
