import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contract } from './support/sampleContract.ts';

describe('the report', () => {
  it('drafts the report and exports it; without a browser it says so for pdf', async () => {
    const { projectId } = contract.sample;
    const { report } = await contract.call('report.draft', { projectId, locale: 'zh-CN' });
    await contract.call('project.apply', { projectId, command: { type: 'report.set', report: report as never } });
    const exported = await contract.call('report.export', { projectId, format: 'json' });
    expect(exported.name).toMatch(/\.json$/);
    expect(exported.size).toBeGreaterThan(1000);
    // Charts that Word draws itself need no browser; pictures do.
    const word = await contract.call('report.export', { projectId, format: 'docx' });
    expect(word.name).toMatch(/\.docx$/);
    const workbook = await contract.call('report.export', { projectId, format: 'xlsx' });
    expect(workbook.name).toMatch(/\.xlsx$/);
    expect(workbook.size).toBeGreaterThan(20_000);
    expect(await contract.refused('report.export', { projectId, format: 'docx', charts: 'pictures' })).toMatchObject({
      code: 'report.cannotPrint',
    });
    expect(await contract.refused('report.export', { projectId, format: 'pdf' })).toMatchObject({
      code: 'report.cannotPrint',
    });
  });

  it('makes the report final: later differences are listed, exports keep their numbers, undo and unfreeze lead back', async () => {
    const { projectId } = contract.sample;
    const numbersOf = async (): Promise<{ readonly resolved: string; readonly frozen: unknown }> => {
      const { file } = await contract.call('report.export', { projectId, format: 'json' });
      const { resolved, frozen } = JSON.parse(readFileSync(contract.host.services.files.get(file).path, 'utf8')) as {
        resolved: unknown;
        frozen?: unknown;
      };
      return { resolved: JSON.stringify(resolved), frozen };
    };
    const main = async () =>
      (await contract.call('project.state', { projectId })).entities['report']!['main'] as Record<string, never>;
    expect(await contract.refused('report.differences', { projectId })).toMatchObject({ code: 'report.notFrozen' });
    const { at } = await contract.call('report.freeze', { projectId });
    expect(await contract.refused('report.freeze', { projectId })).toMatchObject({ code: 'report.frozen' });
    const report = await main();
    expect(
      await contract.refused('project.apply', {
        projectId,
        command: { type: 'report.set', report: { ...report, title: 'x' } },
      }),
    ).toMatchObject({ code: 'report.frozen' });
    expect(await contract.call('report.differences', { projectId })).toEqual({ at, sameData: true, differences: [] });
    const final = await numbersOf();
    expect(final.frozen).toMatchObject({ at, dataHash: expect.stringMatching(/^[0-9a-f]{64}$/) });

    for (const row of [0, 1, 2, 3, 4, 5, 6, 7]) await contract.setCell(projectId, contract.scoreId, row, 1);
    const { sameData, differences } = await contract.call('report.differences', { projectId });
    expect(sameData).toBe(false);
    expect(new Set(differences.map((one) => one.kind))).toEqual(new Set(['text', 'cell', 'figure']));
    const sentence = differences.find((one) => one.kind === 'text' && one.section.endsWith('顾客满意度指数'));
    expect(sentence?.before).toContain('顾客满意度指数');
    expect(sentence?.after).toContain('顾客满意度指数');
    expect(sentence?.after).not.toBe(sentence?.before);
    expect(await numbersOf()).toEqual(final);
    const workbook = await contract.call('report.export', { projectId, format: 'xlsx' });
    expect(workbook.size).toBeGreaterThan(10_000);

    // The eight answers and the freezing are steps of the history like any other.
    for (let step = 0; step < 9; step++) await contract.call('project.undo', { projectId });
    expect(await contract.refused('report.differences', { projectId })).toMatchObject({ code: 'report.notFrozen' });
    for (let step = 0; step < 9; step++) await contract.call('project.redo', { projectId });
    await contract.call('project.apply', { projectId, command: { type: 'report.unfreeze' } });
    expect(await main()).toEqual(report);
    const live = await numbersOf();
    expect(live.frozen).toBeUndefined();
    expect(live.resolved).not.toBe(final.resolved);
    expect(await contract.refused('project.apply', { projectId, command: { type: 'report.unfreeze' } })).toMatchObject({
      code: 'report.notFrozen',
    });
  }, 30_000);
});
