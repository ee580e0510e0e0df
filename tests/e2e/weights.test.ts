import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AnalysisRoom } from './pages/analysisRoom.ts';
import { DataRoom } from './pages/dataRoom.ts';
import { Frame } from './pages/frame.ts';
import { IndicatorsRoom } from './pages/indicatorsRoom.ts';
import { pictureOfFailure } from './support/pictureOfFailure.ts';
import { openWorkbench, root, type Workbench } from './support/workbench.ts';

const pictures = join(root, 'tests/.output/screens');
mkdirSync(pictures, { recursive: true });

/** Weights from elsewhere, on the sample survey. */
describe('weights compared, taken over and typed in', () => {
  let workbench: Workbench;
  const rooms = () => {
    const { page } = workbench;
    return { page, frame: new Frame(page), indicators: new IndicatorsRoom(page), analysis: new AnalysisRoom(page) };
  };
  const picture = (name: string): Promise<unknown> =>
    workbench.page.screenshot({ path: join(pictures, `web-weights-${name}.png`) });

  beforeAll(async () => {
    workbench = await openWorkbench('web');
    const { page, frame } = rooms();
    await page.getByRole('button', { name: '打开示例' }).click();
    await new DataRoom(page).ready();
    await frame.goTo('指标');
  });
  afterEach(({ task }) => pictureOfFailure(workbench, task));
  afterAll(async () => {
    await workbench.stop();
  });

  it('shows what every way to weights does to the index, and uses one of them', async () => {
    const { page, frame, indicators } = rooms();
    await indicators.fresh();
    await page.getByRole('button', { name: '比较权重…' }).click();
    const dialog = page.getByRole('dialog', { name: '比较各种权重' });
    await dialog.getByRole('radio', { name: '熵权' }).check();
    await dialog.getByText('换用 12 种权重').waitFor();
    await picture('duel');
    const row = dialog.getByRole('row').filter({ has: page.getByRole('radio', { name: '熵权' }) });
    const promised = Number(await row.getByRole('cell').first().innerText());
    await dialog.getByRole('button', { name: '采用“熵权”' }).click();
    await frame.notice('已采用“熵权”的权重').waitFor();
    await dialog.waitFor({ state: 'hidden' });
    // The index of the whole is the one the comparison promised, and one undo takes everything back.
    await expect
      .poll(async () => Number(/CSI (\d+\.\d+)/.exec(await frame.runningIndex())?.[1]))
      .toBeCloseTo(promised, 1);
    await page.keyboard.press('Control+z');
    await expect.poll(() => frame.runningIndex()).toContain('CSI 72.9');
    expect(workbench.complaints).toEqual([]);
  });

  it('weighs rankings while they are typed', async () => {
    const { page, frame } = rooms();
    await page.getByRole('button', { name: '录入排序或专家评分…' }).click();
    const dialog = page.getByRole('dialog', { name: /由录入得到权重/ });
    const grid = dialog.getByRole('table', { name: '录入区' });
    const names = await grid.getByRole('rowheader').allInnerTexts();
    expect(names.length).toBeGreaterThan(2);
    const weights = async () => (await grid.locator('tbody .indicators-entry-weight').allInnerTexts()).map(Number);
    const rise = names.map((_, place) => place + 1);
    /** Pastes a block of a spreadsheet into the first cell. */
    const paste = (block: string): Promise<void> =>
      grid
        .getByRole('textbox')
        .first()
        .evaluate((cell, text) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData('text/plain', text);
          cell.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
        }, block);

    // One person's ranks by keyboard: Enter goes down the column.
    await grid.getByRole('textbox').first().focus();
    for (const rank of rise) {
      await page.keyboard.type(String(rank));
      await page.keyboard.press('Enter');
    }
    await dialog.getByText(/CR = /).waitFor();
    await picture('rankings');
    const byRank = await weights();
    expect(byRank.toSorted((a, b) => b - a)).toEqual(byRank);

    // Scores of a second round; what both rounds said is there again after the dialog was closed.
    await dialog.getByText('专家打分', { exact: true }).click();
    await paste(
      names
        .map((name, place) => `${name}\t${9 - place}\t${8 - place}`)
        .toReversed()
        .join('\n'),
    );
    const rounds = dialog.getByRole('table', { name: '各轮' });
    await expect.poll(() => rounds.getByRole('row').count()).toBe(2);
    await expect.poll(() => rounds.getByRole('row').nth(1).innerText()).toContain('1.000');
    await dialog.getByRole('button', { name: '增加一轮' }).click();
    await paste(rise.map(() => '5\t5').join('\n'));
    await expect.poll(weights).toEqual(names.map(() => Number((1 / names.length).toFixed(3))));
    await picture('experts');
    await dialog.getByRole('button', { name: '采用这些权重' }).click();
    await frame.notice('已采用录入得到的权重').waitFor();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: '录入排序或专家评分…' }).click();
    await expect.poll(() => rounds.getByRole('row').count()).toBe(3);
    await dialog.getByText('第 1 轮', { exact: true }).first().click();
    await expect.poll(() => grid.getByRole('textbox').first().inputValue()).toBe('9');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await page.keyboard.press('Control+z');
    await expect.poll(() => frame.runningIndex()).toContain('CSI 72.9');
  });

  it('draws the certainty of the fields, the Kano map and the five ways', async () => {
    const { frame, analysis } = rooms();
    await frame.goTo('分析');
    for (const [title, name] of [
      ['象限归属有多可靠', 'certainty'],
      ['Kano 分析', 'kano'],
      ['各种方法计算的满意度指数', 'five-ways'],
      ['六种选择方法的一致性', 'agreement'],
    ] as const) {
      await analysis.open(title);
      const card = await analysis.result();
      await analysis.drawn(card);
      await picture(name);
    }
    expect(workbench.complaints).toEqual([]);
  });
});
