import { describe, expect, it } from 'vitest';
import { matrixText, parseMatrix, parseRatio } from '../../../renderer/components/parseMatrix.ts';
import { parseNumbers, variableChoices } from '../../../renderer/components/variableChoices.ts';
import { variableId } from '../../../shared/model/ids.ts';
import type { Measure, Role, Variable } from '../../../shared/model/variable.ts';

const variable = (name: string, measure: Measure, role: Role, order: number): Variable => ({
  id: variableId(name),
  name,
  label: name,
  type: 'number',
  measure,
  role,
  scale: null,
  valueLabels: [],
  indicatorId: null,
  order,
  source: null,
  personal: false,
});

describe('questions offered for an input', () => {
  const variables = [
    variable('sex', 'nominal', 'profile', 2),
    variable('q2', 'scale', 'perception', 1),
    variable('q1', 'scale', 'perception', 0),
    variable('age', 'scale', 'profile', 3),
  ];
  const title = { zh: '', en: '' };

  it('demands measures and puts proposed roles first, in the order of the questionnaire', () => {
    const { proposed, others } = variableChoices(
      { kind: 'variables', title, min: 1, max: 9, measures: ['scale'], roles: ['perception'] },
      variables,
    );
    expect(proposed.map((one) => one.name)).toEqual(['q1', 'q2']);
    expect(others.map((one) => one.name)).toEqual(['age']);
  });

  it('offers everything where nothing is said', () => {
    const { proposed, others } = variableChoices({ kind: 'variable', title }, variables);
    expect(proposed.map((one) => one.name)).toEqual(['q1', 'q2', 'sex', 'age']);
    expect(others).toEqual([]);
  });
});

describe('numbers and matrices as typed', () => {
  it('reads lists with any usual separator', () => {
    expect(parseNumbers('0.4, 0.35；0.25')).toEqual([0.4, 0.35, 0.25]);
    expect(parseNumbers('')).toEqual([]);
    expect(parseNumbers('0.4, x')).toBeNull();
  });

  it('reads a pasted matrix with labels and fractions, and writes it back', () => {
    const parsed = parseMatrix('商品\t1\t3\n服务\t1/3\t1\n');
    expect(parsed).toEqual({
      ok: true,
      matrix: {
        labels: ['商品', '服务'],
        rows: [
          [1, 3],
          [1 / 3, 1],
        ],
      },
    });
    expect(parsed.ok && parseMatrix(matrixText(parsed.matrix))).toEqual(parsed);
    expect(parsed.ok && matrixText(parsed.matrix)).toBe('商品\t1\t3\n服务\t1/3\t1');
    expect(parseRatio('2/0.5')).toBe(4);
  });

  it('reads the matrices of several judges one under the other, with the labels once', () => {
    const parsed = parseMatrix('商品 1 3\n服务 1/3 1\n商品 1 5\n服务 1/5 1');
    expect(parsed.ok && parsed.matrix.labels).toEqual(['商品', '服务']);
    expect(parsed.ok && parsed.matrix.rows).toHaveLength(4);
    expect(parsed.ok && parseMatrix(matrixText(parsed.matrix))).toEqual(parsed);
  });

  it('names the line that cannot be read', () => {
    expect(parseMatrix('a 1 2\nb 1')).toEqual({ ok: false, line: 2 });
    expect(parseMatrix('a 1\n\nb ?')).toEqual({ ok: false, line: 2 });
    expect(parseMatrix('')).toEqual({ ok: true, matrix: { labels: [], rows: [] } });
  });
});
