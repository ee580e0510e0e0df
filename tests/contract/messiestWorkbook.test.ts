import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readWorkbook } from '../../electron/workbooks/readWorkbook.ts';
import type { Command } from '../../shared/commands/catalogue.ts';
import type { Input, MethodName, Output } from '../../shared/contract/methods.ts';
import { planFromSav } from '../../shared/importing/planFromSav.ts';
import { proposePlan } from '../../shared/importing/proposePlan.ts';
import { applyPlan } from '../../shared/importing/applyPlan.ts';
import type { Variable } from '../../shared/model/variable.ts';
import { messiestWorkbook } from '../fixtures/workbooks/messiestWorkbook.ts';
import { type Harness, startServices } from './support/services.ts';

const forms = 300;
const columns = 60;
let folder: string;
let host: Harness;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'csi-messiest-'));
  host = await startServices(folder);
});
afterAll(async () => {
  await host.services.close();
  rmSync(folder, { recursive: true, force: true });
});

const call = <M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>> => host.call(method, input);
const questionsOf = (state: Output<'project.state'>): readonly Variable[] =>
  (Object.values(state.entities['variable'] ?? {}) as unknown as Variable[]).toSorted((a, b) => a.order - b.order);

async function proposed(name: string, bytes: Uint8Array) {
  const { handle: file } = await host.services.files.store(name, Buffer.from(bytes));
  const { suggestedSheet: sheet } = await call('import.inspect', { file });
  const asked = { headerRows: null, firstDataRow: null, lastDataRow: null, indicatorTemplate: null, remembered: null };
  const { plan } = await call('import.propose', { file, sheet, ...asked });
  return { file, plan };
}

async function imported(): Promise<Output<'project.state'>> {
  const { projectId } = await call('project.create', { name: '最乱的工作簿', templateId: null });
  const { file, plan } = await proposed('最乱.xlsx', messiestWorkbook(forms, columns));
  return (await call('import.run', { projectId, file, plan, mode: 'replace' })).state;
}

const hashOf = async (projectId: string): Promise<string> => (await call('project.log', { projectId })).log.dataHash;

/** Every change of the cleaning panel, by the headings of the messy columns. */
function everyChange(state: Output<'project.state'>): readonly Command[] {
  const named = (part: string): Variable => questionsOf(state).find(({ label }) => label.includes(part))!;
  const id = (part: string): string => named(part).id;
  const whole = { into: null, where: null };
  const [manner, speed] = ['态度', '速度'].map(named) as [Variable, Variable];
  return [
    {
      type: 'cleaning.normalise',
      variableIds: [id('城市'), id('意见'), id('constructor')],
      blanks: true,
      width: true,
      lowerCase: false,
    },
    {
      type: 'cleaning.merge',
      variableId: id('城市'),
      groups: [{ values: ['SH', '上海'], value: '上海', label: '' }],
      into: null,
    },
    {
      type: 'cleaning.replace',
      variableIds: [id('意见'), id('加粗')],
      find: 'cmd',
      replacement: '<script>',
      match: 'part',
      matchCase: false,
      where: null,
    },
    {
      type: 'cleaning.recode',
      variableIds: [id('__proto__')],
      rules: [{ from: { kind: 'range', min: null, max: 1 }, to: 0 }],
      otherwise: 'keep',
      scale: null,
      labels: [{ value: 0, label: '__proto__' }],
      into: { suffix: '_r' },
      where: null,
    },
    { type: 'cleaning.reverse', variableIds: [id('反向')], ...whole },
    { type: 'cleaning.convertScale', variableIds: [speed.id], min: 0, max: 50, digits: 1, into: { suffix: '_s' } },
    {
      type: 'cleaning.bin',
      variableId: id('年龄'),
      name: 'constructor_2',
      label: '年龄段',
      by: { kind: 'cuts', cuts: [30, 45] },
      labels: ['青', '中', '老'],
      where: null,
    },
    {
      type: 'cleaning.compute',
      name: 'toString',
      label: '=1+1',
      formula: `mean([${manner.name}],[${speed.name}])`,
      measure: 'scale',
      scale: null,
      labels: [],
      where: null,
    },
    { type: 'cleaning.fill', variableIds: [speed.id], with: { kind: 'median' }, where: null },
    { type: 'cleaning.split', variableId: id('购买'), separator: null, prefix: '商品' },
    {
      type: 'cleaning.anonymise',
      variableIds: [id('姓名')],
      how: { kind: 'pseudonym', key: 'a long secret key', length: 12 },
    },
    { type: 'cleaning.anonymise', variableIds: [id('手机')], how: { kind: 'prefix', keep: 3 } },
    { type: 'cleaning.anonymise', variableIds: [id('到店')], how: { kind: 'date', to: 'month' } },
    {
      type: 'rule.put',
      id: null,
      name: '<b>规则</b>',
      rule: { kind: 'formula', when: `[${manner.name}] >= 9`, must: `[${speed.name}] >= 2` },
    },
    { type: 'rule.put', id: null, name: '反向', rule: { kind: 'reversedPair', first: id('合理'), second: id('反向') } },
    { type: 'forms.exclude', rows: [20], code: 'duplicate', note: '重复' },
    { type: 'forms.exclude', rows: [0, 17, 34], code: 'speeder', note: '=cmd' },
    { type: 'forms.exclude', rows: [25], code: 'straightLine', note: '' },
    {
      type: 'weights.rake',
      name: '__weight__',
      label: '权重',
      margins: [
        {
          variableIds: [id('会员')],
          targets: [
            { values: [0], share: 0.5 },
            { values: [1], share: 0.5 },
          ],
        },
      ],
      baseWeight: null,
      trim: null,
      unknown: 'leaveOut',
      maxIterations: 100,
    },
    { type: 'variables.remove', variableIds: [id('V20')] },
  ];
}

