import { formatDate } from '../format/formatDate.ts';
import { sentenceText } from '../format/sentenceText.ts';
import { defaultFigureWidthMm } from './document.ts';
import type { StoredReport } from '../model/project.ts';
import { type Bilingual, inLocale, type Locale } from '../model/text.ts';
import { adviceTable, adviceWidths, measureText } from './advice.ts';
import { cleaningAnnex, methodsAnnex, questionnaireAnnex, tablesAnnex } from './drafting/annexParts.ts';
import {
  type DraftContext,
  draftContext,
  type Found,
  templateRequests,
  type TemplateProject,
} from './drafting/draftContext.ts';
import { abstractPart, basicsPart, coverPart } from './drafting/frontParts.ts';
import { analysisPart, resultsPart } from './drafting/resultParts.ts';
import { guessStudy, type StudyKind } from './drafting/studyWords.ts';
import { collectionPart, questionnairePart } from './drafting/surveyParts.ts';
import { type SummaryTexts, summaryRoom } from './drafting/summaryRoom.ts';
import { systemPart } from './drafting/systemPart.ts';
import * as b from './templateBlocks.ts';

export { templateRequests, type TemplateProject };

/** The whole report, two pages for the management, or what stands behind the numbers. */
export const templateKinds = ['full', 'summary', 'technical'] as const;
export type TemplateKind = (typeof templateKinds)[number];

export interface DraftOptions {
  readonly template: TemplateKind;
  /** Absent: as the project's name suggests. */
  readonly study?: StudyKind | undefined;
}

const titleSuffix: Readonly<Record<TemplateKind, Bilingual>> = {
  full: { zh: '', en: '' },
  summary: { zh: '·管理层摘要', en: ': management summary' },
  technical: { zh: '·技术附件', en: ': technical annex' },
};

/** Blocks after a page break of their own, when there are any. */
const onNewPage = (content: readonly b.NodeJson[]): readonly b.NodeJson[] =>
  content.length > 0 ? [b.pageBreakNode, ...content] : [];

/** Highest the figure on the first page of the summary may be, and the most indicators that can be read in it. */
const summaryResults = { heightMm: 105, leaves: 24 };

/** Most targets of advice on the second page of the summary. */
const summaryTargets = 3;

const plainHeading = (node: b.NodeJson): b.NodeJson =>
  node['type'] === 'heading' ? b.withAttributes(node, { kind: 'plain' }) : node;

function fullReport(draft: DraftContext, title: string, now: number): readonly b.NodeJson[] {
  return [
    ...coverPart(draft, title, now),
    ...abstractPart(draft),
    ...basicsPart(draft),
    ...systemPart(draft),
    ...questionnairePart(draft),
    ...collectionPart(draft),
    ...resultsPart(draft),
    ...analysisPart(draft),
    ...(draft.csi ? adviceSection(draft, draft.csi) : []),
    ...onNewPage([...questionnaireAnnex(draft)]),
    ...tablesAnnex(draft),
    ...cleaningAnnex(draft),
    ...methodsAnnex(draft),
  ];
}

/** The words of the summary's second page, as long as they will be. */
function secondPageTexts({ gain, locale, say, studyKind }: DraftContext, csi: Found, quadrant: Found): SummaryTexts {
  const { ids } = improvementTargets(csi, quadrant);
  const labels = ids.slice(0, summaryTargets).map((id) => csi.result.labels[id] ?? id);
  const found = quadrant.analysis.narrative(quadrant.result, locale)[0];
  const rule = say(
    '改进对象按象限法选定：重要程度高而得分低的指标优先改进。',
    'The targets follow from the quadrants: indicators of high correlation with the index and low score come first.',
  );
  const more = ids.length > summaryTargets ? [''] : [];
  const grounds = say('得分 00.0，综合权重 0.000，满意率 00.0%', 'Score 00.0, composite weight 0.000, satisfied 00.0%');
  const expected = say('提高到 00.0 分，指数预期提高 0.00 分', 'At 00.0 the index is expected to rise by 0.00');
  return {
    paragraphs: [...(found ? [sentenceText(found, quadrant.result.values, locale)] : []), rule, ...more],
    caption: quadrant.analysis.figures(quadrant.result, locale)[0]?.title ?? '',
    rows: labels.map((label) => [label, grounds, ...(gain ? [expected] : []), measureText(locale, studyKind)]),
    widths: adviceWidths({ csi: csi.request, gain: gain?.request ?? null }, labels),
  };
}

/**
 * Two pages: the index and what it says with all indicators in one figure, then what to improve with the quadrants and the advice.
 */
