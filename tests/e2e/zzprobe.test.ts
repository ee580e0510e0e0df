import { it } from 'vitest';
import { DataRoom } from './pages/dataRoom.ts';
import { openWorkbench } from './support/workbench.ts';
it('probe', async () => {
  const w = await openWorkbench('web');
  const { page } = w;
  await page.getByRole('button', { name: '打开示例项目' }).click();
  const data = new DataRoom(page);
  await data.ready();
  const label = '实际感受 / 商品新鲜度';
  const active = () => page.evaluate(() => { const e = document.activeElement; return `${e?.tagName} ${e?.className} ${e?.getAttribute('col-id')} ${e?.getAttribute('aria-label')}`; });
  await data.showQuestion(label);
  await page.waitForTimeout(1000);
  const c = await data.cell(label, 0);
  await c.click();
  await page.waitForTimeout(1000);
  for (const v of [1,2,3,4,5,6,7,8,9,1,2,3]) { await page.keyboard.type(String(v)); await page.waitForTimeout(40); await page.keyboard.press('Enter'); await page.waitForTimeout(60); }
  await page.waitForTimeout(1500);
  const out = [];
  for (let i = 0; i < 13; i++) out.push(await (await data.cell(label, i)).innerText());
  console.log(out.join(' '), await active());
  await page.screenshot({ path: '/tmp/h9/probe/a.png' });
  await w.stop();
});
