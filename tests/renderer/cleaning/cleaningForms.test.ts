import { describe, expect, it } from 'vitest';
import {
  cleaningForms,
  initialValues,
  parseSource,
  type Values,
} from '../../../renderer/features/cleaning/cleaningForms.ts';
import { command } from '../../../shared/commands/catalogue.ts';
import { variableId } from '../../../shared/model/ids.ts';
import type { Variable } from '../../../shared/model/variable.ts';

const question = (type: Variable['type']): Variable => ({
  id: variableId('q'),
  name: 'Q1',
  label: '题一',
  type,
  measure: 'scale',
  role: 'none',
  scale: null,
  valueLabels: [{ value: 1, label: '男' }],
  indicatorId: null,
  order: 0,
  source: null,
  personal: false,
});

/** What a user has to fill in before each dialog is complete. */
const typed: Readonly<Record<keyof typeof cleaningForms, Values>> = {
  recode: {
    pairs: [
      { from: '1,2', to: '1', label: '低' },
      { from: '3-5', to: '', label: '' },
    ],
  },
  merge: { pairs: [{ from: '1,2', to: '1', label: '低' }] },
  reverse: {},
  convertScale: {},
  bin: {},
  compute: { name: 'x', formula: 'Q1+1' },
  fill: { value: '3' },
  replace: { find: '3', replacement: '' },
  normalise: {},
  toNumber: {},
  split: {},
  anonymise: { key: '一二三四五六七八' },
  remove: {},
};

describe('cleaning dialogs', () => {
  it.each(Object.keys(cleaningForms) as (keyof typeof cleaningForms)[])(
    '%s makes a command of the catalogue',
    (kind) => {
      const form = cleaningForms[kind];
      const variables = form.takes ? [question(form.takes[0]!)] : [];
      const values = { ...initialValues(form, variables), ...typed[kind] };
      expect(command.safeParse(form.command(variables, values))).toMatchObject({ success: true });
    },
  );

  it('makes none before its questions are chosen', () => {
    for (const [kind, form] of Object.entries(cleaningForms))
      if (kind !== 'compute') expect(form.command([], initialValues(form, [])), kind).toBeNull();
  });

  it('reads old answers as they are typed', () => {
    expect(parseSource('1，2 3', 'number')).toEqual({ kind: 'values', values: [1, 2, 3] });
    expect(parseSource('-3--1', 'number')).toEqual({ kind: 'range', min: -3, max: -1 });
    expect(parseSource('1..2.5', 'number')).toEqual({ kind: 'range', min: 1, max: 2.5 });
    expect(parseSource('≥5', 'number')).toEqual({ kind: 'range', min: 5, max: null });
    expect(parseSource('空白', 'text')).toEqual({ kind: 'blank' });
    expect(parseSource('甲 | 乙', 'text')).toEqual({ kind: 'values', values: ['甲', '乙'] });
    expect(parseSource('abc', 'number')).toBeNull();
  });
});