function managementSummary(draft: DraftContext, title: string, now: number): readonly b.NodeJson[] {
  const { csi, quadrant, gap, returns, findings, figures, say, heading, blank, tree, locale } = draft;
  const noHigher = (nodes: readonly b.NodeJson[], aspect: number | undefined, mostMm: number): readonly b.NodeJson[] =>
    nodes.map((node) =>
      b.withAttributes(node, { widthMm: Math.round(Math.min(defaultFigureWidthMm, mostMm / (aspect ?? 0.5))) }),
    );
  const aspectOf = (one: Found, id: string | null): number | undefined => {
    const drawn = one.analysis.figures(one.result, locale);
    return (id === null ? drawn[0] : drawn.find((figure) => figure.id === id))?.aspect;
  };
  const results = tree.leaves.length > summaryResults.leaves && tree.roots.length > 1 ? 'first' : 'leaves';
  const room = csi && quadrant ? summaryRoom(secondPageTexts(draft, csi, quadrant)) : null;
  return [
    b.titleNode(title),
    b.subtitleNode(`${say('测评单位：', 'Prepared by ')}${blank}　${formatDate(now, locale)}`),
    ...(csi
      ? [
          heading(1, '结论', 'In short', 'plain'),
          ...findings(returns, 0, 1),
          ...findings(csi, 0, 3),
          ...(gap ? findings(gap, 0, 1) : []),
          ...noHigher(figures(csi, [results]), aspectOf(csi, results), summaryResults.heightMm),
        ]
      : abstractPart(draft)),
    ...(quadrant
      ? [
          b.pageBreakNode,
          heading(1, '最需要改进的环节', 'What to improve first', 'plain'),
          ...findings(quadrant, 0, 1),
          ...noHigher(
            figures(quadrant).slice(0, 1),
            aspectOf(quadrant, null),
            room?.figureMm ?? summaryResults.heightMm,
          ),
        ]
      : []),
    ...(csi ? adviceSection(draft, csi, room?.targets ?? summaryTargets).map(plainHeading) : []),
  ];
}

function technicalAnnex(draft: DraftContext, title: string, now: number): readonly b.NodeJson[] {
  return [
    ...coverPart(draft, title, now),
    ...systemPart(draft),
    ...questionnairePart(draft),
    ...collectionPart(draft),
    ...onNewPage([...questionnaireAnnex(draft)]),
    ...tablesAnnex(draft),
    ...cleaningAnnex(draft),
    ...methodsAnnex(draft),
  ];
}

/**
 * A fresh report in the given language: numbers, tables and figures by reference, findings from the catalogue, only what this project
 * has; the author's fields are marked. The full report follows the structure usual for such reports. Not saved by itself.
 */
export function draftReport(
  project: TemplateProject,
  locale: Locale,
  { template, study }: DraftOptions = { template: 'full' },
): StoredReport {
  const name = project.entities.settings.get('main')?.name ?? '';
  const draft = draftContext(project, locale, study ?? guessStudy(name));
  const title = `${draft.title}${inLocale(titleSuffix[template], locale)}`;
  const write = { full: fullReport, summary: managementSummary, technical: technicalAnnex }[template];
  return {
    id: 'main',
    title,
    locale,
    document: { type: 'doc', content: write(draft, title, project.now) },
    figureStyles: {},
  };
}

/** Ids of the indicators to improve: the quadrant of high importance and low score where there is one, most important first; else the lowest scores. */
function improvementTargets(
  csi: Found,
  quadrant: Found | undefined,
): { readonly ids: readonly string[]; readonly byQuadrant: boolean } {
  const { points, fields } = (quadrant?.result.values ?? {}) as {
    points?: readonly { id: string }[];
    fields?: { II: readonly number[] };
  };
  if (points && fields) {
    const chosen = fields.II.flatMap((place) => points[place]?.id ?? []);
    if (chosen.length > 0) return { ids: chosen, byQuadrant: true };
  }
  const { nodes, lowest } = csi.result.values as { nodes?: readonly { id: string }[]; lowest?: readonly number[] };
  return { ids: (lowest ?? []).slice(0, 3).flatMap((place) => nodes?.[place]?.id ?? []), byQuadrant: false };
}

/** What the horizontal axis of the quadrants says of an indicator far to the right. */
const importanceWords: Readonly<Record<string, Bilingual>> = {
  expectation: { zh: '期望', en: 'high expectation' },
  importance: { zh: '重要程度', en: 'high importance' },
  weight: { zh: '综合权重', en: 'high composite weight' },
  correlation: { zh: '与指数的相关', en: 'high correlation with the index' },
};

/** most: so many targets at most, the most important ones; the reader is told of the others. */
function adviceSection(
  { quadrant, gain, locale, studyKind, paragraph, heading }: DraftContext,
  csi: Found,
  most = Number.POSITIVE_INFINITY,
): b.NodeJson[] {
  const { ids: all, byQuadrant } = improvementTargets(csi, quadrant);
  const ids = all.slice(0, most);
  const more = all.length - ids.length;
  const axis = importanceWords[String(quadrant?.result.values['axis'])] ?? importanceWords['importance']!;
  if (ids.length === 0) return [];
  return [
    heading(1, '改进建议', 'Advice'),
    byQuadrant
      ? paragraph(
          `改进对象按象限法选定：${axis.zh}高而得分低的指标优先改进。`,
          `The targets follow from the quadrants: indicators of ${axis.en} and low score come first.`,
        )
      : paragraph(
          '改进对象按得分由低到高选定，列出得分最低的指标。',
          'The targets are the indicators with the lowest scores.',
        ),
    ...(more > 0
      ? [
          paragraph(
            `共 ${all.length} 项，此处列出最重要的 ${ids.length} 项，其余见完整报告。`,
            ids.length === 1
              ? `Of these ${all.length} targets the most important one is given here, the others in the full report.`
              : `Of these ${all.length} targets the ${ids.length} most important are given here, the others in the full report.`,
          ),
        ]
      : []),
    adviceTable(
      ids.map((id) => ({ id, label: csi.result.labels[id] ?? id })),
      { csi: csi.request, gain: gain?.request ?? null },
      locale,
      studyKind,
    ),
  ];
}
