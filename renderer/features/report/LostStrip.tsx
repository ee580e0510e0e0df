import { DisconnectOutlined } from '@ant-design/icons';
import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { Button, Tag } from 'antd';
import { useContext, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { weightSumFaults } from '../../../shared/satisfaction/compositeWeights.ts';
import { useNavigation } from '../../app/navigation.ts';
import { useProject } from '../../app/projectStore.ts';
import { LiveResultsContext } from './liveResults.ts';
import { type LostNode, lostNodes, removeNodes } from './lostNodes.ts';
import { Strip } from './Strip.tsx';

/** The author's own paragraph in place of a sentence the program no longer writes: the old words, chosen, so that typing replaces them. */
function writeInstead(editor: Editor, { position, size, told }: LostNode): void {
  const content = told === '' ? [] : [{ type: 'text', text: told }];
  editor
    .chain()
    .insertContentAt({ from: position, to: position + size }, { type: 'paragraph', content })
    .setTextSelection({ from: position + 1, to: position + 1 + told.length })
    .focus()
    .run();
}

function goTo(editor: Editor, { position }: LostNode): void {
  editor.commands.setNodeSelection(position);
  const element = editor.view.nodeDOM(position);
  if (element instanceof HTMLElement) element.scrollIntoView({ block: 'center' });
  editor.view.focus();
}

/** References the results of today do not answer, at which an export stops: each with its place, and the ways out. */
export function LostStrip({
  editor,
  stopped,
  flush,
}: {
  readonly editor: Editor;
  /** How many exports have stopped at them. */
  readonly stopped: number;
  flush(): Promise<void>;
}) {
  const { t } = useTranslation('review');
  const live = useContext(LiveResultsContext);
  const lost = useEditorState({
    editor,
    selector: ({ editor: { state } }) => lostNodes(state.doc, live),
    equalityFn: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  });
  const { entities } = useProject();
  const [fault] = useMemo(() => weightSumFaults([...entities.indicator.values()]), [entities.indicator]);
  const goToRoom = useNavigation((state) => state.goTo);
  if (lost.length === 0) return null;
  // Each decision is a step of its own in the project's history.
  const remove = (nodes: readonly LostNode[]): void => {
    if (removeNodes(editor, nodes)) void flush();
  };
  return (
    <Strip
      icon={<DisconnectOutlined />}
      tone="doubt"
      text={
        fault
          ? t('lost.weights', { count: lost.length, name: fault.parent === '' ? t('lost.whole') : fault.parent })
          : t(stopped > 0 ? 'lost.stopped' : 'lost.text', { count: lost.length })
      }
      called={stopped}
      listName={t('lost.list')}
      actions={
        // What weights take away they bring back: nobody deletes a report for them.
        fault ? (
          <Button
            size="small"
            onClick={() =>
              goToRoom('indicators', fault.parentId ? { kind: 'indicator', id: fault.parentId } : undefined)
            }
          >
            {t('lost.toWeights')}
          </Button>
        ) : (
          <Button size="small" onClick={() => remove(lost)}>
            {t('lost.removeAll')}
          </Button>
        )
      }
    >
      <ol>
        {lost.map((one) => (
          <li key={`${one.position} ${one.kind}`}>
            <p className="review-mine">
              <Tag color="red">{t(`lost.kind.${one.kind}`)}</Tag>
              {[one.section, one.analysis].filter((part) => part !== '').join(' · ')}
            </p>
            {one.told === '' ? null : <p className="review-told">{t('lost.told', { told: one.told })}</p>}
            {one.reason === '' ? null : <p className="report-hint">{one.reason}</p>}
            <div className="review-buttons">
              <Button size="small" onClick={() => remove([one])}>
                {t('lost.remove')}
              </Button>
              {one.kind === 'finding' ? (
                <Button size="small" onClick={() => writeInstead(editor, one)}>
                  {t('lost.write')}
                </Button>
              ) : null}
              <Button size="small" type="link" onClick={() => goTo(editor, one)}>
                {t('show')}
              </Button>
            </div>
          </li>
        ))}
      </ol>
    </Strip>
  );
}
