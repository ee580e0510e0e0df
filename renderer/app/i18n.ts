import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Locale } from '../../shared/model/text.ts';
import { countFormatter } from './countFormatter.ts';

const files = import.meta.glob<{ default: Record<string, unknown> }>('../../resources/locales/*/*.json', {
  eager: true,
});
const storageKey = 'csi.locale';

/** resources/locales/<locale>/<namespace>.json -> i18next's table. A new namespace is a new pair of files. */
function resources(): Record<string, Record<string, Record<string, unknown>>> {
  const table: Record<string, Record<string, Record<string, unknown>>> = {};
  for (const [path, module] of Object.entries(files)) {
    const [locale, file] = path.split('/').slice(-2);
    if (!locale || !file) continue;
    table[locale] = { ...table[locale], [file.replace('.json', '')]: module.default };
  }
  return table;
}

/** The language last chosen, else Chinese unless the machine clearly speaks another language. */
function firstLocale(): Locale {
  const kept = localStorage.getItem(storageKey);
  if (kept === 'zh-CN' || kept === 'en') return kept;
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'zh-CN';
}

const table = resources();
void i18next
  .use(initReactI18next)
  .use(countFormatter)
  .init({
    resources: table,
    ns: Object.keys(table['zh-CN'] ?? {}),
    defaultNS: 'common',
    lng: firstLocale(),
    fallbackLng: 'zh-CN',
    initAsync: false,
    interpolation: { escapeValue: false, alwaysFormat: true },
    returnNull: false,
  });
document.documentElement.lang = i18next.language;

export function setLocale(locale: Locale): void {
  localStorage.setItem(storageKey, locale);
  document.documentElement.lang = locale;
  void i18next.changeLanguage(locale);
}

export { i18next };
