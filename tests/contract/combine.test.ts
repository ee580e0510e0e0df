import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Input, MethodName, Output } from '../../shared/contract/methods.ts';
import type { Variable } from '../../shared/model/variable.ts';
import { type Harness, startServices } from './support/services.ts';

let folder: string;
let host: Harness;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'csi-combine-'));
  host = await startServices(folder);
});
afterAll(async () => {
  await host.services.close();
  rmSync(folder, { recursive: true, force: true });
});

const call = <M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>> => host.call(method, input);
const store = async (name: string, lines: readonly string[]): Promise<string> =>
  (await host.services.files.store(name, Buffer.from(lines.join('\n')))).handle;

const asked = { headerRows: null, firstDataRow: null, lastDataRow: null, indicatorTemplate: null };
type Plan = Output<'import.propose'>['plan'];

async function plan(file: string, remembered: Input<'import.propose'>['remembered'] = null) {
  const { suggestedSheet: sheet } = await call('import.inspect', { file });
  return call('import.propose', { ...asked, file, sheet, remembered });
}

const wave1 = ['编号,性别,服务满意,建议', '1,男,7,好', '2,女,8,', '3,男,9,快些', '4,女,6,好'];
const wave2 = ['编号,服务满意,性别,新题', '5,3,女,1', '6,4,男,2', '7,99,女,3'];
const customers = ['客户编号,等级', '2,金', '4,银', '4,铜', '9,金', ',银', '3,铜'];

const questionsOf = (state: Output<'project.state'>): Variable[] =>
  (Object.values(state.entities['variable'] ?? {}) as unknown as Variable[]).toSorted((a, b) => a.order - b.order);
const named = (state: Output<'project.state'>, name: string): Variable =>
  questionsOf(state).find((question) => question.name === name)!;
const importIds = (state: Output<'project.state'>): string[] => Object.keys(state.entities['import'] ?? {});

async function firstWave(): Promise<Output<'project.state'>> {
  const file = await store('第一期.csv', wave1);
  const { projectId } = await call('project.create', { name: '两期', templateId: null });
  const { plan: proposed } = await plan(file);
  return (await call('import.run', { projectId, file, plan: proposed, mode: 'replace' })).state;
}

/** The file, its plan, and the state after it was stacked. */
async function stacked(state: Output<'project.state'>, projectId = state.projectId) {
  const file = await store('第二期.csv', wave2);
  const proposed = await plan(file, { projectId, importId: importIds(state)[0]! });
  const wave = { name: 'wave', label: '期次', before: '1', now: '2' };
  const check = await host.call('import.combineCheck', {
    projectId,
    file,
    plan: proposed.plan,
    how: { kind: 'stack', wave },
  });
  const done = await call('import.run', { projectId, file, plan: proposed.plan, mode: 'append', wave });
  return { proposed, check, state: done.state, summary: done.summary };
}

async function joined(state: Output<'project.state'>) {
  const file = await store('客户.csv', customers);
  const { plan: proposed } = await plan(file);
  const { projectId } = state;
  const key = { variableId: named(state, '编号').id as string, column: 0 };
  const check = await host.call('import.combineCheck', { projectId, file, plan: proposed, how: { kind: 'join', key } });
  const run = async (repeated: 'refuse' | 'leaveBlank', given: Plan = proposed) =>
    await host.call('import.join', { projectId, file, plan: given, key, repeated });
  return { check, run, proposed };
}

