import { Alert, Radio, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../components/Dialog.tsx';
import type { Output } from '../../../shared/contract/methods.ts';
import { useReport } from '../../app/notices.tsx';
import { applyCommand, useProject } from '../../app/projectStore.ts';
import { runTask } from '../../app/tasks.ts';
import { useLocale } from '../../app/useLocale.ts';
import { inLocale } from '../../../shared/model/text.ts';
import { useClient } from '../../client/ClientContext.tsx';
import './wordReturn.css';

export interface WordReturn extends Output<'report.readWord'> {
  readonly file: string;
  readonly name: string;
}
type Choice = 'word' | 'project';

/** What was changed in Word beside what the project has: taken over unless the project changed the same place, where one must choose. */
export function WordReturnDialog({ found, onClose }: { readonly found: WordReturn; onClose(): void }) {
  const { t } = useTranslation('report');
  const locale = useLocale();
  const client = useClient();
  const { projectId } = useProject();
  const { reportDone, reportError } = useReport();
  const [choices, setChoices] = useState<Readonly<Record<string, Choice>>>({});
  const [busy, setBusy] = useState(false);
  const choiceOf = ({ id, conflict }: WordReturn['changes'][number]): Choice =>
    choices[id] ?? (conflict ? 'project' : 'word');
  const taken = found.changes.filter((change) => choiceOf(change) === 'word').length;
  const conflicts = found.changes.filter((change) => change.conflict).length;

  const apply = async (): Promise<void> => {
    setBusy(true);
    try {
      const { report } = await runTask(t('word.task'), (options) =>
        client.call('report.mergeWord', { projectId, file: found.file, choices }, options),
      );
      await applyCommand(client, projectId, { type: 'report.set', report: report as never });
      reportDone(t('word.done', { count: taken }));
      onClose();
    } catch (error) {
      reportError(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog
      open
      title={t('word.title', { name: found.name })}
      okText={t('word.ok', { count: taken })}
      okButtonProps={{ disabled: taken === 0 }}
      confirmLoading={busy}
      onOk={() => void apply()}
      onCancel={onClose}
      width={860}
      className="report-word"
    >
      {found.changes.length === 0 ? <p>{t('word.none')}</p> : <p>{t('word.count', { count: found.changes.length })}</p>}
      {conflicts > 0 ? <Alert type="warning" showIcon title={t('word.conflicts', { count: conflicts })} /> : null}
      {found.tablesChanged > 0 ? (
        <Alert type="info" showIcon title={t('word.tables', { count: found.tablesChanged })} />
      ) : null}
      <ul className="report-word-list">
        {found.changes.map((change) => (
          <li key={change.id} className={change.conflict ? 'report-word-conflict' : undefined}>
            <header>
              <Tag>{t(`word.kind.${change.kind}`)}</Tag>
              {change.section === '' ? null : <span className="report-word-section">{change.section}</span>}
              {change.conflict ? <Tag color="orange">{t('word.conflict')}</Tag> : null}
              <Radio.Group
                size="small"
                optionType="button"
                aria-label={t('word.choice')}
                value={choiceOf(change)}
                options={[
                  { value: 'word', label: t('word.word') },
                  { value: 'project', label: t('word.project') },
                ]}
                onChange={(event) => setChoices((before) => ({ ...before, [change.id]: event.target.value as Choice }))}
              />
            </header>
            <dl>
              {change.kind === 'added' ? null : (
                <>
                  <dt>{t(change.kind === 'remark' ? 'word.about' : 'word.exported')}</dt>
                  <dd>{change.exported}</dd>
                </>
              )}
              {change.conflict ? (
                <>
                  <dt>{t('word.projectNow')}</dt>
                  <dd>{change.project === '' ? t('word.gone') : change.project}</dd>
                </>
              ) : null}
              <dt>{t('word.inWord')}</dt>
              <dd>
                {change.kind === 'removed'
                  ? t('word.removed')
                  : change.details && change.word === change.exported
                    ? inLocale(change.details, locale)
                    : change.word}
              </dd>
            </dl>
            {change.numbersTyped.length > 0 ? (
              <p className="report-lost">
                {t('word.numbersTyped', { numbers: change.numbersTyped.join(t('facts.list', { ns: 'analysis' })) })}
              </p>
            ) : null}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
