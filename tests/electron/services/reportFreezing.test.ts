import { describe, expect, it } from 'vitest';
import { unresolvedError } from '../../../electron/services/reportFreezing.ts';

describe('what a report lacks', () => {
  const reason = { zh: '已不存在', en: 'it is gone' };
  const said = (section: string, analysis: string, target: string) =>
    unresolvedError([{ kind: 'crossReference', section, analysis, target, reason }]).details;

  it('is named with its section, in each language with its own blanks', () => {
    expect(said('1 背景', '', '交叉引用')).toMatchObject({
      count: 1,
      zh: '“1 背景”中的交叉引用（已不存在）',
      en: '交叉引用 under "1 背景" (it is gone)',
    });
  });

  it('is named by what it asks, in words', () => {
    const finding = { kind: 'finding', section: '摘要', analysis: 'csi.index', target: '6', reason } as const;
    expect(unresolvedError([finding, { ...finding, kind: 'resultTable', target: 'items' }]).details).toMatchObject({
      zh: '“摘要”中的“顾客满意度指数”的第 6 句（已不存在）；“摘要”中的“顾客满意度指数”的表（已不存在）',
      en: 'sentence 6 of "Customer satisfaction index" under "摘要" (it is gone); table of "Customer satisfaction index" under "摘要" (it is gone)',
    });
    expect(
      unresolvedError([{ ...finding, kind: 'number', analysis: 'no.more', target: 'overall' }]).details,
    ).toMatchObject({
      zh: '“摘要”中的“no.more”的数（已不存在）',
    });
  });

  it('is named by the analysis and the indicator, several numbers of one indicator once', () => {
    const one = { kind: 'number' as const, section: '8 改进建议', analysis: 'improve.expectedGain', reason };
    const { count, zh, en } = unresolvedError([
      { ...one, target: 'indicators.id=57e69f40.goal', about: '空气温度' },
      { ...one, target: 'indicators.id=57e69f40.gain', about: '空气温度' },
      { ...one, target: 'indicators.id=06de5eb3.goal', about: '停车便利' },
    ]).details;
    expect(count).toBe(3);
    expect(zh).toBe(
      '“8 改进建议”中的“改进的预期效果”里“空气温度”的数（已不存在）；“8 改进建议”中的“改进的预期效果”里“停车便利”的数（已不存在）',
    );
    expect(en).toContain('number of "Expected gain of improvements" for "空气温度" under "8 改进建议" (it is gone)');
  });

  it('is named alone before the first heading', () => {
    expect(said('', '', '交叉引用')).toMatchObject({ zh: '交叉引用（已不存在）', en: '交叉引用 (it is gone)' });
  });

  it('names a sentence that is written no longer by its old words', () => {
    const { zh, en } = unresolvedError([
      { kind: 'finding', section: '摘要', analysis: 'csi.index', target: '3', reason, told: '得分最低的是“价格”。' },
    ]).details;
    expect(zh).toBe('“摘要”中的“顾客满意度指数”的“得分最低的是‘价格’”（已不存在）');
    expect(en).toContain('"得分最低的是‘价格’" of "');
  });
});
