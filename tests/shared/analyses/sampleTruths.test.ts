import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { importWorkbook } from '../../../electron/hosts/cli/importByPlan.ts';
import { withSession } from '../../../electron/hosts/cli/session.ts';
import {
  memberEffect,
  plantedFaults,
  plantedIndicators,
  storeEffects,
} from '../../../resources/samples/supermarketTruth.ts';
import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import type { AnalysisRequest, AnalysisResult } from '../../../shared/analyses/types.ts';
import type { Output } from '../../../shared/contract/methods.ts';
import { sentenceText } from '../../../shared/format/sentenceText.ts';

const sample = fileURLToPath(new URL('../../../resources/samples/supermarket.xlsx', import.meta.url));

interface Group {
  readonly label: string;
  readonly index: number;
  readonly difference: number;
  readonly differenceLower: number;
  readonly differenceUpper: number;
}

/** The sample as a user without any knowledge of it gets it: imported by the proposed plan, every analysis by its defaults. */
let results: ReadonlyMap<string, AnalysisResult>;
let checks: Output<'data.checks'>['checks'];
let variables: ReadonlyMap<string, string>;

beforeAll(async () => {
  await withSession({ print: () => undefined, progress: () => undefined }, async (session) => {
    const { projectId } = await importWorkbook(session, sample, {});
    const state = await session.call('project.state', { projectId });
    variables = new Map(
      Object.values(state.entities['variable'] ?? {}).map((one) => {
        const { id, label } = one as unknown as { id: string; label: string };
        return [label, id];
      }),
    );
    const ask: readonly (readonly [string, AnalysisRequest])[] = [
      ...['csi.index', 'sample.returns', 'improve.quadrant', 'describe.expectationGap'].map(
        (analysis): [string, AnalysisRequest] => [analysis, { analysis, inputs: {}, options: {} }],
      ),
      ...['门店', '性别', '年龄', '是否会员'].map((feature): [string, AnalysisRequest] => [
        feature,
        { analysis: 'index.byFeature', inputs: { feature: variables.get(feature)! }, options: {} },
      ]),
      [
        'reliability.cronbachAlpha',
        {
          analysis: 'reliability.cronbachAlpha',
          inputs: { items: plantedIndicators.map(({ name }) => variables.get(`实际感受 / ${name}`)!) },
          options: {},
        },
      ],
    ];
    const answer = await session.call('analysis.run', {
      projectId,
      key: 'truths',
      requests: ask.map(([, request]) => request as never),
    });
    results = new Map(
      answer.results.map((one, place) => {
        if (!one.ok) throw new Error(one.error.message.en);
        return [ask[place]![0], one.result as unknown as AnalysisResult];
      }),
    );
    checks = (await session.call('data.checks', { projectId })).checks;
  });
}, 60_000);

const values = <T>(name: string): T => results.get(name)!.values as T;
const said = (name: string): string =>
  findAnalysis(results.get(name)!.analysis)!
    .narrative(results.get(name)!, 'zh-CN')
    .map((sentence) => sentenceText(sentence, results.get(name)!.values, 'zh-CN'))
    .join('');
const groups = (feature: string): ReadonlyMap<string, Group> =>
  new Map(values<{ groups: readonly Group[] }>(feature).groups.map((group) => [group.label, group]));

describe('the planted truths of the sample are found without help', () => {
  test('the tree is chosen by the names of the questions, and every indicator has its score', () => {
    const { nodes } = values<{ nodes: readonly { id: string; leaf: boolean; score: number }[] }>('csi.index');
    const { labels } = results.get('csi.index')!;
    const scores = new Map(nodes.filter((node) => node.leaf).map((node) => [labels[node.id], node.score]));
    expect(scores.size).toBe(plantedIndicators.length);
    // A planted mean m on 1-10 is 100(m - 1)/9; stores, members and rounding to whole answers move it by a few points.
    for (const { name, perception } of plantedIndicators)
      expect(Math.abs(scores.get(name)! - (100 * (perception - 1)) / 9), name).toBeLessThan(3);
  });

  test('checkout speed and parking are the weakest indicators', () => {
    const { nodes, lowest } = values<{ nodes: readonly { id: string }[]; lowest: readonly number[] }>('csi.index');
    const { labels } = results.get('csi.index')!;
    expect(lowest.slice(0, 2).map((place) => labels[nodes[place]!.id])).toEqual(['收银速度', '停车便利']);
    expect(said('csi.index')).toContain('得分最低的是“收银速度”');
  });

  test('the weak store is named, the others are not below the rest', () => {
    const stores = groups('门店');
    expect([...stores.keys()].toSorted()).toEqual(Object.keys(storeEffects).toSorted());
    for (const [store, effect] of Object.entries(storeEffects))
      expect(stores.get(store)!.differenceUpper < 0, store).toBe(effect < -0.5);
    expect(said('门店')).toContain('“西城店”低于其余受访者，超出抽样误差');
  });

  test('members are more satisfied by what was planted; sex and age make no difference', () => {
    const member = groups('是否会员').get('会员')!;
    const planted = (100 * memberEffect) / 9;
    expect(member.differenceLower).toBeGreaterThan(0);
    expect(member.differenceLower).toBeLessThan(planted);
    expect(member.differenceUpper).toBeGreaterThan(planted);
    for (const feature of ['性别', '年龄']) expect(said(feature)).toContain('均未超出抽样误差');
  });

  test('bands of age stand in their order', () => {
    expect([...groups('年龄').keys()]).toEqual(['18-25岁', '26-35岁', '36-45岁', '46-60岁', '60岁以上']);
  });

  test('the questionnaire is reliable', () => {
    const { overall } = values<{ overall: { alpha: number } }>('reliability.cronbachAlpha');
    expect(overall.alpha).toBeGreaterThan(0.9);
    expect(overall.alpha).toBeLessThan(0.95);
  });

  test('checkout speed comes first among what to improve, and falls furthest behind what is expected', () => {
    expect(said('improve.quadrant')).toContain('“收银速度”的期望最高');
    expect(said('describe.expectationGap')).toContain('差距最大的是“收银速度”');
  });

  test('the faults are found, and the days of the survey are known', () => {
    const found = new Map(checks.map((check) => [check.code, check.rows.length]));
    expect(found.get('speeder')).toBe(plantedFaults.speeders);
    expect(found.get('straightLining')).toBe(plantedFaults.straightLiners);
    expect(found.get('duplicate')).toBe(plantedFaults.duplicates);
    expect(found.get('outOfRange')).toBe(plantedFaults.impossibleValues);
    expect(found.get('blank')).toBe(plantedFaults.mostlyBlank);
    expect(said('sample.returns')).toMatch(/填答时间为 2026年9月\d+日至 2026年9月\d+日/);
  });
});
