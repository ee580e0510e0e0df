import { describe, expect, it } from 'vitest';
import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import type { AnalysisResult } from '../../../shared/analyses/types.ts';
import type { DataStep } from '../../../shared/model/dataset.ts';
import { survey } from './survey.ts';

const step = (day: number, given: Partial<DataStep> = {}): DataStep => ({
  type: 'cells.set',
  at: `2025-03-0${day}T08:00:00.000Z`,
  who: '王',
  label: { zh: `第 ${day} 步`, en: `Step ${day}` },
  cells: 1,
  forms: 1,
  ...given,
});

function log(steps: readonly DataStep[]): AnalysisResult {
  const snapshot = { ...survey([{ name: 'Q1', answers: [1, 2] }]), steps };
  return runAnalysis(snapshot, { analysis: 'sample.cleaningLog', inputs: {}, options: {} });
}
const tableOf = (result: AnalysisResult) => findAnalysis(result.analysis)!.tables(result)[0]!;
const changes = (result: AnalysisResult) => tableOf(result).rows.map(({ cells }) => [cells['change'], cells['cells']]);

describe('the cleaning log as an analysis', () => {
  it('lists the steps in order with what they concerned, and adds up', () => {
    const result = log([
      step(1, { type: 'data.stack', cells: 40, forms: 10 }),
      step(2, { type: 'cleaning.recode', cells: 5, forms: 5 }),
    ]);
    expect(result.values).toMatchObject({
      steps: 2,
      cells: 45,
      firstAt: Date.UTC(2025, 2, 1, 8),
      lastAt: Date.UTC(2025, 2, 2, 8),
    });
    expect(tableOf(result).rows.map(({ cells }) => cells)).toEqual([
      {
        number: 1,
        at: Date.UTC(2025, 2, 1, 8),
        who: '王',
        change: { zh: '第 1 步', en: 'Step 1' },
        cells: 40,
        forms: 10,
      },
      expect.objectContaining({ number: 2, cells: 5, forms: 5 }),
    ]);
  });

  it('puts what one person typed on one day on one line, and nobody else’s', () => {
    const result = log([
      step(1),
      step(1, { cells: 3 }),
      step(2),
      step(2, { who: '李' }),
      step(2, { type: 'forms.exclude', cells: 0 }),
      step(2, { who: '李' }),
    ]);
    expect(changes(result)).toEqual([
      [{ zh: '手工修改 4 个答案（2 步）', en: 'Edit 4 answers by hand (2 steps)' }, 4],
      [{ zh: '第 2 步', en: 'Step 2' }, 1],
      [{ zh: '第 2 步', en: 'Step 2' }, 1],
      [{ zh: '第 2 步', en: 'Step 2' }, 0],
      [{ zh: '第 2 步', en: 'Step 2' }, 1],
    ]);
    expect(tableOf(result).rows[0]!.cells['forms']).toBeNull();
  });

  it('says so when nothing was done, and is proposed only when something was', () => {
    const result = log([]);
    expect(result.status).toBe('ok');
    expect(tableOf(result).rows).toHaveLength(1);
    expect(findAnalysis('sample.cleaningLog')!.narrative(result, 'zh-CN')[0]!.parts.join('')).toContain(
      '没有对数据做过改动',
    );
    const { propose } = findAnalysis('sample.cleaningLog')!;
    expect(propose(survey([]))).toEqual([]);
    expect(propose({ ...survey([]), steps: [step(1)] })).toHaveLength(1);
  });
});
