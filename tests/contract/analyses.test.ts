import { describe, expect, it } from 'vitest';
import { toWire } from '../../electron/services/toWire.ts';
import type { CommentValues } from '../../shared/analyses/commentValues.ts';
import type { AnalysisResult } from '../../shared/analyses/types.ts';
import type { Explanation } from '../../shared/explain/types.ts';
import { contract } from './support/sampleContract.ts';

const index = { analysis: 'csi.index', inputs: {}, options: {} };

describe('data and analyses', () => {
  it('packs columns and finds doubtful forms', async () => {
    const { projectId } = contract.sample;
    const { columns } = await contract.call('data.columns', { projectId, variables: [contract.scoreId] });
    expect(Buffer.from(columns[0]!.data, 'base64')).toHaveLength(contract.sample.rowCount);
    expect(columns[0]).toMatchObject({ kind: 'numeric', encoding: 'int8' });
    const { checks } = await contract.call('data.checks', { projectId });
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
    const { projectId } = contract.sample;
    const { requests } = await contract.call('analysis.proposals', { projectId });
    expect(requests.length).toBeGreaterThan(10);
    const others = Object.values(contract.sample.entities['variable']!) as { id: string; role: string }[];
    const expectation = others.find((question) => question.role === 'expectation')!.id;
    const asked = [
      index,
      { analysis: 'describe.statistics', inputs: { items: [expectation] }, options: {} },
      { analysis: 'no.such', inputs: {}, options: {} },
    ];
    const run = () => contract.call('analysis.run', { projectId, requests: asked, key: 'screen' });
    const before = await run();
    const { revision } = await contract.setCell(projectId, contract.scoreId, 1, 2);
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
    await contract.call('project.undo', { projectId });
  });

  it('evaluates everything, keeps the results and tells what is worth knowing', async () => {
    const { projectId } = contract.sample;
    const { evaluated, findings, revision } = await contract.call('analysis.evaluateAll', { projectId });
    expect(evaluated.length).toBeGreaterThanOrEqual(200);
    expect(evaluated.filter((one) => one.status === 'refused')).toEqual([]);
    expect(new Set(findings.map((finding) => finding.kind))).toEqual(
      new Set(['level', 'lostPoints', 'gap', 'featureDiffers', 'comments']),
    );
    // Planted in the sample: queues at the checkout, and stores that differ.
    expect(findings.find((finding) => finding.kind === 'lostPoints')!.text.zh).toContain('收银速度');
    expect(findings.find((finding) => finding.kind === 'featureDiffers')!.text.zh).toMatch(/门店.*西城店最低/);
    const requests = evaluated.map((one) => one.request);
    const { results } = await contract.call('analysis.run', { projectId, requests, key: 'kept' });
    for (const result of results) expect(result.ok && (result.result as { revision: number }).revision).toBe(revision);
    const comments = results.find((one) => one.ok && (one.result as { analysis: string }).analysis === 'text.comments');
    expect(comments).toMatchObject({ result: { values: { segmenter: 'jieba' } } });
  }, 30_000);

  it('reads the comments as the codes of the analysis see them', async () => {
    const { projectId } = contract.sample;
    const question = Object.values(contract.sample.entities['variable']!).find(
      (one) => (one as { role: string }).role === 'openComment',
    ) as { id: string };
    const codes = [
      { name: '等候', any: ['排队'], all: [], not: [], indicator: null, colour: '#0072b2' },
      { name: '停车', any: ['停车', '车位'], all: [], not: ['自行车'], indicator: null, colour: null },
    ];
    const request = { analysis: 'text.comments', inputs: { question: question.id }, options: { codes } };
    const asked = { projectId, request, show: 1, word: null, from: 0, count: 5, key: 'codes' } as const;
    const read = await contract.call('analysis.comments', asked);
    await contract.call('project.apply', { projectId, command: { type: 'settings.set', commentCodes: codes } });
    const [result] = (
      await contract.call('analysis.run', { projectId, requests: [{ ...request, options: {} }], key: 'codes' })
    ).results;
    const { values, options } = (result as unknown as { result: AnalysisResult<CommentValues> }).result;
    expect(options['codes']).toEqual(codes);
    for (const code of read.codes)
      expect(values.codes.find(({ name }) => name === code.name)?.comments, code.name).toBe(code.comments);
    expect(read).toMatchObject({ comments: values.comments, uncoded: values.uncoded });
    expect(read.shown).toBe(read.codes[1]!.comments);
    expect(read.page).toHaveLength(5);
    for (const { text, marks } of read.page)
      for (const [start, end] of marks) expect(['停车', '车位', '停车位']).toContain(text.slice(start, end));
    expect(await contract.refused('analysis.comments', { ...asked, show: 500 })).toMatchObject({
      code: 'comments.noSuchCode',
    });
    const wrong = { type: 'settings.set', commentCodes: [{ ...codes[0], any: [] }] };
    expect(await contract.refused('project.apply', { projectId, command: wrong })).toMatchObject({
      code: 'comments.codeRule',
    });
    await contract.call('project.undo', { projectId });
  });

  it('explains a number down to the cells of the file', async () => {
    const { projectId } = contract.sample;
    const [answer] = (await contract.call('analysis.run', { projectId, requests: [index], key: 'explain' })).results;
    if (!answer?.ok) throw new Error('the sample has an index');
    const { values } = answer.result as { values: { nodes: { questions: string[]; score: number }[] } };
    const place = values.nodes.findIndex(({ questions }) => questions.includes(contract.scoreId));
    const asked = { projectId, request: index, target: { path: `nodes.${place}.score` } } as const;
    await contract.setCell(projectId, contract.scoreId, 3, 2);
    await contract.call('project.apply', {
      projectId,
      command: { type: 'forms.exclude', rows: [5], code: 'byHand', note: '' },
    });
    const { explanation, steps } = await contract.call('explain.number', asked);
    const told = explanation as unknown as Explanation;
    expect(told.worked.length).toBeGreaterThan(0);
    expect(told.value).toBeCloseTo(told.worked.at(-1)!.value, 9);
    expect(told.questions.map((question) => question.variableId)).toContain(contract.scoreId);
    expect(steps.map((step) => step.type)).toEqual(expect.arrayContaining(['cells.set', 'forms.exclude']));
    const before = steps.length;
    const byCell = await contract.call('explain.number', {
      ...asked,
      target: { tableId: 'indicators', row: place, column: 'score' },
    });
    expect((byCell.explanation as unknown as Explanation).path).toBe(asked.target.path);

    const trace = { projectId, variableIds: [contract.scoreId], group: null };
    const { used, notUsed, cells } = await contract.call('explain.cells', {
      ...trace,
      which: 'used',
      from: 0,
      count: 500,
    });
    expect(used + notUsed).toBe(contract.sample.rowCount);
    expect(cells).toHaveLength(Math.min(500, used));
    expect(cells.filter((cell) => /^\d+$/.test(cell.raw ?? '')).length).toBeGreaterThan(400);
    expect(cells.find((cell) => cell.row === 3)?.value).toBe(2);
    for (const cell of cells) {
      expect(cell.cell).toMatch(/^[A-Z]+\d+$/);
      expect(cell.reason).toBeNull();
      // Words of the scale stand for numbers in some cells of the file.
      if (cell.row !== 3 && /^\d+$/.test(cell.raw ?? '')) expect(Number(cell.raw), `form ${cell.row}`).toBe(cell.value);
    }
    const origin = await contract.call('data.origin', { projectId, variableId: contract.scoreId, row: 3 });
    expect(cells.find((cell) => cell.row === 3)).toMatchObject({
      sheet: origin.sheet,
      cell: origin.cell,
      raw: origin.raw,
    });
    const out = await contract.call('explain.cells', { ...trace, which: 'notUsed', from: 0, count: 500 });
    expect(out.cells.find((cell) => cell.row === 5)?.reason).toBe('excluded');
    expect(
      await contract.refused('explain.cells', { ...trace, variableIds: ['nobody'], which: 'used', from: 0, count: 1 }),
    ).toMatchObject({ code: 'data.unknownVariable' });
    expect(await contract.refused('explain.number', { ...asked, target: { path: 'overall.nothing' } })).toMatchObject({
      code: 'explain.noNumber',
    });
    // A number of complete forms: one that lacks an answer counts with none of the others it gave.
    const factorability = { analysis: 'validity.factorability', inputs: {}, options: {} };
    const kmo = await contract.call('explain.number', {
      projectId,
      request: factorability,
      target: { path: 'kmo' },
    });
    const { analysis, n, questions, group, counted } = kmo.explanation as unknown as Explanation;
    const listed = { projectId, analysis, group, counted, variableIds: questions.map((one) => one.variableId) };
    const complete = await contract.call('explain.cells', { ...listed, which: 'used', from: 0, count: 1 });
    expect(complete.used).toBe(n * questions.length);
    const others = await contract.call('explain.cells', { ...listed, which: 'notUsed', from: 0, count: 500 });
    expect(others.notUsed).toBe((contract.sample.rowCount - n) * questions.length);
    expect(new Set(others.cells.map((cell) => cell.reason))).toContain('incomplete');
    await contract.call('project.undo', { projectId });
    await contract.call('project.undo', { projectId });
    expect((await contract.call('explain.number', asked)).steps).toHaveLength(before - 2);
  });

  it('explains a weight by how it was set, with the step that set it', async () => {
    const { projectId } = contract.sample;
    const tree = Object.values(contract.sample.entities['indicator']!) as { id: string; parentId: string | null }[];
    const roots = tree.filter(({ parentId }) => parentId === null);
    const target = { path: `nodes.id=${roots[0]!.id}.weight` };
    const weights = roots.map(({ id }, place) => ({ id, weight: place === 0 ? 0.4 : 0.6 / (roots.length - 1) }));
    const before = await contract.call('explain.number', { projectId, request: index, target });
    await contract.call('project.apply', {
      projectId,
      command: {
        type: 'weights.set',
        parentId: null,
        method: 'direct',
        weights,
        judgments: null,
        priorities: 'eigenvector',
        randomIndex: 'saaty',
      },
    });
    const typed = await contract.call('explain.number', { projectId, request: index, target });
    const told = typed.explanation as unknown as Explanation;
    expect(told).toMatchObject({ value: 0.4, restsOnAnswers: false, questions: [] });
    expect(told.method.formula.zh).toContain('0.4：人工录入');
    expect(typed.steps.map(({ type }) => type)).toEqual([...before.steps.map(({ type }) => type), 'weights.set']);
    const leaves = tree.filter(({ id }) => tree.every(({ parentId }) => parentId !== id));
    const shares = leaves.map(({ id }) => ({ id, weight: 1 / leaves.length }));
    await contract.call('project.apply', {
      projectId,
      command: { type: 'weights.apply', weights: shares, source: '熵权法' },
    });
    const applied = await contract.call('explain.number', { projectId, request: index, target });
    expect((applied.explanation as unknown as Explanation).method.formula.zh).toContain('采用“熵权法”的权重');
    await contract.call('project.undo', { projectId });
    await contract.call('project.undo', { projectId });
  });

  it('lists what was done to the weights among the steps behind a weighted number', async () => {
    const { projectId } = contract.sample;
    const questions = Object.values(contract.sample.entities['variable']!) as { id: string; role: string }[];
    const { id: weightId } = questions.find(({ role }) => role === 'weight')!;
    const types = async (): Promise<readonly string[]> => {
      const target = { path: 'overall.index' };
      const { steps } = await contract.call('explain.number', { projectId, request: index, target });
      return steps.map((step) => step.type);
    };
    await contract.setCell(projectId, weightId, 3, 2.5);
    expect(await types()).not.toContain('cells.set');
    const design = { stratum: null, cluster: null, populationSizes: {} };
    const weight = { variableId: weightId, kind: 'survey' as const };
    await contract.call('project.apply', { projectId, command: { type: 'design.set', weight, ...design } });
    expect(await types()).toContain('cells.set');
    await contract.call('project.undo', { projectId });
    await contract.call('project.undo', { projectId });
  });

  it('tells how far a single long analysis is, and stops it', async () => {
    const questions = Object.values(contract.sample.entities['variable']!) as { id: string; role: string }[];
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
    const running = contract.host.services.call(
      'analysis.run',
      { projectId: contract.sample.projectId, requests: [request], key: 'long' },
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

  it('stops a call that is cancelled', async () => {
    const stop = new AbortController();
    const running = contract.host.call(
      'analysis.run',
      { projectId: contract.sample.projectId, requests: [{ ...index, options: { level: 0.91 } }], key: 'other' },
      stop.signal,
    );
    stop.abort();
    await expect(running.catch((error: unknown) => toWire(error).kind)).resolves.toBe('cancelled');
  });
});
