import { Alert, Button, Form } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../components/Dialog.tsx';
import type { Output } from '../../../shared/contract/methods.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import { useProject } from '../../app/projectStore.ts';
import { useProjectActions } from '../../app/useProjectActions.ts';
import { useClient } from '../../client/ClientContext.tsx';
import { cleaningForms, initialValues, takesQuestion } from './cleaningForms.ts';
import { CleaningField } from './fields.tsx';
import { PreviewPane } from './PreviewPane.tsx';
import { QuestionsSelect } from './QuestionsSelect.tsx';
import { usePreview } from './usePreview.ts';
import { logFailedLookup } from '../../app/failedLookup.ts';

type Found = Output<'cleaning.personal'>['found'];

/** Questions that look personal, as an offer to choose them. */
function PersonalFound({ onChoose }: { onChoose(ids: readonly string[]): void }) {
  const { t } = useTranslation('cleaning');
  const client = useClient();
  const { projectId, revision, entities } = useProject();
  const [found, setFound] = useState<Found>([]);
  useEffect(() => {
    let stale = false;
    client
      .call('cleaning.personal', { projectId })
      .then((answer) => {
        if (!stale) setFound(answer.found);
      })
      .catch((error: unknown) => {
        logFailedLookup('personal columns', error);
      });
    return () => {
      stale = true;
    };
  }, [client, projectId, revision]);
  const known = found.filter(({ variableId }) => entities.variable.has(variableId));
  if (known.length === 0) return null;
  const list = known
    .map(({ variableId, kind }) => `${entities.variable.get(variableId)?.label ?? ''} (${t(`personal.${kind}`)})`)
    .join(t('comma'));
  return (
    <Alert
      type="info"
      showIcon
      title={t('personal.found', { list })}
      action={
        <Button size="small" onClick={() => onChoose(known.map(({ variableId }) => variableId))}>
          {t('personal.choose')}
        </Button>
      }
    />
  );
}

/** The dialog of one kind of change: which questions, how, and what would happen. */
export function FormDialog({
  kind,
  initialIds,
  onClose,
}: {
  readonly kind: keyof typeof cleaningForms;
  readonly initialIds: readonly string[];
  onClose(): void;
}) {
  const { t } = useTranslation('cleaning');
  const actions = useProjectActions();
  const { entities } = useProject();
  const form = cleaningForms[kind];
  const accepts = useCallback(
    (variable: Variable) => form.takes !== null && takesQuestion(kind, variable),
    [form, kind],
  );
  const variablesOf = (ids: readonly string[]): Variable[] =>
    ids.flatMap((id) => {
      const variable = entities.variable.get(id);
      return variable && accepts(variable) ? [variable] : [];
    });
  const start = variablesOf(initialIds).slice(0, form.many ? undefined : 1);
  const [ids, setIds] = useState<readonly string[]>(start.map((variable) => variable.id));
  const [values, setValues] = useState(() => initialValues(form, start));
  const [applying, setApplying] = useState(false);
  const variables = variablesOf(ids);
  const command = form.command(variables, values);
  const preview = usePreview(command);
  const choose = (next: readonly string[]): void => {
    setIds(next);
    // What a dialog proposes from its question follows the question.
    if (next[0] !== ids[0]) setValues(initialValues(form, variablesOf(next)));
  };
  const apply = async (): Promise<void> => {
    if (!command || preview.state !== 'ready') return;
    setApplying(true);
    const done = await actions.apply(command);
    setApplying(false);
    if (done) onClose();
  };
  return (
    <Dialog
      open
      width={920}
      title={t(`kinds.${kind}`).replace('…', '')}
      okText={t('apply')}
      cancelText={t('common:cancel')}
      okButtonProps={{ disabled: preview.state !== 'ready', loading: applying, danger: kind === 'remove' }}
      onOk={() => void apply()}
      onCancel={onClose}
    >
      <p className="field-note cleaning-note">{t(`notes.${kind}`)}</p>
      <div className="cleaning-body">
        <Form layout="vertical" requiredMark={false}>
          {kind === 'anonymise' ? <PersonalFound onChoose={choose} /> : null}
          {form.takes ? (
            <Form.Item label={t(form.many ? 'questions' : 'question')} htmlFor="cleaning-questions">
              <QuestionsSelect
                id="cleaning-questions"
                value={ids}
                accepts={accepts}
                many={form.many}
                onChange={choose}
              />
            </Form.Item>
          ) : null}
          {form.fields.map((field) =>
            field.shown && !field.shown(values) ? null : (
              <CleaningField
                key={field.key}
                field={field}
                value={values[field.key] ?? ''}
                variable={variables[0]}
                onChange={(value) => setValues((before) => ({ ...before, [field.key]: value }))}
              />
            ),
          )}
        </Form>
        <PreviewPane preview={preview} />
      </div>
    </Dialog>
  );
}
