import { App as AntApp } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Bilingual, inLocale, type Locale } from '../../shared/model/text.ts';
import { useLocale } from './useLocale.ts';

function isBilingual(value: unknown): value is Bilingual {
  return typeof value === 'object' && value !== null && 'zh' in value && 'en' in value;
}

/** True for work the user stopped: nobody needs to be told. */
export function isCancelled(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  return (
    ('kind' in error && error.kind === 'cancelled') ||
    ('name' in error && (error.name === 'AbortError' || error.name === 'CancelledError'))
  );
}

/** The sentence of an error as the user should read it; null when it carries none. */
export function sentenceOf(error: unknown, locale: Locale): string | null {
  if (typeof error !== 'object' || error === null) return null;
  for (const key of ['sentence', 'message', 'text'] as const) {
    const value = (error as Record<string, unknown>)[key];
    if (isBilingual(value)) return inLocale(value, locale);
  }
  return null;
}

export interface Report {
  /** Shows the sentence of a client error; shows nothing for cancelled work. */
  reportError(error: unknown): void;
  /** A short confirmation that goes by itself. */
  reportDone(text: string): void;
  /** What could not be done, and the other way to it; goes by itself. */
  reportHint(text: string): void;
  /** What to know of a file that was saved; stays long enough to be read, beside other messages. */
  reportRemark(text: string): void;
}

/** Key of the short message shown last. */
let shownLast = 'done0';

/** Messages to the user. Errors stay until read, confirmations fade. */
export function useReport(): Report {
  const { message, notification } = AntApp.useApp();
  const { t } = useTranslation();
  const locale = useLocale();
  return useMemo(() => {
    // One at a time: a run of undo steps must not pile up over the work. Each has a key of its own: under the key of the one before it would
    // be gone when that one's time is up.
    const showAlone = (type: 'success' | 'warning', content: string, duration: number): void => {
      message.destroy(shownLast);
      shownLast = `done${Number(shownLast.slice(4)) + 1}`;
      void message.open({ key: shownLast, type, content, duration });
    };
    return {
      reportError: (error) => {
        if (isCancelled(error)) return;
        const sentence = sentenceOf(error, locale);
        const detail = error instanceof Error && typeof error.message === 'string' ? error.message : String(error);
        if (sentence === null) console.error(error);
        notification.error({
          key: sentence ?? detail,
          title: t('errors.title'),
          description: sentence ?? t('errors.unexpected', { detail }),
          placement: 'topRight',
          duration: 12,
          role: 'alert',
        });
      },
      reportDone: (text) => showAlone('success', text, 2.5),
      reportHint: (text) => showAlone('warning', text, 6),
      reportRemark: (text) => {
        notification.warning({
          key: text,
          title: t('save.remark'),
          description: text,
          placement: 'topRight',
          duration: 12,
          role: 'alert',
        });
      },
    };
  }, [message, notification, t, locale]);
}
