import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Output } from '../../shared/contract/methods.ts';
import { toWire } from '../../electron/services/toWire.ts';
import { letterhead } from '../electron/export/letterhead.ts';
import { pixel } from '../shared/report/everyNode.ts';
import { type Harness, startServices } from './support/services.ts';

type Block = { readonly type: string; readonly [key: string]: unknown };
interface Report {
  readonly document: { readonly type: 'doc'; readonly content: readonly Block[] };
  readonly look?: object;
}

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const fileOf = (name: string, mediaType: string, bytes: Uint8Array) => ({
  id: createHash('sha256').update(bytes).digest('hex').slice(0, 32),
  name,
  mediaType,
  base64: Buffer.from(bytes).toString('base64'),
});
const picture = fileOf('logo.png', 'image/png', Buffer.from(pixel.slice(pixel.indexOf(',') + 1), 'base64'));
const head = fileOf('信头.docx', wordType, letterhead());

let folder: string;
let host: Harness;
let projectId: string;
const stored = async (): Promise<Report> =>
  (await host.call('project.state', { projectId })).entities['report']!['main'] as unknown as Report;
const save = (report: unknown) =>
  host.call('project.apply', { projectId, command: { type: 'report.set', report: report as never } });
const addFile = (file: object) =>
  host.call('project.apply', { projectId, command: { type: 'report.fileAdd', file: file as never } });
const code = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'nothing',
    (error: unknown) => toWire(error).code,
  );
