import { type NodeViewProps, NodeViewWrapper, useEditorState } from '@tiptap/react';
import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { LiveResultsContext } from './liveResults.ts';
import { referenceTargets } from './numbering/reportNumbers.ts';

/** The sign of a footnote; its number comes from the page's counter, its text is edited at the right. */
export function FootnoteView(props: NodeViewProps) {
  const { t } = useTranslation('report');
  const text = String(props.node.attrs['text']);
  return (
    <NodeViewWrapper
      as="span"
      className={`report-footnote${props.selected ? ' report-selected' : ''}${text === '' ? ' report-lost' : ''}`}
      title={text === '' ? t('footnote.empty') : text}
      aria-label={t('kind.footnote')}
    />
  );
}

/** "图 3": what its target is called now. */
export function ReferenceView(props: NodeViewProps) {
  const { t } = useTranslation('report');
  const live = useContext(LiveResultsContext);
  const target = String(props.node.attrs['target']);
  const found = useEditorState({
    editor: props.editor,
    selector: ({ editor }) => {
      const one = referenceTargets(editor.state.doc, live).find(({ anchor }) => anchor === target);
      return one ? `${one.label}\n${one.text}` : null;
    },
  });
  const [label = '', text = ''] = found?.split('\n') ?? [];
  return (
    <NodeViewWrapper
      as="span"
      className={`csi-live${found === null ? ' report-lost' : ''}${props.selected ? ' report-selected' : ''}`}
      title={found === null ? t('reference.lost') : text}
    >
      {found === null ? t('reference.missing') : label}
    </NodeViewWrapper>
  );
}
