import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeBug, logBug, toWire } from '../../electron/services/toWire.ts';
import type { CommentValues } from '../../shared/analyses/commentValues.ts';
import type { AnalysisResult } from '../../shared/analyses/types.ts';
import { type Input, type MethodName, methods, type Output } from '../../shared/contract/methods.ts';
import type { Explanation } from '../../shared/explain/types.ts';
import { CancelledError, InputError } from '../../shared/model/errors.ts';
import { type Harness, root, startServices } from './support/services.ts';

const sampleFile = join(root, 'resources/samples/supermarket.xlsx');
const index = { analysis: 'csi.index', inputs: {}, options: {} };

let folder: string;
let host: Harness;
let sample: Output<'project.openSample'>;
let scoreId: string;
const called = new Set<string>();

/** A good call; the services parse what comes back. */
async function call<M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>> {
  called.add(method);
  return host.call(method, input);
}

async function refused(method: string, input: unknown): Promise<unknown> {
  try {
    await host.services.call(method, input, {
      callId: 'x',
      signal: new AbortController().signal,
      report: () => undefined,
    });
  } catch (error) {
    return toWire(error);
  }
  throw new Error(`${method} was not refused`);
}

const firstScore = (state: Output<'project.state'>): string => {
  const questions = Object.values(state.entities['variable']!) as { id: string; role: string; order: number }[];
  return questions.filter((question) => question.role === 'perception').toSorted((a, b) => a.order - b.order)[0]!.id;
};
const setCell = (projectId: string, variableId: string, row: number, value: number) =>
  call('project.apply', { projectId, command: { type: 'cells.set', edits: [{ variableId, row, value }] } });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'csi-contract-'));
  host = await startServices(folder, {
    chooseFile: () => Promise.resolve(sampleFile),
    chooseTarget: (name) => Promise.resolve(join(folder, name)),
  });
  sample = await call('project.openSample', {});
  scoreId = firstScore(sample);
});

