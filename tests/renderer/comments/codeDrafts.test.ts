import { readCommentCodes } from '../../../shared/model/commentCode.ts';
import { expect, it } from 'vitest';
import {
  changed,
  draftsOf,
  emptyDraft,
  merged,
  moved,
  nextKey,
  problemsOf,
  usableCodes,
  withWord,
} from '../../../renderer/features/comments/codeDrafts.ts';

const codes = readCommentCodes('收银: 排队, 结账*慢, -自助\n价格: 贵');
const drafts = draftsOf(codes);

it('gives back the codes it was made from', () => {
  expect(drafts[0]).toMatchObject({ key: 1, any: '排队, 结账*慢', not: '自助' });
  expect(usableCodes(drafts)).toEqual({ codes, places: [0, 1] });
});

it('leaves out what does not count yet and says why', () => {
  const more = [emptyDraft(7), ...drafts, emptyDraft(8, '贵'), { ...emptyDraft(9, '价格'), any: '便宜' }];
  const odd = [...more, { ...emptyDraft(10), name: '空' }, { ...emptyDraft(11), name: '号', any: '*' }];
  expect(problemsOf(odd)).toEqual(['name', null, null, null, 'sameName', 'words', 'wordForm']);
  expect(usableCodes(odd).places).toEqual([-1, 0, 1, 2, -1, -1, -1]);
  expect(problemsOf([{ ...emptyDraft(1), name: 'a', all: 'x' }])).toEqual([null]);
});

it('moves, changes and adds words without touching the others', () => {
  expect(moved(drafts, 2, -1).map(({ key }) => key)).toEqual([2, 1]);
  expect(moved(drafts, 2, 5)).toBe(drafts);
  expect(changed(drafts, 1, { colour: '#112233' })[0]).toMatchObject({ name: '收银', colour: '#112233' });
  expect(changed(drafts, 1, { colour: '#112233' })[1]).toBe(drafts[1]);
  expect(withWord(drafts, 2, '便宜')[1]!.any).toBe('贵, 便宜');
  expect(withWord(drafts, 2, '贵')[1]!.any).toBe('贵');
  expect(nextKey(drafts)).toBe(3);
});

it('takes codes of a file in place of those of the same name', () => {
  const taken = merged(drafts, readCommentCodes('价格: 便宜\n停车: 车位'));
  expect(taken.map(({ key, name, any }) => [key, name, any])).toEqual([
    [1, '收银', '排队, 结账*慢'],
    [2, '价格', '便宜'],
    [3, '停车', '车位'],
  ]);
});
