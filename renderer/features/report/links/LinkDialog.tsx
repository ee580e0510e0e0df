import type { Editor } from '@tiptap/core';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { typedAddress } from '../../../../shared/report/linkAddress.ts';
import { Dialog } from '../../../components/Dialog.tsx';
import { type LinkPlace, removeLink, setLink } from './linkMark.ts';

/** Where words of the report lead: an address, and the words where there are none yet. Enter accepts, Escape leaves. */
export function LinkDialog({
  editor,
  place,
  onClose,
}: {
  readonly editor: Editor;
  readonly place: LinkPlace;
  onClose(): void;
}) {
  const { t } = useTranslation('links');
  const [typed, setTyped] = useState(place.address ?? '');
  const [words, setWords] = useState(place.words ?? '');
  const [asked, setAsked] = useState(false);
  const address = typedAddress(typed);
  const accept = (): void => {
    setAsked(true);
    if (address === null) return;
    setLink(editor, place, address, place.words === null ? null : words.trim() || address);
    onClose();
  };
  const wrong = asked && address === null;
  return (
    <Dialog
      open
      quick
      width={480}
      title={t(place.address === null ? 'insert' : 'edit')}
      onOk={accept}
      onCancel={onClose}
      afterOpenChange={(open) => {
        if (!open) editor.commands.focus();
      }}
      footer={(_, { CancelBtn, OkBtn }) => (
        <>
          {place.address === null ? null : (
            <Button
              danger
              className="report-link-remove"
              onClick={() => {
                removeLink(editor, place);
                onClose();
              }}
            >
              {t('remove')}
            </Button>
          )}
          <CancelBtn />
          <OkBtn />
        </>
      )}
    >
      <Form layout="vertical" requiredMark={false}>
        <Form.Item
          label={t('address')}
          htmlFor="link-address"
          extra={wrong ? null : t('addressHint')}
          validateStatus={wrong ? 'error' : ''}
          help={wrong ? t('wrong') : null}
        >
          <Input
            id="link-address"
            value={typed}
            maxLength={2000}
            placeholder="https://"
            aria-invalid={wrong}
            onFocus={(event) => event.target.select()}
            onChange={(event) => setTyped(event.target.value)}
          />
        </Form.Item>
        {place.words === null ? null : (
          <Form.Item label={t('words')} htmlFor="link-words">
            <Input
              id="link-words"
              value={words}
              maxLength={1000}
              placeholder={t('wordsHint')}
              onChange={(event) => setWords(event.target.value)}
            />
          </Form.Item>
        )}
      </Form>
    </Dialog>
  );
}