afterAll(async () => {
  await host.services.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('host and files', () => {
  it('tells what it can do and moves files by handles', async () => {
    expect(await call('host.info', {})).toEqual({
      host: 'cli',
      version: '0.0.0',
      nativeDialogs: true,
      canPrintPdf: false,
    });
    const { chosen } = await call('files.choose', { purpose: 'workbook' });
    expect(chosen?.name).toBe('supermarket.xlsx');
    const stored = await call('files.store', { name: '../图.png', base64: Buffer.from('png').toString('base64') });
    expect(stored).toMatchObject({ name: '图.png', size: 3 });
    expect(await call('files.saveAs', { file: stored.file, name: '图一.png' })).toEqual({ saved: true });
    expect(readFileSync(join(folder, '图一.png'), 'utf8')).toBe('png');
    expect(await refused('files.saveAs', { file: 'nobody', name: 'x' })).toMatchObject({
      kind: 'expected',
      code: 'files.unknownHandle',
    });
  });
});

describe('a project', () => {
  it('made from a template takes scores typed by hand', async () => {
    const made = await call('project.create', { name: '手工 录入/1', templateId: 'productAndService' });
    const questions = (
      Object.values(made.entities['variable'] ?? {}) as { id: string; role: string; order: number }[]
    ).filter((question) => question.role === 'perception');
    const { projectId } = made;
    await call('project.apply', { projectId, command: { type: 'rows.append', count: 2 } });
    const edits = questions.flatMap(({ id }) => [0, 1].map((row) => ({ variableId: id, row, value: 5 })));
    await call('project.apply', { projectId, command: { type: 'cells.set', edits } });
    const { results } = await call('analysis.run', { projectId, requests: [index], key: 'status' });
    expect(results[0]).toMatchObject({ ok: true, result: { status: 'ok', n: 2 } });
    await call('project.close', { projectId });
    expect(existsSync(join(folder, 'projects', '手工 录入 1.csi'))).toBe(true);
    expect(existsSync(join(folder, 'projects', '手工 录入 1.csi.lock'))).toBe(false);
    expect(readdirSync(join(folder, 'data', 'working')).filter((name) => name.startsWith(projectId))).toEqual([]);
  });

  it('tells windows of every change before the call returns, and undoes it', async () => {
    const { projectId } = sample;
    const before = host.events.length;
    const { revision } = await setCell(projectId, scoreId, 0, 3);
    const changed = host.events.slice(before).find((event) => event.name === 'project.changed');
    expect(changed?.payload).toMatchObject({
      projectId,
      revision,
      cause: 'command',
      patch: [{ op: 'cells', variableId: scoreId, rows: [0], values: [3] }],
    });
    expect((await call('data.changed', { projectId })).changed[scoreId]).toEqual([0]);
    const origin = await call('data.origin', { projectId, variableId: scoreId, row: 0 });
    expect(origin).toMatchObject({ file: 'supermarket.xlsx', sheet: '问卷数据' });
    expect(origin.cell).toMatch(/^[A-Z]+\d+$/);
    expect(origin.changes).toHaveLength(1);
    expect(String(origin.changes[0]!.from)).toBe(origin.raw);
    const history = await call('project.history', { projectId, limit: 5 });
    expect(history.entries[0]?.undone).toBe(false);
    const undone = await call('project.undo', { projectId });
    expect(undone.label).toEqual(history.entries[0]?.label);
    expect((await call('data.changed', { projectId })).changed).toEqual({});
    await call('project.redo', { projectId });
    await call('project.undo', { projectId });
  });

  it('is saved, copied, closed and opened again by its place or its copy', async () => {
    const { projectId } = await call('project.create', { name: '保存', templateId: null });
    await call('project.apply', { projectId, command: { type: 'rows.append', count: 3 } });
    const { savedAt } = await call('project.save', { projectId });
    expect(Date.parse(savedAt)).toBeGreaterThan(0);
    expect(await call('project.state', { projectId })).toMatchObject({ dirty: false, savedAt, rowCount: 3 });
    const copy = await call('project.saveCopy', { projectId });
    expect(copy.name).toBe('保存.csi');
    await call('project.close', { projectId });
    const again = await call('project.open', { recentId: projectId });
    expect(again).toMatchObject({ projectId, rowCount: 3, dirty: false });
    expect(again.undo?.zh).toBe('新增 3 份问卷');
    // What came by upload becomes a project of its own.
    const opened = await call('project.open', { file: copy.file });
    expect(opened.projectId).not.toBe(projectId);
    expect(opened.rowCount).toBe(3);
    await call('project.close', { projectId: opened.projectId });
    await call('project.close', { projectId });
    const { projects } = await call('project.recent', {});
    expect(projects.find((entry) => entry.recentId === projectId)).toMatchObject({
      name: '保存',
      rows: 3,
      available: true,
      recovered: false,
    });
    await call('project.forget', { recentId: projectId });
    expect((await call('project.recent', {})).projects.some((entry) => entry.recentId === projectId)).toBe(false);
    expect(await refused('project.open', { recentId: projectId })).toMatchObject({ code: 'project.unknownRecent' });
    const broken = join(folder, 'broken.csi');
    writeFileSync(broken, 'SQLite format 3\0 but not ours'.padEnd(200));
    const { handle } = await host.services.files.adopt(broken);
    expect(await refused('project.open', { file: handle })).toMatchObject({ code: 'project.notAProject' });
  });

  it('is discarded with its file while nothing was done to it, and not after', async () => {
    const unused = await call('project.create', { name: '不导入', templateId: null });
    await call('project.discard', { projectId: unused.projectId });
    expect(await refused('project.state', { projectId: unused.projectId })).toMatchObject({ code: 'project.notOpen' });
    const own = await startServices(join(folder, 'discarded'));
    const { projectId } = await own.call('project.create', { name: '未导入', templateId: null });
    expect(readdirSync(own.ports.paths.projects)).toContain('未导入.csi');
    await own.call('project.discard', { projectId });
    expect(readdirSync(own.ports.paths.projects)).toEqual([]);
    expect(readdirSync(join(own.ports.paths.data, 'working'))).toEqual([]);
    expect((await own.call('project.recent', {})).projects).toEqual([]);
    await expect(own.call('project.discard', { projectId })).rejects.toMatchObject({ code: 'project.notOpen' });

    const used = await own.call('project.create', { name: '未导入', templateId: null });
    await own.call('project.apply', { projectId: used.projectId, command: { type: 'rows.append', count: 1 } });
    await expect(own.call('project.discard', { projectId: used.projectId })).rejects.toMatchObject({
      code: 'project.notUntouched',
    });
    await own.call('project.close', { projectId: used.projectId });
    // Opened from its file it is somebody's work, changed or not.
    await own.call('project.open', { recentId: used.projectId });
    await expect(own.call('project.discard', { projectId: used.projectId })).rejects.toMatchObject({
      code: 'project.notUntouched',
    });
    await own.services.close();
  });

  it('goes on in the working copy when its folder is gone, says so, and is saved when it is back', async () => {
    const own = await startServices(join(folder, 'gone'));
    const { projectId } = await own.call('project.create', { name: '网络盘', templateId: null });
    rmSync(own.ports.paths.projects, { recursive: true });
    await own.call('project.apply', { projectId, command: { type: 'rows.append', count: 1 } });
    await expect(own.call('project.save', { projectId })).rejects.toMatchObject({ code: 'project.targetUnwritable' });
    expect(own.events.at(-1)).toMatchObject({
      name: 'project.saved',
      payload: { dirty: true, problem: { en: expect.stringContaining('working copy') } },
    });
    await own.call('project.apply', { projectId, command: { type: 'rows.append', count: 1 } });
    mkdirSync(own.ports.paths.projects);
    await own.call('project.save', { projectId });
    expect(await own.call('project.state', { projectId })).toMatchObject({ dirty: false, rowCount: 2 });
    await own.services.close();
    expect(readdirSync(own.ports.paths.projects)).toEqual(['网络盘.csi']);
  });

  it('saves by itself after a while of quiet', async () => {
    const { projectId } = await call('project.create', { name: '自动', templateId: null });
    await call('project.apply', { projectId, command: { type: 'rows.append', count: 1 } });
    expect((await call('project.state', { projectId })).dirty).toBe(true);
    await expect
      .poll(async () => (await call('project.state', { projectId })).dirty, { timeout: 10_000, interval: 100 })
      .toBe(false);
    await call('project.close', { projectId });
  });

  it('keeps versions and goes back to them', async () => {
    const { projectId } = await call('project.create', { name: '版本', templateId: 'supermarket' });
    const { versionId } = await call('version.keep', { projectId, name: '初稿' });
    await call('project.apply', { projectId, command: { type: 'rows.append', count: 2 } });
    expect((await call('version.list', { projectId })).versions).toMatchObject([
      { versionId, name: '初稿', rows: 0, automatic: false },
    ]);
    expect((await call('version.restore', { projectId, versionId })).rowCount).toBe(0);
    expect((await call('version.list', { projectId })).versions.map((version) => version.automatic)).toEqual([
      true,
      false,
    ]);
    expect(await refused('version.restore', { projectId, versionId: 'none' })).toMatchObject({
      code: 'version.unknown',
    });
    await call('project.close', { projectId });
  });

  it('gives the answers out as files, personal ones only when asked', async () => {
    const { projectId } = sample;
    const options = {
      labels: true,
      personal: false,
      excluded: true,
      codebook: true,
      log: true,
      exact: false,
      locale: 'zh-CN' as const,
    };
    for (const format of ['xlsx', 'csv', 'sav'] as const) {
      const { file, name, size } = await call('data.export', { projectId, format, options });
      expect(name.endsWith(`.${format}`)).toBe(true);
      expect(size).toBeGreaterThan(10_000);
      const { sheets } = await call('import.inspect', { file });
      expect(sheets[0]!.rowCount).toBe(sample.rowCount + 1);
    }
    const copy = await call('data.export', { projectId, format: 'csi', options: { ...options, personal: true } });
    expect((await call('project.examine', { source: { file: copy.file } })).problem).toBeNull();
    const handover = await call('data.export', { projectId, format: 'csi', options });
    expect(handover.name).toBe(copy.name);
    expect((await call('project.examine', { source: { file: handover.file } })).problem).toBeNull();
    const opened = await call('project.open', { file: handover.file });
    expect(opened.rowCount).toBe(sample.rowCount);
    expect(opened.undo).toBeNull();
    const entries = await call('project.history', { projectId: opened.projectId, limit: 10 });
    expect(entries.entries.map((entry) => entry.label.zh)).toEqual(['不含个人信息的副本']);
    await call('project.close', { projectId: opened.projectId });
  });

  it('says what a damaged project still holds, and salvages it into a new one', async () => {
    const { projectId } = await call('project.create', { name: '受损', templateId: 'supermarket' });
    await call('project.apply', { projectId, command: { type: 'rows.append', count: 3 } });
    await call('version.keep', { projectId, name: '第一版' });
    await call('project.save', { projectId });
    await call('project.close', { projectId });
    const target = join(folder, 'projects', '受损.csi');
    const bytes = readFileSync(target);
    const damaged = bytes.subarray(0, bytes.length - 4096);
    writeFileSync(target, damaged);
    const source = { recentId: projectId };
    expect(await refused('project.open', source)).toMatchObject({ code: 'project.damaged' });
    const found = await call('project.examine', { source });
    expect(found.problem).toMatchObject({ code: 'project.damaged', message: { zh: expect.stringContaining('损坏') } });
    expect(found).toMatchObject({ readable: true, backup: { savedAt: expect.any(String) } });
    for (const from of ['readable', 'backup'] as const) {
      const { state, lost } = await call('project.salvage', { source, from });
      expect(state.projectId).not.toBe(projectId);
      expect(state.entities['settings']!['main']).toMatchObject({ name: '受损（修复）' });
      expect(Object.keys(state.entities['variable']!).length).toBeGreaterThan(5);
      expect(lost.length === 0).toBe(from === 'backup');
      await call('project.close', { projectId: state.projectId });
    }
    expect(readFileSync(target).equals(damaged)).toBe(true);
    // An upload that cannot be opened is not left among the projects.
    const before = readdirSync(join(folder, 'projects'));
    const upload = await host.services.files.store('上传.csi', damaged);
    expect(await refused('project.open', { file: upload.handle })).toMatchObject({ code: 'project.damaged' });
    expect(readdirSync(join(folder, 'projects'))).toEqual(before);
    expect(await refused('project.salvage', { source: { recentId: 'none' }, from: 'readable' })).toMatchObject({
      code: 'project.unknownRecent',
    });
  });

  it('continues after a crash where it was', async () => {
    const crashed = await startServices(join(folder, 'crash'));
    const { projectId } = await crashed.call('project.create', { name: '崩溃', templateId: null });
    await crashed.call('project.apply', { projectId, command: { type: 'rows.append', count: 7 } });
    // The state of a killed program: the working copy is ahead, the lock names a process that is gone.
    const after = join(folder, 'after');
    cpSync(join(folder, 'crash', 'data'), join(after, 'data'), {
      recursive: true,
      filter: (path) => !path.includes('temporary'),
    });
    await crashed.services.close();
    const next = await startServices(after);
    expect((await next.call('project.recent', {})).projects[0]).toMatchObject({
      recentId: projectId,
      recovered: true,
      available: true,
    });
    const state = await next.call('project.open', { recentId: projectId });
    expect(state).toMatchObject({ rowCount: 7, dirty: true });
    await next.services.close();
  });

  it('opens the saved file when the working copy of a crash cannot be read, and throws nothing away', async () => {
    const own = await startServices(join(folder, 'unreadable'));
    const { projectId } = await own.call('project.create', { name: '损坏', templateId: null });
    await own.services.close();
    const working = join(own.ports.paths.data, 'working');
    const target = join(own.ports.paths.projects, '损坏.csi');
    writeFileSync(join(working, `${projectId}.db`), 'no database');
    writeFileSync(
      join(working, `${projectId}.json`),
      JSON.stringify({ target, publishedWrites: 1, fingerprint: null, dirty: true }),
    );
    const next = await startServices(join(folder, 'unreadable'));
    expect(await next.call('project.open', { recentId: projectId })).toMatchObject({ rowCount: 0, dirty: false });
    expect(next.logged).toContain('project.workingCopySetAside {}');
    await next.services.close();
    const [kept] = readdirSync(working);
    expect(kept).toMatch(/\.damaged-\d+$/);
    expect(readFileSync(join(working, kept!), 'utf8')).toBe('no database');
  });
});

describe('importing', () => {
  it('inspects, previews, proposes, checks and runs; then adds another file by the remembered plan', async () => {
    const { handle: file } = await host.services.files.adopt(sampleFile);
    const inspected = await call('import.inspect', { file });
    expect(inspected.suggestedSheet).toBe('问卷数据');
    const sheet = inspected.suggestedSheet;
    const { rows } = await call('import.preview', { file, sheet, fromRow: 0, toRow: 5 });
    expect(rows).toHaveLength(5);
    const proposed = await call('import.propose', {
      file,
      sheet,
      headerRows: null,
      firstDataRow: null,
      lastDataRow: null,
      indicatorTemplate: null,
      remembered: null,
    });
    expect(proposed.plan.indicatorTemplate).toBe('supermarket');
    expect(await call('import.check', { file, plan: proposed.plan })).toEqual(proposed.summary);
    const { projectId } = await call('project.create', { name: '导入', templateId: null });
    const { state, summary } = await call('import.run', { projectId, file, plan: proposed.plan, mode: 'replace' });
    expect(summary.rows).toBe(state.rowCount);
    const [importId] = Object.keys(state.entities['import']!);
    const attached = (Object.values(state.entities['variable']!) as { indicatorId: string | null }[]).filter(
      (question) => question.indicatorId !== null,
    );
    expect(attached.length).toBeGreaterThanOrEqual(60);

    const remembered = await call('import.propose', {
      file,
      sheet,
      headerRows: null,
      firstDataRow: null,
      lastDataRow: null,
      indicatorTemplate: null,
      remembered: { projectId, importId: importId! },
    });
    // The same file: nothing is new, missing or moved; the planted impossible values are named.
    expect(new Set(remembered.summary.differences.map((difference) => difference.code))).toEqual(
      new Set(['difference.range']),
    );
    const added = await call('import.run', { projectId, file, plan: remembered.plan, mode: 'append' });
    expect(added.state.rowCount).toBe(2 * state.rowCount);
    expect(Object.keys(added.state.entities['variable']!)).toEqual(Object.keys(state.entities['variable']!));
    const second = await call('data.origin', { projectId, variableId: firstScore(added.state), row: state.rowCount });
    const first = await call('data.origin', { projectId, variableId: firstScore(added.state), row: 0 });
    expect([second.cell, second.raw]).toEqual([first.cell, first.raw]);
    await call('project.close', { projectId });
  });
});

describe('data and analyses', () => {
  it('packs columns and finds doubtful forms', async () => {
    const { projectId } = sample;
    const { columns } = await call('data.columns', { projectId, variables: [scoreId] });
    expect(Buffer.from(columns[0]!.data, 'base64')).toHaveLength(sample.rowCount);
    expect(columns[0]).toMatchObject({ kind: 'numeric', encoding: 'int8' });
    const { checks } = await call('data.checks', { projectId });
    expect(checks.map((check) => check.code)).toEqual([
      'duplicate',
      'duplicateId',
      'speeder',
      'straightLining',
      'blank',
      'outOfRange',
    ]);
    for (const check of checks) expect(check.rows.length, check.code).toBeGreaterThan(0);
  });

  it('recomputes only what read the changed column', async () => {
    const { projectId } = sample;
    const { requests } = await call('analysis.proposals', { projectId });
    expect(requests.length).toBeGreaterThan(10);
    const others = Object.values(sample.entities['variable']!) as { id: string; role: string }[];
    const expectation = others.find((question) => question.role === 'expectation')!.id;
    const asked = [
      index,
      { analysis: 'describe.statistics', inputs: { items: [expectation] }, options: {} },
      { analysis: 'no.such', inputs: {}, options: {} },
    ];
    const run = () => call('analysis.run', { projectId, requests: asked, key: 'screen' });
    const before = await run();
    const { revision } = await setCell(projectId, scoreId, 1, 2);
    const after = await run();
    const revisions = after.results.map((result) =>
      result.ok ? (result.result as { revision: number }).revision : null,
    );
    expect(revisions).toEqual([
      revision,
      (before.results[1] as unknown as { result: { revision: number } }).result.revision,
      null,
    ]);
    expect(before.results[2]).toMatchObject({ ok: false, error: { code: 'analysis.unknown' } });
    await call('project.undo', { projectId });
  });

  it('evaluates everything, keeps the results and tells what is worth knowing', async () => {
    const { projectId } = sample;
    const { evaluated, findings, revision } = await call('analysis.evaluateAll', { projectId });
    expect(evaluated.length).toBeGreaterThanOrEqual(200);
    expect(evaluated.filter((one) => one.status === 'refused')).toEqual([]);
    expect(new Set(findings.map((finding) => finding.kind))).toEqual(
      new Set(['level', 'lostPoints', 'gap', 'featureDiffers', 'comments']),
    );
    // Planted in the sample: queues at the checkout, and stores that differ.
    expect(findings.find((finding) => finding.kind === 'lostPoints')!.text.zh).toContain('收银速度');
    expect(findings.find((finding) => finding.kind === 'featureDiffers')!.text.zh).toMatch(/门店.*西城店最低/);
    const requests = evaluated.map((one) => one.request);
    const { results } = await call('analysis.run', { projectId, requests, key: 'kept' });
    for (const result of results) expect(result.ok && (result.result as { revision: number }).revision).toBe(revision);
    const comments = results.find((one) => one.ok && (one.result as { analysis: string }).analysis === 'text.comments');
    expect(comments).toMatchObject({ result: { values: { segmenter: 'jieba' } } });
  }, 30_000);

  it('reads the comments as the codes of the analysis see them', async () => {
    const { projectId } = sample;
    const question = Object.values(sample.entities['variable']!).find(
      (one) => (one as { role: string }).role === 'openComment',
    ) as { id: string };
    const codes = [
      { name: '等候', any: ['排队'], all: [], not: [], indicator: null, colour: '#0072b2' },
      { name: '停车', any: ['停车', '车位'], all: [], not: ['自行车'], indicator: null, colour: null },
    ];
    const request = { analysis: 'text.comments', inputs: { question: question.id }, options: { codes } };
    const asked = { projectId, request, show: 1, word: null, from: 0, count: 5, key: 'codes' } as const;
    const read = await call('analysis.comments', asked);
    await call('project.apply', { projectId, command: { type: 'settings.set', commentCodes: codes } });
    const [result] = (await call('analysis.run', { projectId, requests: [{ ...request, options: {} }], key: 'codes' }))
      .results;
    const { values, options } = (result as unknown as { result: AnalysisResult<CommentValues> }).result;
    expect(options['codes']).toEqual(codes);
    for (const code of read.codes)
      expect(values.codes.find(({ name }) => name === code.name)?.comments, code.name).toBe(code.comments);
    expect(read).toMatchObject({ comments: values.comments, uncoded: values.uncoded });
    expect(read.shown).toBe(read.codes[1]!.comments);
    expect(read.page).toHaveLength(5);
    for (const { text, marks } of read.page)
      for (const [start, end] of marks) expect(['停车', '车位', '停车位']).toContain(text.slice(start, end));
    expect(await refused('analysis.comments', { ...asked, show: 500 })).toMatchObject({ code: 'comments.noSuchCode' });
    const wrong = { type: 'settings.set', commentCodes: [{ ...codes[0], any: [] }] };
    expect(await refused('project.apply', { projectId, command: wrong })).toMatchObject({ code: 'comments.codeRule' });
    await call('project.undo', { projectId });
  });

  it('explains a number down to the cells of the file', async () => {
    const { projectId } = sample;
    const [answer] = (await call('analysis.run', { projectId, requests: [index], key: 'explain' })).results;
    if (!answer?.ok) throw new Error('the sample has an index');
    const { values } = answer.result as { values: { nodes: { questions: string[]; score: number }[] } };
    const place = values.nodes.findIndex(({ questions }) => questions.includes(scoreId));
    const asked = { projectId, request: index, target: { path: `nodes.${place}.score` } } as const;
    await setCell(projectId, scoreId, 3, 2);
    await call('project.apply', { projectId, command: { type: 'forms.exclude', rows: [5], code: 'byHand', note: '' } });
    const { explanation, steps } = await call('explain.number', asked);
    const told = explanation as unknown as Explanation;
    expect(told.worked.length).toBeGreaterThan(0);
    expect(told.value).toBeCloseTo(told.worked.at(-1)!.value, 9);
    expect(told.questions.map((question) => question.variableId)).toContain(scoreId);
    expect(steps.map((step) => step.type)).toEqual(expect.arrayContaining(['cells.set', 'forms.exclude']));
    const before = steps.length;
    const byCell = await call('explain.number', {
      ...asked,
      target: { tableId: 'indicators', row: place, column: 'score' },
    });
    expect((byCell.explanation as unknown as Explanation).path).toBe(asked.target.path);

    const trace = { projectId, variableIds: [scoreId], group: null };
    const { used, notUsed, cells } = await call('explain.cells', { ...trace, which: 'used', from: 0, count: 500 });
    expect(used + notUsed).toBe(sample.rowCount);
    expect(cells).toHaveLength(Math.min(500, used));
    expect(cells.filter((cell) => /^\d+$/.test(cell.raw ?? '')).length).toBeGreaterThan(400);
    expect(cells.find((cell) => cell.row === 3)?.value).toBe(2);
    for (const cell of cells) {
      expect(cell.cell).toMatch(/^[A-Z]+\d+$/);
      expect(cell.reason).toBeNull();
      // Words of the scale stand for numbers in some cells of the file.
      if (cell.row !== 3 && /^\d+$/.test(cell.raw ?? '')) expect(Number(cell.raw), `form ${cell.row}`).toBe(cell.value);
    }
    const origin = await call('data.origin', { projectId, variableId: scoreId, row: 3 });
    expect(cells.find((cell) => cell.row === 3)).toMatchObject({
      sheet: origin.sheet,
      cell: origin.cell,
      raw: origin.raw,
    });
    const out = await call('explain.cells', { ...trace, which: 'notUsed', from: 0, count: 500 });
    expect(out.cells.find((cell) => cell.row === 5)?.reason).toBe('excluded');
    expect(
      await refused('explain.cells', { ...trace, variableIds: ['nobody'], which: 'used', from: 0, count: 1 }),
    ).toMatchObject({ code: 'data.unknownVariable' });
    expect(await refused('explain.number', { ...asked, target: { path: 'overall.nothing' } })).toMatchObject({
      code: 'explain.noNumber',
    });
    await call('project.undo', { projectId });
    await call('project.undo', { projectId });
    expect((await call('explain.number', asked)).steps).toHaveLength(before - 2);
  });

  it('drafts the report and exports it; without a browser it says so for pdf', async () => {
    const { projectId } = sample;
    const { report } = await call('report.draft', { projectId, locale: 'zh-CN' });
    await call('project.apply', { projectId, command: { type: 'report.set', report: report as never } });
    const exported = await call('report.export', { projectId, format: 'json' });
    expect(exported.name).toMatch(/\.json$/);
    expect(exported.size).toBeGreaterThan(1000);
    // Charts that Word draws itself need no browser; pictures do.
    const word = await call('report.export', { projectId, format: 'docx' });
    expect(word.name).toMatch(/\.docx$/);
    const workbook = await call('report.export', { projectId, format: 'xlsx' });
    expect(workbook.name).toMatch(/\.xlsx$/);
    expect(workbook.size).toBeGreaterThan(20_000);
    expect(await refused('report.export', { projectId, format: 'docx', charts: 'pictures' })).toMatchObject({
      code: 'report.cannotPrint',
    });
    expect(await refused('report.export', { projectId, format: 'pdf' })).toMatchObject({ code: 'report.cannotPrint' });
  });

  it('tells how far a single long analysis is, and stops it', async () => {
    const questions = Object.values(sample.entities['variable']!) as { id: string; role: string }[];
    const items = (role: string) => questions.filter((one) => one.role === role).map(({ id }) => id);
    const model = {
      constructs: [
        { name: 'a', items: items('expectation') },
        { name: 'b', items: items('perception') },
      ],
      paths: [{ from: 'a', to: 'b' }],
    };
    const stop = new AbortController();
    const shares: number[] = [];
    const request = { analysis: 'model.pls', inputs: {}, options: { model, resamples: 100_000 } };
    const running = host.services.call(
      'analysis.run',
      { projectId: sample.projectId, requests: [request], key: 'long' },
      {
        callId: 'long',
        signal: stop.signal,
        report: (done, total) => {
          shares.push(done / total);
          if (done > 0) stop.abort();
        },
      },
    );
    await expect(running.catch((error: unknown) => toWire(error).kind)).resolves.toBe('cancelled');
    expect(shares.at(-1)).toBeGreaterThan(0);
    expect(shares.at(-1)).toBeLessThan(1);
  });

  it('makes the report final: later differences are listed, exports keep their numbers, undo and unfreeze lead back', async () => {
    const { projectId } = sample;
    const numbersOf = async (): Promise<{ readonly resolved: string; readonly frozen: unknown }> => {
      const { file } = await call('report.export', { projectId, format: 'json' });
      const { resolved, frozen } = JSON.parse(readFileSync(host.services.files.get(file).path, 'utf8')) as {
        resolved: unknown;
        frozen?: unknown;
      };
      return { resolved: JSON.stringify(resolved), frozen };
    };
    const main = async () =>
      (await call('project.state', { projectId })).entities['report']!['main'] as Record<string, never>;
    expect(await refused('report.differences', { projectId })).toMatchObject({ code: 'report.notFrozen' });
    const { at } = await call('report.freeze', { projectId });
    expect(await refused('report.freeze', { projectId })).toMatchObject({ code: 'report.frozen' });
    const report = await main();
    expect(
      await refused('project.apply', { projectId, command: { type: 'report.set', report: { ...report, title: 'x' } } }),
    ).toMatchObject({ code: 'report.frozen' });
    expect(await call('report.differences', { projectId })).toEqual({ at, sameData: true, differences: [] });
    const final = await numbersOf();
    expect(final.frozen).toMatchObject({ at, dataHash: expect.stringMatching(/^[0-9a-f]{64}$/) });

    for (const row of [0, 1, 2, 3, 4, 5, 6, 7]) await setCell(projectId, scoreId, row, 1);
    const { sameData, differences } = await call('report.differences', { projectId });
    expect(sameData).toBe(false);
    expect(new Set(differences.map((one) => one.kind))).toEqual(new Set(['text', 'cell', 'figure']));
    const sentence = differences.find((one) => one.kind === 'text' && one.section.endsWith('顾客满意度指数'));
    expect(sentence?.before).toContain('顾客满意度指数');
    expect(sentence?.after).toContain('顾客满意度指数');
    expect(sentence?.after).not.toBe(sentence?.before);
    expect(await numbersOf()).toEqual(final);
    const workbook = await call('report.export', { projectId, format: 'xlsx' });
    expect(workbook.size).toBeGreaterThan(10_000);

    // The eight answers and the freezing are steps of the history like any other.
    for (let step = 0; step < 9; step++) await call('project.undo', { projectId });
    expect(await refused('report.differences', { projectId })).toMatchObject({ code: 'report.notFrozen' });
    for (let step = 0; step < 9; step++) await call('project.redo', { projectId });
    await call('project.apply', { projectId, command: { type: 'report.unfreeze' } });
    expect(await main()).toEqual(report);
    const live = await numbersOf();
    expect(live.frozen).toBeUndefined();
    expect(live.resolved).not.toBe(final.resolved);
    expect(await refused('project.apply', { projectId, command: { type: 'report.unfreeze' } })).toMatchObject({
      code: 'report.notFrozen',
    });
  }, 30_000);

  it('stops a call that is cancelled', async () => {
    const stop = new AbortController();
    const running = host.call(
      'analysis.run',
      { projectId: sample.projectId, requests: [{ ...index, options: { level: 0.91 } }], key: 'other' },
      stop.signal,
    );
    stop.abort();
    await expect(running.catch((error: unknown) => toWire(error).kind)).resolves.toBe('cancelled');
  });
});

describe('every method', () => {
  const samples = Object.keys(methods) as MethodName[];

  it.each(samples)('%s refuses keys it does not know, and other forms', async (method) => {
    expect(await refused(method, { surprise: 1 })).toMatchObject({
      kind: 'expected',
      code: expect.stringMatching(/^call\.(unknownKey|badInput)$/),
    });
    expect(await refused(method, 'text')).toMatchObject({ kind: 'expected', code: 'call.badInput' });
    expect(await refused(method, null)).toMatchObject({ kind: 'expected', code: 'call.badInput' });
  });

  it('is called with good input, here or in the tests of its area', () => {
    const others = readdirSync(import.meta.dirname).filter(
      (name) => name.endsWith('.test.ts') && name !== 'services.test.ts',
    );
    const elsewhere = others.flatMap((name) => [
      ...readFileSync(join(import.meta.dirname, name), 'utf8').matchAll(/await host\.call\('([^']+)'/g),
    ]);
    const byName = new Set([...called, ...elsewhere.map(([, method]) => method)]);
    expect(samples.filter((method) => !byName.has(method))).toEqual([]);
  });

  it('refuses projects that are not open, and methods that are not', async () => {
    expect(await refused('project.state', { projectId: 'nobody' })).toMatchObject({
      kind: 'expected',
      code: 'project.notOpen',
    });
    expect(await refused('toString', {})).toMatchObject({ kind: 'expected', code: 'call.unknownMethod' });
    expect(host.logged.filter((line) => line.startsWith('bug'))).toEqual([]);
  });
});

describe('errors on the wire', () => {
  it('are sentences for what the user can mend, and numbered for what is our fault', () => {
    expect(toWire(new InputError('cells.noSuchRow', { row: 9, rows: 3 }))).toEqual({
      kind: 'expected',
      code: 'cells.noSuchRow',
      message: { zh: '没有第 9 份问卷，共 3 份。', en: 'There is no form 9; there are 3.' },
      details: { row: 9, rows: 3 },
    });
    expect(toWire(new CancelledError()).kind).toBe('cancelled');
    const seen: unknown[] = [];
    const secret = new Error('answer of respondent 7');
    const wire = toWire(secret, (id, error) => seen.push(id, error));
    expect(wire).toMatchObject({ kind: 'bug', details: { id: seen[0] } });
    expect(JSON.stringify(wire)).not.toContain('respondent');
    expect(toWire(new InputError('nobody.knows')).kind).toBe('bug');
  });
});

describe('a fault of ours', () => {
  it('is logged once, under the id that the user sees', () => {
    const seen: string[] = [];
    const logged = logBug(new TypeError('x'), (id) => seen.push(id));
    expect(toWire(logged, (id) => seen.push(id))).toMatchObject({ kind: 'bug', details: { id: seen[0] } });
    expect(seen).toHaveLength(1);
    expect(describeBug(new TypeError('answer of respondent 7'))).toMatchObject({ name: 'TypeError' });
    expect(JSON.stringify(describeBug(new TypeError('answer of respondent 7')))).not.toMatch(
      /respondent|\/work|\/home/,
    );
    const expected = new InputError('cells.noSuchRow', { row: 1, rows: 0 });
    expect(logBug(expected, (id) => seen.push(id))).toBe(expected);
  });
});
