/** The dialogs to be seen, the one shown last at the end; one that fades out is among them. */
export const shownDialogs = (): readonly HTMLElement[] =>
  [...document.querySelectorAll<HTMLElement>('.ant-modal')].filter((one) => one.checkVisibility());
