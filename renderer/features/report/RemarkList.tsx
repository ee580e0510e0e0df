import { CheckOutlined, DeleteOutlined, UndoOutlined } from '@ant-design/icons';
import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { Button, Input, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { useRemembered } from '../../app/remembered.ts';
import { changeRemark, remarksIn } from './remarks.ts';
import './panels.css';

/** Remarks on the report: who said what about which words; resolved ones stay, faint. */
export function RemarkList({ editor, fresh }: { readonly editor: Editor; readonly fresh: string | null }) {
  const { t } = useTranslation('report');
  const [author, setAuthor] = useRemembered<string>('report.author', '');
  const remarks = useEditorState({
    editor,
    selector: ({ editor: now }) => remarksIn(now.state.doc),
    equalityFn: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  });
  if (remarks.length === 0) return null;
  const go = (position: number): void => {
    editor.chain().setTextSelection(position).scrollIntoView().focus().run();
  };
  return (
    <section className="report-remarks" aria-label={t('remark.title')}>
      <h3>{t('remark.title')}</h3>
      <label className="report-field">
        <span>{t('remark.author')}</span>
        <Input size="small" value={author} maxLength={60} onChange={(event) => setAuthor(event.target.value)} />
      </label>
      {remarks.map((remark) => (
        <article key={remark.id} className={remark.resolved ? 'report-remark report-remark-done' : 'report-remark'}>
          <button type="button" className="report-remark-quote" onClick={() => go(remark.position)}>
            {remark.quote}
          </button>
          <Input.TextArea
            autoSize={{ minRows: 1, maxRows: 6 }}
            autoFocus={remark.id === fresh}
            value={remark.text}
            readOnly={!editor.isEditable}
            maxLength={2000}
            placeholder={t('remark.placeholder')}
            aria-label={t('remark.text')}
            onChange={(event) =>
              changeRemark(editor, remark.id, {
                text: event.target.value,
                ...(remark.author === '' ? { author } : {}),
              })
            }
          />
          <footer>
            <span>{[remark.author, remark.at.slice(0, 10)].filter((part) => part !== '').join('　')}</span>
            <Tooltip title={t(remark.resolved ? 'remark.reopen' : 'remark.resolve')}>
              <Button
                type="text"
                size="small"
                aria-label={t(remark.resolved ? 'remark.reopen' : 'remark.resolve')}
                disabled={!editor.isEditable}
                icon={remark.resolved ? <UndoOutlined /> : <CheckOutlined />}
                onClick={() => changeRemark(editor, remark.id, { resolved: !remark.resolved })}
              />
            </Tooltip>
            <Tooltip title={t('remark.remove')}>
              <Button
                type="text"
                size="small"
                aria-label={t('remark.remove')}
                disabled={!editor.isEditable}
                icon={<DeleteOutlined />}
                onClick={() => changeRemark(editor, remark.id, null)}
              />
            </Tooltip>
          </footer>
        </article>
      ))}
    </section>
  );
}
