import { describe, expect, it } from 'vitest';
import { modelTemplates, proposeModel } from '../../../shared/analyses/modelTemplates.ts';
import {
  edgeOf,
  ellipse,
  itemLine,
  itemOffsets,
  itemSide,
  labelPlace,
  lineWidth,
  nameInEllipse,
  pathDiagram,
  type Point,
} from '../../../shared/charts/pathDiagram.ts';
import { textWidth } from '../../../shared/charts/plotText.ts';

/** Below 1 inside the ellipse around a centre, 1 on it. */
const distance = (centre: Point, { x, y }: Point): number =>
  Math.hypot((x - centre.x) / ellipse.rx, (y - centre.y) / ellipse.ry);

describe('the drawing of a structural model', () => {
  it.each(modelTemplates.map((template) => [template.id, template] as const))(
    'of %s: no path runs through another construct, no number stands in one',
    (_, template) => {
      const { constructs, paths } = proposeModel(template, [], 'en');
      for (const { from, to } of paths) {
        const [a, b] = [constructs.find(({ name }) => name === from)!, constructs.find(({ name }) => name === to)!];
        for (const other of constructs) {
          expect(distance(other, labelPlace(a, b)), `${from} → ${to}, number, ${other.name}`).toBeGreaterThan(1.1);
          if (other.name === from || other.name === to) continue;
          for (let share = 0; share <= 1; share += 0.02) {
            const point = { x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y) };
            expect(distance(other, point), `${from} → ${to} at ${other.name}`).toBeGreaterThan(1.05);
          }
        }
      }
    },
  );

  it('the number of a path steps aside for a line of items, and stays on its path', () => {
    const [a, b] = [
      { x: 0, y: 0 },
      { x: 400, y: 0 },
    ];
    const usual = labelPlace(a, b);
    const inTheWay = itemLine('价格水平 .832', { x: usual.x - 40, y: 6 });
    const aside = labelPlace(a, b, [inTheWay]);
    expect(aside.x).toBeGreaterThan(inTheWay.x + inTheWay.halfWidth + 20);
    expect(aside.y).toBe(0);
    expect(labelPlace(a, b, [itemLine('价格水平 .832', { x: usual.x, y: 40 })])).toEqual(usual);
    // Nor on another path; one that shares both ends is the path itself.
    const across = { from: { x: usual.x - 40, y: -200 }, to: { x: usual.x + 40, y: 200 } };
    expect(labelPlace(a, b, [], [across, { from: a, to: b }]).x).toBeGreaterThan(usual.x + 26);
    expect(labelPlace(a, b, [], [{ from: a, to: b }])).toEqual(usual);
    // Nowhere is free: where it always stands.
    expect(labelPlace(a, b, [itemLine('很长'.repeat(40), { x: 200, y: 0 })])).toEqual(usual);
  });

  it.each(modelTemplates.map((template) => [template.id, template] as const))(
    'of %s with three long items a construct: no number stands on a loading or in a construct',
    (_, template) => {
      const { constructs, paths } = proposeModel(template, [], 'zh-CN');
      const placeOf = (name: string): number => constructs.findIndex((one) => one.name === name);
      const joined = paths.map(({ from, to }) => ({ from: placeOf(from), to: placeOf(to) }));
      const lines = constructs.flatMap(({ x, y }, own) =>
        itemOffsets(itemSide(constructs, joined, own, 3), 3).map((offset) =>
          itemLine('与理想超市相比的满… .938', { x, y: y + offset }),
        ),
      );
      for (const { from, to } of joined) {
        const number = labelPlace(constructs[from]!, constructs[to]!, lines);
        for (const line of lines)
          expect(Math.abs(line.x - number.x) > line.halfWidth + 20 || Math.abs(line.y - number.y) > 14).toBe(true);
        for (const one of constructs) expect(distance(one, number)).toBeGreaterThan(1);
      }
    },
  );

  it('names shrink before they are cut, and never stand out of their ellipse', () => {
    expect(nameInEllipse('顾客满意', 13)).toEqual({ text: '顾客满意', size: 13 });
    const { text, size } = nameInEllipse('Perceived quality', 13);
    expect(text).toBe('Perceived quality');
    expect(size).toBeLessThan(13);
    expect(nameInEllipse('What customers say of the delivery', 13).text).toMatch(/^What customers.*…$/);
    for (const name of ['顾客对售后服务的总体感受', 'Overall perceived quality', 'W'.repeat(40)]) {
      const shown = nameInEllipse(name, 13);
      expect(textWidth(shown.text) * shown.size).toBeLessThanOrEqual(2 * ellipse.rx);
      expect(shown.size).toBeGreaterThanOrEqual(10.4);
    }
  });

  it('lines leave on the ellipse, are the wider the larger the coefficient, whatever its sign', () => {
    const [a, b] = [
      { x: 0, y: 0 },
      { x: 300, y: 200 },
    ];
    expect(distance(a, edgeOf(a, b))).toBeCloseTo(1, 12);
    expect(lineWidth(-0.8)).toBe(lineWidth(0.8));
    expect(lineWidth(0.8)).toBeGreaterThan(lineWidth(0.1));
  });

  it('items stand where no path is: above a construct whose path leaves downwards', () => {
    const constructs = [
      { x: 100, y: 200 },
      { x: 100, y: 400 },
    ];
    expect(itemSide(constructs, [{ from: 0, to: 1 }], 0, 3)).toBe('above');
    expect(itemSide(constructs, [{ from: 0, to: 1 }], 1, 3)).toBe('below');
    const above = itemOffsets('above', 3);
    expect(above.every((offset) => offset < -ellipse.ry)).toBe(true);
    expect(above.toSorted((x, y) => x - y)).toEqual([...above]);
  });

  it('holds everything it draws', () => {
    const construct = { name: 'a', facts: '70.1', items: ['x .9', 'y .8'], emphasis: false };
    const figure = pathDiagram({
      id: 'd',
      title: 'd',
      altText: 'd',
      constructs: [
        { ...construct, x: 0, y: 0 },
        { ...construct, x: 200, y: 0 },
        { ...construct, x: 0, y: 200 },
      ],
      paths: [
        { from: 0, to: 2, coefficient: 0.4, text: '.400', faint: false },
        { from: 0, to: 1, coefficient: 0.02, text: '.020', faint: true },
      ],
    });
    const { xaxis, yaxis, annotations } = figure.layout as unknown as {
      readonly xaxis: { readonly range: readonly [number, number] };
      readonly yaxis: { readonly range: readonly [number, number] };
      readonly annotations: readonly Point[];
    };
    expect(annotations).toHaveLength(2 + 2 + 3 + 6);
    for (const { x, y } of annotations) {
      expect(x).toBeGreaterThan(xaxis.range[0]);
      expect(x).toBeLessThan(xaxis.range[1]);
      expect(y).toBeLessThan(yaxis.range[0]);
      expect(y).toBeGreaterThan(yaxis.range[1]);
    }
  });
});
