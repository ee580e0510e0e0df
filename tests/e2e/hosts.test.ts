import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { Frame } from './pages/frame.ts';
import { StartScreen } from './pages/startScreen.ts';
import type {} from '../../renderer/client/desktopTransport.ts';
import type { Input, MethodName, Output } from '../../shared/contract/methods.ts';
import { firstMatch, type HostKind, launchBrowser, openWorkbench, root, type Workbench } from './support/workbench.ts';

const pictures = join(root, 'tests/.output/screens');
mkdirSync(pictures, { recursive: true });

let workbench: Workbench | null = null;
afterEach(async () => {
  await workbench?.stop();
  workbench = null;
});

/** The first screen is there when the app has drawn something a user can press. */
const firstScreen = async ({ page }: Workbench): Promise<void> => {
  await page.locator('#root button').first().waitFor();
};

const open = async (kind: HostKind): Promise<Workbench> => {
  workbench = await openWorkbench(kind);
  await firstScreen(workbench);
  return workbench;
};

describe.each(['web', 'desktop'] as const)('%s host', (kind) => {
  it('shows the first screen without a complaint or a request to anywhere else', async () => {
    const { page, complaints, foreignRequests } = await open(kind);
    await page.screenshot({ path: join(pictures, `first-screen-${kind}.png`) });
    expect(complaints).toEqual([]);
    expect(foreignRequests).toEqual([]);
  });

  it('blocks inline scripts, eval, remote pictures, frames and forms', async () => {
    const { page } = await open(kind);
    const outcome = await page.evaluate(async () => {
      const violations = new Set<string>();
      document.addEventListener('securitypolicyviolation', (event) => violations.add(event.effectiveDirective));
      const world = globalThis as unknown as { injected?: boolean };
      const script = document.createElement('script');
      script.textContent = 'globalThis.injected = true';
      const picture = document.createElement('img');
      picture.src = 'https://example.invalid/x.png';
      const frame = document.createElement('iframe');
      frame.src = 'https://example.invalid/';
      const form = document.createElement('form');
      form.action = 'https://example.invalid/';
      form.method = 'post';
      document.body.append(script, picture, frame, form);
      form.submit();
      const fetched = await fetch('https://example.invalid/').then(
        () => true,
        () => false,
      );
      // In a task of its own: what the test itself evaluates is exempt from the policy.
      const evaluated = await new Promise((resolve) =>
        setTimeout(() =>
          resolve(
            ['eval', 'Function'].map((name) => {
              try {
                return typeof (Reflect.get(globalThis, name) as (text: string) => unknown)('1');
              } catch (error) {
                return error instanceof Error ? error.name : 'other';
              }
            }),
          ),
        ),
      );
      // The last of six kinds to be told; a missing one is waited for in vain and then named below.
      for (let waited = 0; violations.size < 6 && waited < 20_000; waited += 50)
        await new Promise((resolve) => setTimeout(resolve, 50));
      return { violations: [...violations].toSorted(), injected: world.injected ?? false, fetched, evaluated };
    });
    expect(outcome).toEqual({
      violations: ['connect-src', 'form-action', 'frame-src', 'img-src', 'script-src', 'script-src-elem'],
      injected: false,
      fetched: false,
      evaluated: ['EvalError', 'EvalError'],
    });
  });
});

