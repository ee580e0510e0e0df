import { describe, expect, it } from 'vitest';
import { proposals } from '../../../shared/analyses/evaluateAll.ts';
import { emptyEntities } from '../../../shared/model/project.ts';
import { appendResult } from '../../../shared/report/appendResult.ts';
import { readDocument } from '../../../shared/report/readDocument.ts';
import { requestsOf } from '../../../shared/report/requestsOf.ts';
import { resolveReport } from '../../../shared/report/resolve.ts';
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

  it('speaks of employees where they are asked', () => {
    const project = { entities: entitiesOf(snapshot), proposals: proposals(snapshot), now: 0 };
    const outcomes = outcomesFor(snapshot, templateRequests(project, 'employee'));
    for (const template of ['full', 'summary', 'technical'] as const) {
      const draft = draftReport({ ...project, outcomes }, 'zh-CN', { template, study: 'employee' });
      const document = readDocument(draft.document);
      const { document: resolved, unresolved } = resolveReport(document, outcomes, 'zh-CN');
      expect(unresolved).toEqual([]);
      // The survey has a name and definitions of its own, and so has a source.
      const own = /某超市顾客满意度调查|顾客对(?:产品|服务)质量的评价|《顾客满意测评模型和方法指南》/g;
      const said = [draft.title, ...resolved.content.map((node) => JSON.stringify(node).replace(own, ''))];
      expect(said.filter((one) => one.includes('员工满意度指数')).length).toBeGreaterThan(1);
      expect(said.filter((one) => one.includes('顾客'))).toEqual([]);
    }
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
