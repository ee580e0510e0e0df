import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AnalysisRoom } from './pages/analysisRoom.ts';
import { DataRoom } from './pages/dataRoom.ts';
import { Frame } from './pages/frame.ts';
import { ReportRoom } from './pages/reportRoom.ts';
import { pictureOfFailure } from './support/pictureOfFailure.ts';
import { openWorkbench, root, type Workbench } from './support/workbench.ts';

const pictures = join(root, 'tests/.output/screens');
mkdirSync(pictures, { recursive: true });

/** One session on the sample: a sentence rewritten, data changed, the report made final, a number traced to its cell. */
describe('the report stays true', () => {
  let workbench: Workbench;
  const rooms = () => {
    const { page } = workbench;
    return {
      page,
      frame: new Frame(page),
      report: new ReportRoom(page),
      data: new DataRoom(page),
      analysis: new AnalysisRoom(page),
      strip: page.getByRole('region', { name: '核对' }),
      explained: page.getByRole('dialog', { name: '这个数从哪里来' }),
    };
  };
  /** The focus is in the page: a button that went away with its strip has handed it on. */
  const isInPage = (): Promise<boolean> => rooms().report.paper.evaluate((paper) => paper === document.activeElement);
  const picture = (name: string): Promise<unknown> =>
    workbench.page.screenshot({ path: join(pictures, `web-true-${name}.png`) });
  const threshold = async (value: string): Promise<void> => {
    const { page, frame } = rooms();
    await frame.goTo('项目');
    const field = page.getByLabel('满意界限（0–100）');
    await field.fill(value);
    await field.press('Enter');
    await frame.runningIndex();
    await frame.goTo('报告');
  };

  beforeAll(async () => {
    workbench = await openWorkbench('web');
    const { page, frame, data, report } = rooms();
    await page.getByRole('button', { name: '打开示例' }).click();
    await data.ready();
    await frame.goTo('报告');
    await report.draft();
  });
  afterEach(({ task }) => pictureOfFailure(workbench, task));
  afterAll(async () => {
    await workbench.stop();
  });

  it('marks what the program wrote until a person changes it', async () => {
    const { page, report } = rooms();
    const drafted = report.paper.locator('p[data-drafted=true]');
    const own = drafted.filter({ hasText: '开展本次超市顾客满意度测评' });
    await own.click();
    await page.keyboard.press('End');
    await page.keyboard.type('（本段由我们补充）');
    await report.paper.locator('p:not([data-drafted])', { hasText: '本段由我们补充' }).waitFor();
    expect(await drafted.count()).toBeGreaterThan(3);
    // A sentence of the program is chosen as a whole, and keys of the line leave it chosen.
    const sentence = report.paper.locator('.report-selected p.csi-finding');
    // Beside its numbers, and not where the click before was: two in one place are a double click.
    await report.paper
      .locator('p.csi-finding')
      .first()
      .click({ position: { x: 45, y: 12 } });
    await sentence.waitFor();
    for (const key of ['End', 'Home']) await page.keyboard.press(key);
    expect(await sentence.count()).toBe(1);
  });

  it('fills the advice from the targets ticked, and leaves what the author wrote', async () => {
    const { page, report } = rooms();
    const advice = report.paper.locator('table', { hasText: '改进措施' });
    const rows = advice.locator('tr');
    const before = await rows.count();
    await rows.nth(1).locator('td').nth(4).click();
    await page.keyboard.press('End');
    await page.keyboard.type('门店部');
    await advice.getByText('门店部').waitFor();
    const targets = page.getByRole('checkbox', { name: /\+\d\.\d\d$/ });
    const free = targets.and(page.locator(':not(:checked)')).first();
    await free.check();
    await expect.poll(() => rows.count()).toBe(before + 1);
    await expect.poll(() => rows.last().innerText()).toMatch(/指数预期提高 \d\.\d\d 分/);
    await expect.poll(() => rows.nth(1).innerText()).toContain('门店部');
    await rows.nth(1).scrollIntoViewIfNeeded();
    await picture('advice');
  });

  it('shows a rewritten sentence whose claim the data have left, and takes the new one or keeps the old', async () => {
    const { page, frame, report, strip } = rooms();
    const finding = (text: string) => report.paper.locator('.report-machine', { hasText: text }).first();
    for (const [text, words] of [
      ['分为满意界限', '据我们看，'],
      ['顾客满意度指数为', '总的说来，'],
    ] as const) {
      await finding(text)
        .locator('p')
        .first()
        .dblclick({ position: { x: 70, y: 10 } });
      await page.keyboard.press('Home');
      await page.keyboard.type(words);
      await report.paper.locator('p', { hasText: words }).waitFor();
    }
    expect(await strip.count()).toBe(0);

    await threshold('70');
    await report.ready();
    await strip.getByRole('status').filter({ hasText: '1 句的结论已不成立' }).waitFor();
    // Who is satisfied is another matter than the index.
    expect(await strip.getByRole('status').innerText()).not.toContain('数字有变');
    await strip.getByRole('button', { name: '逐句核对' }).click();
    const item = strip.getByRole('listitem').filter({ hasText: '据我们看' });
    await expect.poll(() => item.locator('del').first().innerText()).toContain('80');
    await expect.poll(() => item.locator('ins').first().innerText()).toContain('70');
    await expect
      .poll(() => report.paper.locator('.report-flag-claim').innerText())
      .toContain('据我们看，以 80 分为满意界限');
    await picture('flag');
    await item.getByRole('button', { name: '保留我的' }).press('Enter');
    await strip.waitFor({ state: 'detached' });
    await expect.poll(isInPage).toBe(true);
    await expect
      .poll(() => report.paper.locator('p', { hasText: '据我们看' }).innerText())
      .toContain('以 80 分为满意界限');

    await threshold('75');
    await report.ready();
    await strip.getByRole('button', { name: '逐句核对' }).click();
    await strip.getByRole('button', { name: '采用新句' }).click();
    await strip.waitFor({ state: 'detached' });
    await finding('以 75 分为满意界限').waitFor();
    await expect.poll(() => report.paper.locator('p', { hasText: '据我们看' }).count()).toBe(0);
    // A step of the project's history.
    await frame.undo(/编辑报告/).click();
    await strip.getByRole('status').filter({ hasText: '1 句的结论已不成立' }).waitFor();
    await expect.poll(() => report.paper.locator('p', { hasText: '据我们看' }).count()).toBe(1);
  });

  it('is made final, lists what the data would change, and is unfrozen', async () => {
    const { page, frame, report, strip } = rooms();
    await report.chooseFormat('定稿');
    await strip.getByText(/已定稿（.*数据没有变过/).waitFor();
    await frame.notice('报告已定稿').waitFor();
    const before = await report.paper.textContent();
    await report.paper.locator('h1').first().click();
    await page.keyboard.type('不能写');
    expect(await report.paper.textContent()).toBe(before);

    await threshold('60');
    await strip.getByText(/按当前数据会有 \d+ 处不同/).waitFor();
    await report.ready();
    expect(await report.paper.textContent()).toBe(before);
    await strip.getByRole('button', { name: '查看不同' }).click();
    // By heading and table: the first heading is unfolded, a table under it tells row, before and now.
    await strip.locator('del').first().waitFor();
    await strip.getByRole('group').filter({ hasText: '各级指标得分' }).first().locator('summary').first().click();
    await strip
      .locator('summary', { hasText: /^表 \d+/ })
      .first()
      .click();
    await strip.getByRole('columnheader', { name: '现在' }).first().waitFor();
    await picture('final');
    await strip.getByRole('button', { name: '取消定稿' }).press('Enter');
    await strip.getByText(/已定稿/).waitFor({ state: 'detached' });
    await expect.poll(isInPage).toBe(true);
    await report.ready();
    await expect.poll(() => report.paper.textContent()).not.toBe(before);
  });

  it('explains a number of the tree, of the report and of a table, down to the cell in the sheet', async () => {
    const { page, frame, report, analysis, explained, data } = rooms();
    await frame.goTo('指标');
    await page.getByRole('button', { name: /^CSI [\d.]+，/ }).waitFor();
    await page.getByRole('treegrid').press('Alt+Enter');
    await explained.getByText('公式与代入').waitFor();
    await page.keyboard.press('Escape');
    await explained.waitFor({ state: 'hidden' });
    await frame.goTo('报告');
    await report.ready();
    await report.paper.locator('span.csi-live[title]').first().dblclick();
    await explained.getByText('公式与代入').waitFor();
    await explained.getByRole('cell').first().waitFor();
    await picture('explain-report');
    await page.keyboard.press('Escape');
    await explained.waitFor({ state: 'hidden' });
    // Columns are as wide as what stands in them, on the page as in the files.
    const heads = report.paper.locator('table', { hasText: '综合权重' }).first().locator('thead th');
    const [name, , weight] = await heads.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().width));
    expect(name).toBeGreaterThan(1.5 * weight!);

    await frame.goTo('分析');
    await analysis.open('顾客满意度指数');
    const card = await analysis.result();
    const table = card.getByRole('table', { name: '各级指标得分' });
    await table.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await explained
      .getByText(/Σ\(|各份之和/)
      .first()
      .waitFor();
    expect(await explained.getByRole('heading', { level: 4 }).allInnerTexts()).toEqual([
      '公式与代入',
      '方法',
      '样本与权重',
      '相关的清洗步骤',
      '原始单元格',
    ]);
    const cell = explained.getByRole('button', { name: /![A-Z]+\d+$/ }).first();
    await cell.waitFor();
    await picture('explain-table');
    const form = await explained.locator('tbody tr').first().locator('td').nth(1).innerText();
    await cell.click();
    await data.ready();
    const focused = page.locator('.ag-cell-focus');
    await focused.first().waitFor();
    const row = data.grid.locator('.ag-row').filter({ has: focused }).first();
    await expect.poll(() => row.getAttribute('row-index')).toBe(String(Number(form) - 1));
    expect(workbench.complaints).toEqual([]);
  });
});
