/** Where keys mean something, and which: written as they are named on the keyboard, "/" between alternatives. What they do stands in the locale files under help:keys. */
export const shortcutGroups = [
  {
    group: 'everywhere',
    keys: [
      { id: 'help', keys: 'F1' },
      { id: 'palette', keys: 'Ctrl+K' },
      { id: 'rooms', keys: 'Ctrl+1 … 5' },
      { id: 'panes', keys: 'F6 / Shift+F6' },
      { id: 'undo', keys: 'Ctrl+Z' },
      { id: 'redo', keys: 'Ctrl+Y / Ctrl+Shift+Z' },
      { id: 'save', keys: 'Ctrl+S' },
      { id: 'saveCopy', keys: 'Ctrl+Shift+S' },
      { id: 'escape', keys: 'Esc' },
    ],
  },
  {
    group: 'sheet',
    keys: [
      { id: 'edit', keys: 'F2' },
      { id: 'newLine', keys: 'Alt+Enter' },
      { id: 'clear', keys: 'Delete' },
      { id: 'extend', keys: 'Shift+↑ ↓ ← →' },
      { id: 'jump', keys: 'Ctrl+↑ ↓ ← →' },
      { id: 'ends', keys: 'Home / End / Ctrl+Home / Ctrl+End' },
      { id: 'all', keys: 'Ctrl+A' },
      { id: 'columnRow', keys: 'Ctrl+Space / Shift+Space' },
      { id: 'copy', keys: 'Ctrl+C / X / V' },
      { id: 'copyHead', keys: 'Ctrl+Shift+C' },
      { id: 'fill', keys: 'Ctrl+D / Ctrl+R' },
      { id: 'fillAll', keys: 'Ctrl+Enter' },
      { id: 'find', keys: 'Ctrl+F / Ctrl+H' },
      { id: 'findNext', keys: 'F3 / Shift+F3' },
      { id: 'goTo', keys: 'Ctrl+G' },
      { id: 'exclude', keys: 'Ctrl+E' },
      { id: 'menu', keys: 'Shift+F10' },
    ],
  },
  {
    group: 'tree',
    keys: [
      { id: 'rename', keys: 'F2 / Enter' },
      { id: 'sibling', keys: 'Insert' },
      { id: 'child', keys: 'Shift+Insert' },
      { id: 'move', keys: 'Alt+↑ ↓ ← →' },
      { id: 'fold', keys: '← / →' },
      { id: 'remove', keys: 'Delete' },
    ],
  },
  {
    group: 'cards',
    keys: [
      { id: 'rename', keys: 'F2' },
      { id: 'move', keys: 'Alt+↑ / Alt+↓' },
      { id: 'remove', keys: 'Delete' },
    ],
  },
  {
    group: 'canvas',
    keys: [
      { id: 'move', keys: '↑ ↓ ← →' },
      { id: 'connect', keys: 'C' },
      { id: 'select', keys: 'Enter / Space' },
      { id: 'remove', keys: 'Delete' },
    ],
  },
  {
    group: 'report',
    keys: [
      { id: 'insert', keys: '/' },
      { id: 'bold', keys: 'Ctrl+B / Ctrl+I / Ctrl+U' },
    ],
  },
] as const;
