import type { Locale } from '../../shared/model/text.ts';
import type { IndicatorTemplate } from '../../shared/satisfaction/template.ts';
import { readTemplate } from '../../shared/satisfaction/template.ts';
import airline from './airline.json' with { type: 'json' };
import employee from './employee.json' with { type: 'json' };
import productAndService from './productAndService.json' with { type: 'json' };
import property from './property.json' with { type: 'json' };
import supermarket from './supermarket.json' with { type: 'json' };

const shipped: readonly unknown[] = [productAndService, supermarket, airline, property, employee];

const byLocale: Readonly<Record<Locale, readonly IndicatorTemplate[]>> = {
  'zh-CN': shipped.map((one) => readTemplate(one, 'zh-CN')),
  en: shipped.map((one) => readTemplate(one, 'en')),
};

/** The indicator templates shipped with the workbench, in the order in which they are offered. */
export const indicatorTemplates = (locale: Locale): readonly IndicatorTemplate[] => byLocale[locale];

export function findIndicatorTemplate(id: string): IndicatorTemplate | undefined {
  return [...byLocale['zh-CN'], ...byLocale.en].find((template) => template.id === id);
}
