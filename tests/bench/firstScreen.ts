import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { type Bench, type Figure, median } from './figures.ts';
import { root, waitForLine } from './processes.ts';

/** From `npm start`'s script to the usable start screen in a browser that is already running (the build is done, the browser's own start is not ours). */
export const firstScreen: Bench = {
  name: 'first screen',
  async run() {
    const browser = await chromium.launch({
      executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
    const serving: number[] = [];
    const usable: number[] = [];
    try {
      for (let run = 0; run < 5; run++) {
        const data = mkdtempSync(join(tmpdir(), 'csi-bench-'));
        const started = performance.now();
        const child = spawn(process.execPath, ['electron/launch/start.mjs', '--web', '--no-open'], {
          cwd: root,
          env: { ...process.env, CSI_DATA_DIR: join(data, 'data'), CSI_PROJECTS_DIR: join(data, 'projects') },
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        const address = await waitForLine(child, /http:\/\/127\.0\.0\.1:\S+/);
        serving.push(performance.now() - started);
        const page = await browser.newPage();
        await page.goto(address);
        await page
          .getByRole('button', { name: /示例|sample/i })
          .first()
          .waitFor();
        usable.push(performance.now() - started);
        await page.close();
        child.kill('SIGTERM');
        await new Promise((resolve) => child.on('close', resolve));
        rmSync(data, { recursive: true, force: true });
      }
    } finally {
      await browser.close();
    }
    const figures: Figure[] = [
      { name: 'start to serving', value: median(serving), unit: 'ms', runs: 5 },
      { name: 'start to usable first screen', value: median(usable), unit: 'ms', runs: 5, aim: 1500 },
    ];
    return figures;
  },
};
