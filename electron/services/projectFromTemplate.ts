import type { Operation, Patch } from '../../shared/commands/types.ts';
import { defaultSettings, simpleDesign } from '../../shared/model/dataset.ts';
import { indicatorId, variableId } from '../../shared/model/ids.ts';
import type { Variable } from '../../shared/model/variable.ts';
import { type IndicatorTemplate, templateIndicators } from '../../shared/satisfaction/template.ts';

/**
 * What a new project starts with: its settings and, from a template, the indicator tree, a perception question for each lowest-level
 * indicator and the template's own questions, all on the template's scale, without forms.
 */
export function projectFromTemplate(name: string, template: IndicatorTemplate | null, newId: () => string): Patch {
  const patch: Operation[] = [
    { op: 'put', collection: 'settings', id: 'main', value: { ...defaultSettings, name } },
    { op: 'put', collection: 'design', id: 'main', value: simpleDesign },
  ];
  if (!template) return patch;
  const indicators = templateIndicators(template, () => indicatorId(newId()));
  for (const indicator of indicators)
    patch.push({ op: 'put', collection: 'indicator', id: indicator.id, value: indicator });
  const parents = new Set(indicators.map((indicator) => indicator.parentId));
  const question = (order: number, given: Pick<Variable, 'name' | 'label' | 'role' | 'indicatorId'>): void => {
    const id = variableId(newId());
    const value: Variable = {
      id,
      ...given,
      type: 'number',
      measure: 'scale',
      scale: template.scale,
      valueLabels: [],
      order,
      source: null,
      personal: false,
    };
    patch.push({ op: 'put', collection: 'variable', id, value });
  };
  const leaves = indicators.filter((indicator) => !parents.has(indicator.id));
  leaves.forEach((leaf, order) =>
    question(order, { name: `Q${order + 1}`, label: leaf.name, role: 'perception', indicatorId: leaf.id }),
  );
  template.questions.forEach((own, index) =>
    question(leaves.length + index, { name: own.name, label: own.label, role: own.role, indicatorId: null }),
  );
  return patch;
}
