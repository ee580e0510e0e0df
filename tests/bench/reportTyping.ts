import { Frame } from '../e2e/pages/frame.ts';
import { ReportRoom } from '../e2e/pages/reportRoom.ts';
import { openWorkbench } from '../e2e/support/workbench.ts';
import { type Bench, median } from './figures.ts';
import { workPerSpan } from './workPerSpan.ts';

const references = 100;
const keys = 150;

/**
 * Typing in the full report of the sample with a hundred live numbers more, in the paragraph that holds them: for one key the time from its
 * event until all that follows it is done (with the wait for the next frame, where that comes first), and what the window's thread did in it.
 */
export const reportTyping: Bench = {
  name: 'report typing',
  async run() {
    const workbench = await openWorkbench('web');
    const { page } = workbench;
    try {
      await page.getByRole('button', { name: /示例/ }).first().click();
      await new Frame(page).goTo('报告');
      const report = new ReportRoom(page);
      await report.draft();
      await report.write('摘要', '数值：');
      await page.evaluate((count) => {
        const request = JSON.stringify({ analysis: 'csi.index', inputs: {}, options: {} });
        const html = Array.from({ length: count }, () => {
          const span = document.createElement('span');
          span.dataset['csi'] = 'number';
          span.dataset['request'] = request;
          span.dataset['path'] = '"overall.index"';
          span.dataset['format'] = '"number2"';
          return `${span.outerHTML} `;
        }).join('');
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/html', `<p>${html}</p>`);
        const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
        document.querySelector('.report-page')?.dispatchEvent(event);
      }, references);
      await report.ready();
      await page
        .locator('.report-node-number')
        .nth(references - 1)
        .waitFor();
      await page.evaluate(() => {
        const times: number[] = [];
        let started: number | null = null;
        const begin = (): void => {
          started ??= performance.now();
        };
        // Letters without a key of their own, as an input method brings them, begin with their own event.
        window.addEventListener('keydown', begin, true);
        window.addEventListener('beforeinput', begin, true);
        const after = new MessageChannel();
        after.port1.addEventListener('message', () => {
          if (started === null) return;
          const { duration } = performance.measure('key', { start: started, end: performance.now() });
          times.push(duration);
          started = null;
        });
        after.port1.start();
        // Comes when the letter's own task is done, whoever put it in.
        window.addEventListener('beforeinput', () => after.port2.postMessage(null), true);
        Object.assign(window, { benchKeys: times });
      });
      const work = await workPerSpan(page, 'key', () =>
        page.keyboard.type('满意度测评abc 123。'.repeat(20).slice(0, keys), { delay: 60 }),
      );
      const times = await page.evaluate(
        () => (window as unknown as { readonly benchKeys: readonly number[] }).benchKeys,
      );
      const sorted = times.toSorted((a, b) => a - b);
      return [
        { name: 'a key, median', value: median(times), unit: 'ms' as const, runs: times.length, aim: 16 },
        {
          name: 'a key, 95 of 100',
          value: sorted[Math.floor(0.95 * sorted.length)] ?? Number.NaN,
          unit: 'ms' as const,
          runs: times.length,
          aim: 16,
        },
        { name: 'a key, longest', value: sorted.at(-1) ?? Number.NaN, unit: 'ms' as const, runs: times.length },
        {
          name: "a key, the window's work, median",
          value: median(work),
          unit: 'ms' as const,
          runs: work.length,
          aim: 16,
        },
        {
          name: "a key, the window's work, longest",
          value: Math.max(...work),
          unit: 'ms' as const,
          runs: work.length,
          aim: 16,
        },
      ];
    } finally {
      await workbench.stop();
    }
  },
};
