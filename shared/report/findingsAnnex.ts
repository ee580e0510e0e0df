import type { AnalysisRequest, Json, Sentence } from '../analyses/types.ts';
import type { StoredReport } from '../model/project.ts';
import { inLocale, type Locale } from '../model/text.ts';
import type { Told } from './document.ts';
import { headingNode, type NodeJson, numberNode, pageBreakNode, textNode } from './templateBlocks.ts';

/** A finding of a whole evaluation as the report takes it: its numbers are paths into the result of the request. */
export interface ReportedFinding {
  readonly request: AnalysisRequest;
  readonly sentences: { readonly zh: Sentence; readonly en: Sentence };
  /** Its place among the findings about this result. */
  readonly index: number;
  /** The sentences with what their numbers showed: a claim that holds no longer is known by them. */
  readonly told: { readonly zh: Told; readonly en: Told };
}

const title = { zh: '全部测评的发现', en: 'Findings of the whole evaluation' };

/** A sentence as inline nodes, its numbers live. */
function sentenceNodes(request: AnalysisRequest, sentence: Sentence): readonly NodeJson[] {
  return sentence.parts.flatMap((part) =>
    typeof part !== 'string' ? [numberNode(request, part.path, part.format)] : part === '' ? [] : [textNode(part)],
  );
}

/** A finding as a paragraph that remembers what it claims, so that it is looked after as every sentence of the program's. */
function findingParagraph({ request, sentences, index, told }: ReportedFinding, locale: Locale): NodeJson {
  const language = locale === 'zh-CN' ? 'zh' : 'en';
  return {
    type: 'paragraph',
    attrs: {
      origin: {
        request,
        index,
        about: sentences[language].about,
        told: told[language],
        of: 'findings',
      } as unknown as Json,
      drafted: true,
    },
    content: sentenceNodes(request, sentences[language]),
  };
}

/** The report with an annex that lists the findings; one made before is replaced, so that nothing stands twice. */
export function withFindingsAnnex(report: StoredReport, findings: readonly ReportedFinding[]): StoredReport {
  const content = Array.isArray(report.document['content']) ? (report.document['content'] as readonly NodeJson[]) : [];
  const heading = headingNode(1, inLocale(title, report.locale), 'annex');
  const text = JSON.stringify(heading);
  const before = content.findIndex((node) => JSON.stringify(node) === text);
  const kept = before < 0 ? content : content.toSpliced(before, 2);
  const list: NodeJson = {
    type: 'bulletList',
    content: findings.map((one) => ({ type: 'listItem', content: [findingParagraph(one, report.locale)] })),
  };
  const added = before < 0 ? [pageBreakNode, heading, list] : [heading, list];
  return {
    ...report,
    document: {
      ...report.document,
      type: 'doc',
      content: kept.toSpliced(before < 0 ? kept.length : before, 0, ...added),
    },
  };
}
