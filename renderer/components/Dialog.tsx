import { App as AntApp, Modal, type ModalProps } from 'antd';
import { type KeyboardEvent, type MouseEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { FocusInside } from './FocusInside.tsx';
import { followTyping } from './typedText.ts';

export interface DialogProps extends ModalProps {
  /** Nothing typed in it would be missed, since it is saved as it is typed or asked about by the dialog itself: Escape closes it at once. */
  readonly quick?: boolean;
}

/** A line of text, where Enter has no meaning of its own. */
const isLine = (target: EventTarget): boolean =>
  target instanceof HTMLInputElement &&
  !['checkbox', 'radio', 'button', 'range', 'file'].includes(target.type) &&
  target.role !== 'combobox';

/** A list of choices that is closed: it would take Enter to open itself. */
const isClosedList = (target: EventTarget): boolean =>
  target instanceof HTMLElement && target.role === 'combobox' && target.ariaExpanded !== 'true';

/** As if the focus went elsewhere and came back. */
function leaveField(): void {
  const { activeElement: field } = document;
  if (!(field instanceof HTMLElement)) return;
  field.blur();
  field.focus({ preventScroll: true });
}

/**
 * The one frame of all dialogs. The focus goes to the first field (else to the main button) and Tab stays inside; Enter in a line of text
 * and Ctrl+Enter anywhere do the main thing; Escape and a click beside the dialog close it, and ask first when something typed would be
 * lost. Where the focus returns to is seen to for the whole window (useFocusReturn).
 */
export function Dialog({ quick = false, onCancel, onOk, children, ...props }: DialogProps) {
  const { t } = useTranslation();
  const { modal } = AntApp.useApp();
  const typed = useRef(followTyping());

  const cancel: NonNullable<ModalProps['onCancel']> = (event) => {
    const beside = (event.target as Element).matches('.ant-modal-wrap');
    // The second click of the double click that opened it.
    if (beside && event.type === 'click' && event.detail > 1) return;
    const byChance = event.type === 'keydown' || beside;
    if (quick || !byChance || !typed.current.changed()) {
      // Fields that save when they are left are left first.
      if (quick && typed.current.changed()) leaveField();
      onCancel?.(event);
      return;
    }
    modal.confirm({
      title: t('discard.title'),
      content: t('discard.text'),
      okText: t('discard.ok'),
      okButtonProps: { danger: true },
      cancelText: t('discard.stay'),
      focusable: { autoFocusButton: 'cancel' },
      onOk: () => onCancel?.(event),
    });
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    // Dialogs opened from this one lie outside of it.
    if (event.target instanceof Node && !event.currentTarget.contains(event.target)) return;
    if (event.key !== 'Enter' || event.defaultPrevented || event.nativeEvent.isComposing || event.repeat) return;
    const everywhere = event.ctrlKey || event.metaKey;
    if (!onOk || props.footer === null || props.okButtonProps?.disabled || props.okButtonProps?.loading) return;
    if (props.confirmLoading || event.altKey || event.shiftKey || !(everywhere || isLine(event.target))) return;
    event.preventDefault();
    // The main button is told by its click, which is the only way to it.
    onOk(event as unknown as MouseEvent<HTMLButtonElement>);
  };

  const onKeyDownCapture = (event: KeyboardEvent<HTMLElement>): void => {
    if (!(event.ctrlKey || event.metaKey) || !isClosedList(event.target)) return;
    onKeyDown(event);
    if (event.defaultPrevented) event.stopPropagation();
  };

  return (
    // The page itself never scrolls: held still by a style of its own, all of it would be styled anew.
    <Modal scrollLock={false} {...props} {...(onOk ? { onOk } : {})} onCancel={cancel}>
      <div
        className="dialog-content"
        onFocus={(event) => typed.current.entered(event.target)}
        onKeyDown={onKeyDown}
        onKeyDownCapture={onKeyDownCapture}
      >
        <FocusInside>{children}</FocusInside>
      </div>
    </Modal>
  );
}
