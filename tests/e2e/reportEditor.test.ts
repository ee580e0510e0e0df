import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import type { Locator } from 'playwright-core';
import { afterEach, expect, it } from 'vitest';
import { letterhead } from '../electron/export/letterhead.ts';
import { Frame } from './pages/frame.ts';
import { ReportRoom } from './pages/reportRoom.ts';
import { pictureOfFailure } from './support/pictureOfFailure.ts';
import { openWorkbench, type Workbench } from './support/workbench.ts';

let workbench: Workbench | null = null;
afterEach(async ({ task }) => {
  await pictureOfFailure(workbench, task);
  await workbench?.stop();
});
type Copied = Readonly<Record<'text/plain' | 'text/html', string>>;
const pasteInto = (paper: Locator, copied: Copied): Promise<void> =>
  paper.evaluate((element, parts) => {
    const clipboardData = new DataTransfer();
    for (const [type, text] of Object.entries(parts)) clipboardData.setData(type, text);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, copied);
const copiedFrom = (paper: Locator): Promise<Copied> =>
  paper.evaluate((element) => {
    const clipboardData = new DataTransfer();
    element.dispatchEvent(new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true }));
    return { 'text/plain': clipboardData.getData('text/plain'), 'text/html': clipboardData.getData('text/html') };
  });
const textOf = (xml: string): string => [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)</g)].map((one) => one[1]).join('');

