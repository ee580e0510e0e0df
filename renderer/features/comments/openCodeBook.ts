import { create } from 'zustand';

/** Whose code book is open: of the result on this card, or of the project. */
export type CodeBookOf = { readonly cardId: string } | 'project';

/** Whether the code book of the open comments is open, over whatever room is shown. */
export const useCodeBook = create<{ readonly open: CodeBookOf | null }>(() => ({ open: null }));

export const openCodeBook = (open: CodeBookOf): void => useCodeBook.setState({ open });
export const closeCodeBook = (): void => useCodeBook.setState({ open: null });
