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
      en: '交叉引用 in "1 背景" (it is gone)',
    });
    expect(said('1 背景', 'index.csi', 'overall')).toMatchObject({ zh: '“1 背景”中的 index.csi overall（已不存在）' });
  });

  it('is named alone before the first heading', () => {
    expect(said('', '', '交叉引用')).toMatchObject({ zh: '交叉引用（已不存在）', en: '交叉引用 (it is gone)' });
  });
});
