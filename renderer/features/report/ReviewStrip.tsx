import { LockOutlined, WarningOutlined } from '@ant-design/icons';
import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { Button, Tag } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../shared/contract/methods.ts';
import type { StoredReport } from '../../../shared/model/project.ts';
import { type ChangeKind, changeKinds } from '../../../shared/report/editedSentence.ts';
import { isCancelled, useReport } from '../../app/notices.tsx';
import { applyCommand, useProject } from '../../app/projectStore.ts';
import { useClient } from '../../client/ClientContext.tsx';
import { localDateTime } from '../../components/localDateTime.ts';
import { BeforeAfter } from './BeforeAfter.tsx';
import { type Flag, flagsOf } from './editedMarks.ts';
import { DifferenceList } from './frozen/DifferenceList.tsx';
import { Strip } from './Strip.tsx';

const tones: Readonly<Record<ChangeKind, string>> = { claim: 'red', gone: 'red', typed: 'orange', numbers: 'blue' };

function FlagItem({ editor, flag, flush }: { readonly editor: Editor; readonly flag: Flag; flush(): Promise<void> }) {
  const { t } = useTranslation('review');
  const element = editor.view.nodeDOM(flag.position);
  const text = element instanceof HTMLElement ? element.innerText : '';
  const settle = (done: boolean): void => {
    // Each decision is a step of its own in the project's history.
    if (done) void flush();
  };
  return (
    <li>
      <p className="review-mine">
        <Tag color={tones[flag.kind]}>{t(`kind.${flag.kind}`)}</Tag>
        {text}
      </p>
      <BeforeAfter before={flag.before} after={flag.after ?? ''} />
      <div className="review-buttons">
        <Button size="small" onClick={() => settle(editor.commands.restoreFinding(flag.position))}>
          {t(flag.kind === 'gone' ? 'remove' : 'take')}
        </Button>
        <Button size="small" onClick={() => settle(editor.commands.keepEdited(flag.position))}>
          {t('keep')}
        </Button>
        <Button
          size="small"
          type="link"
          onClick={() => {
            editor
              .chain()
              .setTextSelection(flag.position + 1)
              .run();
            if (element instanceof HTMLElement) element.scrollIntoView({ block: 'center' });
            editor.view.focus();
          }}
        >
          {t('show')}
        </Button>
      </div>
    </li>
  );
}

/** Taken-over sentences that the data have moved away from: how many of which kind, and each with before, after and what to do. */
export function EditedStrip({ editor, flush }: { readonly editor: Editor; flush(): Promise<void> }) {
  const { t } = useTranslation('review');
  const flags = useEditorState({
    editor,
    selector: ({ editor: current }) => flagsOf(current),
    equalityFn: (a, b) => a === b,
  });
  if (flags.length === 0) return null;
  const counts = changeKinds.flatMap((kind) => {
    const count = flags.filter((flag) => flag.kind === kind).length;
    return count === 0 ? [] : [t(`count.${kind}`, { count })];
  });
  const grave = flags.some((flag) => flag.kind !== 'numbers');
  const rank = (flag: Flag): number => changeKinds.indexOf(flag.kind);
  return (
    <Strip
      icon={<WarningOutlined />}
      tone={grave ? 'doubt' : 'calm'}
      text={`${t('moved')}${counts.join(t('comma'))}`}
      listName={t('look')}
    >
      <ol>
        {flags
          .toSorted((a, b) => rank(a) - rank(b) || a.position - b.position)
          .map((flag) => (
            <FlagItem key={flag.position} editor={editor} flag={flag} flush={flush} />
          ))}
      </ol>
    </Strip>
  );
}

/** What the data say today against the final report; asked again whenever they change. */
function useDifferences(frozen: StoredReport): Output<'report.differences'> | null {
  const client = useClient();
  const { projectId } = useProject();
  const { reportError } = useReport();
  const [answer, setAnswer] = useState<Output<'report.differences'> | null>(null);
  const [revision, setRevision] = useState(0);
  useEffect(
    () =>
      client.on('project.changed', (event) => {
        if (event.projectId === projectId) setRevision(event.revision);
      }),
    [client, projectId],
  );
  useEffect(() => {
    const controller = new AbortController();
    client.call('report.differences', { projectId }, { signal: controller.signal }).then(
      (differences) => {
        if (!controller.signal.aborted) setAnswer(differences);
      },
      (error: unknown) => {
        if (!controller.signal.aborted && !isCancelled(error)) reportError(error);
      },
    );
    return () => controller.abort();
  }, [client, projectId, revision, frozen, reportError]);
  return answer;
}

/** Says that the report is final, since when, and what the data of today would change. */
export function FrozenStrip({ frozen }: { readonly frozen: StoredReport }) {
  const { t } = useTranslation('review');
  const client = useClient();
  const { projectId } = useProject();
  const { reportError } = useReport();
  const answer = useDifferences(frozen);
  const differences = answer?.differences ?? [];
  const state = !answer
    ? t('frozen.comparing')
    : differences.length > 0
      ? t('frozen.differences', { count: differences.length })
      : t(answer.sameData ? 'frozen.same' : 'frozen.sameNumbers');
  return (
    <Strip
      icon={<LockOutlined />}
      tone={differences.length > 0 ? 'doubt' : 'calm'}
      text={`${t('frozen.since', { at: localDateTime(frozen.freeze?.at ?? '') })}${state}`}
      listName={differences.length > 0 ? t('frozen.list') : undefined}
      actions={
        <Button
          size="small"
          onClick={() => applyCommand(client, projectId, { type: 'report.unfreeze' }).catch(reportError)}
        >
          {t('frozen.unfreeze')}
        </Button>
      }
    >
      <DifferenceList differences={differences} />
    </Strip>
  );
}
