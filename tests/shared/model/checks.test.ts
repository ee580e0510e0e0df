import { describe, expect, it } from 'vitest';
import { runChecks } from '../../../shared/model/checks/runChecks.ts';
import { type Column, defaultSettings, simpleDesign, type Snapshot } from '../../../shared/model/dataset.ts';
import { rowsOfConditions } from '../../../shared/model/filterRows.ts';
import { type VariableId, variableId } from '../../../shared/model/ids.ts';
import type { Role, Variable } from '../../../shared/model/variable.ts';

const minute = 60_000;
const items = Array.from({ length: 8 }, (_, i) => `q${i}`);

const question = (id: string, order: number, role: Role, type: Variable['type']): Variable => ({
  id: variableId(id),
  name: id,
  label: id === 'start' ? '开始答题时间' : id === 'end' ? '提交时间' : id,
  type,
  measure: 'scale',
  role,
  scale:
    role === 'perception'
      ? { min: 1, max: 10, direction: 'ascending', labels: [], nonAnswers: [{ value: 99, label: '无法回答' }] }
      : null,
  valueLabels: [],
  indicatorId: null,
  order,
  source: null,
  personal: false,
});

/** Forms by their eight scores, minutes and number. */
function survey(
  forms: readonly { readonly scores: readonly number[]; readonly minutes?: number; readonly id?: string }[],
  excluded: readonly number[] = [],
): Snapshot {
  const columns = new Map<VariableId, Column>();
  const numeric = (id: string, values: readonly number[]) =>
    columns.set(variableId(id), { kind: 'numeric', values: Float64Array.from(values) });
  items.forEach((id, i) =>
    numeric(
      id,
      forms.map((form) => form.scores[i] ?? Number.NaN),
    ),
  );
  numeric(
    'start',
    forms.map(() => 0),
  );
  numeric(
    'end',
    forms.map((form) => (form.minutes ?? 9) * minute),
  );
  const ids = forms.map((form, i) => form.id ?? `n${i}`);
  const dictionary = [...new Set(ids)];
  columns.set(variableId('id'), {
    kind: 'text',
    codes: Int32Array.from(ids, (id) => dictionary.indexOf(id)),
    dictionary,
  });
  return {
    revision: 1,
    rowCount: forms.length,
    variables: [
      ...items.map((id, i) => question(id, i, 'perception', 'number')),
      question('start', 8, 'time', 'date'),
      question('end', 9, 'time', 'date'),
      question('id', 10, 'id', 'text'),
    ],
    columns,
    indicators: [],
    exclusions: excluded.map((row) => ({ row, code: 'byHand', note: '' })),
    design: simpleDesign,
    settings: defaultSettings,
    filter: Uint8Array.from(forms, () => 0),
  };
}

const flagged = (snapshot: Snapshot) =>
  Object.fromEntries(
    runChecks(snapshot)
      .filter((check) => check.rows.length > 0)
      .map((check) => [check.code, check.rows]),
  );
const usual = (shift: number) => items.map((_, i) => 1 + ((i * 3 + shift) % 10));

