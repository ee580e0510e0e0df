import type { VariableId } from './ids.ts';

/**
 * A check the user wrote; forms that break it are flagged, never changed.
 * 'formula': where `when` holds ('' = always), `must` has to hold ("if Q1 = 2 then Q2 is blank").
 * 'reversedPair': two questions on equal scales, one worded the other way round: the same answer to both, unless in the middle, is doubtful.
 */
export type Rule =
  | {
      readonly id: string;
      readonly name: string;
      readonly order: number;
      readonly kind: 'formula';
      readonly when: string;
      readonly must: string;
    }
  | {
      readonly id: string;
      readonly name: string;
      readonly order: number;
      readonly kind: 'reversedPair';
      readonly first: VariableId;
      readonly second: VariableId;
    };
