import { Checkbox, Radio } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../../components/Dialog.tsx';
import type { AnalysisResult } from '../../../../shared/analyses/types.ts';
import type { AnalysisCard } from '../../../../shared/model/project.ts';
import { chaptersOf } from '../../../../shared/report/chapters.ts';
import { useReport } from '../../../app/notices.tsx';
import { useProject } from '../../../app/projectStore.ts';
import { useLocale } from '../../../app/useLocale.ts';
import { type Insertable, insertablesOf } from '../insertables.ts';
import { sendingOf, usualSending, useSendToReport } from '../sendToReport.ts';
import './sendDialog.css';

const kinds: readonly Insertable['kind'][] = ['finding', 'figure', 'table', 'number'];

export interface SendDialogProps {
  readonly card: AnalysisCard;
  readonly result: AnalysisResult;
  /** Id of the figure that the card shows, null = the first. */
  readonly shown: string | null;
  onClose(): void;
}

/** What of a result goes into the report, and under which heading: dragging by keyboard. */
export function SendDialog({ card, result, shown, onClose }: SendDialogProps) {
  const { t } = useTranslation('pages');
  const locale = useLocale();
  const { entities } = useProject();
  const { reportDone, reportError } = useReport();
  const send = useSendToReport();
  const stored = entities.report.get('main');
  const items = useMemo(() => {
    const { parts } = usualSending(card, result);
    return insertablesOf(parts[0]!.request, result, locale);
  }, [card, result, locale]);
  const chapters = useMemo(() => (stored ? chaptersOf(stored.document, stored.locale) : []), [stored]);
  const [chosen, setChosen] = useState<readonly string[]>(() => {
    const first = (kind: Insertable['kind']): readonly string[] =>
      items
        .filter((item) => item.kind === kind)
        .slice(0, 1)
        .map(({ key }) => key);
    const findings = items.filter((item) => item.kind === 'finding').map(({ key }) => key);
    const figure = items.find(({ kind, part }) => kind === 'figure' && shown !== null && part.figureId === shown);
    return [...findings, ...(figure ? [figure.key] : first('figure')), ...first('table')];
  });
  // Place among the chapters; null: at the end of the main part.
  const [chapter, setChapter] = useState<number | null>(null);

  const run = (): void => {
    const parts = items.filter(({ key }) => chosen.includes(key)).map(({ part }) => part);
    const at = chapter === null ? null : (chapters[chapter]?.end ?? null);
    onClose();
    send.parts(sendingOf(card, parts), at).then(() => reportDone(t('send.done')), reportError);
  };
  const toggle = (key: string, on: boolean): void =>
    setChosen((before) => (on ? [...before, key] : before.filter((one) => one !== key)));

  return (
    <Dialog
      open
      width={860}
      title={t('send.title')}
      okText={t('send.ok')}
      okButtonProps={{ disabled: chosen.length === 0 }}
      onOk={run}
      onCancel={onClose}
    >
      <div className="send-body">
        <fieldset className="send-parts">
          <legend>{t('send.what')}</legend>
          {kinds.map((kind) => {
            const own = items.filter((item) => item.kind === kind);
            if (own.length === 0) return null;
            return (
              <section key={kind}>
                <h4>{t(`send.${kind}`)}</h4>
                {own.map((item) => (
                  <Checkbox
                    key={item.key}
                    checked={chosen.includes(item.key)}
                    onChange={(event) => toggle(item.key, event.target.checked)}
                  >
                    {item.value === undefined ? (
                      item.title
                    ) : (
                      <span className="send-number" title={item.title}>
                        <strong>{item.value}</strong>
                        {item.title}
                      </span>
                    )}
                  </Checkbox>
                ))}
              </section>
            );
          })}
        </fieldset>
        <fieldset className="send-places">
          <legend>{t('send.where')}</legend>
          <Radio.Group
            value={chapter ?? -1}
            onChange={(event) => setChapter(event.target.value === -1 ? null : (event.target.value as number))}
          >
            <Radio value={-1}>{t(stored ? 'send.end' : 'send.newReport')}</Radio>
            {chapters.map(({ label, text, level }, place) => (
              <Radio key={place} value={place} className={`send-level-${level}`}>
                {label === '' ? null : <span className="send-no">{label}</span>}
                {text}
              </Radio>
            ))}
          </Radio.Group>
        </fieldset>
      </div>
    </Dialog>
  );
}
