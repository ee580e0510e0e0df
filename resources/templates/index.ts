import type { IndicatorTemplate } from '../../shared/satisfaction/template.ts';
import { readTemplate } from '../../shared/satisfaction/template.ts';
import airline from './airline.json' with { type: 'json' };
import employee from './employee.json' with { type: 'json' };
import productAndService from './productAndService.json' with { type: 'json' };
import property from './property.json' with { type: 'json' };
import supermarket from './supermarket.json' with { type: 'json' };

/** The indicator templates shipped with the workbench, in the order in which they are offered. */
export const indicatorTemplates: readonly IndicatorTemplate[] = [
  productAndService,
  supermarket,
  airline,
  property,
  employee,
].map(readTemplate);

export function findIndicatorTemplate(id: string): IndicatorTemplate | undefined {
  return indicatorTemplates.find((template) => template.id === id);
}
