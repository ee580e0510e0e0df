import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../components/Dialog.tsx';
import type { Input, Output } from '../../../shared/contract/methods.ts';
import { inLocale } from '../../../shared/model/text.ts';
import { useReport } from '../../app/notices.tsx';
import { runTask } from '../../app/tasks.ts';
import { useLocale } from '../../app/useLocale.ts';
import { useProjectActions } from '../../app/useProjectActions.ts';
import { useClient } from '../../client/ClientContext.tsx';
import { ClientError } from '../../client/ClientError.ts';
import { localDateTime } from '../../components/localDateTime.ts';

type Source = Input<'project.examine'>['source'];
type From = Input<'project.salvage'>['from'];

/** Losses shown one by one; the rest is counted. */
const shownLosses = 12;

const hasWayOut = (found: Output<'project.examine'>): boolean =>
  found.readable || found.backup !== null || found.version !== null;

/** A project file that does not open: why, and what of it can be had in a new file. The damaged one is never written to. */
export function DamagedProject({ source, onClose }: { readonly source: Source; onClose(): void }) {
  const { t } = useTranslation('start');
  const locale = useLocale();
  const client = useClient();
  const actions = useProjectActions();
  const { reportError } = useReport();
  const [found, setFound] = useState<Output<'project.examine'> | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    let current = true;
    runTask(t('damaged.looking'), (task) => client.call('project.examine', { source }, task))
      .then((answer) => {
        if (!current) return;
        // Another program's file with nothing beside it has no ways out to choose from: only the reason is told.
        if (answer.problem !== null && answer.problem.code !== 'project.damaged' && !hasWayOut(answer)) {
          reportError(new ClientError({ ...answer.problem, kind: 'expected', details: {} }));
          onClose();
        } else setFound(answer);
      })
      .catch((error: unknown) => {
        if (!current) return;
        reportError(error);
        onClose();
      });
    return () => {
      current = false;
    };
  }, [client, source, reportError, onClose, t]);

  const take = async (from: From): Promise<void> => {
    setBusy(true);
    try {
      const { state } = await runTask(t('damaged.working'), (task) =>
        client.call('project.salvage', { source, from }, task),
      );
      onClose();
      await actions.openRecent(state.projectId);
    } catch (error) {
      setBusy(false);
      reportError(error);
    }
  };

  if (!found) return null;
  // The sentence of the error tells what to do without this window; here the ways out stand beneath.
  const shortly: Readonly<Record<string, string>> = {
    'project.damaged': t('damaged.what'),
    'project.empty': t('damaged.empty'),
    'project.missing': t('damaged.missing'),
    // With something of ours in it, it is not another program's file.
    'project.notAProject': t('damaged.what'),
  };
  const why = (problem: typeof found.problem): string =>
    problem === null ? t('damaged.whole') : (shortly[problem.code] ?? inLocale(problem.message, locale));
  return (
    <Dialog
      open
      width={560}
      title={t('damaged.title')}
      onCancel={onClose}
      footer={<Button onClick={onClose}>{t('common:cancel')}</Button>}
    >
      <p>{why(found.problem)}</p>
      <p className="start-note">{t(hasWayOut(found) ? 'damaged.untouched' : 'damaged.nothing')}</p>
      <div className="start-repairs">
        {found.backup ? (
          <Button block disabled={busy} onClick={() => void take('backup')}>
            {t('damaged.backup', { at: localDateTime(found.backup.savedAt) })}
          </Button>
        ) : null}
        {found.version ? (
          <Button block disabled={busy} onClick={() => void take('version')}>
            {t('damaged.version', { name: found.version.name, at: localDateTime(found.version.at) })}
          </Button>
        ) : null}
        {found.readable ? (
          <Button block disabled={busy} onClick={() => void take('readable')}>
            {t('damaged.readable')}
          </Button>
        ) : null}
      </div>
      {found.readable && found.lost.length > 0 ? (
        <>
          <p>{t('damaged.lost')}</p>
          <ul className="start-losses">
            {found.lost.slice(0, shownLosses).map((loss) => (
              <li key={loss.zh}>{inLocale(loss, locale)}</li>
            ))}
            {found.lost.length > shownLosses ? (
              <li>{t('damaged.more', { count: found.lost.length - shownLosses })}</li>
            ) : null}
          </ul>
        </>
      ) : null}
    </Dialog>
  );
}
