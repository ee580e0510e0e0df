import { describe, expect, it } from 'vitest';
import { otherShown } from '../../../renderer/features/explain/openExplain.ts';
import { askedOfNumber } from '../../../renderer/features/report/explainNode.ts';
import { formatNumber } from '../../../shared/format/formatNumber.ts';
import { csiRequest } from '../../shared/report/everyNode.ts';
import { outcomesFor } from '../../shared/report/outcomes.ts';
import { sampleSnapshot } from '../../shared/report/sampleSnapshot.ts';

const outcomes = outcomesFor(sampleSnapshot(), [csiRequest]);
const asked = (format: string, locale: 'zh-CN' | 'en') =>
  askedOfNumber(
    { request: csiRequest as never, path: 'overall.index', format },
    { outcomes, locale, figureStyles: {} },
  )!;
const today = 66.4560811;

describe('a number asked for from the report', () => {
  it('is the number of today in whatever format and language it stands there', () => {
    for (const format of ['integer', 'number1', 'number2', 'number3', 'date'])
      for (const locale of ['zh-CN', 'en'] as const) {
        const own = asked(format, locale);
        expect(own.shown?.text).toMatch(/\d/);
        const day = Date.UTC(2026, 8, 5);
        const shown = { text: formatNumber(day, 'date', locale), format: 'date' as const, locale };
        expect(otherShown({ ...own, shown }, day)).toBeNull();
        if (format !== 'date') expect(otherShown(own, Number(own.shown!.text))).toBeNull();
      }
    expect(asked('number2', 'zh-CN').shown?.text).toBe(formatNumber(today, 'number2', 'zh-CN'));
  });

  it('is another one where the report was made final before', () => {
    expect(otherShown(asked('number2', 'zh-CN'), 70)).toBe('66.46');
    // What is kept back shows no number to differ.
    const hidden = { text: '＊', format: 'number2' as const, locale: 'zh-CN' as const };
    expect(otherShown({ ...asked('number2', 'zh-CN'), shown: hidden }, 70)).toBeNull();
  });
});
