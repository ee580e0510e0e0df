import { catalogue } from '../../../shared/analyses/catalogue.ts';
import { proposals } from '../../../shared/analyses/evaluateAll.ts';
import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import type { AnalysisRequest } from '../../../shared/analyses/types.ts';
import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import type { Column, Snapshot } from '../../../shared/model/dataset.ts';
import { type VariableId, variableId } from '../../../shared/model/ids.ts';
import { InputError } from '../../../shared/model/errors.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import { figureNode, findingNode, resultTableNode } from '../../../shared/report/templateBlocks.ts';
import { sampleSnapshot } from './sampleSnapshot.ts';

export const fewShop = '北店';
/** Forms of the shop of two, whose answers are like no others. */
export const fewForms = [10, 20] as const;
/** Somebody's telephone number, in a question marked as personal and in a comment. */
export const telephone = '13812345678';

/** The sample with a shop of two forms, one of ten and two large ones; the two are again alone in a question with two answers. */
export function fewPeople(rows = 120): Snapshot {
  const sample = sampleSnapshot(rows);
  const profile = sample.variables.find((one) => one.role === 'profile')!;
  const columns = new Map<VariableId, Column>(sample.columns);
  const variables: Variable[] = [...sample.variables];
  const isFew = (row: number): boolean => (fewForms as readonly number[]).includes(row);
  const answers = (name: string, own: readonly [number, number]): void => {
    const id = variableId(name);
    const column = columns.get(id)!;
    if (column.kind !== 'numeric') throw new Error(name);
    const values = Float64Array.from(column.values as ArrayLike<number>);
    fewForms.forEach((row, place) => {
      values[row] = own[place]!;
    });
    columns.set(id, { kind: 'numeric', values });
  };
  for (let question = 1; question <= 9; question++) answers(`q${question}`, [1 + (question % 3), 1 + (question % 2)]);
  answers('os', [1, 2]);
  const text = (name: string, label: string, more: Partial<Variable>, words: (row: number) => string): void => {
    const id = variableId(name);
    const dictionary: string[] = [];
    const codes = Int32Array.from({ length: rows }, (_, row) => {
      const word = words(row);
      if (!dictionary.includes(word)) dictionary.push(word);
      return dictionary.indexOf(word);
    });
    variables.push({
      ...profile,
      id,
      name: name.toUpperCase(),
      label,
      measure: 'nominal',
      type: 'text',
      valueLabels: [],
      order: variables.length,
      ...more,
    });
    columns.set(id, { kind: 'text', codes, dictionary });
  };
  text('shop', '门店', {}, (row) => (isFew(row) ? fewShop : row % 12 === 3 ? '南店' : row % 2 === 0 ? '东店' : '西店'));
  text('branch', '分部', {}, (row) => (isFew(row) ? '北部' : '其余各部'));
  text('phone', '电话', { personal: true }, (row) => (row < 60 ? telephone : `1390000${1000 + (row % 3)}`));
  text('said', '您还有什么意见', { role: 'openComment' }, (row) =>
    row % 7 === 0 ? `收银太慢，请打 ${telephone}` : row % 3 === 0 ? '收银太慢，排队时间长' : '环境整洁，服务热情',
  );
  return { ...sample, variables, columns };
}

const byShop: readonly AnalysisRequest[] = [
  { analysis: 'index.byFeature', inputs: { feature: 'shop' }, options: {} },
  { analysis: 'index.byFeature', inputs: { feature: 'shop', second: 'sex' }, options: {} },
  { analysis: 'index.byFeature', inputs: { feature: 'branch' }, options: {} },
  { analysis: 'influence.anova', inputs: { feature: 'shop' }, options: {} },
  { analysis: 'influence.anova', inputs: { feature: 'shop', variable: 'os' }, options: {} },
  { analysis: 'compare.tTest', inputs: { feature: 'branch' }, options: {} },
  { analysis: 'compare.tTest', inputs: { feature: 'branch', variable: 'os' }, options: {} },
  { analysis: 'describe.explore', inputs: { items: ['q1', 'q2', 'os'], by: 'shop' }, options: {} },
  { analysis: 'describe.crossTable', inputs: { rows: 'shop', columns: 'os' }, options: {} },
  { analysis: 'describe.crossTable', inputs: { rows: 'os', columns: 'shop' }, options: { percent: 'column' } },
  { analysis: 'describe.crossTable', inputs: { rows: 'shop', columns: 'sex' }, options: { percent: 'total' } },
  { analysis: 'describe.bannerTable', inputs: { items: ['q1', 'q2', 'os'], breaks: ['shop', 'branch'] }, options: {} },
  { analysis: 'influence.featureScreen', inputs: { features: ['shop', 'branch', 'sex'] }, options: {} },
  { analysis: 'influence.discriminant', inputs: { items: ['q1', 'q2', 'q3'], group: 'shop' }, options: {} },
  { analysis: 'model.compareGroups', inputs: { feature: 'shop' }, options: {} },
  { analysis: 'describe.frequencies', inputs: { items: ['phone'] }, options: {} },
  { analysis: 'text.comments', inputs: { question: 'said' }, options: {} },
];

/** Everything that can be asked about the shop, and all the program proposes itself. */
export function fewRequests(snapshot: Snapshot): readonly AnalysisRequest[] {
  const known = new Set(catalogue.map(({ id }) => id));
  const own = proposals(snapshot).filter(({ analysis }) => !analysis.startsWith('model.'));
  return [...byShop.filter(({ analysis }) => known.has(analysis)), ...own];
}

/** A report that shows every sentence, table and figure of the requests that have a result. */
export function everythingOf(snapshot: Snapshot, requests: readonly AnalysisRequest[]): object {
  const heading = (level: number, kind: string, text: string): object => ({
    type: 'heading',
    attrs: { level, kind },
    content: [{ type: 'text', text }],
  });
  const content = requests.flatMap((request): readonly object[] => {
    try {
      const result = runAnalysis(snapshot, request);
      if (result.status !== 'ok') return [];
      const analysis = findAnalysis(result.analysis)!;
      return [
        heading(2, 'plain', request.analysis),
        findingNode(request, null),
        ...analysis.tables(result).map(({ id }) => resultTableNode(request, id)),
        ...analysis.figures(result, 'zh-CN').map(({ id }) => figureNode(request, id)),
      ];
    } catch (error) {
      if (error instanceof InputError) return [];
      throw error;
    }
  });
  return { type: 'doc', content: [heading(1, 'plain', '摘要'), ...content] };
}
