import { useTranslation } from 'react-i18next';
import type { Locale } from '../../shared/model/text.ts';

/** The language on screen; components using it render again when it changes. */
export function useLocale(): Locale {
  const { i18n } = useTranslation();
  return i18n.language === 'en' ? 'en' : 'zh-CN';
}
