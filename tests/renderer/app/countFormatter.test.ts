import i18next from 'i18next';
import { expect, it } from 'vitest';
import { countFormatter } from '../../../renderer/app/countFormatter.ts';

it('groups the digits of counts, and leaves other values as they are', async () => {
  const words = i18next.createInstance();
  await words.use(countFormatter).init({
    lng: 'en',
    interpolation: { escapeValue: false, alwaysFormat: true },
    resources: {
      en: { translation: { rows_one: '{{count}} row', rows_other: '{{count}} rows', year: '{{year}} {{name}}' } },
    },
  });
  expect(words.t('rows', { count: 1 })).toBe('1 row');
  expect(words.t('rows', { count: 1234567 })).toBe('1,234,567 rows');
  expect(words.t('rows', { count: 999 })).toBe('999 rows');
  expect(words.t('year', { year: 2026, name: '<b>1234</b>' })).toBe('2026 <b>1234</b>');
});
