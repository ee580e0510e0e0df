import { useTranslation } from 'react-i18next';
import type { Output } from '../../../shared/contract/methods.ts';
import { fillMessage, readNoticeMessages } from '../../../shared/importing/messages.ts';
import { useLocale } from '../../app/useLocale.ts';

export type FileNotice = Output<'import.inspect'>['notices'][number];

interface FileNoticesProps {
  readonly notices: readonly FileNotice[];
  readonly most: number;
}

/** What the reader noticed in the file, as entries of a list: the first ones with their place, the rest counted. */
export function FileNotices({ notices, most }: FileNoticesProps) {
  const { t } = useTranslation('import');
  const locale = useLocale();
  return (
    <>
      {notices.slice(0, most).map((notice, index) => {
        const sentence = readNoticeMessages[notice.code];
        return (
          <li key={`${notice.code} ${index}`}>
            {notice.sheet ? t('noticeAt', { place: `${notice.sheet}${notice.cell ? `!${notice.cell}` : ''}` }) : ''}
            {sentence ? fillMessage(sentence, notice.details, locale) : notice.code}
          </li>
        );
      })}
      {notices.length > most ? <li>{t('moreNotices', { count: notices.length - most })}</li> : null}
    </>
  );
}

/** Notices about the sheet that is imported, to be seen before the import; how a text was read is seen by reading it. */
export const noticesOfSheet = (notices: readonly FileNotice[], sheet: string): readonly FileNotice[] =>
  notices.filter((notice) => notice.code !== 'read.encoding' && (notice.sheet === '' || notice.sheet === sheet));
