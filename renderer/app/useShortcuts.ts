import { useEffect } from 'react';
import { openHelp } from '../features/help/openHelp.ts';
import { useNavigation } from './navigation.ts';
import { goToNextPane } from './panes.ts';
import { rooms } from './rooms.ts';
import type { ProjectActions } from './useProjectActions.ts';

/** Is the user typing text here? Then undo and redo belong to the field. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    // A cell of the sheet takes text from input methods only.
    ((target.isContentEditable && target.role !== 'gridcell') ||
      target.tagName === 'TEXTAREA' ||
      (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range'].includes(target.type)))
  );
}

/** What the keys mean everywhere: F1 help, Ctrl+1-5 rooms, F6 parts of the window, Ctrl+S, Ctrl+K, undo and redo. Cmd on a Mac. */
export function useShortcuts(actions: ProjectActions, openPalette: () => void, projectOpen: boolean): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'F1' && !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey) {
        event.preventDefault();
        openHelp();
        return;
      }
      if (event.key === 'F6' && projectOpen && !event.ctrlKey && !event.altKey && !event.metaKey) {
        const dialogOpen = [...document.querySelectorAll('.ant-modal')].some((one) => one.checkVisibility());
        if (dialogOpen) return;
        event.preventDefault();
        goToNextPane(event.shiftKey);
        return;
      }
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented) return;
      const key = event.key.toLowerCase();
      const run = (work: () => unknown): void => {
        event.preventDefault();
        work();
      };
      if (key === 'k') return run(openPalette);
      if (!projectOpen) return;
      if (key === 's') return run(() => (event.shiftKey ? actions.saveCopy() : actions.save()));
      const room = event.shiftKey ? undefined : rooms[Number(key) - 1];
      if (room) return run(() => useNavigation.getState().goTo(room.name));
      if (isTyping(event.target)) return;
      if (key === 'z') return run(() => (event.shiftKey ? actions.redo() : actions.undo()));
      if (key === 'y') return run(() => actions.redo());
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [actions, openPalette, projectOpen]);
}
