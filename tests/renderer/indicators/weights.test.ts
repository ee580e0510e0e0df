import { describe, expect, it } from 'vitest';
import {
  judgmentsFor,
  judgmentScale,
  judgmentText,
  withJudgment,
} from '../../../renderer/features/indicators/judgments.ts';
import { isAttachable, questionMatches, shortLabel } from '../../../renderer/features/indicators/questionMatches.ts';
import { parseWeight, siblingSum, sumsToOne, weightField } from '../../../renderer/features/indicators/weightText.ts';
import { indicatorId, variableId } from '../../../shared/model/ids.ts';
import type { Indicator, Weighting } from '../../../shared/model/indicator.ts';
import type { Role, Variable } from '../../../shared/model/variable.ts';

const leaf = (name: string, order: number, weight = 0): Indicator => ({
  id: indicatorId(name),
  parentId: null,
  name,
  definition: '',
  weight,
  order,
});
const question = (name: string, label: string, role: Role, attachedTo: string | null = null): Variable => ({
  id: variableId(name),
  name,
  label,
  type: 'number',
  measure: 'scale',
  role,
  scale: null,
  valueLabels: [],
  indicatorId: attachedTo === null ? null : indicatorId(attachedTo),
  order: 0,
  source: null,
  personal: false,
});

describe('weights as typed', () => {
  it('reads decimals, percentages and fractions, refuses the rest', () => {
    expect(['0.35', '.35', '35%', '1/4', ' 1 ', '35％'].map(parseWeight)).toEqual([0.35, 0.35, 0.35, 0.25, 1, 0.35]);
    expect(['', 'x', '-1', '1/0', '1e5', '0,3'].map(parseWeight)).toEqual([null, null, null, null, null, null]);
  });

  it('shows sums without the dust of binary fractions', () => {
    expect(weightField(0.1 + 0.2)).toBe('0.3');
  });

  it('counts the weight being typed', () => {
    const group = [leaf('a', 0, 0.4), leaf('b', 1, 0.6)];
    expect(siblingSum(group, null, null)).toBe(1);
    expect(siblingSum(group, null, { id: 'a', weight: 0.5 })).toBe(1.1);
    expect(siblingSum(group, 'a', null)).toBeNull();
    expect(sumsToOne(0.1 + 0.2 + 0.7)).toBe(true);
    expect(sumsToOne(0.999)).toBe(false);
  });
});

describe('judgments', () => {
  it('offers 9 to 1/9 and names each value', () => {
    expect(judgmentScale.map(judgmentText)).toEqual([
      '9',
      '8',
      '7',
      '6',
      '5',
      '4',
      '3',
      '2',
      '1',
      '1/2',
      '1/3',
      '1/4',
      '1/5',
      '1/6',
      '1/7',
      '1/8',
      '1/9',
    ]);
    expect(judgmentText(0.3333333333)).toBe('1/3');
    expect(judgmentText(1.5)).toBe('1.5');
  });

  it('mirrors a change and leaves the given matrix alone', () => {
    const before = Object.freeze([Object.freeze([1, 1]), Object.freeze([1, 1])]);
    expect(withJudgment(before, 0, 1, 5)).toEqual([
      [1, 5],
      [0.2, 1],
    ]);
    expect(before).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });

  it('keeps stored judgments by indicator when children are reordered, and starts new ones as equal', () => {
    const [a, b, c] = [leaf('a', 0), leaf('b', 1), leaf('c', 2)];
    const stored: Weighting = {
      id: 'root',
      parentId: null,
      method: 'ahp',
      childIds: [a.id, b.id],
      judgments: [
        [1, 3],
        [1 / 3, 1],
      ],
      priorities: 'eigenvector',
      randomIndex: 'saaty',
    };
    expect(judgmentsFor(stored, [b, a, c])).toEqual([
      [1, 1 / 3, 1],
      [3, 1, 1],
      [1, 1, 1],
    ]);
    expect(judgmentsFor({ ...stored, method: 'direct' }, [a, b])).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });
});

describe('questions by name', () => {
  const leaves = [leaf('员工态度', 0), leaf('态度', 1), leaf('收银速度', 2)];

  it('takes the longest indicator name a question contains', () => {
    const matches = questionMatches(
      [question('Q1', '您对员工态度的满意程度', 'perception'), question('Q2', '收银 速度（期望）', 'expectation')],
      leaves,
    );
    expect([...matches].map(([id, indicator]) => [id, indicator.name])).toEqual([
      ['Q1', '员工态度'],
      ['Q2', '收银速度'],
    ]);
  });

  it('leaves attached, ambiguous, foreign and unrelated questions to the user', () => {
    const questions = [
      question('Q1', '员工态度', 'perception', '员工态度'),
      question('Q2', '员工态度与收银速度', 'perception'),
      question('Q3', '员工态度', 'profile'),
      question('Q4', '停车', 'perception'),
    ];
    expect(questionMatches(questions, leaves).size).toBe(0);
  });

  it('names questions of many-row heads by what tells them apart', () => {
    expect(shortLabel(question('F1a', '服务设想 / 自助结账 / 如果有', 'kanoFunctional'))).toBe('自助结账 / 如果有');
    expect(shortLabel(question('B1', '感知 / 食品安全', 'perception'))).toBe('食品安全');
    expect(shortLabel(question('Q1', '', 'perception'))).toBe('Q1');
  });

  it('offers rating questions and unclassified numbers', () => {
    expect(isAttachable(question('Q1', '', 'importance'))).toBe(true);
    expect(isAttachable(question('Q1', '', 'none'))).toBe(true);
    expect(isAttachable(question('Q1', '', 'profile'))).toBe(false);
    expect(isAttachable({ ...question('Q1', '', 'none'), measure: 'nominal' })).toBe(false);
  });
});
