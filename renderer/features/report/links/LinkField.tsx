import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { Button, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import { useReport } from '../../../app/notices.tsx';
import { linkPlace, removeLink } from './linkMark.ts';

/** Where the link at the caret leads. The program does not go there: the address can be copied, the exported files have the link. */
export function LinkField({ editor, onEdit }: { readonly editor: Editor; onEdit(): void }) {
  const { t } = useTranslation('links');
  const { reportDone, reportError } = useReport();
  const { address, editable } = useEditorState({
    editor,
    selector: ({ editor: current }) => ({
      address: linkPlace(current.state)?.address ?? null,
      editable: current.isEditable,
    }),
  });
  if (address === null) return null;
  const remove = (): void => {
    const place = linkPlace(editor.state);
    if (place) removeLink(editor, place);
  };
  return (
    <section className="report-inspector report-link-field" aria-label={t('title')}>
      <h3>{t('title')}</h3>
      <p className="report-link-address">{address}</p>
      <p className="report-hint">{t('hint')}</p>
      <Space wrap size={6}>
        <Button
          size="small"
          onClick={() => navigator.clipboard.writeText(address).then(() => reportDone(t('copied')), reportError)}
        >
          {t('copy')}
        </Button>
        {editable ? (
          <>
            <Button size="small" onClick={onEdit}>
              {t('change')}
            </Button>
            <Button size="small" onClick={remove}>
              {t('remove')}
            </Button>
          </>
        ) : null}
      </Space>
    </section>
  );
}
