import { describe, expect, it } from 'vitest';
import { proposals } from '../../../shared/analyses/evaluateAll.ts';
import { emptyEntities } from '../../../shared/model/project.ts';
import { appendResult } from '../../../shared/report/appendResult.ts';
import { readDocument } from '../../../shared/report/readDocument.ts';
import { requestsOf } from '../../../shared/report/requestsOf.ts';
import { type Outcome, resolveReport } from '../../../shared/report/resolve.ts';
import { runsText } from '../../../shared/report/textRuns.ts';
import type { ResolvedNode } from '../../../shared/report/resolved.ts';
import { draftReport, templateRequests } from '../../../shared/report/template.ts';
import { csiRequest } from './everyNode.ts';
import { draftFor, outcomesFor } from './outcomes.ts';
import { entitiesOf, sampleSnapshot } from './sampleSnapshot.ts';

const snapshot = sampleSnapshot();
const headings = (content: readonly ResolvedNode[]): string[] =>
  content.flatMap((node) => (node.type === 'heading' && node.level === 1 ? [runsText(node.runs)] : []));

describe('the drafted report', () => {
  it.each(['zh-CN', 'en'] as const)('resolves completely in %s', (locale) => {
    const document = readDocument(draftFor(snapshot, locale).document);
    const { unresolved, document: resolved } = resolveReport(
      document,
      outcomesFor(snapshot, requestsOf(document)),
      locale,
    );
    expect(unresolved).toEqual([]);
    expect(resolved.content.filter((node) => node.type === 'notice' || node.type === 'unknown')).toEqual([]);
  });

  it('has the parts of a measurement report, in order', () => {
    const report = draftFor(snapshot, 'zh-CN');
    const document = readDocument(report.document);
    const { document: resolved } = resolveReport(document, outcomesFor(snapshot, requestsOf(document)), 'zh-CN');
    expect(report.title).toBe('某超市顾客满意度指数测评报告');
    expect(headings(resolved.content)).toEqual([
      '摘要',
      '基本情况',
      '测评背景与目的',
      '测评指标体系',
      '问卷设计与检验',
      '数据收集与整理',
      '测评结果',
      '分析',
      '改进建议',
      '调查问卷',
      '统计表',
      '计算说明',
    ]);
  });

  it.each([
    ['employee', '员工满意度指数', /customer satisfaction|kinds of customers/],
    ['property', '业主满意度指数', /customer satisfaction|kinds of customers/],
  ] as const)('of kind %s speaks of those who are asked', (study, index, others) => {
    const project = { entities: entitiesOf(snapshot), proposals: proposals(snapshot), now: 0 };
    const outcomes = outcomesFor(snapshot, templateRequests(project, study));
    for (const template of ['full', 'summary', 'technical'] as const) {
      const draft = draftReport({ ...project, outcomes }, 'zh-CN', { template, study });
      const document = readDocument(draft.document);
      const { document: resolved, unresolved } = resolveReport(document, outcomes, 'zh-CN');
      expect(unresolved).toEqual([]);
      // The survey, the standard and the indicators have names and definitions of their own.
      const own = /某超市顾客满意度调查|《顾客满意测评模型和方法指南》|顾客对(?:产品|服务)质量的评价/g;
      const said = [draft.title, ...resolved.content.map((node) => JSON.stringify(node))].map((one) =>
        one.replace(own, ''),
      );
      expect(said.filter((one) => one.includes(index)).length).toBeGreaterThan(1);
      expect(said.filter((one) => one.includes('顾客'))).toEqual([]);
      const english = resolveReport(
        readDocument(draftReport({ ...project, outcomes }, 'en', { template, study }).document),
        outcomes,
        'en',
      );
      expect(english.document.content.filter((node) => others.test(JSON.stringify(node)))).toEqual([]);
    }
  });

  it.each([
    ['航空公司旅客满意度调查', '航空公司旅客满意度指数测评报告'],
    ['超市顾客满意度调查（示例）', '超市顾客满意度指数测评报告'],
    ['超市', '超市顾客满意度指数测评报告'],
    ['翠湖小区物业服务满意度', '翠湖小区物业服务业主满意度指数测评报告'],
    ['', '顾客满意度指数测评报告'],
  ])('of a survey called "%s" is called %s', (name, title) => {
    const entities = entitiesOf({ ...snapshot, settings: { ...snapshot.settings, name } });
    expect(draftReport({ entities, proposals: [], outcomes: new Map(), now: 0 }, 'zh-CN').title).toBe(title);
  });

  it('has groups, reliability, targets and gains without a tree, and names the questions without their block', () => {
    const flat = {
      ...snapshot,
      indicators: [],
      variables: snapshot.variables.map((variable) =>
        variable.role === 'perception'
          ? { ...variable, indicatorId: null, label: `实际感受 / ${variable.label}` }
          : { ...variable, indicatorId: null },
      ),
    };
    const document = readDocument(draftFor(flat, 'zh-CN').document);
    const requests = requestsOf(document);
    expect(requests.map((request) => request.analysis)).toEqual(
      expect.arrayContaining([
        'csi.index',
        'reliability.cronbachAlpha',
        'index.byFeature',
        'improve.quadrant',
        'improve.expectedGain',
      ]),
    );
    const { unresolved, document: resolved } = resolveReport(document, outcomesFor(flat, requests), 'zh-CN');
    expect(unresolved).toEqual([]);
    // Only the questionnaire gives them whole.
    const annex = resolved.content.findIndex(
      (node) => node.type === 'heading' && runsText(node.runs).includes('调查问卷'),
    );
    expect(JSON.stringify(resolved.content.toSpliced(annex, 2))).not.toContain('实际感受 / ');
  });

  it('leaves out what the project does not have', () => {
    const plain = { ...snapshot, variables: snapshot.variables.filter((variable) => variable.role === 'perception') };
    const document = readDocument(draftFor(plain, 'zh-CN').document);
    expect(requestsOf(document).map((request) => request.analysis)).not.toContain('describe.expectationGap');
    expect(JSON.stringify(document)).not.toContain('总体满意度题');
  });

  it('gives the summary the most important targets and tells of the others', () => {
    const project = { entities: entitiesOf(snapshot), proposals: proposals(snapshot), now: 0 };
    // A survey of which five indicators are important and low.
    const outcomes = new Map(
      [...outcomesFor(snapshot, templateRequests(project))].map(([key, outcome]) => {
        if (!outcome.ok || outcome.result.analysis !== 'improve.quadrant') return [key, outcome] as const;
        const fields = { ...(outcome.result.values['fields'] as object), II: [4, 3, 2, 1, 0] };
        return [
          key,
          { ...outcome, result: { ...outcome.result, values: { ...outcome.result.values, fields } } },
        ] as const;
      }),
    );
    const advice = (template: 'full' | 'summary'): { readonly rows: number; readonly text: string } => {
      const { content } = readDocument(draftReport({ ...project, outcomes }, 'zh-CN', { template }).document);
      const table = content.findLast((node) => node.type === 'table' && JSON.stringify(node).includes('改进措施'));
      return { rows: table?.type === 'table' ? (table.content ?? []).length - 1 : 0, text: JSON.stringify(content) };
    };
    expect(advice('full').rows).toBe(5);
    expect(advice('full').text).not.toContain('其余见完整报告');
    expect(advice('summary').rows).toBe(3);
    expect(advice('summary').text).toContain('共 5 项，此处列出最重要的 3 项，其余见完整报告。');
    // Names so long that one alone has room.
    const long = new Map(
      [...outcomes].map(([key, outcome]): [string, Outcome] => {
        if (!outcome.ok) return [key, outcome];
        const labels = Object.fromEntries(
          Object.keys(outcome.result.labels).map((id) => [id, '很长的名称'.repeat(60)]),
        );
        return [key, { ...outcome, result: { ...outcome.result, labels } }];
      }),
    );
    expect(
      JSON.stringify(draftReport({ ...project, outcomes: long }, 'en', { template: 'summary' }).document),
    ).toContain('Of these 5 targets the most important one is given here, the others in the full report.');
  });

  it('can be drafted for an empty project', () => {
    const report = draftReport({ entities: emptyEntities(), proposals: [], outcomes: new Map(), now: 0 }, 'zh-CN');
    expect(resolveReport(readDocument(report.document), new Map(), 'zh-CN').unresolved).toEqual([]);
    expect(JSON.stringify(report.document)).toContain('请先导入数据');
  });

  it('takes a result before the annexes', () => {
    const report = draftFor(snapshot, 'zh-CN');
    const grown = readDocument(
      appendResult(report.document, { request: csiRequest, finding: null, figureId: 'leaves', tableId: 'items' }),
    );
    const annex = grown.content.findIndex((node) => node.type === 'heading' && node.attrs.kind === 'annex');
    expect(grown.content.slice(annex - 4, annex).map((node) => node.type)).toEqual([
      'finding',
      'figure',
      'resultTable',
      'pageBreak',
    ]);
  });

  it('makes a document of an empty one', () => {
    expect(readDocument(appendResult({}, { request: csiRequest, finding: 0 })).content).toHaveLength(1);
  });
});
