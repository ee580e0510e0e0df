import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readWorkbook } from '../../electron/workbooks/readWorkbook.ts';
import { writeSav } from '../../electron/workbooks/sav/writeSav.ts';
import type { Input, MethodName, Output } from '../../shared/contract/methods.ts';
import type { SavDictionary, SavVariable } from '../../shared/importing/savFile.ts';
import { cellKind } from '../../shared/importing/rawCells.ts';
import type { Variable } from '../../shared/model/variable.ts';
import { savVariable, surveyFile } from '../fixtures/sav/surveyFile.ts';
import { type Harness, root, startServices } from './support/services.ts';

let folder: string;
let host: Harness;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'csi-sav-'));
  host = await startServices(folder);
});
afterAll(async () => {
  await host.services.close();
  rmSync(folder, { recursive: true, force: true });
});

const call = <M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>> => host.call(method, input);

async function imported(bytes: Uint8Array): Promise<Output<'project.state'>> {
  const { projectId } = await call('project.create', { name: '来自 SPSS', templateId: null });
  const { handle: file } = await host.services.files.store('调查.sav', Buffer.from(bytes));
  const { suggestedSheet: sheet } = await call('import.inspect', { file });
  const asked = { headerRows: null, firstDataRow: null, lastDataRow: null, indicatorTemplate: null, remembered: null };
  const { plan } = await call('import.propose', { file, sheet, ...asked });
  const whole = { ...plan, columns: plan.columns.map((column) => ({ ...column, include: true })) };
  return (await call('import.run', { projectId, file, plan: whole, mode: 'replace' })).state;
}

async function exported(projectId: string, format: 'sav' | 'csi' = 'sav', personal = true): Promise<Uint8Array> {
  const options = { labels: false, personal, excluded: false, codebook: false, log: false, exact: true };
  const { file } = await call('data.export', { projectId, format, options: { ...options, locale: 'zh-CN' } });
  return readFile(host.services.files.get(file).path);
}

/** Answers as a sheet shows them, by variable. */
async function contents(bytes: Uint8Array) {
  const { dictionary, sheets } = await readWorkbook('调查.sav', bytes);
  const { columns, texts, rowCount } = sheets[0]!;
  const answers = columns.map(({ kinds, values }) =>
    Array.from({ length: rowCount }, (_, row) =>
      kinds[row] === cellKind.empty ? null : kinds[row] === cellKind.text ? texts[values[row]!] : values[row]!,
    ),
  );
  return { dictionary: dictionary!, answers };
}

/** What a dictionary says, without who wrote the file and when. */
function said({
  creationDate: _day,
  creationTime: _time,
  product: _product,
  compression: _packed,
  notices: _n,
  ...rest
}: SavDictionary) {
  return rest;
}

const fixture = (name: string): Uint8Array => readFileSync(join(root, 'tests/fixtures/sav', name));
const questionNamed = (state: Output<'project.state'>, name: string): Variable =>
  (Object.values(state.entities['variable'] ?? {}) as unknown as Variable[]).find((one) => one.name === name)!;

describe('an SPSS file through the program', () => {
  it.each([
    ['written by PSPP', () => fixture('pspp_utf8.sav')],
    ['with one of everything', () => writeSav(surveyFile())],
  ])('%s comes out as it went in: formats, labels, missing codes, sets, attributes, texts', async (_, bytes) => {
    const given = bytes();
    const { projectId } = await imported(given);
    const before = await contents(given);
    const after = await contents(await exported(projectId));
    expect(after.answers).toEqual(before.answers);
    expect(said(after.dictionary)).toEqual({ ...said(before.dictionary), encoding: 'utf-8' });
  });

  it('keeps blanks before a text, as SPSS and PSPP do: with them it is another answer, coded or not', async () => {
    const valueLabels = [
      { value: 'A', label: '甲' },
      { value: ' A', label: '缩进的甲' },
    ];
    const given = writeSav({
      ...surveyFile(),
      variables: [
        savVariable('kind', 4, { valueLabels }),
        savVariable('note', 12),
        savVariable('mixed', 4, { valueLabels }),
      ],
      columns: [
        ['A', ' A', '', ' A'],
        ['  好', '好', '', ' 好　'],
        ['A', '  A', ' A', ''],
      ],
      multipleResponseSets: [],
      weight: null,
    });
    const { projectId } = await imported(given);
    const after = await contents(await exported(projectId));
    expect(after.answers.map((column) => column.slice(1))).toEqual([
      ['A', ' A', null, ' A'],
      ['  好', '好', null, ' 好　'],
      ['A', '  A', ' A', null],
    ]);
    expect(after.dictionary.variables[0]!.valueLabels).toEqual(valueLabels);
  });

  it('leaves its remarks behind with the personal columns, and only then', async () => {
    const state = await imported(writeSav(surveyFile()));
    const { projectId } = state;
    const remarks = async (personal: boolean) => {
      const { documents, attributes } = (await contents(await exported(projectId, 'sav', personal))).dictionary;
      return { documents, attributes };
    };
    const all = { documents: ['第一行', '  indented'], attributes: { 项目: ['值'] } };
    expect(await remarks(false)).toEqual(all);
    const comment = questionNamed(state, 'comment');
    await call('project.apply', {
      projectId,
      command: {
        type: 'variables.update',
        updates: [{ variableId: comment.id, changes: { personal: true } }],
      },
    });
    expect(await remarks(true)).toEqual(all);
    expect(await remarks(false)).toEqual({ documents: [], attributes: {} });
  });

  it('says of a question that was changed what it is now', async () => {
    const state = await imported(fixture('pspp_utf8.sav'));
    const { projectId } = state;
    const [score, city] = ['Q1', '城市'].map((name) => questionNamed(state, name)) as [Variable, Variable];
    const scale = {
      ...score.scale!,
      labels: [{ value: 5, label: '好极了' }],
      nonAnswers: [{ value: 9, label: '不清楚' }],
    };
    await call('project.apply', {
      projectId,
      command: { type: 'variables.update', updates: [{ variableId: score.id, changes: { label: '改过的题', scale } }] },
    });
    await call('project.apply', {
      projectId,
      command: { type: 'cells.set', edits: [{ variableId: city.id, row: 0, value: 1 }] },
    });
    const { dictionary, answers } = await contents(await exported(projectId));
    const now = (name: string): SavVariable => dictionary.variables.find((one) => one.name === name)!;
    expect(now('Q1')).toMatchObject({
      label: '改过的题',
      valueLabels: [
        { value: 5, label: '好极了' },
        { value: 9, label: '不清楚' },
      ],
    });
    // A code of letters is written as its letters.
    expect(now('城市').type).toBe('text');
    expect(answers[dictionary.variables.indexOf(now('城市'))]!.slice(1, 3)).toEqual(['上海', '上海']);
  });

  it('leaves nothing in a copy for others of what it said of personal columns', async () => {
    const state = await imported(fixture('pspp_utf8.sav'));
    const { projectId } = state;
    const city = questionNamed(state, '城市');
    await call('project.apply', {
      projectId,
      command: { type: 'variables.update', updates: [{ variableId: city.id, changes: { personal: true } }] },
    });
    const { handle: file } = await host.services.files.store(
      '副本.csi',
      Buffer.from(await exported(projectId, 'csi', false)),
    );
    const opened = await call('project.open', { file });
    const text = JSON.stringify(opened.entities);
    expect(text).not.toContain('申城');
    expect(text).not.toContain('第一批问卷');
    expect(text).toContain('很不满意');
  });
});
