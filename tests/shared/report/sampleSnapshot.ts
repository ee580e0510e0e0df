import type { Column, Snapshot } from '../../../shared/model/dataset.ts';
import { defaultSettings, simpleDesign } from '../../../shared/model/dataset.ts';
import { indicatorId, type VariableId, variableId } from '../../../shared/model/ids.ts';
import type { Indicator } from '../../../shared/model/indicator.ts';
import { type Collections, emptyEntities, type Entities } from '../../../shared/model/project.ts';
import type { Role, Variable } from '../../../shared/model/variable.ts';

const tree: readonly (readonly [string, number, readonly (readonly [string, number])[]])[] = [
  [
    '产品质量',
    0.3,
    [
      ['特性', 0.3],
      ['经济性', 0.2],
      ['可信性', 0.3],
      ['安全性', 0.2],
    ],
  ],
  [
    '服务质量',
    0.7,
    [
      ['可靠性', 0.3],
      ['响应性', 0.1],
      ['保证性', 0.3],
      ['移情性', 0.2],
      ['有形性', 0.1],
    ],
  ],
];

/** A small survey with planted levels: 120 forms, nine indicators asked for importance, expectation and perception on 1-10, gender, overall satisfaction. */
export function sampleSnapshot(rowCount = 120): Snapshot {
  const indicators: Indicator[] = [];
  const variables: Variable[] = [];
  const columns = new Map<VariableId, Column>();
  const scale = {
    min: 1,
    max: 10,
    direction: 'ascending',
    labels: [],
    nonAnswers: [{ value: 99, label: '无法回答' }],
  } as const;
  const ask = (name: string, label: string, role: Role, leaf: string | null, value: (row: number) => number): void => {
    const id = variableId(name.toLowerCase());
    variables.push({
      id,
      name,
      label,
      type: 'number',
      measure: role === 'profile' ? 'nominal' : 'scale',
      role,
      scale: role === 'profile' ? null : scale,
      valueLabels:
        role === 'profile'
          ? [
              { value: 1, label: '男' },
              { value: 2, label: '女' },
            ]
          : [],
      indicatorId: leaf === null ? null : indicatorId(leaf),
      order: variables.length,
      source: null,
      personal: false,
    });
    columns.set(id, { kind: 'numeric', values: Float64Array.from({ length: rowCount }, (_, row) => value(row)) });
  };
  const clamp = (value: number): number => Math.min(10, Math.max(1, Math.round(value)));
  const mood = (row: number): number => 1.6 * Math.sin(row * 12.9898) + 0.9 * Math.cos(row * 4.1414);
  let question = 0;
  tree.forEach(([name, weight, leaves], first) => {
    const branch = indicatorId(`b${first}`);
    indicators.push({ id: branch, parentId: null, name, definition: `顾客对${name}的评价`, weight, order: first });
    leaves.forEach(([leaf, share], place) => {
      const id = `b${first}l${place}`;
      indicators.push({
        id: indicatorId(id),
        parentId: branch,
        name: leaf,
        definition: '',
        weight: share,
        order: place,
      });
      question++;
      const level = 6.6 + 0.3 * question - (question % 3);
      ask(`Q${question}`, `您对${leaf}的满意程度`, 'perception', id, (row) =>
        clamp(level + mood(row) + Math.sin(row * 7.7 + question)),
      );
      ask(`E${question}`, `您对${leaf}的期望`, 'expectation', id, (row) =>
        clamp(8 + 0.7 * Math.sin(row * 3.3 + question)),
      );
      ask(`W${question}`, `${leaf}对您的重要程度`, 'importance', id, (row) =>
        clamp(6 + (question % 4) + Math.cos(row * 5.1 + question)),
      );
    });
  });
  ask('OS', '总体满意度', 'overallSatisfaction', null, (row) => clamp(7.2 + mood(row)));
  ask('SEX', '性别', 'profile', null, (row) => 1 + (row % 2));
  return {
    revision: 3,
    rowCount,
    variables,
    columns,
    indicators,
    exclusions: [
      { row: 0, code: 'duplicate', note: '' },
      { row: 5, code: 'byHand', note: '笔迹不清' },
    ],
    design: simpleDesign,
    settings: { ...defaultSettings, name: '某超市顾客满意度调查' },
    filter: null,
  };
}

/** The same facts as saved entities. */
export function entitiesOf(snapshot: Snapshot): Entities {
  const entities = emptyEntities();
  for (const variable of snapshot.variables) entities.variable.set(variable.id, variable);
  for (const indicator of snapshot.indicators) entities.indicator.set(indicator.id, indicator);
  for (const exclusion of snapshot.exclusions) entities.exclusion.set(String(exclusion.row), exclusion);
  entities.settings.set('main', snapshot.settings as Collections['settings']);
  return entities;
}
