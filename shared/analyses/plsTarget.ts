import { findVariable } from '../model/decode.ts';
import type { Snapshot } from '../model/dataset.ts';
import { InputError } from '../model/errors.ts';
import type { VariableId } from '../model/ids.ts';
import type { Specification } from '../plssem/model.ts';
import type { OptionSpec } from './types.ts';

export const targetOption = {
  kind: 'text',
  of: 'constructs',
  title: { zh: '要改进的潜变量（空 = 满意度）', en: 'Construct to improve (none = satisfaction)' },
  default: '',
} as const satisfies OptionSpec;

/**
 * The construct to be explained: named, else the one with overall satisfaction, else one called satisfaction, else the most caused.
 * @throws InputError 'model.unknownConstruct'
 */
export function targetPlace(snapshot: Snapshot, { constructs, items }: Specification, named: string): number {
  if (named.trim() !== '') {
    const place = constructs.findIndex(({ name }) => name === named.trim());
    if (place < 0) throw new InputError('model.unknownConstruct', { construct: named.trim() });
    return place;
  }
  const caused = (place: number): boolean => constructs[place]!.predecessors.length > 0;
  const overall = constructs.findIndex(
    (construct, place) =>
      caused(place) &&
      construct.items.some((i) => findVariable(snapshot, items[i]! as VariableId).role === 'overallSatisfaction'),
  );
  if (overall >= 0) return overall;
  const called = constructs.findIndex(({ name }, place) => caused(place) && /满意|satisf/i.test(name));
  if (called >= 0) return called;
  const most = Math.max(...constructs.map(({ predecessors }) => predecessors.length));
  return constructs.findIndex(({ predecessors }) => predecessors.length === most);
}
