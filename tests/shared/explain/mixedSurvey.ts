import type { Snapshot } from '../../../shared/model/dataset.ts';
import { node, oneToTen, type Question, sequence, survey } from '../analyses/survey.ts';

const forms = 120;
const every = (answer: (form: number) => number): number[] => Array.from({ length: forms }, (_, form) => answer(form));

/**
 * A survey of every kind of question with gaps in each: indicators of one or two questions, some on a scale that runs down, their
 * importance and expectation, questions on the whole, features in numbers and in words, quantities, choices and comments; some forms
 * excluded.
 *
 * @param overall  how many questions on the whole
 */
export function mixedSurvey(overall: number): Snapshot {
  const next = sequence(5);
  const rated = (mean: number): number[] =>
    every(() => {
      if (next() < 0.04) return Number.NaN;
      return next() < 0.03 ? 99 : Math.min(10, Math.max(1, Math.round(mean + 5 * (next() - 0.5))));
    });
  const coded = (count: number, from: number): number[] =>
    every(() => (next() < 0.05 ? Number.NaN : from + Math.floor(count * next())));
  const said = (...texts: string[]): string[] =>
    Array.from({ length: forms }, () => texts[Math.floor(next() * texts.length)]!);
  const down = { ...oneToTen, direction: 'descending' } as const;
  const measuring = ['a1', 'a2', 'b1', 'b2', 'b3'].flatMap((indicator, place): Question[] => [
    ...[oneToTen, down].slice(0, 1 + (place % 2)).map((scale, at) => ({
      name: `P${place}${at}`,
      answers: rated(6 + place / 2 - at),
      role: 'perception' as const,
      scale,
      indicator,
    })),
    { name: `E${place}`, answers: rated(7), role: 'expectation', scale: oneToTen, indicator },
    { name: `I${place}`, answers: rated(7.5 - place / 3), role: 'importance', scale: oneToTen, indicator },
  ]);
  const onTheWhole = Array.from({ length: overall }, (_, place): Question => {
    return { name: `OS${place}`, answers: rated(7 - place), role: 'overallSatisfaction', scale: oneToTen };
  });
  return survey(
    [
      ...measuring,
      ...onTheWhole,
      { name: 'L', answers: coded(11, 0), role: 'loyalty', scale: { ...oneToTen, min: 0, nonAnswers: [] } },
      { name: '性别', answers: said('男', '女', '男', '女', ''), role: 'profile' },
      { name: '年龄', answers: coded(3, 1), role: 'profile', measure: 'ordinal' },
      { name: '用过', answers: coded(2, 0), measure: 'nominal' },
      { name: '花费', answers: every(() => (next() < 0.05 ? Number.NaN : Math.round(500 * next()))) },
      { name: 'M1', answers: coded(2, 0), role: 'multipleResponse', measure: 'nominal' },
      { name: 'M2', answers: coded(2, 0), role: 'multipleResponse', measure: 'nominal' },
      { name: 'Fa', answers: coded(5, 1), role: 'kanoFunctional', measure: 'nominal' },
      { name: 'Fb', answers: coded(5, 1), role: 'kanoDysfunctional', measure: 'nominal' },
      { name: '意见', answers: said('', '收银排队太久', '无', '蔬菜不新鲜', '品种齐全'), role: 'openComment' },
      { name: '地区', answers: said('东', '西', '东', '西', '东', '') },
      { name: '门店', answers: Array.from({ length: forms }, (_, form) => `店${form % 12}`) },
      { name: '权数', answers: every((form) => (form === 9 ? 0 : 1 + (form % 3))), role: 'weight' },
    ],
    {
      indicators: [
        node('A', null, 0.6, 0),
        node('B', null, 0.4, 1),
        node('a1', 'A', 0.5, 0),
        node('a2', 'A', 0.5, 1),
        node('b1', 'B', 0.3, 0),
        node('b2', 'B', 0.3, 1),
        node('b3', 'B', 0.4, 2),
      ],
      exclusions: [
        { row: 0, code: 'duplicate', note: '' },
        { row: 7, code: 'byHand', note: '' },
      ],
    },
  );
}

/** The same with survey weights, strata and clusters of known sizes, and a filter. */
export function drawnSurvey(overall: number): Snapshot {
  const base = mixedSurvey(overall);
  const idOf = (name: string) => base.variables.find((one) => one.name === name)!.id;
  return {
    ...base,
    design: {
      weight: { variableId: idOf('权数'), kind: 'survey' },
      stratum: idOf('地区'),
      cluster: idOf('门店'),
      populationSizes: { '': 5000, 东: 3000, 西: 2000 },
    },
    filter: Uint8Array.from(every((form) => Number(form % 7 !== 3))),
  };
}
