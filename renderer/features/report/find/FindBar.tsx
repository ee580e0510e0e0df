import { CloseOutlined, DownOutlined, UpOutlined } from '@ant-design/icons';
import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { Button, Checkbox, Input, type InputRef, Tooltip } from 'antd';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { findKey } from './findReplace.ts';
import '../toolbar.css';

const nowhere = { found: [], current: -1, told: null };

/** Find and replace over the page; Enter goes on, Shift+Enter back, Escape closes. */
export function FindBar({ editor, onClose }: { readonly editor: Editor; onClose(): void }) {
  const { t } = useTranslation('report');
  const [text, setText] = useState(() => {
    const { from, to } = editor.state.selection;
    const chosen = editor.state.doc.textBetween(from, to, ' ');
    return chosen.length < 80 ? chosen : '';
  });
  const [replacement, setReplacement] = useState('');
  const [matchCase, setMatchCase] = useState(false);
  const field = useRef<InputRef | null>(null);
  const { count, current, isLive, told } = useEditorState({
    editor,
    selector: ({ editor: now }) => {
      const { found, current: place, told: done } = findKey.getState(now.state) ?? nowhere;
      return { count: found.length, current: place, isLive: found[place]?.owner === 'live', told: done };
    },
  });
  useEffect(() => {
    field.current?.focus({ cursor: 'all' });
    return () => {
      if (!editor.isDestroyed) editor.commands.find({ text: '', matchCase: false });
    };
  }, [editor]);
  useEffect(() => {
    editor.commands.find({ text, matchCase });
  }, [editor, text, matchCase]);

  const close = (): void => {
    // At once: the next key may come before the next frame.
    editor.view.focus();
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    close();
  };
  /** Enter in a field: buttons are pressed by it. */
  const onEnter =
    (act: (event: KeyboardEvent) => void) =>
    (event: KeyboardEvent): void => {
      if (event.nativeEvent.isComposing) return;
      event.preventDefault();
      act(event);
    };
  const step = onEnter((event) => void editor.commands.findStep(event.shiftKey ? -1 : 1));
  const replace = onEnter(() => void editor.commands.replaceFound(replacement, false));
  const note = told
    ? [
        told.replaced > 0 || told.left === 0 ? t('find.replaced', { count: told.replaced }) : '',
        told.left > 0 ? t('find.left', { count: told.left }) : '',
      ]
        .filter((part) => part !== '')
        .join(t('find.comma'))
    : isLive
      ? t('find.live')
      : '';
  return (
    <div className="report-find" role="search" aria-label={t('find.title')} onKeyDown={onKeyDown}>
      <Input
        ref={field}
        size="small"
        value={text}
        placeholder={t('find.find')}
        aria-label={t('find.find')}
        onChange={(event) => setText(event.target.value)}
        onPressEnter={step}
      />
      <span className="report-find-count" role="status">
        {text === '' ? '' : count === 0 ? t('find.none') : `${current + 1} / ${count}`}
      </span>
      <Tooltip title={`${t('find.previous')} (Shift+Enter)`}>
        <Button
          type="text"
          size="small"
          aria-label={t('find.previous')}
          icon={<UpOutlined />}
          disabled={count === 0}
          onClick={() => editor.commands.findStep(-1)}
        />
      </Tooltip>
      <Tooltip title={`${t('find.next')} (Enter)`}>
        <Button
          type="text"
          size="small"
          aria-label={t('find.next')}
          icon={<DownOutlined />}
          disabled={count === 0}
          onClick={() => editor.commands.findStep(1)}
        />
      </Tooltip>
      <Checkbox checked={matchCase} onChange={(event) => setMatchCase(event.target.checked)}>
        {t('find.matchCase')}
      </Checkbox>
      {editor.isEditable ? (
        <>
          <Input
            size="small"
            value={replacement}
            placeholder={t('find.replacement')}
            aria-label={t('find.replacement')}
            onChange={(event) => setReplacement(event.target.value)}
            onPressEnter={replace}
          />
          <Button size="small" disabled={count === 0} onClick={() => editor.commands.replaceFound(replacement, false)}>
            {t('find.replace')}
          </Button>
          <Button size="small" disabled={count === 0} onClick={() => editor.commands.replaceFound(replacement, true)}>
            {t('find.replaceAll')}
          </Button>
          <span className="report-find-told" aria-live="polite" title={note}>
            {note}
          </span>
        </>
      ) : null}
      <Button type="text" size="small" aria-label={t('find.close')} icon={<CloseOutlined />} onClick={close} />
    </div>
  );
}
