import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { methods } from '../../../shared/contract/methods.ts';
import type { CallReply } from '../../../shared/contract/wire.ts';
import { createFakeServices, type FakeServices } from './fakeServices.ts';
import { type ElectronRecord, recordElectron } from './electronRecorder.ts';

let folder: string;
let electron: ElectronRecord;
let services: FakeServices;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'csi-desktop-test-'));
  for (const name of ['application/resources', 'application/out/renderer/assets', 'data', 'projects'])
    mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, 'application/out/renderer/index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'application/out/renderer/assets/app.js'), 'export {};');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  vi.stubEnv('CSI_DATA_DIR', join(folder, 'data'));
  vi.stubEnv('CSI_PROJECTS_DIR', join(folder, 'projects'));
  electron = recordElectron();
  services = createFakeServices(folder);
  vi.resetModules();
  vi.doMock('electron', () => electron.module);
  vi.doMock('../../../electron/services/createServices.ts', () => ({
    createServices: () => Promise.resolve(services),
  }));
  vi.doMock('../../../electron/hosts/applicationFolder.ts', () => ({
    applicationFolder: () => join(folder, 'application'),
    version: () => '0.0.0',
  }));
});

afterEach(() => {
  vi.doUnmock('electron');
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<void> {
  await import('../../../electron/hosts/desktop/main.ts');
  await vi.waitFor(() => expect(electron.windows.length).toBe(1));
}

const mainWindow = (): ElectronRecord['windows'][number] => electron.windows[0]!;

describe('desktop host: settings', () => {
  it('sandboxes every window and gives it no Node', async () => {
    await start();
    expect(electron.app.calls.slice(0, 2)).toEqual(['requestSingleInstanceLock', 'enableSandbox']);
    expect(electron.app.calls.indexOf('enableSandbox')).toBeLessThan(electron.app.calls.indexOf('whenReady'));
    expect(mainWindow().options['webPreferences']).toEqual({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
      devTools: false,
      preload: join(folder, 'application/out/preload/index.cjs'),
    });
    expect(mainWindow().loaded).toEqual(['app://app/index.html']);
  });

  it('gives the hidden printing window the same and no preload script', async () => {
    await start();
    const { createHiddenWindow } = await import('../../../electron/hosts/desktop/windows.ts');
    createHiddenWindow();
    const preferences = electron.windows[1]?.options['webPreferences'] as Record<string, unknown>;
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      devTools: false,
    });
    expect(preferences['preload']).toBeUndefined();
  });

  it('serves its own scheme, standard and secure, without rights beyond', async () => {
    await start();
    expect(electron.schemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    ]);
    expect([...electron.session.protocols.keys()]).toEqual(['app']);
  });

  it.each([
    'file:///etc/passwd',
    'http://127.0.0.1/',
    'https://example.invalid/',
    'ws://localhost/',
    'wss://example.invalid/',
    'ftp://example.invalid/',
    'chrome://gpu/',
    'javascript:1',
    'data:text/html,x',
    'devtools://devtools/',
  ])('refuses to load %s', async (url) => {
    await start();
    expect(electron.session.filter).toEqual({ urls: ['<all_urls>'] });
    const answers: boolean[] = [];
    electron.session.beforeRequest?.({ url, resourceType: 'mainFrame' }, ({ cancel }) => answers.push(cancel));
    expect(answers).toEqual([true]);
  });

  it.each([
    ['app://app/index.html', 'mainFrame'],
    ['blob:app://app/1', 'other'],
    ['data:image/png;base64,AA==', 'image'],
  ])('loads %s', async (url, resourceType) => {
    await start();
    const answers: boolean[] = [];
    electron.session.beforeRequest?.({ url, resourceType }, ({ cancel }) => answers.push(cancel));
    expect(answers).toEqual([false]);
  });

  it('grants the clipboard for writing and nothing else', async () => {
    await start();
    const asked = [
      'clipboard-sanitized-write',
      'clipboard-read',
      'media',
      'geolocation',
      'notifications',
      'midi',
      'fullscreen',
      'openExternal',
      'fileSystem',
      'hid',
      'serial',
      'usb',
    ];
    const granted: string[] = [];
    for (const permission of asked) {
      electron.session.permissionRequest?.({}, permission, (yes) => void (yes && granted.push(permission)));
      if (electron.session.permissionCheck?.({}, permission)) granted.push(permission);
    }
    expect(granted).toEqual(['clipboard-sanitized-write', 'clipboard-sanitized-write']);
    expect(electron.session.device?.()).toBe(false);
  });

  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])(
    'prevents %s',
    async (name) => {
      await start();
      const event = { preventDefault: vi.fn() };
      mainWindow().webContents.emit(name, event, 'app://app/index.html');
      expect(event.preventDefault).toHaveBeenCalledOnce();
    },
  );

  it('opens no window for a page and downloads nothing', async () => {
    await start();
    expect(mainWindow().webContents.openHandler?.({ url: 'https://example.invalid' })).toEqual({ action: 'deny' });
    const event = { preventDefault: vi.fn() };
    electron.session.emit('will-download', event);
    expect(event.preventDefault).toHaveBeenCalledOnce();
  });

  it('has no reload, developer tools or undo in its menu', async () => {
    await start();
    const text = JSON.stringify(electron.menu);
    expect(text).toContain('"copy"');
    expect(text).not.toMatch(/reload|toggleDevTools|"undo"|"help"/i);
  });

  it('presses the key of the workbench that an entry of its menu shows', async () => {
    await start();
    const entries = electron.menu.flatMap(({ submenu = [] }) => submenu).filter(({ click }) => click !== undefined);
    expect(entries.map(({ accelerator }) => accelerator)).toEqual([
      'CmdOrCtrl+S',
      'CmdOrCtrl+Shift+S',
      'CmdOrCtrl+F',
      'CmdOrCtrl+K',
      ...['1', '2', '3', '4', '5'].map((room) => `CmdOrCtrl+${room}`),
      'CmdOrCtrl+Alt+P',
      'F1',
    ]);
    // Registered, the menu would take the key from the page, where it has its meaning already.
    expect(entries.every(({ registerAccelerator }) => registerAccelerator === false)).toBe(true);
    const { webContents } = mainWindow();
    const control = process.platform === 'darwin' ? 'meta' : 'control';
    const pressed = (accelerator: string): unknown[] => {
      webContents.input.length = 0;
      entries.find((one) => one.accelerator === accelerator)!.click!();
      return [...webContents.input];
    };
    const key = (keyCode: string, ...modifiers: string[]): unknown[] => [
      'focus',
      { type: 'keyDown', keyCode, modifiers },
      { type: 'keyUp', keyCode, modifiers },
    ];
    expect(pressed('CmdOrCtrl+Alt+P')).toEqual(key('P', control, 'alt'));
    expect(pressed('CmdOrCtrl+Shift+S')).toEqual(key('S', control, 'shift'));
    expect(pressed('CmdOrCtrl+4')).toEqual(key('4', control));
    expect(pressed('F1')).toEqual(key('F1'));
  });

  it('has a menu that does nothing once its window is gone', async () => {
    await start();
    mainWindow().emit('closed');
    const find = electron.menu
      .flatMap(({ submenu = [] }) => submenu)
      .find(({ accelerator }) => accelerator === 'CmdOrCtrl+F')!;
    expect(() => find.click!()).not.toThrow();
    expect(mainWindow().webContents.input).toEqual([]);
  });

  it.each(['remote-debugging-port', 'remote-debugging-pipe', 'disable-web-security', 'no-sandbox'])(
    'refuses to start with --%s',
    async (name) => {
      electron.app.switches = [name];
      vi.spyOn(process.stderr, 'write').mockReturnValue(true);
      await import('../../../electron/hosts/desktop/main.ts');
      expect(electron.app.calls).toEqual(['exit 2']);
      expect(electron.windows).toEqual([]);
    },
  );

  it('starts once only', async () => {
    electron.app.lock = false;
    await import('../../../electron/hosts/desktop/main.ts');
    expect(electron.app.calls).toEqual(['requestSingleInstanceLock', 'quit']);
    expect(electron.windows).toEqual([]);
  });

  it('saves before it quits', async () => {
    await start();
    const event = { preventDefault: vi.fn() };
    electron.app.emit('before-quit', event);
    expect(event.preventDefault).toHaveBeenCalledOnce();
    await vi.waitFor(() => expect(electron.app.calls).toContain('quit'));
    expect(services.closed).toBe(true);
    electron.app.emit('before-quit', event);
    expect(event.preventDefault).toHaveBeenCalledOnce();
  });
});

