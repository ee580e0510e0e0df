import { app, Menu, type MenuItemConstructorOptions } from 'electron';

/**
 * The system's menu: hidden behind Alt on Windows and Linux, needed on a Mac for the keys of copy and paste. It has no undo entry: Ctrl+Z
 * belongs to the workbench's own journal. No reload either.
 */
export function setMenu(): void {
  const zh = app.getLocale().toLowerCase().startsWith('zh');
  const say = (chinese: string, english: string): string => (zh ? chinese : english);
  const template: MenuItemConstructorOptions[] = [
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    {
      label: say('编辑', 'Edit'),
      submenu: [
        { role: 'cut', label: say('剪切', 'Cut') },
        { role: 'copy', label: say('复制', 'Copy') },
        { role: 'paste', label: say('粘贴', 'Paste') },
        { role: 'selectAll', label: say('全选', 'Select all') },
      ],
    },
    {
      label: say('视图', 'View'),
      submenu: [
        { role: 'zoomIn', label: say('放大', 'Zoom in') },
        { role: 'zoomOut', label: say('缩小', 'Zoom out') },
        { role: 'resetZoom', label: say('实际大小', 'Actual size') },
        { role: 'togglefullscreen', label: say('全屏', 'Full screen') },
      ],
    },
    {
      label: say('窗口', 'Window'),
      submenu: [
        { role: 'minimize', label: say('最小化', 'Minimise') },
        { role: 'close', label: say('关闭', 'Close') },
      ],
    },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
