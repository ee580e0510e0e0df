import { create } from 'zustand';

export const helpTabs = ['steps', 'keys', 'terms', 'methods'] as const;
export type HelpTab = (typeof helpTabs)[number];

interface Help {
  readonly open: boolean;
  /** The part looked at last: help opens on it again. */
  readonly tab: HelpTab;
}

/** Help at hand, over whatever is on screen. */
export const useHelp = create<Help>(() => ({ open: false, tab: 'steps' }));

export const openHelp = (tab?: HelpTab): void => useHelp.setState(tab ? { open: true, tab } : { open: true });
export const closeHelp = (): void => useHelp.setState({ open: false });
export const showHelpTab = (tab: HelpTab): void => useHelp.setState({ tab });