it('writes a report from a template with the slash menu, notes, replacing, remarks and a letterhead', async () => {
  workbench = await openWorkbench('web');
  const { page, folders } = workbench;
  await page.getByRole('button', { name: /示例/ }).first().click();
  const frame = new Frame(page);
  await frame.goTo('报告');
  const report = new ReportRoom(page);

  // A template: the management summary.
  await report.main.getByRole('button', { name: '选择模板…' }).click();
  const templates = page.getByRole('dialog', { name: '选择报告模板' });
  await templates.getByRole('radio', { name: /管理层摘要/ }).check();
  await templates.getByRole('button', { name: '生成报告' }).click();
  await report.ready();
  await expect.poll(() => report.paper.innerText()).toContain('管理层摘要');

  // The slash menu, by pinyin and keys.
  await report.write('结论', '本轮测评');
  await page.keyboard.press('Control+/');
  const menu = page.getByRole('combobox', { name: '查找要插入的内容' });
  await menu.fill('jz');
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: '脚注内容' }).fill('按国家标准计算。');
  await report.paper.getByText('本轮测评').click();
  await page.keyboard.press('End');
  await page.keyboard.type('，见 ');
  await page.keyboard.press('/');
  await menu.fill('交叉引用');
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: /图 1/ }).click();
  await expect.poll(() => report.paper.getByText('本轮测评').innerText()).toMatch(/见 图 1/);
  await page.keyboard.type(' ');
  await page.keyboard.press('/');
  await menu.fill('信度');
  await page.keyboard.press('Enter');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');

  // Find and replace.
  await page.keyboard.press('Control+f');
  const find = page.getByRole('search', { name: '查找和替换' });
  await find.getByRole('textbox', { name: '查找', exact: true }).fill('本轮测评');
  await expect.poll(() => find.getByRole('status').innerText()).toBe('1 / 1');
  await find.getByRole('textbox', { name: '替换为' }).fill('2026 年测评');
  await find.getByRole('button', { name: '全部替换' }).press('Enter');
  await expect.poll(() => report.paper.getByText('2026 年测评').count()).toBe(1);
  await page.keyboard.press('Escape');

  // A remark on a word.
  await report.paper.getByText('2026 年测评').click();
  await page.keyboard.press('Home');
  for (let letter = 0; letter < 6; letter++) await page.keyboard.press('Shift+ArrowRight');
  await page.getByRole('button', { name: '批注' }).click();
  await page.getByRole('textbox', { name: '批注内容' }).fill('请核对年份');
  // From beside the page one click puts the caret where it points.
  await report.paper.getByText('2026 年测评').click();
  await expect.poll(() => page.evaluate(() => getSelection()?.isCollapsed)).toBe(true);

  // A link over selected words; an address that could run is refused. The window has no way out: the words tell where they lead.
  await report.paper.getByText('2026 年测评').click();
  await page.keyboard.press('Home');
  for (let letter = 0; letter < 4; letter++) await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Control+k');
  const link = page.getByRole('dialog', { name: '插入链接' });
  const address = link.getByRole('textbox', { name: '地址' });
  await address.fill('javascript:alert(1)');
  await address.press('Enter');
  await link.getByText(/只能链接到网页/).waitFor();
  await address.fill('www.example.com/标准');
  await address.press('Enter');
  await link.waitFor({ state: 'hidden' });
  await expect.poll(() => report.paper.locator('.csi-link').getAttribute('title')).toBe('https://www.example.com/标准');
  expect(await report.paper.locator('a').count()).toBe(0);
  // The key that closed the dialog broke no line.
  expect(await report.paper.getByText('2026 年测评').count()).toBe(1);

  // What an input method composes comes whole into the program's own paragraph, and goes in one step.
  const mark = report.paper.locator('p[data-drafted]').first();
  const drafted = await mark.innerText();
  const own = report.paper.getByText(drafted.slice(0, 10)).first();
  await mark.click();
  await page.keyboard.press('Home');
  const devices = await page.context().newCDPSession(page);
  for (const text of ['z', 'zh', 'zhong'])
    await devices.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  await devices.send('Input.insertText', { text: '中文' });
  await expect.poll(() => own.innerText()).toBe(`中文${drafted}`);
  await page.keyboard.press('Control+z');
  await expect.poll(() => own.innerText()).toBe(drafted);

  // A page copied from Word: its lists and tables come, its links where they may lead, nothing of it runs.
  await report.write('结论', '摘自 Word：');
  await pasteInto(report.paper, {
    'text/plain': '第一项',
    'text/html': `<html xmlns:w="urn:schemas-microsoft-com:office:word"><body><p>前言</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>l<span>&nbsp;</span></span>第一项</p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>a)<span>&nbsp;</span></span>第二级</p>
<table><tr><td>甲</td></tr></table><p><a href="javascript:window.ran=1">坏</a><a href="https://example.com/">好</a></p>
<script>window.ran=1</script></body></html>`,
  });
  await report.paper.locator('ul > li > ol > li', { hasText: /^第二级$/ }).waitFor();
  expect(await report.paper.locator('ul > li > p', { hasText: /^第一项$/ }).count()).toBe(1);
  expect(await report.paper.locator('table.csi-typed', { hasText: '甲' }).count()).toBe(1);
  expect(await report.paper.locator('.csi-link').allInnerTexts()).toEqual(['好', '2026']);
  expect(await page.evaluate(() => 'ran' in window)).toBe(false);

  // Copied for other programs, live numbers and sentences are what they show.
  const sentence = await report.paper.locator('.report-node-finding').first().innerText();
  await report.paper.press('Control+a');
  const copied = await copiedFrom(report.paper);
  expect(copied['text/plain']).toContain(sentence);
  expect(copied['text/html']).toContain(sentence);
  await page.keyboard.press('ArrowRight');

  // A finding from the analysis room: held over the tab it opens the report, dropped on a heading it comes to stand under it.
  const findings = report.paper.locator('.report-node-finding');
  const before = await findings.count();
  await frame.goTo('分析');
  const lead = page.locator('.analysis-lead').first();
  await lead.hover({ timeout: 60_000 });
  await lead.locator('.drag-grip').hover();
  await page.mouse.down();
  const carryTo = async (goal: Locator): Promise<void> => {
    const box = await goal.boundingBox();
    await page.mouse.move(box!.x + box!.width / 2, box!.y + box!.height / 2, { steps: 5 });
  };
  await carryTo(frame.tab('报告'));
  await report.ready();
  await carryTo(report.outline.getByRole('button', { name: '结论' }).first());
  await report.outline.locator('.drag-over').waitFor();
  await page.mouse.up();
  await expect.poll(() => findings.count()).toBe(before + 1);
  await frame.goTo('报告');

  // The pages it will be printed on, and back to the text of the one that is seen.
  await page.keyboard.press('Control+Alt+p');
  await page.locator('.report-pages[aria-busy=false]').waitFor({ timeout: 60_000 });
  const pages = page.getByRole('region', { name: '分页预览' });
  await report.outline.getByRole('button', { name: '结论' }).first().click();
  await pages.getByText('2026 年测评').waitFor();
  const pageNumber = page.getByRole('spinbutton', { name: '页码' });
  await pageNumber.fill('2');
  await pageNumber.press('Enter');
  await expect.poll(() => pages.getByLabel('第 2 页', { exact: true }).innerText()).toMatch(/第 2 页\s+共 \d 页/);
  await pages.press('Enter');
  await report.paper.waitFor();

  // The company's look and its letterhead.
  const head = join(folders.home, '信头.docx');
  mkdirSync(folders.home, { recursive: true });
  writeFileSync(head, letterhead());
  await report.chooseFormat('公司样式与信头…');
  const look = page.getByRole('dialog', { name: '公司样式与信头' });
  await look.getByLabel('公司名称（页眉右侧）').fill('甲公司');
  await look.locator('input[type=file][accept=".docx"]').setInputFiles(head);
  await look.getByText('信头.docx').waitFor();
  await look.getByRole('button', { name: /保\s?存/ }).click();
  await look.waitFor({ state: 'hidden' });

  const exported = await workbench.saveFile('report.docx', () => report.chooseFormat('Word'));
  const parts = unzipSync(new Uint8Array(readFileSync(exported)));
  const body = strFromU8(parts['word/document.xml']!);
  expect(textOf(body)).toContain('甲公司测评中心');
  expect(textOf(body)).toContain('2026 年测评');
  expect(strFromU8(parts['word/footnotes.xml']!)).toContain('按国家标准计算。');
  expect(strFromU8(parts['word/_rels/document.xml.rels']!)).toContain(
    'Target="https://www.example.com/%E6%A0%87%E5%87%86" TargetMode="External"',
  );
  expect(JSON.stringify(Object.keys(parts))).not.toContain('comments.xml');

  expect(workbench.complaints).toEqual([]);
  expect(workbench.foreignRequests).toEqual([]);
});
