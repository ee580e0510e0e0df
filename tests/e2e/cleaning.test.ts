import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CleaningDialog } from './pages/cleaningDialog.ts';
import type { DataRoom } from './pages/dataRoom.ts';
import { Frame } from './pages/frame.ts';
import { messyForm, messyForms, outsideScale, ratings, skipBreaks } from './support/messySurvey.ts';
import { openMessySurvey } from './support/openMessySurvey.ts';
import { pictureOfFailure } from './support/pictureOfFailure.ts';
import { openWorkbench, root, type Workbench } from './support/workbench.ts';

const pictures = join(root, 'tests/.output/screens');
mkdirSync(pictures, { recursive: true });

const card = '是否有会员卡';
const cardRating = '会员卡满意度（1-5分）';
const rows = [0, 1, 2, 3, 4, 5, 7, 9];
const answer = (question: string, row: number): string => String(messyForm(row)[question] ?? '');

/** What a sheet shows of one question in the rows looked at. */
type Expected = (row: number) => string;

interface Change {
  readonly title: string;
  /** The question it is opened on, and how. */
  readonly on: string;
  readonly from: 'toolbar' | 'column' | 'palette';
  fill(dialog: CleaningDialog): Promise<unknown>;
  /** Part of the preview's words. */
  readonly preview: RegExp;
  /** The question that shows the change, and its answers afterwards. */
  readonly shows: string;
  readonly after: Expected;
  /** Part of the line in the log. */
  readonly log: RegExp;
}

const changes: readonly Change[] = [
  {
    title: '重编码',
    on: card,
    from: 'toolbar',
    fill: (dialog) =>
      dialog.pairs([
        ['1', '1', '有卡'],
        ['2', '0', '没有卡'],
      ]),
    preview: /新增 1 题/,
    shows: `${card}_r`,
    after: (row) => (answer(card, row) === '1' ? '1' : '0'),
    log: /重编码.*是否有会员卡/,
  },
  {
    title: '合并类别',
    on: '城市',
    from: 'column',
    fill: (dialog) =>
      dialog.pairs([
        ['上海|ＳＨ|sh', '上海', ''],
        ['北京', '外地', ''],
      ]),
    preview: /外地/,
    shows: '城市_m',
    after: (row) => (row % 6 === 2 || row % 6 === 3 ? '外地' : '上海'),
    log: /合并.*城市/,
  },
  {
    title: '反向计分',
    on: ratings[1]!,
    from: 'palette',
    fill: () => Promise.resolve(),
    preview: /反向/,
    shows: ratings[1]!,
    after: (row) => String(6 - Number(answer(ratings[1]!, row))),
    log: /反向/,
  },
  {
    title: '换算量表',
    on: ratings[2]!,
    from: 'column',
    fill: () => Promise.resolve(),
    preview: /0–100|0-100|换算/,
    shows: `${ratings[2]!}_s`,
    after: (row) => String(25 * (Number(answer(ratings[2]!, row)) - 1)),
    log: /换算/,
  },
  {
    title: '数值分组',
    on: '年龄',
    from: 'toolbar',
    fill: async (dialog) => {
      await dialog.choose('分组方式', '自定分界点');
      await dialog.field('分界点').fill('30, 45');
      await dialog.field('组名').fill('青年\n中年\n年长');
    },
    preview: /青年|新增 1 题/,
    shows: '年龄_g',
    after: (row) => {
      const age = messyForm(row)['年龄'];
      return typeof age !== 'number' ? '' : age < 30 ? '1' : age < 45 ? '2' : '3';
    },
    log: /分组/,
  },
  {
    title: '公式计算',
    on: '年龄',
    from: 'palette',
    fill: async (dialog) => {
      await dialog.field('公式').fill('if(年龄 >= 40, 1, 0)');
      await dialog.field('新题名').fill('四十岁以上');
      await dialog.field('新题目文字').fill('四十岁以上');
    },
    preview: /新增 1 题/,
    shows: '四十岁以上',
    after: (row) => {
      const age = messyForm(row)['年龄'];
      return typeof age !== 'number' ? '' : age >= 40 ? '1' : '0';
    },
    log: /四十岁以上/,
  },
  {
    title: '填补空白',
    on: '年龄',
    from: 'column',
    fill: (dialog) => dialog.field('值').fill('35'),
    preview: /（空白）\s*35/,
    shows: '年龄',
    after: (row) => answer('年龄', row) || '35',
    log: /填/,
  },
  {
    title: '查找替换',
    on: '城市',
    from: 'toolbar',
    fill: async (dialog) => {
      await dialog.field('查找').fill('sh');
      await dialog.field('替换为').fill('沪');
    },
    preview: /sh\s*沪/,
    shows: '城市',
    after: (row) => ['上海', '上海', '北京', '北京', 'ＳＨ', '沪'][row % 6]!,
    log: /替换|“sh”/,
  },
  {
    title: '规整文字',
    on: '城市',
    from: 'palette',
    fill: () => Promise.resolve(),
    preview: /ＳＨ\s*SH/,
    shows: '城市',
    after: (row) => ['上海', '上海', '北京', '北京', 'SH', '沪'][row % 6]!,
    log: /规整/,
  },
  {
    title: '文字转数字',
    on: '月消费',
    from: 'column',
    fill: () => Promise.resolve(),
    preview: /读不出数字的份数\s*0/,
    shows: '月消费_n',
    after: (row) => (row % 12 === 5 ? '' : row % 4 === 1 ? String(1200 + row) : String(800 + row * 10)),
    log: /数字/,
  },
  {
    title: '拆分多选题',
    on: '买过什么',
    from: 'toolbar',
    fill: () => Promise.resolve(),
    preview: /新增 4 题/,
    shows: '买过什么 / 蔬菜',
    after: (row) => ((row + 1) % 3 === 0 ? '0' : '1'),
    log: /拆分|买过什么/,
  },
  {
    title: '删除题目',
    on: '手机号',
    from: 'column',
    fill: () => Promise.resolve(),
    preview: /去掉：手机号/,
    shows: '编号',
    after: (row) => answer('编号', row),
    log: /删除|去掉|手机号/,
  },
];

