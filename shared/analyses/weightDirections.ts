import { InputError } from '../model/errors.ts';
import type { OptionSpec } from './types.ts';

export const directionsOption = {
  kind: 'numbers',
  title: {
    zh: '指标方向（1 越大越好，-1 越小越好；空 = 全部 1）',
    en: 'Directions (1 or -1 per indicator; none = all 1)',
  },
  default: [],
} as const satisfies OptionSpec;

/** @throws InputError 'weights.directionValue' for anything but 1 and -1 */
export function directionsOf(given: readonly number[]): { readonly directions?: readonly (1 | -1)[] } {
  if (given.length === 0) return {};
  const directions = given.map((value): 1 | -1 => {
    if (value !== 1 && value !== -1) throw new InputError('weights.directionValue', { value });
    return value;
  });
  return { directions };
}
