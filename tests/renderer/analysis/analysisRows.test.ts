import { describe, expect, it } from 'vitest';
import { analysisRows, groupRowId, rowStep, typedRow } from '../../../renderer/features/analysis/analysisRows.ts';
import { catalogue } from '../../../shared/analyses/catalogue.ts';
import { analysisGroups } from '../../../shared/analyses/types.ts';

const none = new Set<string>();
const all = analysisRows(catalogue, none, '');

describe('the lines of the list of analyses', () => {
  it('hold every analysis once, under the head of its group', () => {
    expect(all.filter((row) => row.kind === 'member').map((row) => row.id)).toHaveLength(catalogue.length);
    expect(all.filter((row) => row.kind === 'group').map((row) => row.group)).toEqual(
      analysisGroups.filter((group) => catalogue.some((analysis) => analysis.group === group)),
    );
    let head = '';
    for (const row of all) {
      if (row.kind === 'group') head = row.group;
      else expect(row.group).toBe(head);
    }
  });

  it('leave out the members of a folded group until a search finds one of them', () => {
    const folded = analysisRows(catalogue, new Set(['kano']), '');
    const members = catalogue.filter((analysis) => analysis.group === 'kano').length;
    expect(folded).toHaveLength(all.length - members);
    const searched = analysisRows(catalogue, new Set(['kano']), ' kano.table');
    expect(searched.map((row) => row.id)).toEqual([groupRowId('kano'), 'kano.table']);
    expect(analysisRows(catalogue, none, 'no such analysis')).toEqual([]);
  });
});

describe('the keys of the list of analyses', () => {
  const first = all[0]!.id;
  const second = all[1]!.id;
  const last = all.at(-1)!.id;
  const kano = groupRowId('kano');

  it('move up and down and to both ends, and stop there', () => {
    expect(rowStep(all, first, 'ArrowDown')).toEqual({ do: 'focus', id: second });
    expect(rowStep(all, second, 'ArrowUp')).toEqual({ do: 'focus', id: first });
    expect(rowStep(all, first, 'ArrowUp')).toBeNull();
    expect(rowStep(all, second, 'End')).toEqual({ do: 'focus', id: last });
    expect(rowStep(all, last, 'ArrowDown')).toBeNull();
    expect(rowStep(all, last, 'Home')).toEqual({ do: 'focus', id: first });
    expect(rowStep(all, first, 'PageDown')).toEqual({ do: 'focus', id: all[10]!.id });
    expect(rowStep(all, all[3]!.id, 'PageUp')).toEqual({ do: 'focus', id: first });
    expect(rowStep(all, first, 'Tab')).toBeNull();
  });

  it('fold and unfold groups, and go out of and into them', () => {
    expect(rowStep(all, 'kano.table', 'ArrowLeft')).toEqual({ do: 'focus', id: kano });
    expect(rowStep(all, kano, 'ArrowLeft')).toEqual({ do: 'fold', group: 'kano' });
    expect(rowStep(all, kano, 'ArrowRight')).toEqual({ do: 'focus', id: 'kano.table' });
    expect(rowStep(all, 'kano.table', 'ArrowRight')).toBeNull();
    const folded = analysisRows(catalogue, new Set(['kano']), '');
    expect(rowStep(folded, kano, 'ArrowLeft')).toBeNull();
    expect(rowStep(folded, kano, 'ArrowRight')).toEqual({ do: 'unfold', group: 'kano' });
    expect(rowStep(all, kano, '*')).toEqual({ do: 'unfoldAll' });
  });
});

describe('letters typed in the list of analyses', () => {
  it('find the beginning of a title, and words of either language', () => {
    expect(typedRow(all, all[0]!.id, '顾客满意度指数', 'zh-CN')).toBe('csi.index');
    expect(typedRow(all, all[0]!.id, 'kano', 'zh-CN')).toBe('kano.table');
    expect(typedRow(all, all[0]!.id, 'CRONB', 'zh-CN')).toBe('reliability.cronbachAlpha');
    expect(typedRow(all, all[0]!.id, 'cross', 'en')).toBe('describe.crossTable');
    expect(typedRow(all, all[0]!.id, 'qqqq', 'en')).toBeNull();
  });

  it('go on to the next match with one letter and stay with more', () => {
    const one = typedRow(all, all[0]!.id, 'c', 'en');
    const next = typedRow(all, one, 'c', 'en');
    expect(next).not.toBe(one);
    expect(typedRow(all, 'describe.crossTable', 'cr', 'en')).toBe('describe.crossTable');
  });
});