describe('standard checks', () => {
  it('find nothing in an ordinary survey, whatever the filter', () => {
    expect(flagged(survey([{ scores: usual(0) }, { scores: usual(1) }, { scores: usual(2) }]))).toEqual({});
  });

  it('flag the later of equal forms, by answers and by id, but leave straight-liners to their own check', () => {
    const same = items.map(() => 7);
    const forms = [{ scores: usual(0), id: 'x' }, { scores: usual(0) }, { scores: same, id: 'x' }, { scores: same }];
    expect(flagged(survey(forms))).toEqual({ duplicate: [1], duplicateId: [2], straightLining: [2, 3] });
  });

  it('do not look at excluded forms', () => {
    expect(flagged(survey([{ scores: usual(0) }, { scores: usual(0) }], [0]))).toEqual({});
  });

  it('flag forms answered in less than a third of the median time', () => {
    // 3 1/3 minutes are no more too few than 4.
    const minutes = [9, 10, 11, 3, 10, -1, 10 / 3, 4, 30, 30, 30];
    const check = runChecks(survey(minutes.map((value, i) => ({ scores: usual(i), minutes: value })))).find(
      (one) => one.code === 'speeder',
    );
    expect(check?.rows).toEqual([3]);
    expect(check?.details.zh).toContain('10 分钟');
  });

  it('do not find others too quick once the quickest are excluded', () => {
    const forms = [9, 10, 11, 3, 3.2, 12].map((minutes, i) => ({ scores: usual(i), minutes }));
    expect(flagged(survey(forms))).toEqual({ speeder: [3] });
    // A third of the median of the other five would be 3.33.
    expect(flagged(survey(forms, [3]))).toEqual({});
  });

  it('take one score for a straight line on each scale by itself', () => {
    const other = (scale: { readonly min: number; readonly max: number }) => (snapshot: Snapshot, count: number) => ({
      ...snapshot,
      variables: snapshot.variables.map((variable, i) =>
        i < count && variable.scale ? { ...variable, scale: { ...variable.scale, ...scale } } : variable,
      ),
    });
    const toFive = other({ min: 1, max: 5 });
    const same = survey([{ scores: items.map(() => 4) }]);
    expect(flagged(same)).toEqual({ straightLining: [0] });
    // Four and four: too few on either scale.
    expect(flagged(toFive(same, 4))).toEqual({});
    // Eight on one scale, and a ninth question on another that is answered otherwise.
    const ninth = question('extra', 20, 'perception', 'number');
    const withNinth = (snapshot: Snapshot): Snapshot => ({
      ...snapshot,
      variables: [...snapshot.variables, { ...ninth, scale: { ...ninth.scale!, max: 5 } }],
      columns: new Map([...snapshot.columns, [ninth.id, { kind: 'numeric', values: Float64Array.of(2) }]]),
    });
    expect(flagged(withNinth(same))).toEqual({ straightLining: [0] });
    // On the scale of the others it counts.
    const onTheirs = withNinth(same);
    expect(
      flagged({ ...onTheirs, variables: onTheirs.variables.map((one) => (one.id === ninth.id ? ninth : one)) }),
    ).toEqual({});
  });

  it('flag more than a fifth blank and values outside the scale; non-answers are answers', () => {
    const blank = [5, Number.NaN, Number.NaN, 4, 3, 8, 1, 2];
    const outside = [5, 11, 99, 4, 3, 8, 1, 2];
    const answered = [5, 99, 99, 4, 3, 8, 1, 2];
    expect(flagged(survey([{ scores: blank }, { scores: outside }, { scores: answered }]))).toEqual({
      blank: [0],
      outOfRange: [1],
    });
    const check = runChecks(survey([{ scores: blank }, { scores: outside }])).find((one) => one.code === 'outOfRange');
    expect(check?.variableIds).toEqual([items[1]]);
  });

  it('are left out where the survey lacks what they need', () => {
    const bare = { ...survey([{ scores: usual(0) }]), variables: [] };
    expect(runChecks(bare)).toEqual([]);
  });
});

describe('filter conditions', () => {
  const columns = survey([{ scores: [1] }, { scores: [2] }, { scores: [3], id: 'x' }]).columns;
  it('must all hold', () => {
    expect(rowsOfConditions([], columns, 3)).toBeNull();
    expect([...rowsOfConditions([{ variableId: 'q0', values: [1, 3] }], columns, 3)!]).toEqual([1, 0, 1]);
    expect([
      ...rowsOfConditions(
        [
          { variableId: 'q0', values: [1, 3] },
          { variableId: 'id', values: ['x'] },
        ],
        columns,
        3,
      )!,
    ]).toEqual([0, 0, 1]);
  });
  it('hold for no form when their question is gone', () => {
    expect([...rowsOfConditions([{ variableId: 'gone', values: [1] }], columns, 3)!]).toEqual([0, 0, 0]);
  });
});
