import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readWorkbook } from '../../../electron/workbooks/readWorkbook.ts';
import { supermarketForms, supermarketWorkbook } from '../../../resources/samples/makeSupermarket.ts';
import { ordinaryForms, plantedFaults } from '../../../resources/samples/supermarketTruth.ts';

const committed = new URL('../../../resources/samples/supermarket.xlsx', import.meta.url);

test('the committed sample is what its generator makes, cell by cell', async () => {
  const made = new Uint8Array(await (await supermarketWorkbook()).xlsx.writeBuffer());
  const [fresh, stored] = await Promise.all([
    readWorkbook('supermarket.xlsx', made),
    readWorkbook('supermarket.xlsx', readFileSync(committed)),
  ]);
  expect(stored.sheets).toEqual(fresh.sheets);
});

test('the sample has every planted form, ordinary and faulty', async () => {
  const { speeders, straightLiners, duplicates, mostlyBlank } = plantedFaults;
  const forms = supermarketForms();
  expect(forms).toHaveLength(ordinaryForms + speeders + straightLiners + duplicates + mostlyBlank);
  expect(new Set(forms.map((form) => form.id)).size).toBe(forms.length - duplicates);
  const { sheets } = await readWorkbook('supermarket.xlsx', readFileSync(committed));
  expect(sheets.map((sheet) => sheet.name)).toEqual(['问卷数据', '填写说明']);
});
