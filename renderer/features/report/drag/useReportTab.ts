import { type DragEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigation } from '../../../app/navigation.ts';
import { useReport } from '../../../app/notices.tsx';
import { useLocale } from '../../../app/useLocale.ts';
import { useClient } from '../../../client/ClientContext.tsx';
import { carriesResult, useDragging } from './draggedResult.ts';

/** Held over the tab this long, a result opens the report. */
const springMs = 600;

/** The report's tab as a goal of dragged results: held over it they open the report, dropped on it they come to its end. */
export function useReportTab(): {
  readonly over: boolean;
  readonly target: {
    onDragEnter(event: DragEvent): void;
    onDragOver(event: DragEvent): void;
    onDragLeave(): void;
    onDrop(event: DragEvent): void;
  };
} {
  const { t } = useTranslation('analysis');
  const { reportDone, reportError } = useReport();
  const client = useClient();
  const locale = useLocale();
  const [over, setOver] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const leave = useCallback((): void => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    setOver(false);
  }, []);
  useEffect(() => leave, [leave]);
  const stay = useCallback(
    (event: DragEvent): void => {
      if (!carriesResult(event) || useNavigation.getState().room === 'report') return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      setOver(true);
      timer.current ??= setTimeout(() => {
        leave();
        useDragging.getState().spring();
      }, springMs);
    },
    [leave],
  );
  const target = useMemo(
    () => ({
      onDragEnter: stay,
      onDragOver: stay,
      onDragLeave: leave,
      onDrop(event: DragEvent): void {
        leave();
        if (!carriesResult(event)) return;
        event.preventDefault();
        const sending = useDragging.getState().take();
        if (!sending) return;
        // The catalogue of analyses comes with it: the bar does not wait for that.
        import('../sendToReport.ts')
          .then(({ sendParts }) => sendParts(client, locale, sending))
          .then(() => reportDone(t('card.sent')), reportError);
      },
    }),
    [stay, leave, client, locale, reportDone, reportError, t],
  );
  return { over, target };
}
