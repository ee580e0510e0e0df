import { describe, expect, it } from 'vitest';
import { isolateName, isolateNames } from '../../../shared/format/isolateNames.ts';
import { sentenceText } from '../../../shared/format/sentenceText.ts';
import { runsText, sentenceRuns } from '../../../shared/report/textRuns.ts';
import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import { csiRequest } from '../report/everyNode.ts';
import { sampleSnapshot } from '../report/sampleSnapshot.ts';

const hebrew = 'שירות 22';
const arabic = 'الأسعار (2024)';
const apart = (name: string): string => `\u2068${name}\u2069`;

describe('names written from right to left', () => {
  it('stand in a direction of their own, others as they are', () => {
    expect([hebrew, arabic, '收银速度', 'Service'].map(isolateName)).toEqual([
      apart(hebrew),
      apart(arabic),
      '收银速度',
      'Service',
    ]);
  });

  it('are found in the quotes of a sentence', () => {
    expect(isolateNames(`最低的是“${hebrew}”（55.6），最高的是“食品安全”和“${arabic}”。`)).toBe(
      `最低的是“${apart(hebrew)}”（55.6），最高的是“食品安全”和“${apart(arabic)}”。`,
    );
    const plain = '最低的是“收银速度”（55.6）。';
    expect(isolateNames(plain)).toBe(plain);
  });

  it('are so on cards and in reports, as words of a sentence and as its values', () => {
    const sentence = {
      about: 'names',
      parts: [`“${hebrew}” `, { path: 'name', format: 'text' as const }, ' ', { path: 'n', format: 'text' as const }],
    };
    const values = { name: arabic, n: 5 };
    const told = `“${apart(hebrew)}” ${apart(arabic)} 5`;
    expect(sentenceText(sentence, values, 'en')).toBe(told);
    const result = { ...runAnalysis(sampleSnapshot(), csiRequest), values };
    expect(runsText(sentenceRuns(sentence, result, 'en'))).toBe(told);
  });
});
