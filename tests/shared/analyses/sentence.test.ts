import { expect, it } from 'vitest';
import { sentence, subjectOf } from '../../../shared/analyses/sentence.ts';
import { warningText, warningTexts } from '../../../shared/analyses/warningTexts.ts';
import { fillTemplate } from '../../../shared/format/fillTemplate.ts';

it('starts an English sentence with a capital, whatever word comes first', () => {
  const template = { zh: '{@what}有差异。', en: '{@what} differs from {@what}.' };
  const words = { what: 'the index' };
  expect(sentence('en', 'one', template, words).parts).toEqual(['The index differs from the index.']);
  expect(sentence('zh-CN', 'one', template, words).parts).toEqual(['the index有差异。']);
});

it('cuts very long names, not what the program itself says', () => {
  const long = 'word '.repeat(40).trim();
  const [text] = sentence('en', 'one', { zh: '', en: 'a {@name}: {@verdict}' }, { name: long, verdict: long }).parts;
  expect(text).toMatch(/^a [\w ]{60,90}…: /);
  expect(String(text).endsWith(`: ${long}`)).toBe(true);
});

it('puts a question in quotation marks and gives a quantity its article', () => {
  const question = { zh: '收银速度', en: '收银速度' };
  const index = { zh: '满意度指数', en: 'satisfaction index' };
  expect([subjectOf(question, 'zh-CN'), subjectOf(question, 'en')]).toEqual(['“收银速度”', '“收银速度”']);
  expect([subjectOf(index, 'zh-CN'), subjectOf(index, 'en')]).toEqual(['满意度指数', 'the satisfaction index']);
});

it('fills one and many, and leaves what it is not told', () => {
  const template = '{count} {count#form was|forms were} left out of {all}';
  expect(fillTemplate(template, { count: 1 })).toBe('1 form was left out of {all}');
  expect(fillTemplate(template, { count: 12, all: 30 })).toBe('12 forms were left out of 30');
  expect(fillTemplate('{count#is|are}', {})).toBe('{count#is|are}');
});

it('names the first of a list and counts the others', () => {
  const told = (names: string | readonly string[], locale: 'zh-CN' | 'en'): string =>
    warningText({ code: 'weights.negativeBasis', details: { count: names.length, names } }, locale);
  const seven = ['甲', '乙', '丙', '丁', '戊', '己', '庚'];
  expect(told(['甲'], 'en')).toBe('1 indicator (“甲”) has a negative basis and weighs 0.');
  expect(told(['甲', '乙'], 'zh-CN')).toBe('2 个指标（“甲”和“乙”）的依据为负，权重记为 0。');
  expect(told(seven, 'en')).toContain('“己” and “庚”');
  expect(told([...seven, '辛'], 'en')).toContain('(“甲”, “乙”, “丙”, “丁”, “戊”, “己” and 2 more)');
  expect(told([...seven, '辛'], 'zh-CN')).toContain('“己”等 8 项');
  // As earlier versions kept them.
  expect(told('甲、乙', 'en')).toContain('(甲, 乙)');
  expect(told('甲, 乙', 'zh-CN')).toContain('（甲、乙）');
});

it('says one in the singular in every warning', () => {
  for (const [code, text] of Object.entries(warningTexts)) {
    const keys = [...text.en.matchAll(/\{(\w+)/g)].map((match) => match[1]!);
    const details = Object.fromEntries(keys.map((key) => [key, key === 'names' ? ['x'] : 1]));
    expect(warningText({ code, details }, 'en'), code).not.toMatch(
      /\b1 (?:strata|answers|cells|indicators|items|units|experts|reasons)\b|[{}#]/,
    );
  }
});
