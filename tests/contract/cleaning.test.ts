import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Command } from '../../shared/commands/catalogue.ts';
import type { Output } from '../../shared/contract/methods.ts';
import type { Variable } from '../../shared/model/variable.ts';
import { type Harness, startServices } from './support/services.ts';

let folder: string;
let host: Harness;
let sample: Output<'project.openSample'>;

const questionsOf = (state: Output<'project.state'>): Variable[] =>
  (Object.values(state.entities['variable'] ?? {}) as unknown as Variable[]).toSorted((a, b) => a.order - b.order);
const apply = (projectId: string, command: Command) => host.call('project.apply', { projectId, command });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'csi-cleaning-'));
  host = await startServices(folder);
  sample = await host.call('project.openSample', {});
});
afterAll(async () => {
  await host.services.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A dozen changes of many kinds, by the names of questions. */
function cleaning(state: Output<'project.state'>): readonly Command[] {
  const questions = questionsOf(state);
  const rated = questions.filter((question) => question.role === 'perception' && question.scale);
  const text = questions.find((question) => question.type === 'text')!;
  const [a, b] = [rated[0]!, rated[1]!];
  const whole = { into: null, where: null };
  return [
    { type: 'cells.set', edits: [{ variableId: b.id, row: 0, value: null }] },
    { type: 'cleaning.reverse', variableIds: [a.id, b.id], ...whole },
    {
      type: 'cleaning.recode',
      variableIds: [a.id],
      rules: [{ from: { kind: 'range', min: a.scale!.min, max: a.scale!.min + 1 }, to: a.scale!.min }],
      otherwise: 'keep',
      scale: null,
      labels: null,
      into: { suffix: '_r' },
      where: null,
    },
    {
      type: 'cleaning.bin',
      variableId: a.id,
      name: 'band',
      label: '分段',
      by: { kind: 'quantiles', count: 3 },
      labels: null,
      where: null,
    },
    {
      type: 'cleaning.compute',
      name: 'total',
      label: '合计',
      formula: `sum([${a.name}],[${b.name}])`,
      measure: 'scale',
      scale: null,
      labels: [],
      where: null,
    },
    {
      type: 'cleaning.compute',
      name: 'double',
      label: '两倍',
      formula: 'total*2',
      measure: 'scale',
      scale: null,
      labels: [],
      where: null,
    },
    { type: 'cleaning.fill', variableIds: [b.id], with: { kind: 'median' }, where: null },
    {
      type: 'cleaning.replace',
      variableIds: [a.id],
      find: a.scale!.min + 2,
      replacement: a.scale!.min + 1,
      match: 'cell',
      matchCase: true,
      where: null,
    },
    {
      type: 'cleaning.merge',
      variableId: a.id,
      groups: [{ values: [1, 2], value: 1, label: '一二' }],
      into: { suffix: '_m' },
    },
    { type: 'cleaning.convertScale', variableIds: [b.id], min: 0, max: 50, digits: 2, into: { suffix: '_50' } },
    {
      type: 'cleaning.anonymise',
      variableIds: [text.id],
      how: { kind: 'pseudonym', key: 'a long secret key', length: 16 },
    },
    { type: 'forms.exclude', rows: [3, 7], code: 'byHand', note: '试' },
    { type: 'rule.put', id: null, name: '不会发生', rule: { kind: 'formula', when: 'band=1', must: 'total<0' } },
    { type: 'filter.set', conditions: [{ variableId: a.id, values: [1] }] },
  ];
}

describe('the cleaning log', () => {
  it('tells what was done, and does the same on a fresh import', async () => {
    const { projectId } = sample;
    const applied: Command[] = [];
    for (const command of cleaning(sample)) {
      await apply(projectId, command);
      applied.push(command);
    }
    // A later step may speak of what an earlier one made.
    const made = questionsOf(await host.call('project.state', { projectId })).find(({ name }) => name === 'double')!;
    await apply(projectId, {
      type: 'variables.update',
      updates: [{ variableId: made.id, changes: { label: '改名' } }],
    });
    await apply(projectId, { type: 'rows.append', count: 1 });
    await host.call('project.undo', { projectId });

    const { log } = await host.call('project.log', { projectId });
    expect(log.entries.map((entry) => entry.command['type'])).toEqual([
      ...applied.map(({ type }) => type),
      'variables.update',
    ]);
    expect(log.entries[0]).toMatchObject({ cells: 1, label: { zh: expect.stringContaining('修改第 1 份') } });
    expect(JSON.stringify(log)).not.toContain('a long secret key');

    const fresh = await host.call('project.openSample', {});
    const given = { projectId: fresh.projectId, log: JSON.parse(JSON.stringify(log)) as typeof log };
    await expect(host.call('project.replay', { ...given, pseudonymKey: null })).rejects.toMatchObject({
      code: 'log.keyNeeded',
    });
    const again = await host.call('project.openSample', {});
    const replay = { ...given, projectId: again.projectId };
    expect(await host.call('project.replay', { ...replay, pseudonymKey: 'a long secret key' })).toEqual({
      applied: applied.length + 1,
      matches: true,
    });
    // The same steps on data that are not the same say so.
    const other = await host.call('project.openSample', {});
    const rated = questionsOf(other).find((question) => question.role === 'perception')!;
    await apply(other.projectId, { type: 'cells.set', edits: [{ variableId: rated.id, row: 5, value: null }] });
    expect(
      (await host.call('project.replay', { ...given, projectId: other.projectId, pseudonymKey: 'a long secret key' }))
        .matches,
    ).toBe(false);
  }, 60_000);

  it('refuses what is no log, and questions that are not there', async () => {
    const { log } = await host.call('project.log', { projectId: sample.projectId });
    const empty = await host.call('project.create', { name: '空', templateId: null });
    const given = { projectId: empty.projectId, pseudonymKey: null };
    await expect(host.call('project.replay', { ...given, log })).rejects.toMatchObject({ code: 'log.questionMissing' });
    const foreign = {
      ...log,
      start: { variable: {}, indicator: {} },
      entries: log.entries.slice(0, 1).map((entry) => ({ ...entry, command: { type: 'rm -rf' } })),
    };
    await expect(host.call('project.replay', { ...given, log: foreign })).rejects.toMatchObject({
      code: 'log.invalid',
    });
  });
});

describe('previews and checks', () => {
  it('counts what a change would do, and does nothing', async () => {
    const state = await host.call('project.openSample', {});
    const { projectId } = state;
    const rated = questionsOf(state).find((question) => question.role === 'perception')!;
    const preview = await host.call('cleaning.preview', {
      projectId,
      command: { type: 'cleaning.reverse', variableIds: [rated.id], into: null, where: null },
    });
    const total = preview.changes.reduce((sum, change) => sum + change.count, 0);
    expect(total).toBe(preview.cells);
    expect(preview.cells).toBeGreaterThan(300);
    for (const { from, to } of preview.changes)
      expect(Number(from) + Number(to)).toBe(rated.scale!.min + rated.scale!.max);
    const compute: Command = {
      type: 'cleaning.compute',
      name: 'x',
      label: 'x',
      formula: '1+',
      measure: 'scale',
      scale: null,
      labels: [],
      where: null,
    };
    await expect(host.call('cleaning.preview', { projectId, command: compute })).rejects.toMatchObject({
      code: 'formula.endsEarly',
      details: { position: 3 },
    });
    expect((await host.call('project.state', { projectId })).revision).toBe(state.revision);
  });

  it('flags forms by the rules of the user, and finds personal columns', async () => {
    const state = await host.call('project.openSample', {});
    const { projectId } = state;
    const [first] = questionsOf(state).filter((question) => question.role === 'perception' && question.scale);
    const name = `[${first!.name}]`;
    await apply(projectId, {
      type: 'rule.put',
      id: null,
      name: '不得满分',
      rule: { kind: 'formula', when: '', must: `${name} < ${first!.scale!.max}` },
    });
    const { checks } = await host.call('data.checks', { projectId });
    const own = checks.find((check) => check.title.zh === '不得满分');
    expect(own?.rows.length).toBeGreaterThan(0);
    const { found } = await host.call('cleaning.personal', { projectId });
    expect(found.every(({ variableId }) => variableId !== first!.id)).toBe(true);
  });
});
