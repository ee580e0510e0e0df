import { describe, expect, it } from 'vitest';
import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import { figureColours } from '../../../shared/charts/applyFigureStyle.ts';
import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import { indexFigure, indexValues } from '../../../shared/report/slides/indexSlides.ts';
import { csiRequest } from './everyNode.ts';
import { sampleSnapshot } from './sampleSnapshot.ts';

const result = runAnalysis(sampleSnapshot(), csiRequest);
const values = indexValues(result, null)!;
const leaf = values.nodes.find((node) => node.leaf)!;
const scoreOf = (place: number): number => ((place * 7) % 30) + 50;
const manyNodes = Array.from({ length: 30 }, (_, place) => ({
  ...leaf,
  score: scoreOf(place),
  lower: null,
  upper: null,
}));
const many = { ...values, nodes: manyNodes, first: manyNodes.map((_, place) => place) };

describe('the index beside its indicators on a slide', () => {
  it('shows all of a few', () => {
    const figure = indexFigure(result, values, 'zh-CN');
    expect(figure.data[0]!.x).toHaveLength(1 + values.first.length);
    expect(figure.title).toContain('一级指标');
  });

  it('shows both ends of many, and says so', () => {
    const figure = indexFigure(result, many, 'en');
    expect(figure.data[0]!.x).toEqual([values.overall.index, 79, 78, 77, 76, 75, 54, 53, 52, 51, 50]);
    expect(figure.title).toBe('The index, the 5 highest and the 5 lowest indicators, with intervals');
  });

  it('calls them by their level where there are others below', () => {
    const branches = { ...many, nodes: manyNodes.map((node) => ({ ...node, leaf: false })) };
    expect(indexFigure(result, branches, 'zh-CN').title).toBe('指数与得分最高、最低的各 5 个一级指标，附置信区间');
  });

  it('is drawn in the style of the figure of those indicators', () => {
    const first = findAnalysis('csi.index')!
      .figures(result, 'zh-CN')
      .find(({ id }) => id === 'first')!;
    const [grey] = figureColours(first);
    const colours = figureColours(first).map((colour) => (colour === grey ? '#123456' : colour));
    const style = { title: '自己的标题', colours, order: 'descending', grid: false } as const;
    const plain = indexFigure(result, values, 'zh-CN');
    const styled = indexFigure(result, values, 'zh-CN', style);
    expect(figureColours(plain)).toContain(grey);
    expect(figureColours(styled)).toEqual(figureColours(plain).map((one) => (one === grey ? '#123456' : one)));
    expect(styled.title).toBe(plain.title);
    const scores = (styled.data[0]!.x as number[]).slice(1);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(styled.data[0]!.x).toHaveLength((plain.data[0]!.x as number[]).length);
  });
});