/** Every change to the data by its dialog: seen before it is made, made, taken back, made again, and told in the log. */
describe('cleaning', () => {
  let workbench: Workbench;
  let data: DataRoom;
  let frame: Frame;

  const press = (key: string): Promise<void> => workbench.page.keyboard.press(key);
  const texts = (question: string): Promise<string[]> =>
    Promise.all(rows.map(async (row) => (await data.cell(question, row)).innerText()));
  const open = async ({ title, on, from }: Pick<Change, 'title' | 'on' | 'from'>): Promise<CleaningDialog> => {
    const { page } = workbench;
    await data.showQuestion(on);
    if (from === 'column') return CleaningDialog.fromColumn(page, data.header(on), title);
    await (await data.cell(on, 1)).click();
    return from === 'toolbar' ? CleaningDialog.fromToolbar(page, title) : CleaningDialog.fromPalette(page, title);
  };
  const check = (title: string): Locator => data.entry(title).first();

  beforeAll(async () => {
    workbench = await openWorkbench('web');
    const { page } = workbench;
    data = await openMessySurvey(workbench);
    frame = new Frame(page);
  });
  afterEach(({ task }) => pictureOfFailure(workbench, task));
  afterAll(async () => {
    await workbench.stop();
  });

  it('counts what is doubtful, shows it by one click, and offers what mends it', async () => {
    const { page } = workbench;
    await expect.poll(() => check('超出量表').innerText()).toContain(String(outsideScale.length));
    await check('超出量表').click();
    await data.main.getByText(`显示 ${outsideScale.length} / ${messyForms} 份`).waitFor();
    await page.getByRole('button', { name: '“超出量表”可以怎么办' }).click();
    await page.screenshot({ path: join(pictures, 'cleaning-check.png') });
    await page.getByRole('menuitem', { name: '重编码…' }).click();
    const dialog = new CleaningDialog(page, '重编码');
    await dialog.dialog.waitFor();
    const chosen = await dialog.questions();
    expect(chosen.join()).toContain(ratings[0]!);
    // Tab leaves the open list of questions as it is.
    const list = dialog.dialog.locator('#cleaning-questions');
    await list.press('Enter');
    await expect.poll(() => list.getAttribute('aria-expanded')).toBe('true');
    await list.press('Tab');
    await expect.poll(() => list.getAttribute('aria-expanded')).toBe('false');
    await expect.poll(() => list.evaluate((field) => document.activeElement === field)).toBe(false);
    expect(await dialog.questions()).toEqual(chosen);
    await dialog.close();
    await page.getByRole('button', { name: '“超出量表”可以怎么办' }).click();
    await page.getByRole('menuitem', { name: `剔除这 ${outsideScale.length} 份` }).click();
    const exclude = page.getByRole('dialog', { name: `剔除 ${outsideScale.length} 份问卷` });
    await exclude.locator('.ant-select', { hasText: '超出量表' }).waitFor();
    await exclude.getByLabel('说明（可不填）').fill('录入错误');
    await exclude.getByRole('button', { name: '剔除' }).click();
    await exclude.waitFor({ state: 'hidden' });
    await expect.poll(() => frame.forms()).toEqual({ valid: messyForms - 2, all: messyForms });
    await data.entry('已剔除').first().click();
    await data.main.getByText(`显示 2 / ${messyForms} 份`).waitFor();
    await data.showQuestion('编号');
    await (await data.cell('编号', 0)).click({ button: 'right' });
    await page.getByRole('menuitem', { name: '恢复 1 份' }).click();
    await expect.poll(() => frame.forms()).toEqual({ valid: messyForms - 1, all: messyForms });
    await press('Control+z');
    await press('Control+z');
    await expect.poll(() => frame.forms()).toEqual({ valid: messyForms, all: messyForms });
    await data.main.getByRole('button', { name: '显示全部' }).click();
    await data.main.getByText(new RegExp(`^${messyForms} 份`)).waitFor();
  });

  it('finds skip-logic breaks by a rule the user writes', async () => {
    const { page } = workbench;
    await data.list.getByRole('button', { name: '检查规则…' }).click();
    const dialog = new CleaningDialog(page, '检查规则');
    await dialog.dialog.waitFor();
    await dialog.field('名称').fill('没有卡却评了卡');
    await dialog.field('如果').fill(`${card} = 2`);
    await dialog.field('则应满足').fill('missing(没有这道题)');
    await dialog.dialog.getByText('没有题名为“没有这道题”的题目').waitFor();
    await dialog.field('则应满足').fill(`missing([${cardRating}])`);
    await dialog.dialog.getByRole('button', { name: '添加规则' }).click();
    await dialog.dialog.getByText('没有卡却评了卡').waitFor();
    await page.screenshot({ path: join(pictures, 'cleaning-rules.png') });
    await dialog.close();
    await expect.poll(() => check('没有卡却评了卡').innerText()).toContain(String(skipBreaks.length));
    await check('没有卡却评了卡').click();
    await data.main.getByText(`显示 ${skipBreaks.length} / ${messyForms} 份`).waitFor();
    const shown = await Promise.all(skipBreaks.map(async (_, index) => (await data.cell('编号', index)).innerText()));
    expect(shown).toEqual(skipBreaks.map((row) => answer('编号', row)));
    await data.main.getByRole('button', { name: '显示全部' }).click();
  });

  it.each(changes)('$title', async (change) => {
    const { page } = workbench;
    await data.showQuestion(change.on);
    const before = await texts(change.on);
    const isNew = change.shows !== change.on && change.title !== '删除题目';
    const dialog = await open(change);
    if (change.title !== '公式计算') expect((await dialog.questions()).join()).toContain(change.on);
    await change.fill(dialog);
    await expect.poll(() => dialog.seen()).toMatch(change.preview);
    await page.screenshot({ path: join(pictures, `cleaning-${change.title}.png`) });
    await dialog.apply();
    const after = rows.map(change.after);
    const isDone = async (): Promise<void> => {
      await data.showQuestion(change.shows);
      await expect.poll(() => texts(change.shows)).toEqual(after);
    };
    await isDone();
    if (change.title === '删除题目') await data.header(change.on).waitFor({ state: 'detached' });
    await press('Control+z');
    if (isNew) await data.header(change.shows).waitFor({ state: 'detached' });
    await data.showQuestion(change.on);
    await expect.poll(() => texts(change.on)).toEqual(before);
    await press('Control+y');
    await isDone();
  });

  it('匿名化: proposes what looks personal, and makes codes of it', async () => {
    const { page } = workbench;
    await data.showQuestion('姓名');
    const before = await texts('姓名');
    const dialog = await CleaningDialog.fromColumn(page, data.header('姓名'), '匿名化');
    await dialog.dialog.getByText(/像是个人信息：.*姓名/).waitFor();
    await dialog.field('密钥').fill('很长的一个密钥 2026');
    await expect.poll(() => dialog.seen()).toContain('王小明');
    await dialog.apply();
    await expect.poll(async () => (await texts('姓名')).every((text) => /^[0-9a-z]{16}$/i.test(text))).toBe(true);
    const codes = await texts('姓名');
    // The same person has the same code.
    expect(codes[0]).toBe(codes[4]);
    expect(new Set(codes).size).toBe(new Set(before).size);
    await press('Control+z');
    await expect.poll(() => texts('姓名')).toEqual(before);
    await press('Control+y');
    await expect.poll(() => texts('姓名')).toEqual(codes);
  });

  it('加权: shows what the weights come to, and computes with them', async () => {
    const { page } = workbench;
    const dialog = await open({ title: '加权', on: card, from: 'toolbar' });
    for (const group of ['1', '2']) await dialog.dialog.getByLabel(`${group}的总体比例`).fill('50');
    await expect.poll(() => dialog.seen()).toMatch(/有效样本量\s*\d/);
    await page.screenshot({ path: join(pictures, 'cleaning-weights.png') });
    await dialog.apply();
    const withCard = Array.from({ length: messyForms }, (_, row) => answer(card, row)).filter((one) => one === '1');
    await data.showQuestion('weight');
    for (const [index, row] of rows.entries()) {
      const share = answer(card, row) === '1' ? withCard.length : messyForms - withCard.length;
      expect(Number((await texts('weight'))[index])).toBeCloseTo(messyForms / 2 / share, 6);
    }
    await frame.status.getByText('weight').waitFor();
    await press('Control+z');
    await data.header('weight').waitFor({ state: 'detached' });
    await press('Control+y');
    await data.showQuestion('weight');
  });

  it('tells every step in words', async () => {
    const dialog = await CleaningDialog.fromToolbar(workbench.page, '清洗日志与重放');
    const entries = dialog.dialog.getByRole('list', { name: '清洗步骤' }).getByRole('listitem');
    await expect.poll(() => entries.count()).toBeGreaterThanOrEqual(changes.length + 3);
    const lines = await entries.allInnerTexts();
    for (const { title, log } of changes)
      expect(
        lines.filter((line) => log.test(line)),
        title,
      ).not.toEqual([]);
    // What was undone for good is no step.
    expect(lines.join('\n')).not.toContain('恢复 1 份');
    await workbench.page.screenshot({ path: join(pictures, 'cleaning-log.png') });
    await dialog.close();
    expect(workbench.complaints).toEqual([]);
    expect(workbench.foreignRequests).toEqual([]);
  });
});