describe('stacking and joining files', () => {
  it('stacks a second wave by the plan of the first, says what differs, and takes it back', async () => {
    const first = await firstWave();
    const { projectId } = first;
    await call('project.apply', {
      projectId,
      command: {
        type: 'variables.update',
        updates: [{ variableId: named(first, '服务满意').id, changes: { name: 'Q1' } }],
      },
    });
    await call('project.apply', {
      projectId,
      command: { type: 'cleaning.reverse', variableIds: [named(first, '服务满意').id], into: null, where: null },
    });
    const { proposed, check, state, summary } = await stacked(first);
    expect(proposed.summary.differences.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['difference.missing', 'difference.new', 'difference.moved']),
    );
    // The question goes by the name it has now.
    expect(proposed.plan.columns.map(({ name }) => name)).toContain('Q1');
    expect(check).toMatchObject({
      kind: 'stack',
      same: 3,
      added: ['新题'],
      absent: ['建议'],
      derived: [],
      cleaned: [{ question: '服务满意' }],
      typeDiffers: [],
      repeats: null,
      knownNumbers: null,
      waveIsNew: true,
    });
    expect(summary.rows).toBe(3);
    expect([state.rowCount, state.undo?.zh]).toEqual([7, '追加“第二期.csv”的 3 份问卷（期次：2）']);
    const added = await call('data.origin', { projectId, variableId: named(state, 'Q1').id, row: 5 });
    expect(added).toMatchObject({ file: '第二期.csv', cell: 'B3', raw: '4', changes: [] });
    expect(await call('project.undo', { projectId })).toMatchObject({ label: { zh: expect.stringContaining('追加') } });
    const back = await call('project.state', { projectId });
    expect([back.rowCount, questionsOf(back).length, importIds(back).length]).toEqual([4, 4, 1]);
    await call('project.redo', { projectId });
    const again = await call('project.state', { projectId });
    expect(again.entities).toEqual(state.entities);
    const origin = await call('data.origin', { projectId, variableId: named(again, 'Q1').id, row: 5 });
    expect(origin.raw).toBe('4');
    await call('project.close', { projectId });
  });

  it('says beforehand that numbers of forms are there already, unless they are merely counted', async () => {
    const wave = (...numbers: readonly string[]) => [
      '编号,性别,服务满意',
      ...numbers.map((number, i) => `${number},男,${5 + i}`),
    ];
    const first = await store('一月.csv', wave('A01', 'A02', 'A03'));
    const { projectId } = await call('project.create', { name: '各月', templateId: null });
    await call('import.run', { projectId, file: first, plan: (await plan(first)).plan, mode: 'replace' });
    const knownOf = async (lines: readonly string[]) => {
      const file = await store('二月.csv', lines);
      const how = { kind: 'stack', wave: null } as const;
      const check = await call('import.combineCheck', { projectId, file, plan: (await plan(file)).plan, how });
      return check.kind === 'stack' ? check.knownNumbers : undefined;
    };
    expect(await knownOf(wave('A02', 'A03', 'A04', 'A05'))).toEqual({ question: '编号', count: 2 });
    expect(await knownOf(wave('A04', 'A05'))).toBeNull();
    // Other bytes of the same forms: the numbers tell.
    expect(await knownOf([...wave('A01', 'A02', 'A03'), ''])).toEqual({ question: '编号', count: 3 });
    const counted = await store('序.csv', wave('1', '2', '3'));
    await call('import.run', { projectId, file: counted, plan: (await plan(counted)).plan, mode: 'replace' });
    expect(await knownOf(wave('1', '2', '3', '4'))).toBeNull();
    await call('project.close', { projectId });
  });

  it('says beforehand that the forms of a file are there already, by what it holds and not by its name', async () => {
    const first = await firstWave();
    const { projectId } = first;
    const repeatsOf = async (name: string, lines: readonly string[]) => {
      const file = await store(name, lines);
      const { plan: proposed } = await plan(file);
      const how = { kind: 'stack', wave: null } as const;
      const check = await call('import.combineCheck', { projectId, file, plan: proposed, how });
      return check.kind === 'stack' ? check.repeats : undefined;
    };
    expect(await repeatsOf('改了名.csv', wave1)).toEqual({ file: '第一期.csv', rows: 4 });
    expect(await repeatsOf('第一期.csv', [...wave1, '8,男,5,'])).toBeNull();
    // Columns joined from a file are no forms of it.
    const joining = await joined(first);
    await joining.run('leaveBlank');
    expect(await repeatsOf('客户.csv', customers)).toBeNull();
    expect(await repeatsOf('第二期.csv', wave2)).toBeNull();
    await stacked(first);
    expect(await repeatsOf('第二期.csv', wave2)).toEqual({ file: '第二期.csv', rows: 3 });
    await call('project.undo', { projectId });
    expect(await repeatsOf('第二期.csv', wave2)).toBeNull();
    await call('project.close', { projectId });
  });

  it('lists keys that do not meet or occur more than once before it joins', async () => {
    const first = await firstWave();
    const { projectId } = first;
    const { check, run, proposed } = await joined(first);
    expect(check).toEqual({
      kind: 'join',
      forms: 4,
      matched: 2,
      unmatchedForms: { count: 1, examples: ['1'] },
      formsWithoutKey: 0,
      unmatchedRows: { count: 1, examples: ['9'] },
      rowsWithoutKey: 1,
      repeatedInFile: { count: 1, examples: ['4'] },
      repeatedInProject: { count: 0, examples: [] },
      columns: [{ label: '等级', name: '等级', renamed: false }],
    });
    await expect(run('refuse')).rejects.toMatchObject({ code: 'join.repeated' });
    const without = {
      ...proposed,
      columns: proposed.columns.map((column) => ({ ...column, include: column.column > 0 })),
    };
    await expect(run('leaveBlank', without)).rejects.toMatchObject({ code: 'join.noKey' });
    const { state } = await run('leaveBlank');
    const grade = named(state, '等级').id;
    const origins = await Promise.all(
      [0, 1, 2, 3].map((row) => call('data.origin', { projectId, variableId: grade, row })),
    );
    expect(origins.map(({ raw, cell }) => [raw, cell])).toEqual([
      [null, null],
      ['金', 'B2'],
      ['铜', 'B7'],
      [null, null],
    ]);
    await call('project.undo', { projectId });
    expect((await call('project.state', { projectId })).entities['variable']).toEqual(first.entities['variable']);
    await call('project.close', { projectId });
  });

  it('replays a log with its files to the same data, and says which file is missing', async () => {
    const first = await firstWave();
    const { projectId } = first;
    const { state } = await stacked(first);
    await call('project.apply', {
      projectId,
      command: {
        type: 'cleaning.fill',
        variableIds: [named(state, '新题').id],
        with: { kind: 'value', value: 2 },
        where: null,
      },
    });
    const { run } = await joined(state);
    const after = await run('leaveBlank');
    await call('project.apply', {
      projectId,
      command: {
        type: 'variables.update',
        updates: [{ variableId: named(after.state, '等级').id, changes: { label: '客户等级' } }],
      },
    });
    const { log } = await call('project.log', { projectId });
    expect(log.entries.map((entry) => [entry.command['type'], entry.cells])).toEqual([
      ['data.stack', 19],
      ['cleaning.fill', 4],
      ['data.join', 2],
      ['variables.update', 0],
    ]);
    const fresh = await firstWave();
    const given = {
      projectId: fresh.projectId,
      log: JSON.parse(JSON.stringify(log)) as typeof log,
      pseudonymKey: null,
    };
    await expect(call('project.replay', given)).rejects.toMatchObject({
      code: 'log.fileMissing',
      details: { step: 1, file: '第二期.csv' },
    });
    expect((await call('project.state', { projectId: fresh.projectId })).rowCount).toBe(4);
    const files = [await store('改名.csv', customers), await store('甲.csv', wave2), await store('乙.csv', wave1)];
    expect(await call('project.replay', { ...given, files })).toEqual({ applied: 4, matches: true });
    await call('project.close', { projectId: fresh.projectId });
    await call('project.close', { projectId });
  });

  it('tells the steps live in the report and beside the exported data', async () => {
    const first = await firstWave();
    const { projectId } = first;
    const asked = [{ analysis: 'sample.cleaningLog', inputs: {}, options: {} }];
    const steps = async (): Promise<unknown> => {
      const { results } = await call('analysis.run', { projectId, requests: asked, key: 'log' });
      return (results[0] as unknown as { result: { values: { steps: number } } }).result.values.steps;
    };
    expect(await steps()).toBe(0);
    await stacked(first);
    const exclude = { type: 'forms.exclude' as const, rows: [0, 2], code: 'byHand', note: '试' };
    await call('project.apply', { projectId, command: exclude });
    expect(await steps()).toBe(2);
    const { report } = await call('report.draft', { projectId, locale: 'zh-CN' });
    expect(JSON.stringify(report)).toMatch(/"annex".{0,80}清洗日志.*sample\.cleaningLog/);
    for (const [locale, name, headings] of [
      ['zh-CN', '清洗日志', ['序号', '时间（UTC）', '操作人', '操作', '涉及答案', '涉及问卷']],
      ['en', 'Cleaning log', ['No.', 'Time (UTC)', 'Who', 'Change', 'Answers', 'Forms']],
    ] as const) {
      const options = {
        labels: false,
        personal: true,
        excluded: true,
        codebook: false,
        log: true,
        exact: false,
        locale,
      };
      const { file } = await call('data.export', { projectId, format: 'xlsx', options });
      const { sheets } = await call('import.inspect', { file });
      const sheet = sheets.at(-1)!.name;
      expect(sheet).toContain(name);
      const { rows } = await call('import.preview', { file, sheet, fromRow: 0, toRow: 5 });
      expect(rows[0]).toEqual(headings);
      expect(rows.slice(1).map((row) => row.slice(4))).toEqual([
        ['19', '7'],
        ['0', '2'],
      ]);
      expect(rows[1]![3]).toContain('第二期.csv');
    }
    await call('project.undo', { projectId });
    await call('project.undo', { projectId });
    expect(await steps()).toBe(0);
    await call('project.redo', { projectId });
    expect(await steps()).toBe(1);
    await call('project.close', { projectId });
  });
});
