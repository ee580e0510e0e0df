import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeBug, logBug, toWire } from '../../electron/services/toWire.ts';
import { type MethodName, methods } from '../../shared/contract/methods.ts';
import { CancelledError, InputError } from '../../shared/model/errors.ts';
import { contract } from './support/sampleContract.ts';

describe('every method', () => {
  const samples = Object.keys(methods) as MethodName[];

  it.each(samples)('%s refuses keys it does not know, and other forms', async (method) => {
    expect(await contract.refused(method, { surprise: 1 })).toMatchObject({
      kind: 'expected',
      code: expect.stringMatching(/^call\.(unknownKey|badInput)$/),
    });
    expect(await contract.refused(method, 'text')).toMatchObject({ kind: 'expected', code: 'call.badInput' });
    expect(await contract.refused(method, null)).toMatchObject({ kind: 'expected', code: 'call.badInput' });
  });

  it('is told in words what is too long or too much', async () => {
    const { projectId } = contract.sample;
    const edit = { variableId: contract.scoreId, row: 0, value: '很'.repeat(32_768) };
    expect(
      await contract.refused('project.apply', { projectId, command: { type: 'cells.set', edits: [edit] } }),
    ).toMatchObject({
      kind: 'expected',
      code: 'call.textTooLong',
      message: { zh: expect.stringContaining('最多 32,767 个字符') },
    });
    expect(await contract.refused('project.create', { name: 'x'.repeat(121), templateId: null })).toMatchObject({
      code: 'call.textTooLong',
      details: { path: 'name', most: '120' },
    });
    const requests = Array.from({ length: 2001 }, () => ({ analysisId: 'csi.index', inputs: {}, options: {} }));
    expect(await contract.refused('analysis.run', { projectId, requests, key: 'k' })).toMatchObject({
      code: 'call.tooMany',
      details: { most: '2,000' },
    });
  });

  it('is called with good input in the tests of its area', () => {
    const areas = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.test.ts'));
    const called = new Set(
      areas
        .flatMap((name) => [
          ...readFileSync(join(import.meta.dirname, name), 'utf8').matchAll(
            /await (?:host|contract)\.call\('([^']+)'/g,
          ),
        ])
        .map(([, method]) => method),
    );
    expect(samples.filter((method) => !called.has(method))).toEqual([]);
  });

  it('refuses projects that are not open, and methods that are not', async () => {
    expect(await contract.refused('project.state', { projectId: 'nobody' })).toMatchObject({
      kind: 'expected',
      code: 'project.notOpen',
    });
    expect(await contract.refused('toString', {})).toMatchObject({ kind: 'expected', code: 'call.unknownMethod' });
    expect(contract.host.logged.filter((line) => line.startsWith('bug'))).toEqual([]);
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
