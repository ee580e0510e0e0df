import { describe, expect, it } from 'vitest';
import { contract, firstScore, sampleFile } from './support/sampleContract.ts';

describe('importing', () => {
  it('inspects, previews, proposes, checks and runs; then adds another file by the remembered plan', async () => {
    const { handle: file } = await contract.host.services.files.adopt(sampleFile);
    const inspected = await contract.call('import.inspect', { file });
    expect(inspected.suggestedSheet).toBe('问卷数据');
    const sheet = inspected.suggestedSheet;
    const { rows } = await contract.call('import.preview', { file, sheet, fromRow: 0, toRow: 5 });
    expect(rows).toHaveLength(5);
    const asked = {
      file,
      sheet,
      headerRows: null,
      firstDataRow: null,
      lastDataRow: null,
      indicatorTemplate: null,
    } as const;
    const proposed = await contract.call('import.propose', { ...asked, remembered: null });
    expect(proposed.plan.indicatorTemplate).toBe('supermarket');
    expect(await contract.call('import.check', { file, plan: proposed.plan })).toEqual(proposed.summary);
    const { projectId } = await contract.call('project.create', { name: '导入', templateId: null });
    const { state, summary } = await contract.call('import.run', {
      projectId,
      file,
      plan: proposed.plan,
      mode: 'replace',
    });
    expect(summary.rows).toBe(state.rowCount);
    const [importId] = Object.keys(state.entities['import']!);
    const attached = (Object.values(state.entities['variable']!) as { indicatorId: string | null }[]).filter(
      (question) => question.indicatorId !== null,
    );
    expect(attached.length).toBeGreaterThanOrEqual(60);

    const remembered = await contract.call('import.propose', {
      ...asked,
      remembered: { projectId, importId: importId! },
    });
    // The same file: nothing is new, missing or moved; the planted impossible values are named.
    expect(new Set(remembered.summary.differences.map((difference) => difference.code))).toEqual(
      new Set(['difference.range']),
    );
    const added = await contract.call('import.run', { projectId, file, plan: remembered.plan, mode: 'append' });
    expect(added.state.rowCount).toBe(2 * state.rowCount);
    expect(Object.keys(added.state.entities['variable']!)).toEqual(Object.keys(state.entities['variable']!));
    const second = await contract.call('data.origin', {
      projectId,
      variableId: firstScore(added.state),
      row: state.rowCount,
    });
    const first = await contract.call('data.origin', { projectId, variableId: firstScore(added.state), row: 0 });
    expect([second.cell, second.raw]).toEqual([first.cell, first.raw]);
    await contract.call('project.close', { projectId });
  });
});
