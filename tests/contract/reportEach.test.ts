import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toWire } from '../../electron/services/toWire.ts';
import type { Output } from '../../shared/contract/methods.ts';
import { exportFormats } from '../../shared/contract/vocabulary.ts';
import type { StoredReport } from '../../shared/model/project.ts';
import type { Variable } from '../../shared/model/variable.ts';
import { numberNode, paragraphNode } from '../../shared/report/templateBlocks.ts';
import { type Harness, startServices } from './support/services.ts';

interface ReportJson {
  readonly resolved: {
    readonly content: readonly { readonly type: string; readonly runs?: readonly { text?: string }[] }[];
  };
  readonly results: readonly {
    readonly request: { readonly analysis: string };
    readonly result: { readonly n: number; readonly values: { readonly overall: { readonly index: number } } } | null;
  }[];
}

let folder: string;
let host: Harness;
let sample: Output<'project.openSample'>;
let store: Variable;
const projectIs = (): string => sample.projectId;

const bytesOf = (file: string): Uint8Array => readFileSync(host.services.files.get(file).path);
const read = (bytes: Uint8Array): ReportJson => JSON.parse(strFromU8(bytes)) as ReportJson;
const indexOf = (report: ReportJson) => report.results.find(({ request }) => request.analysis === 'csi.index')!.result!;
const textOf = ({ resolved }: ReportJson): string =>
  resolved.content.map(({ runs = [] }) => runs.map(({ text }) => text ?? '').join('')).join('\n');

