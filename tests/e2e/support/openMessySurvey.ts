import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataRoom } from '../pages/dataRoom.ts';
import { ImportSheet } from '../pages/importSheet.ts';
import { StartScreen } from '../pages/startScreen.ts';
import { messyWorkbook } from './messySurvey.ts';
import type { Workbench } from './workbench.ts';

/** Imports the messy survey as a user does, telling the wizard that 月消费 is text; gives the room that shows it. */
export async function openMessySurvey(workbench: Workbench, wide = 0): Promise<DataRoom> {
  const { page } = workbench;
  const file = join(workbench.folders.home, '混乱的问卷.xlsx');
  writeFileSync(file, await messyWorkbook(wide));
  await new StartScreen(page).chooseWorkbook(workbench, file);
  const sheet = new ImportSheet(page);
  await sheet.proposed();
  await sheet.next();
  await sheet.setType('月消费', '文本');
  await sheet.next();
  await sheet.finish();
  const data = new DataRoom(page);
  await data.ready();
  return data;
}