describe('web host', () => {
  it('survives a reload and a second tab, and refuses a second use of its link', async () => {
    const { page } = await open('web');
    expect(page.url()).not.toContain('token');
    await page.reload();
    await firstScreen(workbench!);
    const second = await page.context().newPage();
    await second.goto(page.url());
    await second.locator('#root button').first().waitFor();
    expect(await second.locator('.connection-notice').count()).toBe(0);

    // A project shown in both: left in one, work goes on in the other.
    await new StartScreen(page).newFromTemplate('超市', '两个窗口');
    await second.reload();
    await new StartScreen(second).recentProject('两个窗口').click();
    await new Frame(second).closeProject();
    // Opened again in a moment, without a word.
    const saved = new Frame(page).notice('已保存');
    await expect
      .poll(async () => (await page.keyboard.press('Control+s'), saved.count()), { timeout: 30_000, interval: 500 })
      .toBeGreaterThan(0);
    await second.close();

    const stranger = await launchBrowser();
    const outside = await stranger.newPage();
    await outside.goto(`${page.url()}#token=${'A'.repeat(43)}`);
    await outside.locator('.connection-notice[data-state=ended]').waitFor();
    await stranger.close();
  });

  it('says so in the window when the program has ended', async () => {
    const { page } = await open('web');
    await page.route('**/events*', (route) => route.abort());
    await page.reload();
    await page.locator('.connection-notice[data-state=lost]').waitFor();
    await page.locator('.connection-notice[data-state=ended]').waitFor({ timeout: 60_000 });
    await page.screenshot({ path: join(pictures, 'connection-ended.png') });
  });
});

describe('desktop host', () => {
  it('prints a report in its hidden window and saves it where the dialog says', async () => {
    const { page, saveFile } = await open('desktop');
    /** A method through the bridge, as the client calls it. */
    const call = async <M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>> => {
      const reply = await page.evaluate((message) => window.csi!.call(message), {
        callId: `test:${method}`,
        method,
        input,
      });
      if (!reply.ok) throw new Error(`${reply.error.code}: ${reply.error.message.en}`);
      return reply.output as Output<M>;
    };
    const { projectId } = await call('project.openSample', {});
    const { report } = await call('report.draft', { projectId, locale: 'zh-CN' });
    await call('project.apply', { projectId, command: { type: 'report.set', report: report as never } });
    const { file } = await call('report.export', { projectId, format: 'pdf' });
    const path = await saveFile('report.pdf', () => call('files.saveAs', { file, name: 'report.pdf' }));
    const text = spawnSync('pdftotext', [path, '-'], { encoding: 'utf8' }).stdout;
    expect(text).toContain('满意度');
  });

  it('opens no other window', async () => {
    const { page } = await open('desktop');
    // The stand-in opens what a page asks for, and asks the program whether it may stay.
    const [popup] = await Promise.all([
      page.waitForEvent('popup'),
      page.evaluate(() => void window.open('about:blank')),
    ]);
    await expect.poll(() => popup.isClosed()).toBe(true);
  });

  it('gives a dropped file a handle and not its path', async () => {
    const { page } = await open('desktop');
    const dropped = await page.evaluate(() => window.csi!.fileFromDrop(new File(['a,b\n1,2\n'], '问卷.csv')));
    expect(dropped).toEqual({ file: expect.any(String) as string, name: '问卷.csv', size: 8 });
    expect(JSON.stringify(dropped)).not.toContain('/');
  });
});

describe('npm start', () => {
  it('prints an address that lets a browser in, and saves and ends when it is told to', async () => {
    const home = mkdtempSync(join(tmpdir(), 'csi-start-'));
    const env = {
      ...process.env,
      CSI_DATA_DIR: join(home, 'data'),
      CSI_PROJECTS_DIR: join(home, 'projects'),
      CI: 'true',
    };
    const child = spawn(process.execPath, [join(root, 'electron/launch/start.mjs'), '--no-open'], {
      cwd: home,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    const address = await firstMatch(child, /(http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43})/);
    const next = firstMatch(child, /(http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43})/);
    const browser = await launchBrowser();
    const page = await browser.newPage();
    await page.goto(address);
    await page.locator('#root button').first().waitFor();
    // The link is used up; without a keyboard to ask at, another one follows.
    expect(await next).not.toBe(address);
    await browser.close();
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(readdirSync(join(home, 'data', 'temporary'))).toEqual([]);
    rmSync(home, { recursive: true, force: true });
  });

  it('refuses unknown options in a line', () => {
    const { status, stderr } = spawnSync(process.execPath, [join(root, 'out/main/web.js'), '--nonsense'], {
      encoding: 'utf8',
    });
    expect(status).toBe(2);
    expect(stderr).toMatch(/nonsense[\s\S]*usage: npm start/);
  });
});