async function refusal(work: Promise<unknown>): Promise<ReturnType<typeof toWire>> {
  try {
    await work;
  } catch (error) {
    return toWire(error);
  }
  throw new Error('it was not refused');
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'csi-each-'));
  host = await startServices(folder);
  sample = await host.call('project.openSample', {});
  const variables = Object.values(sample.entities['variable']!) as unknown as Variable[];
  store = variables.find(({ label }) => label === '门店')!;
});
afterAll(async () => {
  await host.services.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a report for each branch', () => {
  it('lists the branches with their forms', async () => {
    const { segments } = await host.call('report.segments', { projectId: projectIs(), variableId: store.id });
    expect(segments.map(({ label }) => label)).toEqual(expect.arrayContaining(['东湖店', '西城店']));
    expect(segments.every(({ n, enough }) => enough === n >= 5)).toBe(true);
    expect(segments.reduce((sum, { n }) => sum + n, 0)).toBeLessThanOrEqual(sample.rowCount);
  });

  it('gives the numbers that the filter of the project would give, and leaves the project as it was', async () => {
    const projectId = projectIs();
    const { report } = await host.call('report.draft', { projectId, locale: 'zh-CN' });
    await host.call('project.apply', { projectId, command: { type: 'report.set', report: report as never } });
    const before = await host.call('project.state', { projectId });
    const { segments } = await host.call('report.segments', { projectId, variableId: store.id });
    const { value, label, n } = segments.find((one) => one.label === '西城店')!;
    const segment = { variableId: store.id as string, value };
    const made = await host.call('report.export', { projectId, format: 'json', segment });
    expect(made.name).toContain(' - 西城店.json');
    const own = read(bytesOf(made.file));
    expect(textOf(own)).toContain(`门店：${label}`);
    // What came back is what came back from this branch.
    expect(textOf(own)).toContain(`回收问卷 ${n} 份`);
    // One branch cannot be compared with itself.
    expect(textOf(own)).not.toContain('按“门店”分组');
    // When it was saved is the program's own affair.
    const { savedAt } = before;
    expect({ ...(await host.call('project.state', { projectId })), savedAt }).toEqual(before);

    const conditions = [{ variableId: store.id as string, values: [value] }];
    await host.call('project.apply', { projectId, command: { type: 'filter.set', conditions } });
    const request = { analysis: 'csi.index', inputs: {}, options: {} };
    const { results } = await host.call('analysis.run', { projectId, requests: [request], key: 'filtered' });
    const filtered = results[0]!.ok ? (results[0]!.result as unknown as ReturnType<typeof indexOf>) : null;
    expect(indexOf(own).values.overall.index).toBe(filtered?.values.overall.index);
    expect(indexOf(own).n).toBeLessThanOrEqual(n);
    await host.call('project.undo', { projectId });
    const whole = read(bytesOf((await host.call('report.export', { projectId, format: 'json' })).file));
    expect(indexOf(whole).values.overall.index).not.toBe(indexOf(own).values.overall.index);
    expect(textOf(whole)).toContain('按“门店”分组');
  });

  it('keeps back groups of too few people in every file unless that file was asked for them', async () => {
    const projectId = projectIs();
    await host.call('project.apply', { projectId, command: { type: 'settings.set', smallestGroup: 100 } });
    const exported = async (...reveal: ('smallGroups' | 'personal')[]): Promise<string> =>
      strFromU8(bytesOf((await host.call('report.export', { projectId, format: 'json', reveal })).file));
    const kept = await exported();
    expect(kept).toContain('不足 100 份的组不列数值');
    const whole = await exported('smallGroups');
    expect(whole).not.toContain('不列数值');
    const withValues = (text: string): number =>
      read(new TextEncoder().encode(text)).results.filter(({ result }) => result?.values !== undefined).length;
    expect(withValues(kept)).toBeGreaterThan(0);
    expect(withValues(kept)).toBeLessThan(withValues(whole));
    // Nothing of it is remembered.
    expect(await exported()).toBe(kept);
    await host.call('project.undo', { projectId });
  });

  it('keeps them back in the reports of single groups, too, unless those were asked for them', async () => {
    const projectId = projectIs();
    await host.call('project.apply', { projectId, command: { type: 'settings.set', smallestGroup: 30 } });
    const { segments } = await host.call('report.segments', { projectId, variableId: store.id });
    const [largest] = segments.filter(({ enough }) => enough).toSorted((a, b) => b.n - a.n);
    const exported = async (...reveal: ('smallGroups' | 'personal')[]): Promise<string> => {
      const input = { projectId, variableId: store.id as string, values: [largest!.value], formats: ['json' as const] };
      const { file, failed } = await host.call('report.exportEach', { ...input, reveal });
      expect(failed).toEqual([]);
      return Object.values(unzipSync(bytesOf(file)))
        .map((bytes) => strFromU8(bytes))
        .join('');
    };
    expect(await exported()).toContain('不足 30 份的组不列数值');
    expect(await exported('smallGroups')).not.toContain('不列数值');
    await host.call('project.undo', { projectId });
  });

  it('writes all of them into one zip, drafted anew or by the report there is, and names those that fail', async () => {
    const projectId = projectIs();
    const { segments } = await host.call('report.segments', { projectId, variableId: store.id });
    const values = segments.slice(0, 2).map(({ value }) => value);
    const input = { projectId, variableId: store.id as string, formats: ['json', 'pptx'] as const };
    const each = await host.call('report.exportEach', {
      ...input,
      formats: [...input.formats],
      values: [...values, '不存在的店'],
      anew: true,
    });
    expect(each.made).toBe(2 * values.length);
    expect(each.failed.map(({ segment, format }) => `${segment} ${format}`)).toEqual([
      '不存在的店 json',
      '不存在的店 pptx',
    ]);
    expect(each.failed[0]!.message.zh).toContain('没有“不存在的店”这一组');
    const files = unzipSync(bytesOf(each.file));
    expect(Object.keys(files)).toHaveLength(2 * values.length);
    const indices = Object.entries(files).flatMap(([name, bytes]) =>
      name.endsWith('.json') ? [indexOf(read(bytes)).values.overall.index] : [],
    );
    expect(new Set(indices).size).toBe(values.length);
    for (const name of Object.keys(files).filter((one) => one.endsWith('.pptx')))
      expect(strFromU8(unzipSync(files[name]!)['ppt/slides/slide1.xml']!)).toMatch(/门店：[^<]*店/);

    const none = refusal(host.call('report.exportEach', { ...input, formats: ['json'], values: ['不存在的店'] }));
    expect(await none).toMatchObject({ code: 'report.allFailed', kind: 'expected' });
  }, 60_000);

  it('stops when it is cancelled, and leaves no file', async () => {
    const projectId = projectIs();
    const { segments } = await host.call('report.segments', { projectId, variableId: store.id });
    const stop = new AbortController();
    const values = segments.map(({ value }) => value);
    const running = refusal(
      host.call('report.exportEach', { projectId, variableId: store.id, values, formats: ['docx'] }, stop.signal),
    );
    setTimeout(() => stop.abort(), 50);
    expect((await running).kind).toBe('cancelled');
  });

  it('refuses groups so small that they would show single people', async () => {
    const projectId = projectIs();
    const edits = [0, 1, 2].map((row) => ({ variableId: store.id as string, row, value: '新店' }));
    await host.call('project.apply', { projectId, command: { type: 'cells.set', edits } });
    const { segments } = await host.call('report.segments', { projectId, variableId: store.id });
    const small = segments.find(({ label }) => label === '新店')!;
    expect(small).toMatchObject({ n: 3, enough: false });
    const segment = { variableId: store.id as string, value: small.value };
    const refused = await refusal(host.call('report.export', { projectId, format: 'json', segment }));
    expect(refused).toMatchObject({ code: 'report.segmentTooSmall', kind: 'expected' });
    expect(refused.message.zh).toContain('只有 3 份有效问卷，不足 5 份');
    await host.call('project.undo', { projectId });
  });
});

describe('a report with a broken reference', () => {
  it.each(exportFormats)('is not exported as %s; the reference is named', async (format) => {
    const projectId = projectIs();
    const { entities } = await host.call('project.state', { projectId });
    const report = entities['report']!['main'] as unknown as StoredReport;
    const content = report.document['content'] as readonly object[];
    const broken = paragraphNode([
      numberNode({ analysis: 'csi.index', inputs: {}, options: {} }, 'no.such', 'number2'),
    ]);
    const changed = { ...report, document: { type: 'doc', content: [...content, broken] } };
    await host.call('project.apply', { projectId, command: { type: 'report.set', report: changed as never } });
    const refused = await refusal(host.call('report.export', { projectId, format }));
    expect(refused).toMatchObject({ code: 'report.unresolved', kind: 'expected' });
    expect(refused.message.zh).toContain('“顾客满意度指数”的数');
    await host.call('project.undo', { projectId });
  });
});