describe('the messiest workbook', () => {
  it('takes every change, gives each back and once more, and the log replays to the same data', async () => {
    const state = await imported();
    const { projectId } = state;
    expect(state.rowCount).toBe(forms);
    const names = questionsOf(state).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const command of everyChange(state)) {
      const before = await hashOf(projectId);
      await call('project.apply', { projectId, command });
      const after = await hashOf(projectId);
      expect([command.type, after !== before]).toEqual([command.type, true]);
      await call('project.undo', { projectId });
      expect([command.type, await hashOf(projectId)]).toEqual([command.type, before]);
      await call('project.redo', { projectId });
      expect([command.type, await hashOf(projectId)]).toEqual([command.type, after]);
    }
    const { log } = await call('project.log', { projectId });
    const again = await imported();
    const key = { pseudonymKey: 'a long secret key', files: [] };
    expect(await call('project.replay', { projectId: again.projectId, log, ...key })).toEqual({
      applied: log.entries.length,
      matches: true,
    });

    const { file: copy } = await call('project.saveCopy', { projectId });
    const opened = await call('project.open', { file: copy });
    expect(await hashOf(opened.projectId)).toBe(log.dataHash);

    const columnsNow = await call('data.columns', { projectId, variables: questionsOf(opened).map(({ id }) => id) });
    for (const format of ['xlsx', 'csv', 'sav'] as const) {
      const options = { labels: true, personal: true, excluded: false, codebook: true, log: true, exact: true };
      const { file, name } = await call('data.export', {
        projectId,
        format,
        options: { ...options, labels: format === 'xlsx', locale: 'zh-CN' },
      });
      const workbook = await readWorkbook(name, await readFile(host.services.files.get(file).path));
      const [sheet] = workbook.sheets;
      const plan = workbook.dictionary ? planFromSav(workbook.dictionary, sheet!) : proposePlan(sheet!);
      const back = applyPlan(sheet!, { ...plan, columns: plan.columns.map((one) => ({ ...one, include: true })) });
      expect([format, back.variables.length]).toEqual([format, columnsNow.columns.length]);
      expect([format, back.summary.rows]).toEqual([format, forms - 5]);
    }
  }, 120_000);
});
