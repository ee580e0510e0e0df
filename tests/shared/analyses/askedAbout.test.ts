import { expect, it } from 'vitest';
import { askedAbout } from '../../../shared/analyses/askedAbout.ts';
import { itemNames } from '../../../shared/analyses/labels.ts';
import { sampleSnapshot } from '../report/sampleSnapshot.ts';

it.each([
  ['您对收银速度的满意程度', '收银速度'],
  ['请问您对我行网点位置便利性的满意程度如何？', '网点位置便利性'],
  ['您对本店停车的满意度（1-10分）', '停车'],
  ['特性满意程度', '特性'],
  ['您对电梯运行满意吗？', '电梯运行'],
  ['您认为客服人员的服务态度是否满意', '客服人员的服务态度'],
  ['How satisfied are you with: Speed of check-in', 'Speed of check-in'],
  ['How satisfied were you with the cleanliness of the room?', 'Cleanliness of the room'],
  ['Satisfaction with our delivery (1-5)', 'Delivery'],
  ['How would you rate the quality of the food?', 'Quality of the food'],
  ['Breakfast: how satisfied are you?', 'Breakfast'],
])('%s is about %s', (question, subject) => {
  expect(askedAbout(question)).toBe(subject);
});

it.each([
  '餐饮',
  '您认为工作人员是否能够及时处理问题',
  '我对公司提供的培训感到受益',
  '满意度',
  '您对的满意程度',
  'Value for money',
  'Rated power of the engine',
  'I would recommend this hotel to others.',
  'Satisfaction with',
  '<b>商品</b>陈列 & "标价"',
])('%s stays whole', (question) => {
  expect(askedAbout(question)).toBe(question);
});

it('questions that would be called the same keep their whole wordings', () => {
  const snapshot = sampleSnapshot();
  const labels = ['您对停车的满意程度', '停车满意度', '您对收银的满意程度'];
  const perception = snapshot.variables.filter(({ role }) => role === 'perception');
  const worded = {
    ...snapshot,
    variables: snapshot.variables.map((variable) => {
      const place = perception.indexOf(variable);
      return labels[place] === undefined ? variable : { ...variable, label: labels[place] };
    }),
  };
  const [first, second, third] = perception.map(({ id }) => id);
  expect(itemNames(worded, [first!, third!])).toEqual(['停车', '收银']);
  expect(itemNames(worded, [first!, second!, third!])).toEqual(labels);
});
