/** Fields whose text is lost with the dialog they are in: not those that only search or choose. */
const isText = (target: EventTarget | null): target is HTMLInputElement | HTMLTextAreaElement =>
  target instanceof HTMLTextAreaElement ||
  (target instanceof HTMLInputElement &&
    !['checkbox', 'radio', 'button', 'range', 'search', 'file'].includes(target.type) &&
    target.role !== 'combobox' &&
    target.closest('.ant-select, .ant-input-search') === null);

/** Follows what is typed inside an element: each field by its text when it was first entered. */
export interface TypedText {
  /** For the focus coming into the element. */
  entered(target: EventTarget | null): void;
  /** Does a field there hold another text than when it was first entered? */
  changed(): boolean;
}

export function followTyping(): TypedText {
  const before = new Map<HTMLInputElement | HTMLTextAreaElement, string>();
  return {
    entered: (target) => {
      if (isText(target) && !before.has(target)) before.set(target, target.value);
    },
    changed: () => [...before].some(([field, text]) => field.isConnected && field.value.trim() !== text.trim()),
  };
}
