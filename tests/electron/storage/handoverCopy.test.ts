import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { planImport } from '../../../electron/services/importPlanning.ts';
import { checkProjectFile } from '../../../electron/storage/checkProjectFile.ts';
import { writeHandoverCopy } from '../../../electron/storage/handoverCopy.ts';
import { withoutTexts } from '../../../electron/storage/handoverTexts.ts';
import { cellOf } from '../../../electron/storage/memoryColumn.ts';
import { openForChecking } from '../../../electron/storage/openDatabase.ts';
import { ProjectStore } from '../../../electron/storage/projectStore.ts';
import { writeSealedCopy } from '../../../electron/storage/publish.ts';
import { readWorkbook } from '../../../electron/workbooks/readWorkbook.ts';
import { applyPlan } from '../../../shared/importing/applyPlan.ts';
import { proposePlan } from '../../../shared/importing/proposePlan.ts';
import { ordered } from '../../../shared/model/project.ts';
import { newStore, noon, setCell, smallImport, withFolder } from '../support/projects.ts';

const forms = 30;
const surnames = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏';
const person = (i: number) => ({
  name: `欧阳${surnames[i]!}远`,
  phone: `138${String(20_000_017 + i * 7919)}`,
  id: `11010119900307${String(1000 + i * 37)}`,
  mail: `user${i + 1}.geheim@mailhost.example`,
});
const key = '不可外传的假名密钥2025';

/** Words that a copy for others must not hold, wherever. */
const markers = [
  ...Array.from({ length: forms }, (_, i) => Object.values(person(i))).flat(),
  'geheim@mailhost',
  key,
  '请回电 13900001111',
  '13900001111',
  '访员记录：王五五',
];

/** Title and remark rows, personal columns in the middle, an unreadable score that names somebody. */
function workbook(): Uint8Array {
  const cell = (text: string): string => `"${text}"`;
  const rows = Array.from({ length: forms }, (_, i) => {
    const { name, phone, id, mail } = person(i);
    const score = i === 7 ? `${name}没答` : String(1 + (i % 5));
    const comment = i === 3 ? '请回电 13900001111' : ['环境很好', '收银太慢', '一般'][i % 3]!;
    return [String(i + 1), name, phone, id, mail, score, comment].map(cell).join(',');
  });
  const head = ['编号', '姓名', '手机号', '身份证号', '邮箱', '服务态度（1-5分）', '您的意见和建议']
    .map(cell)
    .join(',');
  return new TextEncoder().encode([head, ...rows, '', '"访员记录：王五五"'].join('\r\n'));
}

async function importInto(store: ProjectStore): Promise<void> {
  const sheet = (await readWorkbook('答卷.csv', workbook())).sheets[0]!;
  const proposed = proposePlan(sheet, { lastDataRow: forms });
  const plan = { ...proposed, columns: proposed.columns.map((column) => ({ ...column, include: true })) };
  const applied = applyPlan(sheet, plan);
  const columns = applied.columns.map((column, planIndex) => ({
    planIndex,
    column,
    unread: applied.unread[planIndex]!,
  }));
  const decoded = { plan, fileName: '答卷.csv', sha256: '00', sheet, columns, formRows: applied.rawRowOfForm };
  const state = { project: store.reader(), columns: store.allColumns, template: null };
  store.import(planImport({ ...state, importedAt: '2025-03-01T00:00:00.000Z' }, decoded), noon);
}

const named = (store: ProjectStore, label: string) =>
  [...store.allEntities.variable.values()].find((variable) => variable.label.startsWith(label))!;

/** A project in which everything personal has been dealt with as the program offers it, each column in another way. */
async function worked(path: string): Promise<ProjectStore> {
  const store = newStore(path, 0, null);
  await importInto(store);
  store.keepVersion('导入后', noon, false);
  const anonymise = 'cleaning.anonymise' as const;
  store.apply(
    { type: anonymise, variableIds: [named(store, '手机号').id], how: { kind: 'pseudonym', key, length: 12 } },
    noon,
  );
  store.apply({ type: anonymise, variableIds: [named(store, '姓名').id], how: { kind: 'drop' } }, noon);
  store.apply({ type: anonymise, variableIds: [named(store, '邮箱').id], how: { kind: 'prefix', keep: 1 } }, noon);
  store.apply(setCell(named(store, '您的意见').id, 3, '（已删去电话）'), noon);
  store.apply(setCell(named(store, '服务态度').id, 4, 2), noon);
  store.apply({ type: 'forms.exclude', rows: [5], code: 'other', note: `与${person(6).name}重复` }, noon);
  return store;
}

/** Every byte of the file, and every blob of it inflated where it is deflated. */
function contentsOf(path: string): string {
  const parts = [readFileSync(path)];
  const connection = openForChecking(path);
  try {
    const tables = connection
      .prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      .all();
    for (const { name } of tables)
      for (const row of connection.prepare<[], unknown[]>(`SELECT * FROM ${name}`).raw().iterate())
        for (const value of row) {
          if (typeof value === 'string') parts.push(Buffer.from(value));
          if (!Buffer.isBuffer(value) || value.length === 32) continue;
          parts.push(inflateRawSync(value));
        }
  } finally {
    connection.close();
  }
  const whole = Buffer.concat(parts);
  // Telephone numbers are numbers to a spreadsheet: they stand as doubles.
  const doubles = Array.from({ length: forms }, (_, i) => person(i).phone).filter((phone) => {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleLE(Number(phone));
    return whole.includes(bytes);
  });
  return `${whole.toString('utf8')}\n${doubles.join('\n')}`;
}

