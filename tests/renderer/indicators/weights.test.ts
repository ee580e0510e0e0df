import { describe, expect, it } from 'vitest';
import { nextPlace } from '../../../renderer/features/indicators/JudgmentCell.tsx';
import {
  judgmentAt,
  judgmentsFor,
  judgmentScale,
  judgmentText,
  parseJudgment,
  sliderPlace,
  withJudgment,
  withPastedJudgments,
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

describe('judgments typed and pasted', () => {
  const equal = (size: number): number[][] => Array.from({ length: size }, () => Array<number>(size).fill(1));
  /** The upper triangle, as shown. */
  const upper = (judgments: readonly (readonly number[])[]): string[] =>
    judgments.flatMap((line, i) => line.slice(i + 1).map(judgmentText));

  it('reads numbers and fractions in every writing', () => {
    for (const text of ['1/3', '１／３', '⅓', '1:3', '1：3', '三分之一', ' 1 / 3 ', '0.33', '.333'])
      expect(parseJudgment(text), text).toBe(1 / 3);
    expect(['3', '３', '三', '9/1', '0.2', '0.14', '1.5'].map(parseJudgment)).toEqual([3, 3, 3, 9, 1 / 5, 1 / 7, 1.5]);
    for (const text of ['', 'x', '-3', '0', '10', '1/10', '1/0', '1//3', '3 5', '十', 'Infinity', '1e0'])
      expect(parseJudgment(text), text).toBeNull();
    for (const step of judgmentScale) expect(parseJudgment(judgmentText(step))).toBeCloseTo(step, 12);
  });

  it('takes a whole matrix with names, without, or only its upper or lower triangle', () => {
    const wanted = ['3', '5', '1/2'];
    const whole = '1\t3\t5\n1/3\t1\t0.5\n0.2\t2\t1\n';
    const named = '\t特性\t经济性\t安全\n特性\t1\t3\t5\n经济性\t1/3\t1\t１／２\n安全\t1/5\t2\t1';
    for (const text of [whole, named, '1\t3\t5\r\n\t1\t1/2\r\n\t\t1', '1\t\t\n1/3\t1\t\n1/5\t2\t1']) {
      // Whichever cell it is pasted into.
      const pasted = withPastedJudgments(equal(3), 1, 2, text)!;
      expect(upper(pasted.judgments), text).toEqual(wanted);
      expect(pasted.unmirrored).toBe(0);
      pasted.judgments.forEach((line, i) =>
        line.forEach((v, j) => expect(v * pasted.judgments[j]![i]!).toBeCloseTo(1, 9)),
      );
    }
  });

  it('puts a part in from the cell on, says what does not mirror, refuses what does not fit', () => {
    const four = equal(4);
    expect(upper(withPastedJudgments(four, 0, 1, '3\t5\t7')!.judgments)).toEqual(['3', '5', '7', '1', '1', '1']);
    expect(upper(withPastedJudgments(four, 0, 3, '7\n4')!.judgments)).toEqual(['1', '1', '7', '1', '4', '1']);
    expect(withPastedJudgments(equal(2), 0, 1, '1\t3\n1/5\t1')).toMatchObject({
      unmirrored: 1,
      judgments: [
        [1, 3],
        [1 / 3, 1],
      ],
    });
    // A sheet shows 1/7 as 0.14.
    expect(withPastedJudgments(equal(2), 0, 1, '1\t7\n0.14\t1')!.unmirrored).toBe(0);
    for (const text of ['3\tx\t5', '3\t5\t7\t9', '10\t3', '\t\n\t'])
      expect(withPastedJudgments(four, 0, 1, text), text).toBeNull();
    expect(four).toEqual(equal(4));
  });

  it('goes on with Enter through the upper triangle, and stops at its ends', () => {
    const walk: string[] = [];
    for (let at: [number, number] | null = [0, 1]; at; at = nextPlace('Enter', at, 4)) walk.push(at.join());
    expect(walk).toEqual(['0,1', '0,2', '0,3', '1,2', '1,3', '2,3']);
    expect(nextPlace('ArrowLeft', [1, 2], 4)).toBeNull();
    expect(nextPlace('ArrowDown', [0, 3], 4)).toEqual([1, 3]);
    expect(nextPlace('ArrowDown', [2, 3], 4)).toBeNull();
    expect(nextPlace('ArrowUp', [0, 1], 4)).toBeNull();
  });

  it('has every step of the scale on the slider, equal in the middle', () => {
    expect(sliderPlace(1)).toBe(0);
    expect([sliderPlace(9), sliderPlace(1 / 9)]).toEqual([-8, 8]);
    for (const step of judgmentScale) expect(judgmentAt(sliderPlace(step))).toBeCloseTo(step, 12);
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
