import { DownloadOutlined, FolderOpenOutlined } from '@ant-design/icons';
import { Alert, Button, Form, Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../components/Dialog.tsx';
import type { Output } from '../../../shared/contract/methods.ts';
import { inLocale } from '../../../shared/model/text.ts';
import { useReport } from '../../app/notices.tsx';
import { useProject } from '../../app/projectStore.ts';
import { runTask } from '../../app/tasks.ts';
import { useLocale } from '../../app/useLocale.ts';
import { useClient } from '../../client/ClientContext.tsx';
import { localDateTime } from '../../components/localDateTime.ts';

type Log = Output<'project.log'>['log'];

/** UTF-8 text as base64, in pieces that fit a call's arguments. */
function base64Of(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let letters = '';
  for (let from = 0; from < bytes.length; from += 8192)
    letters += String.fromCharCode(...bytes.subarray(from, from + 8192));
  return btoa(letters);
}

/** Names of the files that the steps of a log bring in, each once. */
function filesOf(log: Log | null): readonly string[] {
  const names = (log?.entries ?? []).flatMap(({ command }) => {
    const { file } = command;
    return typeof file === 'object' && file !== null && 'name' in file && typeof file['name'] === 'string'
      ? [file['name']]
      : [];
  });
  return [...new Set(names)];
}

/** What was done to the data since the import: read it, keep it as a file, or do the same here from such a file. */
export function LogDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation('cleaning');
  const client = useClient();
  const locale = useLocale();
  const { reportError, reportDone } = useReport();
  const { projectId, revision, entities } = useProject();
  const [log, setLog] = useState<Log | null>(null);
  const [given, setGiven] = useState<{ readonly name: string; readonly log: Log } | null>(null);
  const [key, setKey] = useState('');
  const [files, setFiles] = useState<readonly { readonly file: string; readonly name: string }[]>([]);
  const [outcome, setOutcome] = useState<Output<'project.replay'> | null>(null);
  const [working, setWorking] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const filesChooser = useRef<HTMLInputElement>(null);
  const needed = filesOf(given?.log ?? null);
  useEffect(() => {
    let stale = false;
    client
      .call('project.log', { projectId })
      .then((answer) => {
        if (!stale) setLog(answer.log);
      })
      .catch(reportError);
    return () => {
      stale = true;
    };
  }, [client, projectId, revision, reportError]);
  const save = async (): Promise<void> => {
    if (!log) return;
    try {
      const name = `${entities.settings.get('main')?.name ?? ''} ${t('log.fileName')}.json`.trim();
      const base64 = base64Of(JSON.stringify(log, null, 1));
      const stored = await client.call('files.store', { name, base64 });
      if (await client.saveFile(stored.file, name)) reportDone(t('log.saved'));
    } catch (error) {
      reportError(error);
    }
  };
  const read = async (file: File): Promise<void> => {
    setOutcome(null);
    try {
      setGiven({ name: file.name, log: JSON.parse(await file.text()) as Log });
    } catch {
      // Not JSON at all: as far from a log as JSON of another kind, which the host refuses.
      setGiven(null);
      reportError({ message: { zh: t('log.notALog'), en: t('log.notALog') } });
    }
  };
  const addFiles = async (chosen: readonly File[]): Promise<void> => {
    try {
      for (const one of chosen) {
        const stored = await client.fileFromDrop(one);
        if (stored) setFiles((before) => [...before, stored]);
      }
    } catch (error) {
      reportError(error);
    }
  };
  const replay = async (): Promise<void> => {
    if (!given) return;
    setWorking(true);
    try {
      await runTask(t('log.replaying'), async (options) =>
        setOutcome(
          await client.call(
            'project.replay',
            {
              projectId,
              log: given.log,
              pseudonymKey: key === '' ? null : key,
              files: files.map(({ file }) => file),
            },
            options,
          ),
        ),
      );
    } catch (error) {
      reportError(error);
    } finally {
      setWorking(false);
    }
  };
  return (
    <Dialog open width={640} title={t('kinds.log').replace('…', '')} footer={null} onCancel={onClose}>
      <p className="field-note cleaning-note">{t('notes.log')}</p>
      <ol className="cleaning-log" aria-label={t('log.entries')}>
        {(log?.entries ?? []).map((entry, index) => (
          <li key={`${entry.at} ${index}`}>
            <span>{inLocale(entry.label, locale)}</span>
            <span className="field-note">
              {localDateTime(entry.at)} {entry.who}
            </span>
          </li>
        ))}
      </ol>
      {log?.entries.length === 0 ? <p className="field-note">{t('log.empty')}</p> : null}
      <Button
        className="cleaning-log-save"
        icon={<DownloadOutlined />}
        disabled={!log || log.entries.length === 0}
        onClick={() => void save()}
      >
        {t('log.save')}
      </Button>
      <h3 className="cleaning-log-replay">{t('log.replayTitle')}</h3>
      <Form layout="vertical" requiredMark={false}>
        <Form.Item extra={t('log.replayHint')}>
          <input
            ref={chooser}
            type="file"
            accept=".json,application/json"
            hidden
            aria-label={t('log.choose')}
            onChange={(event) => {
              const file = event.target.files?.[0];
              event.target.value = '';
              if (file) void read(file);
            }}
          />
          <Button icon={<FolderOpenOutlined />} onClick={() => chooser.current?.click()}>
            {given ? given.name : t('log.choose')}
          </Button>
        </Form.Item>
        {needed.length > 0 ? (
          <Form.Item extra={t('log.filesHint', { names: needed.join(t('log.comma')) })}>
            <input
              ref={filesChooser}
              type="file"
              multiple
              hidden
              aria-label={t('log.chooseFiles')}
              onChange={(event) => {
                const chosen = [...(event.target.files ?? [])];
                event.target.value = '';
                void addFiles(chosen);
              }}
            />
            <Button icon={<FolderOpenOutlined />} onClick={() => filesChooser.current?.click()}>
              {files.length > 0 ? files.map(({ name }) => name).join(t('log.comma')) : t('log.chooseFiles')}
            </Button>
          </Form.Item>
        ) : null}
        <Form.Item label={t('fields.key')} htmlFor="log-key" extra={t('log.keyHint')}>
          <Input id="log-key" value={key} onChange={(event) => setKey(event.target.value)} />
        </Form.Item>
        <Button type="primary" disabled={!given} loading={working} onClick={() => void replay()}>
          {t('log.replay')}
        </Button>
      </Form>
      {outcome ? (
        <Alert
          type={outcome.matches ? 'success' : 'warning'}
          showIcon
          title={t(outcome.matches ? 'log.same' : 'log.other', { count: outcome.applied })}
        />
      ) : null}
    </Dialog>
  );
}
