import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJs from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Command } from '../../shared/commands/catalogue.ts';
import type { Output } from '../../shared/contract/methods.ts';
import type { Variable } from '../../shared/model/variable.ts';
import { type Harness, startServices } from './support/services.ts';

let folder: string;
let host: Harness;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'csi-unread-'));
  host = await startServices(folder);
});
afterAll(async () => {
  await host.services.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Twenty forms: two words and an error value among the scores, one word among the dates. */
const scores = (word: string): readonly string[] =>
  Array.from({ length: 20 }, (_, i) => (i === 3 ? word : i === 7 ? '#DIV/0!' : i === 11 ? '' : String(1 + (i % 5))));
const csv = (word: string): Buffer =>
  Buffer.from(
    [
      '编号,服务态度（1-5分）,到店日期',
      ...scores(word).map(
        (score, i) => `${i + 1},${score},${i === 5 ? '上周' : `2025-03-${String(1 + i).padStart(2, '0')}`}`,
      ),
    ].join('\n'),
  );

const questions = (state: Output<'project.state'>): readonly Variable[] =>
  Object.values(state.entities['variable'] ?? {}) as unknown as Variable[];
const named = (state: Output<'project.state'>, part: string): Variable =>
  questions(state).find(({ label }) => label.includes(part))!;

async function planned(name: string, word: string) {
  const { handle: file } = await host.services.files.store(name, csv(word));
  const { suggestedSheet: sheet } = await host.call('import.inspect', { file });
  const { plan } = await host.call('import.propose', {
    file,
    sheet,
    headerRows: null,
    firstDataRow: null,
    lastDataRow: null,
    indicatorTemplate: null,
    remembered: null,
  });
  return { file, plan };
}

async function imported(word = '还行吧') {
  const { projectId } = await host.call('project.create', { name: '词', templateId: null });
  const { file, plan } = await planned('答卷.csv', word);
  const { state, summary } = await host.call('import.run', { projectId, file, plan, mode: 'replace' });
  return { projectId, state, summary };
}

const apply = (projectId: string, command: Command) => host.call('project.apply', { projectId, command });
const checkOf = async (projectId: string) =>
  (await host.call('data.checks', { projectId })).checks.find(({ code }) => code === 'unreadCells');

describe('cells that a question could not take', () => {
  it('are all in the list of checks, with their words, until an answer is typed', async () => {
    const { projectId, state, summary } = await imported();
    const score = named(state, '服务态度');
    const day = named(state, '到店日期');
    expect([score.type, day.type]).toEqual(['number', 'date']);
    const unreadable = summary.facts.reduce((sum, one) => sum + one.unreadable, 0);
    expect(unreadable).toBe(3);
    const check = await checkOf(projectId);
    expect(check?.rows).toEqual([3, 5, 7]);
    expect(check?.variableIds).toEqual([score.id, day.id]);
    expect(check?.details.zh).toContain(`3 格`);
    expect(check?.details.zh).toContain('“服务态度（1-5分）”2 格');
    const { unread, texts } = await host.call('data.unread', { projectId });
    const said = Object.fromEntries(
      Object.entries(unread).map(([id, own]) => [id, own.rows.map((row, i) => [row, texts[own.texts[i]!]])]),
    );
    expect(said).toEqual({
      [score.id]: [
        [3, '还行吧'],
        [7, '#DIV/0!'],
      ],
      [day.id]: [[5, '上周']],
    });
    expect((await host.call('data.origin', { projectId, variableId: score.id, row: 3 })).raw).toBe('还行吧');

    await apply(projectId, { type: 'cells.set', edits: [{ variableId: score.id, row: 3, value: 4 }] });
    expect((await checkOf(projectId))?.rows).toEqual([5, 7]);
    expect((await host.call('data.unread', { projectId })).unread[score.id]?.rows).toEqual([7]);
    await host.call('project.undo', { projectId });
    expect((await checkOf(projectId))?.rows).toEqual([3, 5, 7]);
    await apply(projectId, { type: 'forms.exclude', rows: [3, 7], code: 'byHand', note: '填了文字' });
    expect((await checkOf(projectId))?.rows).toEqual([5]);
    await host.call('project.undo', { projectId });

    const { file } = await host.call('project.saveCopy', { projectId });
    const again = await host.call('project.open', { file });
    expect((await checkOf(again.projectId))?.rows).toEqual([3, 5, 7]);
  });

  it('are counted apart from blanks by analyses, the report and the explanation of a number', async () => {
    const { projectId, state } = await imported();
    const score = named(state, '服务态度');
    const requests = [
      { analysis: 'describe.frequencies', inputs: { items: [score.id] }, options: {} },
      { analysis: 'sample.returns', inputs: {}, options: {} },
      { analysis: 'sample.cleaningLog', inputs: {}, options: {} },
    ];
    const { results } = await host.call('analysis.run', { projectId, requests, key: 'a' } as never);
    const found = JSON.parse(JSON.stringify(results)) as {
      result: { leftOut: unknown; values: Record<string, unknown> };
    }[];
    expect(JSON.stringify(found[0])).toContain('"text"');
    expect(JSON.stringify(found[1]!.result.values['doubts'])).toContain('unreadCells');
    expect(found[2]!.result.values).toMatchObject({ unread: 3, unreadQuestions: 2 });
    const asked = { projectId, variableIds: [score.id], group: null, which: 'notUsed' as const, from: 0, count: 10 };
    const { cells } = await host.call('explain.cells', asked);
    expect(cells.map(({ row, raw, reason }) => [row, raw, reason])).toEqual([
      [3, '还行吧', 'text'],
      [7, '#DIV/0!', 'text'],
      [11, '', 'blank'],
    ]);
  });

  it('of files added later are listed with them, and go when the file is taken back', async () => {
    const { projectId, state } = await imported();
    const score = named(state, '服务态度');
    const { file, plan } = await planned('四月.csv', '拒答了');
    await host.call('import.run', { projectId, file, plan, mode: 'append' });
    expect((await checkOf(projectId))?.rows).toEqual([3, 5, 7, 23, 25, 27]);
    const { unread, texts } = await host.call('data.unread', { projectId });
    const own = unread[score.id]!;
    expect(own.rows.map((row, i) => [row, texts[own.texts[i]!]])).toContainEqual([23, '拒答了']);
    await host.call('project.undo', { projectId });
    expect((await checkOf(projectId))?.rows).toEqual([3, 5, 7]);
    await host.call('project.redo', { projectId });
    expect((await checkOf(projectId))?.rows).toHaveLength(6);
  });

  it('of columns joined by a key are listed for the forms that they belong to', async () => {
    const { projectId, state } = await imported();
    const { handle: file } = await host.services.files.store(
      '客户.csv',
      Buffer.from(
        ['编号,消费额', ...Array.from({ length: 18 }, (_, i) => `${20 - i},${i === 2 ? '保密' : 10 * i}`)].join('\n'),
      ),
    );
    const { suggestedSheet: sheet } = await host.call('import.inspect', { file });
    const asked = {
      headerRows: null,
      firstDataRow: null,
      lastDataRow: null,
      indicatorTemplate: null,
      remembered: null,
    };
    const { plan } = await host.call('import.propose', { file, sheet, ...asked });
    const key = { variableId: named(state, '编号').id, column: 0 };
    const joined = await host.call('import.join', { projectId, file, plan, key, repeated: 'refuse' });
    const spent = named(joined.state, '消费额');
    expect(spent.type).toBe('number');
    const { unread, texts } = await host.call('data.unread', { projectId });
    expect(unread[spent.id]).toEqual({ rows: [17], texts: [texts.indexOf('保密')] });
  });

  it('go out with the cleaning log of the workbook, and the log replays to the same data', async () => {
    const { projectId, state } = await imported();
    const score = named(state, '服务态度');
    await apply(projectId, { type: 'cells.set', edits: [{ variableId: score.id, row: 7, value: 2 }] });
    const { file, name } = await host.call('data.export', {
      projectId,
      format: 'xlsx',
      options: {
        labels: false,
        personal: false,
        excluded: true,
        codebook: false,
        log: true,
        exact: false,
        locale: 'zh-CN',
      },
    });
    expect(name).toMatch(/\.xlsx$/);
    const workbook = new ExcelJs.Workbook();
    await workbook.xlsx.load((await readFile(host.services.files.get(file).path)) as never);
    const rows = workbook.getWorksheet('未能读入')!.getSheetValues().slice(2) as unknown[][];
    expect(rows.map((cells) => [cells[1], cells[3], cells[5], cells[6]])).toEqual([
      [4, '答卷.csv', 'B5', '还行吧'],
      [6, '答卷.csv', 'C7', '上周'],
    ]);
    const { log } = await host.call('project.log', { projectId });
    const other = await imported();
    const replayed = await host.call('project.replay', {
      projectId: other.projectId,
      log,
      pseudonymKey: null,
      files: [],
    });
    expect(replayed).toMatchObject({ matches: true });
  });
});
