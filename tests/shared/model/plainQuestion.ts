import { variableId } from '../../../shared/model/ids.ts';
import type { Variable } from '../../../shared/model/variable.ts';

/** A question of which nothing is known but its type, and what is said of it. */
export const plainQuestion = (id: string, type: Variable['type'], part: Partial<Variable> = {}): Variable => ({
  id: variableId(id),
  name: id,
  label: `题 ${id}`,
  type,
  measure: 'scale',
  role: 'none',
  scale: null,
  valueLabels: [],
  indicatorId: null,
  order: 0,
  source: null,
  personal: false,
  ...part,
});
