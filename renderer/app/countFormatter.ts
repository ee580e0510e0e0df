import type { FormatterModule } from 'i18next';
import { formatNumber } from '../../shared/format/formatNumber.ts';

/** Counts in the interface's sentences are written as numbers are elsewhere: {{count}} gives "1,234". Other values stay as they are. */
export const countFormatter: FormatterModule = {
  type: 'formatter',
  init: () => undefined,
  add: () => undefined,
  addCached: () => undefined,
  format: (value: unknown, _format, language, options) =>
    (options?.['interpolationkey'] === 'count' && typeof value === 'number'
      ? formatNumber(value, 'integer', language === 'en' ? 'en' : 'zh-CN')
      : value) as string,
};