async function word(extra: object = {}): Promise<Readonly<Record<string, Uint8Array>>> {
  const { file } = await host.call('report.export', { projectId, format: 'docx', ...extra });
  return unzipSync(new Uint8Array(readFileSync(host.services.files.get(file).path)));
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'csi-contract-'));
  host = await startServices(folder);
  ({ projectId } = (await host.call('project.openSample', {})) as Output<'project.openSample'>);
  // Only charts that Word draws itself: this host has no browser.
  const { report } = await host.call('report.draft', { projectId, locale: 'zh-CN', template: 'technical' });
  const drafted = report as unknown as Report;
  const content = drafted.document.content.filter((block) => block.type !== 'figure');
  await save({ ...drafted, document: { type: 'doc', content } });
}, 60_000);
afterAll(async () => {
  await host.services.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('kinds of report', () => {
  it('drafts a summary and a technical annex, and speaks of whom the study asked', async () => {
    const text = async (template: 'full' | 'summary' | 'technical', study?: 'employee'): Promise<string> =>
      JSON.stringify((await host.call('report.draft', { projectId, locale: 'zh-CN', template, study })).report);
    expect(await text('summary')).toContain('管理层摘要');
    expect(await text('technical')).toContain('计算说明');
    expect(await text('full', 'employee')).toContain('不同员工群体的满意度');
  });
});

describe('files of a report', () => {
  it('are kept in the project, undone, and refused when they are not what they say', async () => {
    await addFile(picture);
    expect((await host.call('project.state', { projectId })).entities['reportFile']).toHaveProperty(picture.id);
    await host.call('project.undo', { projectId });
    expect((await host.call('project.state', { projectId })).entities['reportFile'] ?? {}).toEqual({});
    await addFile(picture);
    expect(await code(addFile({ ...picture, base64: 'AAAA' }))).toBe('report.fileKind');
    const large = `iVBORw0KGgo${'A'.repeat(7_000_000)}`.padEnd(7_000_012, 'A');
    expect(await code(addFile({ ...picture, base64: large.slice(0, large.length - (large.length % 4)) }))).toBe(
      'report.fileSize',
    );
  });

  it('stand in the Word file: picture, letterhead, look', async () => {
    await addFile(head);
    const report = await stored();
    const image = {
      type: 'image',
      attrs: { src: `csi-file:${picture.id}`, alt: '标志', widthMm: 30, caption: '公司标志', anchor: null },
    };
    const look = {
      accent: '#00703c',
      latinFont: '',
      eastAsianFont: '',
      company: '甲公司',
      logo: null,
      letterhead: null,
    };
    await save({ ...report, look, document: { type: 'doc', content: [...report.document.content, image] } });
    expect(Object.keys(await word()).some((name) => name.startsWith('word/media/'))).toBe(true);
    await save({ ...(await stored()), look: { ...look, letterhead: head.id } });
    const body = strFromU8((await word())['word/document.xml']!);
    expect(body).toContain('甲公司测评中心');
    expect(body).toContain('（本报告仅供内部使用）');
    expect(body).toContain('公司标志');
  });
});

describe('a Word file that comes back', () => {
  it('tells its changes and brings the chosen ones in', async () => {
    const parts = await word();
    const body = strFromU8(parts['word/document.xml']!);
    const changed = body.replace('公司标志', '甲公司标志');
    expect(changed).not.toBe(body);
    const bytes = zipSync({ ...parts, 'word/document.xml': strToU8(changed) });
    const { handle: file } = await host.services.files.store('back.docx', bytes);
    const { changes } = await host.call('report.readWord', { projectId, file });
    expect(changes).toMatchObject([{ kind: 'caption', conflict: false, word: '甲公司标志' }]);
    const { report } = await host.call('report.mergeWord', { projectId, file, choices: {} });
    await save(report);
    expect((await stored()).document.content.at(-1)).toMatchObject({ attrs: { caption: '甲公司标志' } });
    const refused = await host.call('report.mergeWord', { projectId, file, choices: { [changes[0]!.id]: 'project' } });
    expect(JSON.stringify(refused.report)).toContain('甲公司标志');
  });

  it('is refused when it is none of ours', async () => {
    const { handle: file } = await host.services.files.store('other.docx', letterhead());
    expect(await code(host.call('report.readWord', { projectId, file }))).toBe('report.wordNoOrigin');
    const { handle: text } = await host.services.files.store('text.docx', strToU8('kein Word'));
    expect(await code(host.call('report.readWord', { projectId, file: text }))).toMatch(/^workbook\.|^report\./);
  });
});

describe('templates of the user’s own', () => {
  it('are saved, listed, shared, taken from others, drafted from and removed', async () => {
    const saved = await host.call('template.save', { projectId, name: '公司模板' });
    expect((await host.call('template.list', {})).templates).toMatchObject([{ id: saved.id, name: '公司模板' }]);
    const shared = await host.call('template.share', { id: saved.id });
    expect(shared.name).toBe('公司模板.csitemplate');
    const taken = await host.call('template.take', { file: shared.file });
    expect((await host.call('template.list', {})).templates).toHaveLength(2);

    const fresh = await host.call('project.openSample', {});
    const drafted = await host.call('template.draft', { projectId: fresh.projectId, id: taken.id });
    const report = drafted.report as unknown as Report;
    expect(report.look).toMatchObject({ company: '甲公司' });
    expect(drafted.files.map((file) => file.id).toSorted()).toEqual([picture.id, head.id].toSorted());
    const before = (await stored()).document.content.filter((block) => block.type === 'resultTable');
    expect(report.document.content.filter((block) => block.type === 'resultTable')).toEqual(before);

    const empty = await host.call('project.create', { name: '空项目', templateId: null });
    const bare = await host.call('template.draft', { projectId: empty.projectId, id: taken.id });
    const content = (bare.report as unknown as Report).document.content;
    expect(content.some((block) => ['resultTable', 'finding', 'figure'].includes(block.type))).toBe(false);
    expect(content.length).toBeGreaterThan(0);
    // The questions and indicators of the project it was made from are not those of this one.
    expect(JSON.stringify((await stored()).document)).toContain('商品新鲜度');
    expect(JSON.stringify(content)).not.toContain('商品新鲜度');

    await host.call('template.remove', { id: saved.id });
    expect((await host.call('template.list', {})).templates).toHaveLength(1);
    expect(await code(host.call('template.share', { id: saved.id }))).toBe('report.unknownTemplate');
    expect(await code(host.call('template.share', { id: '../../recent' }))).toBe('report.unknownTemplate');
  });

  it('refuses what is no template', async () => {
    const path = join(folder, 'no.csitemplate');
    writeFileSync(path, '{"program":"csi-workbench","kind":"report-template","version":1}');
    const { handle: file } = await host.services.files.adopt(path);
    expect(await code(host.call('template.take', { file }))).toBe('report.notATemplate');
  });
});
