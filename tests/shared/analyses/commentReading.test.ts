import { expect, it } from 'vitest';
import { readComments } from '../../../shared/analyses/commentReading.ts';
import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import { valueAt } from '../../../shared/format/sentenceText.ts';
import { uncontrolled } from '../../../shared/model/runControl.ts';
import { node, survey, zeroToHundred } from './survey.ts';

const comments = ['排队太久', '排队太久', '蔬菜不新鲜', '无', '', '员工热情，排队少', '停车难找', '车位少'];
const data = survey(
  [
    { name: 'H1', answers: comments, role: 'openComment' },
    { name: 'P1', answers: comments.map(() => 50), role: 'perception', scale: zeroToHundred, indicator: '蔬菜质量' },
  ],
  { indicators: [node('蔬菜质量', null, 1, 0)] },
);
const request = {
  analysis: 'text.comments',
  inputs: { question: 'H1' },
  options: {
    codes: [
      { name: '等候', any: ['排队'] },
      { name: '热情', any: ['热情', '友好'] },
    ],
  },
};
const all = { request, word: null, from: 0, count: 10 } as const;

it('counts as the analysis does and shows what made a comment get its code', () => {
  const read = readComments(data, { ...all, show: 0 }, uncontrolled);
  const { values } = runAnalysis(data, request);
  for (const code of read.codes) expect(valueAt(values, `codes.name=${code.name}.comments`)).toBe(code.comments);
  expect(read.codes.map(({ name, own, comments: count }) => [name, own, count])).toEqual([
    ['等候', true, 3],
    ['热情', true, 1],
    ['蔬菜质量', false, 1],
  ]);
  expect(read).toMatchObject({ comments: 6, uncoded: values.uncoded, shown: 3 });
  expect(read.page).toEqual([
    { row: 0, text: '排队太久', marks: [[0, 2]] },
    { row: 1, text: '排队太久', marks: [[0, 2]] },
    { row: 5, text: '员工热情，排队少', marks: [[5, 7]] },
  ]);
});

it('offers the words of what has no code, and shows that a page at a time', () => {
  const read = readComments(data, { ...all, show: 'uncoded', from: 1, count: 1 }, uncontrolled);
  expect(read).toMatchObject({ uncoded: 2, shown: 2 });
  expect(read.page.map(({ row }) => row)).toEqual([7]);
  const words = read.words.map(({ word }) => word);
  expect(words).toContain('车位');
  expect(words).not.toContain('排队');
});

it('finds a word among those shown', () => {
  const read = readComments(data, { ...all, show: 'all', word: '车' }, uncontrolled);
  expect(read.page.map(({ row, marks }) => [row, marks])).toEqual([
    [6, [[1, 2]]],
    [7, [[0, 1]]],
  ]);
  expect(readComments(data, { ...all, show: 0, word: '热情' }, uncontrolled).page.map(({ row }) => row)).toEqual([5]);
});

it('refuses a code that is not there', () => {
  expect(() => readComments(data, { ...all, show: 3 }, uncontrolled)).toThrow(
    expect.objectContaining({ code: 'comments.noSuchCode' }),
  );
});
