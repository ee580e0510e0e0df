import type { IndicatorTemplate, TemplateIndicator } from '../../../shared/satisfaction/template.ts';

/** Names of a template's lowest-level indicators, in order. */
export function templateLeaves(template: IndicatorTemplate): readonly string[] {
  const leaves = (nodes: readonly TemplateIndicator[]): string[] =>
    nodes.flatMap((node) => (node.children.length === 0 ? [node.name] : leaves(node.children)));
  return leaves(template.indicators);
}
