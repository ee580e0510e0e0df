import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startServices } from './support/services.ts';
import { contract } from './support/sampleContract.ts';
import type { ToldPatch } from '../../shared/commands/types.ts';
import type { Events } from '../../shared/contract/events.ts';

describe('host and files', () => {
  it('tells what it can do and moves files by handles', async () => {
    expect(await contract.call('host.info', {})).toEqual({
      host: 'cli',
      version: '0.0.0',
      nativeDialogs: true,
      canPrintPdf: false,
    });
    const { chosen } = await contract.call('files.choose', { purpose: 'workbook' });
    expect(chosen?.name).toBe('supermarket.xlsx');
    const stored = await contract.call('files.store', {
      name: '../图.png',
      base64: Buffer.from('png').toString('base64'),
    });
    expect(stored).toMatchObject({ name: '图.png', size: 3 });
    expect(await contract.call('files.saveAs', { file: stored.file, name: '图一.png' })).toEqual({ saved: true });
    expect(readFileSync(join(contract.folder, '图一.png'), 'utf8')).toBe('png');
    expect(await contract.refused('files.saveAs', { file: 'nobody', name: 'x' })).toMatchObject({
      kind: 'expected',
      code: 'files.unknownHandle',
    });
  });
});

describe("the program's own folder", () => {
  it.runIf(process.platform !== 'win32')('is open to its owner alone', () => {
    expect(statSync(join(contract.folder, 'data')).mode & 0o077).toBe(0);
  });
});

