import { app, type BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron';

/** A key of the workbench: what the menu shows beside the entry, and what the page gets when it is chosen. */
interface Key {
  readonly code: string;
  readonly alt?: boolean;
  readonly shift?: boolean;
  /** Without Ctrl, as F1. */
  readonly alone?: boolean;
}

const acceleratorOf = ({ code, alt = false, shift = false, alone = false }: Key): string =>
  [alone ? '' : 'CmdOrCtrl', alt ? 'Alt' : '', shift ? 'Shift' : '', code].filter((part) => part !== '').join('+');

/**
 * The system's menu: hidden behind Alt on Windows and Linux, needed on a Mac for the keys of copy and paste. What the workbench does by a
 * key is the same key here, pressed in the page: the menu knows nothing of projects and rooms. It has no undo entry: Ctrl+Z belongs to the
 * workbench's own journal. No reload either.
 */
export function setMenu(window: () => BrowserWindow | null): void {
  const zh = app.getLocale().toLowerCase().startsWith('zh');
  const say = (chinese: string, english: string): string => (zh ? chinese : english);
  const mac = process.platform === 'darwin';

  const press = ({ code, alt = false, shift = false, alone = false }: Key): void => {
    const contents = window()?.webContents;
    if (!contents || contents.isDestroyed()) return;
    const modifiers = [
      ...(alone ? [] : [mac ? ('meta' as const) : ('control' as const)]),
      ...(alt ? ['alt' as const] : []),
      ...(shift ? ['shift' as const] : []),
    ];
    contents.focus();
    contents.sendInputEvent({ type: 'keyDown', keyCode: code, modifiers });
    contents.sendInputEvent({ type: 'keyUp', keyCode: code, modifiers });
  };
  /** Shown beside the entry, not taken from the page: there the key has its meaning already. */
  const entry = (label: string, key: Key): MenuItemConstructorOptions => ({
    label,
    accelerator: acceleratorOf(key),
    registerAccelerator: false,
    click: () => press(key),
  });
  const gap: MenuItemConstructorOptions = { type: 'separator' };

  const template: MenuItemConstructorOptions[] = [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    {
      label: say('文件', 'File'),
      submenu: [
        entry(say('保存', 'Save'), { code: 'S' }),
        entry(say('另存副本…', 'Save a copy…'), { code: 'S', shift: true }),
        ...(mac ? [] : [gap, { role: 'quit', label: say('退出', 'Quit') } as const]),
      ],
    },
    {
      label: say('编辑', 'Edit'),
      submenu: [
        { role: 'cut', label: say('剪切', 'Cut') },
        { role: 'copy', label: say('复制', 'Copy') },
        { role: 'paste', label: say('粘贴', 'Paste') },
        { role: 'selectAll', label: say('全选', 'Select all') },
        gap,
        entry(say('查找…', 'Find…'), { code: 'F' }),
        entry(say('查找或执行命令…', 'Find or run a command…'), { code: 'K' }),
      ],
    },
    {
      label: say('视图', 'View'),
      submenu: [
        entry(say('数据', 'Data'), { code: '1' }),
        entry(say('指标', 'Indicators'), { code: '2' }),
        entry(say('分析', 'Analysis'), { code: '3' }),
        entry(say('报告', 'Report'), { code: '4' }),
        entry(say('项目', 'Project'), { code: '5' }),
        gap,
        entry(say('报告：分页预览或编辑', 'Report: pages or text'), { code: 'P', alt: true }),
        gap,
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
    { label: say('帮助', 'Help'), submenu: [entry(say('使用说明', 'Manual'), { code: 'F1', alone: true })] },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