describe('desktop host: messages', () => {
  const message = { callId: 'w:1', method: 'host.info', input: {} };
  const call = async (event: unknown, ...args: unknown[]): Promise<CallReply> =>
    (await electron.handlers.get('call')?.(event, ...args)) as CallReply;
  const trusted = (): unknown => ({
    sender: mainWindow().webContents,
    senderFrame: mainWindow().webContents.mainFrame,
  });

  it('lets the main frame of the main window call', async () => {
    await start();
    expect([...electron.handlers.keys(), ...electron.listeners.keys()].toSorted()).toEqual(['call', 'cancel', 'drop']);
    expect(await call(trusted(), message)).toEqual({ ok: true, output: {}, lastEvent: 0 });
    expect(services.calls.map(({ method }) => method)).toEqual(['host.info']);
  });

  const strangers: [string, (contents: ElectronRecord['windows'][number]['webContents']) => unknown][] = [
    ['another window', (contents) => ({ sender: { mainFrame: contents.mainFrame }, senderFrame: contents.mainFrame })],
    ['a sub-frame', (contents) => ({ sender: contents, senderFrame: { url: 'app://app/index.html' } })],
    ['no frame', (contents) => ({ sender: contents, senderFrame: null })],
    ['a missing frame', (contents) => ({ sender: contents })],
  ];
  it.each(strangers)('refuses %s', async (_name, event) => {
    await start();
    for (const method of Object.keys(methods)) {
      expect(await call(event(mainWindow().webContents), { ...message, method })).toMatchObject({
        ok: false,
        error: { code: 'call.forbidden' },
      });
    }
    expect(
      await electron.handlers.get('drop')?.(event(mainWindow().webContents), join(folder, 'secret.txt')),
    ).toBeNull();
    expect(services.calls).toEqual([]);
  });

  it.each([
    '',
    'about:blank',
    'https://app/',
    'app://evil/',
    'app://app.evil/',
    'app://app:1/',
    'app://user@app/',
    'file:///index.html',
    'data:text/html,app://app/',
    'blob:app://app/1',
  ])('refuses the page %s', async (url) => {
    await start();
    mainWindow().webContents.mainFrame.url = url;
    expect(await call(trusted(), message)).toMatchObject({ ok: false, error: { code: 'call.forbidden' } });
  });

  it('refuses unknown methods, extra keys and 100 MB', async () => {
    await start();
    const codeOf = async (value: unknown): Promise<string> => {
      const reply = await call(trusted(), value);
      return reply.ok ? 'ok' : reply.error.code;
    };
    for (const method of ['', 'toString', '__proto__', 'constructor', 'host.infos'])
      expect(await codeOf({ ...message, method })).toBe('call.unknownMethod');
    expect(await codeOf({ ...message, extra: 1 })).toBe('call.badForm');
    for (const method of Object.keys(methods)) {
      expect(await codeOf({ callId: 'a', method, input: { unknownKey: 1 } })).not.toBe('ok');
      expect(await codeOf({ callId: 'a', method, input: { text: 'x'.repeat(100_000_000) } })).toBe('call.tooLarge');
    }
  });

  it('answers any JSON with a coded reply', async () => {
    await start();
    const anything = fc.oneof(
      fc.jsonValue(),
      fc.record({
        callId: fc.oneof(fc.string(), fc.constant('a')),
        method: fc.constantFrom(...Object.keys(methods)),
        input: fc.jsonValue(),
      }),
    );
    await fc.assert(
      fc.asyncProperty(anything, async (value) => {
        const reply = await call(trusted(), value);
        expect(reply.ok || (reply.error.kind === 'expected' && reply.error.code !== '')).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('cancels a running call, and only for its own window', async () => {
    await start();
    services.answer = (_method, _input, { signal }) =>
      new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(new DOMException('stopped', 'AbortError')), { once: true }),
      );
    const running = call(trusted(), message);
    await vi.waitFor(() => expect(services.calls.length).toBe(1));
    electron.listeners.get('cancel')?.({ sender: mainWindow().webContents, senderFrame: null }, 'w:1');
    expect(services.calls[0]?.context.signal.aborted).toBe(false);
    electron.listeners.get('cancel')?.(trusted(), 'w:1');
    expect(await running).toMatchObject({ ok: false, error: { kind: 'cancelled' } });
  });

  it('numbers events and tells each reply the last one', async () => {
    await start();
    services.answer = (_method, _input, context) => {
      context.report(1, 2, 'half');
      services.emit('project.saved', { projectId: 'p', savedAt: null, dirty: true, problem: null });
      return Promise.resolve({});
    };
    expect(await call(trusted(), message)).toMatchObject({ ok: true, lastEvent: 2 });
    expect(mainWindow().webContents.sent).toEqual([
      ['event', { sequence: 1, name: 'job.progress', payload: { callId: 'w:1', done: 1, total: 2, phase: 'half' } }],
      [
        'event',
        { sequence: 2, name: 'project.saved', payload: { projectId: 'p', savedAt: null, dirty: true, problem: null } },
      ],
    ]);
  });

  it('takes a dropped file and refuses what is none', async () => {
    await start();
    const drop = (path: unknown): unknown => electron.handlers.get('drop')?.(trusted(), path);
    expect(await drop(join(folder, 'secret.txt'))).toEqual({ file: 'file-1', name: 'secret.txt', size: 6 });
    for (const path of [folder, '/dev/null', 'secret.txt', '', 7, null, join(folder, 'missing')])
      expect(await drop(path)).toBeNull();
  });
});

describe('desktop host: addresses', () => {
  it('gives listed files with the policy as a header, and nothing else', async () => {
    await start();
    const handle = electron.session.protocols.get('app')!;
    const page = await handle(new Request('app://app/index.html'));
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    for (const method of ['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'])
      expect((await handle(new Request('app://app/index.html', { method }))).status).toBe(405);
    for (const url of [
      'app://evil/index.html',
      'https://app/index.html',
      'file:///index.html',
      'app://app:80/index.html',
    ])
      expect((await handle(new Request(url))).status).toBe(404);
  });

  it('never leaves its folder, whatever the address', async () => {
    await start();
    const handle = electron.session.protocols.get('app')!;
    const listed = new Set(['/', '/index.html', '/assets/app.js']);
    const piece = fc.constantFrom(
      '..',
      '.',
      '%2e%2e',
      '%2E',
      '%00',
      '%5c',
      '\\',
      '/',
      '//',
      'assets',
      'app.js',
      'index.html',
      'secret.txt',
      'package.json',
      'etc',
      'passwd',
      'C:',
      '~',
      '?x',
      '#y',
      '中文',
      ' ',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 8 }), fc.constantFrom('/', '', '%2f'), async (pieces, joint) => {
        const request = new Request(`app://app/${pieces.join(joint)}`);
        const { status } = await handle(request);
        expect(status).toBe(listed.has(new URL(request.url).pathname) ? 200 : 404);
      }),
      { numRuns: 1_000 },
    );
    expect(existsSync(join(folder, 'secret.txt'))).toBe(true);
  });
});