describe('a project', () => {
  it('made from a template takes scores typed by hand', async () => {
    const made = await contract.call('project.create', { name: '手工 录入/1', templateId: 'productAndService' });
    const questions = (
      Object.values(made.entities['variable'] ?? {}) as { id: string; role: string; order: number }[]
    ).filter((question) => question.role === 'perception');
    const { projectId } = made;
    await contract.call('project.apply', { projectId, command: { type: 'rows.append', count: 2 } });
    const edits = questions.flatMap(({ id }) => [0, 1].map((row) => ({ variableId: id, row, value: 5 })));
    await contract.call('project.apply', { projectId, command: { type: 'cells.set', edits } });
    const { results } = await contract.call('analysis.run', {
      projectId,
      requests: [{ analysis: 'csi.index', inputs: {}, options: {} }],
      key: 'status',
    });
    expect(results[0]).toMatchObject({ ok: true, result: { status: 'ok', n: 2 } });
    await contract.call('project.close', { projectId });
    expect(existsSync(join(contract.folder, 'projects', '手工 录入 1.csi'))).toBe(true);
    expect(existsSync(join(contract.folder, 'projects', '手工 录入 1.csi.lock'))).toBe(false);
    expect(readdirSync(join(contract.folder, 'data', 'working')).filter((name) => name.startsWith(projectId))).toEqual(
      [],
    );
  });

  it('tells windows of every change before the call returns, and undoes it', async () => {
    const { projectId } = contract.sample;
    const before = contract.host.events.length;
    const { revision } = await contract.setCell(projectId, contract.scoreId, 0, 3);
    const changed = contract.host.events.slice(before).find((event) => event.name === 'project.changed');
    expect(changed?.payload).toMatchObject({
      projectId,
      revision,
      cause: 'command',
      patch: [{ op: 'cells', variableId: contract.scoreId, rows: [0], values: [3] }],
    });
    expect((await contract.call('data.changed', { projectId })).changed[contract.scoreId]).toBe('0');
    const origin = await contract.call('data.origin', { projectId, variableId: contract.scoreId, row: 0 });
    expect(origin).toMatchObject({ file: 'supermarket.xlsx', sheet: '问卷数据' });
    expect(origin.cell).toMatch(/^[A-Z]+\d+$/);
    expect(origin.changes).toHaveLength(1);
    expect(String(origin.changes[0]!.from)).toBe(origin.raw);
    const history = await contract.call('project.history', { projectId, limit: 5 });
    expect(history.entries[0]?.undone).toBe(false);
    const undone = await contract.call('project.undo', { projectId });
    expect(undone.label).toEqual(history.entries[0]?.label);
    expect((await contract.call('data.changed', { projectId })).changed).toEqual({});
    await contract.call('project.redo', { projectId });
    await contract.call('project.undo', { projectId });
  });

  it('tells windows which questions to ask for anew where a change sets very many answers', async () => {
    const { projectId } = await contract.call('project.create', { name: '很多', templateId: null });
    /** The patch told last. */
    const told = (): ToldPatch => {
      const { payload } = contract.host.events.findLast((event) => event.name === 'project.changed')!;
      return (payload as Events['project.changed']).patch ?? [];
    };
    await contract.call('project.apply', { projectId, command: { type: 'rows.append', count: 9000 } });
    const columns = ['1', '2', '3'].map((text) => ({ text, formula: text }));
    for (const { text, formula } of columns)
      await contract.call('project.apply', {
        projectId,
        command: {
          type: 'cleaning.compute',
          name: `x${text}`,
          label: `x${text}`,
          formula,
          measure: 'scale',
          scale: null,
          labels: [],
          where: null,
        },
      });
    // 9000 cells each: told one by one, with the new question.
    expect(told().map(({ op }) => op)).toEqual(['put', 'cells']);
    const { entities } = await contract.call('project.state', { projectId });
    const ids = Object.keys(entities['variable'] ?? {});
    expect(ids).toHaveLength(3);
    await contract.call('project.apply', {
      projectId,
      command: {
        type: 'cells.set',
        edits: [],
        columns: ids.map((id) => ({ variableId: id, rows: '0-8999', contents: [7], places: '0*9000' })),
      },
    });
    expect(told()).toEqual([{ op: 'answers', variableIds: expect.arrayContaining(ids) as readonly string[] }]);
    await contract.call('project.undo', { projectId });
    expect(told().map(({ op }) => op)).toEqual(['answers']);
    const read = async () => {
      const answer = await contract.call('data.columns', { projectId, variables: ids });
      return answer.columns.map((packed) => new Set(Buffer.from(packed.data, 'base64')));
    };
    expect(new Set((await read()).flatMap((values) => [...values]))).toEqual(new Set([1, 2, 3]));
    await contract.call('project.redo', { projectId });
    expect((await read()).map((values) => [...values])).toEqual([[7], [7], [7]]);
    await contract.call('project.close', { projectId });
  });

  it('is saved, copied, closed and opened again by its place or its copy', async () => {
    const { projectId } = await contract.call('project.create', { name: '保存', templateId: null });
    await contract.call('project.apply', { projectId, command: { type: 'rows.append', count: 3 } });
    const { savedAt } = await contract.call('project.save', { projectId });
    expect(Date.parse(savedAt)).toBeGreaterThan(0);
    expect(await contract.call('project.state', { projectId })).toMatchObject({ dirty: false, savedAt, rowCount: 3 });
    const copy = await contract.call('project.saveCopy', { projectId });
    expect(copy.name).toBe('保存.csi');
    await contract.call('project.close', { projectId });
    const again = await contract.call('project.open', { recentId: projectId });
    expect(again).toMatchObject({ projectId, rowCount: 3, dirty: false });
    expect(again.undo?.zh).toBe('新增 3 份问卷');
    // What came by upload becomes a project of its own.
    const opened = await contract.call('project.open', { file: copy.file });
    expect(opened.projectId).not.toBe(projectId);
    expect(opened.rowCount).toBe(3);
    await contract.call('project.close', { projectId: opened.projectId });
    await contract.call('project.close', { projectId });
    const { projects } = await contract.call('project.recent', {});
    expect(projects.find((entry) => entry.recentId === projectId)).toMatchObject({
      name: '保存',
      file: '保存.csi',
      rows: 3,
      available: true,
      recovered: false,
    });
    await contract.call('project.forget', { recentId: projectId });
    expect((await contract.call('project.recent', {})).projects.some((entry) => entry.recentId === projectId)).toBe(
      false,
    );
    expect(await contract.refused('project.open', { recentId: projectId })).toMatchObject({
      code: 'project.unknownRecent',
    });
    const broken = join(contract.folder, 'broken.csi');
    writeFileSync(broken, 'SQLite format 3\0 but not ours'.padEnd(200));
    const { handle } = await contract.host.services.files.adopt(broken);
    expect(await contract.refused('project.open', { file: handle })).toMatchObject({ code: 'project.notAProject' });
  });

  it('is discarded with its file while nothing was done to it, and not after', async () => {
    const unused = await contract.call('project.create', { name: '不导入', templateId: null });
    await contract.call('project.discard', { projectId: unused.projectId });
    expect(await contract.refused('project.state', { projectId: unused.projectId })).toMatchObject({
      code: 'project.notOpen',
    });
    const own = await startServices(join(contract.folder, 'discarded'));
    const { projectId } = await own.call('project.create', { name: '未导入', templateId: null });
    expect(readdirSync(own.ports.paths.projects)).toContain('未导入.csi');
    await own.call('project.discard', { projectId });
    expect(own.events.at(-1)).toEqual({ name: 'project.closed', payload: { projectId } });
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
    expect(own.events.at(-1)).toEqual({ name: 'project.closed', payload: { projectId: used.projectId } });
    // Opened from its file it is somebody's work, changed or not.
    await own.call('project.open', { recentId: used.projectId });
    await expect(own.call('project.discard', { projectId: used.projectId })).rejects.toMatchObject({
      code: 'project.notUntouched',
    });
    await own.services.close();
  });

  it('goes on in the working copy when its folder is gone, says so, and is saved when it is back', async () => {
    const own = await startServices(join(contract.folder, 'gone'));
    const { projectId } = await own.call('project.create', { name: '网络盘', templateId: null });
    rmSync(own.ports.paths.projects, { recursive: true });
    await own.call('project.apply', { projectId, command: { type: 'rows.append', count: 1 } });
    await expect(own.call('project.save', { projectId })).rejects.toMatchObject({ code: 'project.targetUnwritable' });
    expect(own.events.at(-1)).toMatchObject({
      name: 'project.saved',
      payload: { dirty: true, problem: { en: expect.stringContaining('working copy') } },
    });
    await own.call('project.apply', { projectId, command: { type: 'rows.append', count: 1 } });
    // Closed and opened again it is still there, and nobody can have it locked.
    await own.call('project.close', { projectId });
    expect(await own.call('project.open', { recentId: projectId })).toMatchObject({ dirty: true, rowCount: 2 });
    mkdirSync(own.ports.paths.projects);
    await own.call('project.save', { projectId });
    expect(await own.call('project.state', { projectId })).toMatchObject({ dirty: false, rowCount: 2 });
    await own.services.close();
    expect(readdirSync(own.ports.paths.projects)).toEqual(['网络盘.csi']);
  });

  it('says so when its file was moved away, and writes a whole one in its place', async () => {
    const own = await startServices(join(contract.folder, 'moved'));
    const { projectId } = await own.call('project.create', { name: '移走', templateId: null });
    const [file, away] = ['移走.csi', '别处.csi'].map((name) => join(own.ports.paths.projects, name)) as [
      string,
      string,
    ];
    renameSync(file, away);
    const moved = readFileSync(away);
    await own.call('project.apply', { projectId, command: { type: 'rows.append', count: 3 } });
    await own.call('project.save', { projectId });
    expect(own.events.at(-1)).toMatchObject({
      name: 'project.saved',
      payload: { dirty: false, problem: null, remark: { zh: expect.stringContaining('“移走.csi”已不在原处') } },
    });
    await own.call('project.apply', { projectId, command: { type: 'rows.append', count: 1 } });
    await own.call('project.save', { projectId });
    expect(own.events.at(-1)?.payload).not.toHaveProperty('remark');
    await own.call('project.close', { projectId });
    expect(readFileSync(away).equals(moved)).toBe(true);
    expect(await own.call('project.open', { recentId: projectId })).toMatchObject({ rowCount: 4, dirty: false });
    await own.services.close();
  });

  it('is closed although its lock cannot be taken away, as in a folder that became read-only', async () => {
    const own = await startServices(join(contract.folder, 'locked'));
    const { projectId } = await own.call('project.create', { name: '只读', templateId: null });
    const lock = join(own.ports.paths.projects, '只读.csi.lock');
    rmSync(lock);
    // A folder of that name cannot be removed as a file, whoever runs the test.
    mkdirSync(lock);
    await own.call('project.close', { projectId });
    await expect(own.call('project.state', { projectId })).rejects.toMatchObject({ code: 'project.notOpen' });
    rmSync(lock, { recursive: true });
    expect(await own.call('project.open', { recentId: projectId })).toMatchObject({ dirty: false });
    await own.services.close();
  });

  it('saves by itself after a while of quiet', async () => {
    const { projectId } = await contract.call('project.create', { name: '自动', templateId: null });
    await contract.call('project.apply', { projectId, command: { type: 'rows.append', count: 1 } });
    expect((await contract.call('project.state', { projectId })).dirty).toBe(true);
    await expect
      .poll(async () => (await contract.call('project.state', { projectId })).dirty, { timeout: 30_000, interval: 100 })
      .toBe(false);
    await contract.call('project.close', { projectId });
  });

  it('keeps versions and goes back to them', async () => {
    const { projectId } = await contract.call('project.create', { name: '版本', templateId: 'supermarket' });
    const { versionId } = await contract.call('version.keep', { projectId, name: '初稿' });
    await contract.call('project.apply', { projectId, command: { type: 'rows.append', count: 2 } });
    expect((await contract.call('version.list', { projectId })).versions).toMatchObject([
      { versionId, name: '初稿', rows: 0, automatic: false },
    ]);
    expect((await contract.call('version.restore', { projectId, versionId })).rowCount).toBe(0);
    expect((await contract.call('version.list', { projectId })).versions.map((version) => version.automatic)).toEqual([
      true,
      false,
    ]);
    expect(await contract.refused('version.restore', { projectId, versionId: 'none' })).toMatchObject({
      code: 'version.unknown',
    });
    await contract.call('project.close', { projectId });
  });

  it('gives the answers out as files, personal ones only when asked', async () => {
    const { projectId } = contract.sample;
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
      const { file, name, size } = await contract.call('data.export', { projectId, format, options });
      expect(name.endsWith(`.${format}`)).toBe(true);
      expect(size).toBeGreaterThan(10_000);
      const { sheets } = await contract.call('import.inspect', { file });
      expect(sheets[0]!.rowCount).toBe(contract.sample.rowCount + 1);
    }
    const copy = await contract.call('data.export', {
      projectId,
      format: 'csi',
      options: { ...options, personal: true },
    });
    expect((await contract.call('project.examine', { source: { file: copy.file } })).problem).toBeNull();
    const handover = await contract.call('data.export', { projectId, format: 'csi', options });
    expect(handover.name).toBe(copy.name);
    expect((await contract.call('project.examine', { source: { file: handover.file } })).problem).toBeNull();
    const opened = await contract.call('project.open', { file: handover.file });
    expect(opened.rowCount).toBe(contract.sample.rowCount);
    expect(opened.undo).toBeNull();
    const entries = await contract.call('project.history', { projectId: opened.projectId, limit: 10 });
    expect(entries.entries.map((entry) => entry.label.zh)).toEqual(['不含个人信息的副本']);
    await contract.call('project.close', { projectId: opened.projectId });
  });

  it('says what a damaged project still holds, and salvages it into a new one', async () => {
    const { projectId } = await contract.call('project.create', { name: '受损', templateId: 'supermarket' });
    await contract.call('project.apply', { projectId, command: { type: 'rows.append', count: 3 } });
    await contract.call('version.keep', { projectId, name: '第一版' });
    await contract.call('project.save', { projectId });
    await contract.call('project.close', { projectId });
    const target = join(contract.folder, 'projects', '受损.csi');
    const bytes = readFileSync(target);
    const damaged = bytes.subarray(0, bytes.length - 4096);
    writeFileSync(target, damaged);
    const source = { recentId: projectId };
    expect(await contract.refused('project.open', source)).toMatchObject({ code: 'project.damaged' });
    const found = await contract.call('project.examine', { source });
    expect(found.problem).toMatchObject({ code: 'project.damaged', message: { zh: expect.stringContaining('损坏') } });
    expect(found).toMatchObject({ readable: true, backup: { savedAt: expect.any(String) } });
    for (const from of ['readable', 'backup'] as const) {
      const { state, lost } = await contract.call('project.salvage', { source, from });
      expect(state.projectId).not.toBe(projectId);
      expect(state.entities['settings']!['main']).toMatchObject({ name: '受损（修复）' });
      expect(Object.keys(state.entities['variable']!).length).toBeGreaterThan(5);
      expect(lost.length === 0).toBe(from === 'backup');
      await contract.call('project.close', { projectId: state.projectId });
    }
    expect(readFileSync(target).equals(damaged)).toBe(true);
    // An upload that cannot be opened is not left among the projects.
    const before = readdirSync(join(contract.folder, 'projects'));
    const upload = await contract.host.services.files.store('上传.csi', damaged);
    expect(await contract.refused('project.open', { file: upload.handle })).toMatchObject({ code: 'project.damaged' });
    expect(readdirSync(join(contract.folder, 'projects'))).toEqual(before);
    expect(await contract.refused('project.salvage', { source: { recentId: 'none' }, from: 'readable' })).toMatchObject(
      {
        code: 'project.unknownRecent',
      },
    );
  });

  it('continues after a crash where it was', async () => {
    const crashed = await startServices(join(contract.folder, 'crash'));
    const { projectId } = await crashed.call('project.create', { name: '崩溃', templateId: null });
    await crashed.call('project.apply', { projectId, command: { type: 'rows.append', count: 7 } });
    // The state of a killed program: the working copy is ahead, the lock names a process that is gone.
    const after = join(contract.folder, 'after');
    cpSync(join(contract.folder, 'crash', 'data'), join(after, 'data'), {
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
    const own = await startServices(join(contract.folder, 'unreadable'));
    const { projectId } = await own.call('project.create', { name: '损坏', templateId: null });
    await own.services.close();
    const working = join(own.ports.paths.data, 'working');
    const target = join(own.ports.paths.projects, '损坏.csi');
    writeFileSync(join(working, `${projectId}.db`), 'no database');
    writeFileSync(
      join(working, `${projectId}.json`),
      JSON.stringify({ target, publishedWrites: 1, fingerprint: null, dirty: true }),
    );
    const next = await startServices(join(contract.folder, 'unreadable'));
    expect(await next.call('project.open', { recentId: projectId })).toMatchObject({ rowCount: 0, dirty: false });
    expect(next.logged).toContain('project.workingCopySetAside {}');
    await next.services.close();
    const [kept] = readdirSync(working);
    expect(kept).toMatch(/\.damaged-\d+$/);
    expect(readFileSync(join(working, kept!), 'utf8')).toBe('no database');
  });
});