const foundIn = (path: string): string[] => {
  const contents = contentsOf(path);
  return markers.filter((marker) => contents.includes(marker));
};

describe('a project to hand on', () => {
  it('holds no personal answer, in no form: not raw, not in the history, a version, a note or a dictionary', () =>
    withFolder(async (folder) => {
      const store = await worked(join(folder, 'a.db'));
      const whole = join(folder, 'whole.csi');
      writeSealedCopy(store.connection, whole);
      // The whole copy holds them all, or the search would prove nothing.
      expect(foundIn(whole)).toEqual(markers);

      const copy = join(folder, 'handover.csi');
      writeHandoverCopy(store, copy, noon);
      expect(foundIn(copy)).toEqual([]);
      checkProjectFile(copy);
      expect(readdirSync(folder).filter((name) => name.includes('.handover'))).toEqual([]);
      // The project itself stays as it was.
      expect(store.undoLabel).toEqual({
        zh: '剔除第 6 份问卷：与欧阳郑远重复',
        en: 'Exclude form 6: 与欧阳郑远重复',
      });
      store.close();
    }));

  it('keeps the answers, and traces those that are unchanged to their cells', () =>
    withFolder(async (folder) => {
      const store = await worked(join(folder, 'a.db'));
      const path = join(folder, 'handover.csi');
      writeHandoverCopy(store, path, noon);
      const copy = new ProjectStore(path);
      const score = named(store, '服务态度').id;
      expect(copy.rowCount).toBe(forms);
      expect(ordered(copy.allEntities.variable)).toEqual(
        ordered(store.allEntities.variable).filter((variable) => !variable.personal),
      );
      for (const id of copy.allEntities.variable.keys())
        for (let row = 0; row < forms; row++)
          expect(cellOf(copy.allColumns.get(id)!, row)).toBe(cellOf(store.allColumns.get(id)!, row));
      expect(copy.origin(score, 2).cell).toEqual({ file: '答卷.csv', sheet: '答卷', cell: 'F4', raw: '3' });
      // Changed or never readable: the place is known, its content is not.
      expect(copy.origin(score, 4)).toEqual({
        cell: { file: '答卷.csv', sheet: '答卷', cell: 'F6', raw: '' },
        changes: [],
      });
      expect(copy.origin(score, 7).cell?.raw).toBe('');
      expect(copy.allEntities.exclusion.get('5')?.note).toBe('与＊＊＊重复');
      expect(copy.history(10).map((entry) => entry.label.zh)).toEqual(['不含个人信息的副本']);
      expect(copy.undo()).toBeNull();
      expect(copy.listVersions()).toEqual([]);
      expect(copy.changedCells()).toEqual({});
      // The remembered plan still reads next month's file and leaves the personal columns out.
      const [record] = [...copy.allEntities.import.values()];
      const planned = record!.plan['columns'] as readonly { readonly header: string; readonly include: boolean }[];
      expect(planned.filter((column) => !column.include).map((column) => column.header)).toEqual(
        expect.arrayContaining(['姓名', '手机号', '身份证号']),
      );
      expect(JSON.stringify(record!.plan)).not.toContain('"answers"');
      // It is a project like any other.
      copy.apply(setCell(score, 0, 5), noon);
      expect(copy.undo()?.label).toBeDefined();
      copy.close();
      store.close();
    }));
});

it('knows forms that found no partner in a joined file', () =>
  withFolder((folder) => {
    const { patch, rowCount, columns, sheet, sheetColumns, label } = smallImport([4, 7], ['好', '差']);
    const store = new ProjectStore(join(folder, 'a.db'));
    const joined = { sheet, formRows: Int32Array.of(-1, 3), columns: sheetColumns };
    store.begin({ patch, rowCount, columns, sheets: new Map([['imp', joined]]), label, command: {} }, noon);
    const path = join(folder, 'handover.csi');
    writeHandoverCopy(store, path, noon);
    store.close();
    checkProjectFile(path);
    const copy = new ProjectStore(path);
    expect([0, 1].map((row) => copy.origin('t', row).cell?.raw ?? null)).toEqual([null, '差']);
    copy.close();
  }));

describe('texts taken out of a value', () => {
  it('go wherever they stand in prose, the longest first, and leave ids, keys and words of the program alone', () => {
    const hide = withoutTexts(['张三丰', '张三', 'report', ' 13812345678 ', '好', 'abc']);
    const value = {
      type: 'report',
      text: '张三丰和张三说好，电话13812345678，report abc',
      id: 'report',
      张三: ['0a1b2c3d-0000-4000-8000-138123456780', null, 5, true],
    };
    expect(hide(value)).toEqual({ ...value, text: '＊＊＊和＊＊＊说好，电话＊＊＊，＊＊＊ abc' });
    const other = { text: '无' };
    expect(hide(other)).toBe(other);
  });
});
