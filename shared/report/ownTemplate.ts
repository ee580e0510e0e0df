import { findAnalysis } from '../analyses/catalogue.ts';
import type { AnalysisRequest, Json, JsonObject } from '../analyses/types.ts';
import { valueAt } from '../format/sentenceText.ts';
import type { ReportFile, ReportLook, StoredReport } from '../model/project.ts';
import { type Locale, inLocale } from '../model/text.ts';
import { fileScheme, readDocument } from './readDocument.ts';
import { requestKey } from './requestKey.ts';
import { requestsOf } from './requestsOf.ts';
import type { Outcomes } from './resolve.ts';
import { sentencePlace } from './sentencePlace.ts';
import { bareNode } from './wordOrigin.ts';
import { reportWriter } from './drafting/frontParts.ts';
import { type Draft, type DraftedParts, findDraftedParts, redrafted } from './draftedParts.ts';

/** A report of a company as the beginning of others: its words and order, its look, its pictures; results by their kind. */
export interface OwnTemplate {
  readonly program: 'csi-workbench';
  readonly kind: 'report-template';
  readonly version: 1;
  readonly name: string;
  readonly locale: Locale;
  readonly document: JsonObject;
  readonly look: ReportLook | null;
  readonly files: readonly ReportFile[];
  /** Absent in templates saved before this was known: everything in them is the template's own. */
  readonly drafted?: DraftedParts;
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const contentOf = (node: JsonObject): readonly JsonObject[] =>
  Array.isArray(node['content']) ? node['content'].filter(isObject) : [];
const attrsOf = (node: JsonObject): JsonObject => (isObject(node['attrs']) ? node['attrs'] : {});

/** Sentences a person made of the program's speak of one project: the template has the program's own in their place. */
function asTemplate(node: JsonObject): JsonObject {
  const { origin } = attrsOf(node);
  if (node['type'] === 'paragraph' && isObject(origin) && isObject(origin['request']))
    return {
      type: 'finding',
      attrs: {
        request: origin['request'],
        index: origin['index'] ?? null,
        ...(typeof origin['about'] === 'string' ? { about: origin['about'] } : {}),
      },
    };
  return Array.isArray(node['content']) ? { ...node, content: contentOf(node).map(asTemplate) } : node;
}

function filesNamed(node: JsonObject, into: Set<string>): void {
  const { src } = attrsOf(node);
  if (typeof src === 'string' && src.startsWith(fileScheme)) into.add(src.slice(fileScheme.length));
  for (const child of contentOf(node)) filesNamed(child, into);
}

/**
 * Remarks of readers and edited claims stay behind; pictures, logo and letterhead come along.
 *
 * @param drafts  what the program writes for this project: findDraftedParts
 */
export function makeTemplate(
  name: string,
  report: StoredReport,
  files: ReadonlyMap<string, ReportFile>,
  drafts: readonly Draft[] = [],
): OwnTemplate {
  const document = report.document as JsonObject;
  const named = new Set([report.look?.logo ?? '', report.look?.letterhead ?? '']);
  filesNamed(document, named);
  const withPictures = (node: JsonObject, original: JsonObject): JsonObject => {
    const own: JsonObject =
      node['type'] === 'image' ? { ...node, attrs: { ...attrsOf(node), src: attrsOf(original)['src'] ?? '' } } : node;
    const children = contentOf(original);
    return Array.isArray(own['content']) && contentOf(own).length === children.length
      ? { ...own, content: contentOf(own).map((child, place) => withPictures(child, children[place]!)) }
      : own;
  };
  const drafted = findDraftedParts(document, drafts);
  return {
    ...(drafted ? { drafted } : {}),
    program: 'csi-workbench',
    kind: 'report-template',
    version: 1,
    name,
    locale: report.locale,
    document: {
      type: 'doc',
      content: contentOf(document).map((block) => asTemplate(withPictures(bareNode(block), block))),
    },
    look: report.look ?? null,
    files: [...files.values()].filter((file) => named.has(file.id)),
  };
}

/** Which request of this project stands for each of the template's, by requestKey; absent: there is none of the kind. */
export function templateMapping(
  template: OwnTemplate,
  available: readonly AnalysisRequest[],
): ReadonlyMap<string, AnalysisRequest> {
  const wanted = requestsOf(readDocument(template.document));
  const mapping = new Map<string, AnalysisRequest>();
  const used = new Set<string>();
  for (const request of wanted) {
    const same = available.find((one) => requestKey(one) === requestKey(request));
    if (same) {
      mapping.set(requestKey(request), same);
      used.add(requestKey(same));
    }
  }
  for (const request of wanted) {
    if (mapping.has(requestKey(request))) continue;
    const next = available.find((one) => one.analysis === request.analysis && !used.has(requestKey(one)));
    if (!next) continue;
    mapping.set(requestKey(request), next);
    used.add(requestKey(next));
  }
  return mapping;
}

const blank = { zh: '【请填写】', en: '[to be filled in]' };

/** A section without anything under it goes, when the template had something there. */
function withoutEmptySections(
  before: readonly JsonObject[],
  after: readonly (readonly JsonObject[])[],
): readonly JsonObject[] {
  const levelOf = (node: JsonObject): number => (node['type'] === 'heading' ? Number(attrsOf(node)['level'] ?? 1) : 0);
  const dropped = new Set<number>();
  before.forEach((node, place) => {
    const level = levelOf(node);
    if (level === 0) return;
    let end = place + 1;
    while (end < before.length && (levelOf(before[end]!) === 0 || levelOf(before[end]!) > level)) end++;
    const inside = (index: number): boolean => levelOf(before[index]!) === 0 && before[index]!['type'] !== 'pageBreak';
    const places = Array.from({ length: end - place - 1 }, (_, step) => place + 1 + step).filter(inside);
    if (places.length > 0 && places.every((index) => after[index]!.length === 0)) dropped.add(place);
  });
  return after.flatMap((nodes, place) => (dropped.has(place) ? [] : nodes));
}

/**
 * A report for this project from a template: results of the same kind in place of the template's, what this project has no result for left out,
 * single numbers without a result as fields to fill in.
 *
 * @param outcomes  of the requests templateMapping names
 * @param title  of the new report, for its title line
 * @param draft  what the program writes for this project, of the kind the template's drafted parts come from; null where it has none
 */
export function fitTemplate(
  template: OwnTemplate,
  mapping: ReadonlyMap<string, AnalysisRequest>,
  outcomes: Outcomes,
  title: string,
  draft: JsonObject | null = null,
): StoredReport {
  const { locale } = template;
  const usable = (
    request: Json | undefined,
  ): { readonly request: AnalysisRequest; readonly has: (node: JsonObject) => boolean } | null => {
    if (!isObject(request)) return null;
    const mapped = mapping.get(requestKey(request as unknown as AnalysisRequest));
    const outcome = mapped ? outcomes.get(requestKey(mapped)) : undefined;
    const analysis = mapped ? findAnalysis(mapped.analysis) : undefined;
    if (!mapped || !analysis || !outcome?.ok || outcome.result.status !== 'ok') return null;
    const { result } = outcome;
    return {
      request: mapped,
      has: (node) => {
        const attrs = attrsOf(node);
        switch (node['type']) {
          case 'finding': {
            const index = typeof attrs['index'] === 'number' ? attrs['index'] : null;
            const about = attrs['about'];
            const sentences = analysis.narrative(result, locale);
            const ref = { index, ...(typeof about === 'string' ? { about } : {}) };
            return index === null || sentencePlace(sentences, ref) !== null;
          }
          case 'resultTable':
            return analysis.tables(result).some(({ id }) => id === attrs['tableId']);
          case 'figure':
            return analysis.figures(result, locale).some(({ id }) => id === attrs['figureId']);
          default:
            return valueAt(result.values, String(attrs['path'])) !== undefined;
        }
      },
    };
  };
  const fit = (node: JsonObject): readonly JsonObject[] => {
    const type = String(node['type']);
    if (['finding', 'resultTable', 'figure', 'number'].includes(type)) {
      const found = usable(attrsOf(node)['request']);
      if (found?.has(node))
        return [{ ...node, attrs: { ...attrsOf(node), request: found.request as unknown as Json } }];
      return type === 'number' ? [{ type: 'text', text: inLocale(blank, locale) }] : [];
    }
    return [Array.isArray(node['content']) ? { ...node, content: contentOf(node).flatMap(fit) } : node];
  };
  const before = contentOf(template.document);
  let titled = false;
  const again =
    template.drafted && draft
      ? redrafted(template.document, template.drafted, draft, {
          blank: inLocale(blank, locale),
          author: inLocale(reportWriter, locale),
        })
      : null;
  const inPlace = (node: JsonObject, place: number): readonly JsonObject[] => {
    const now = again?.get(place);
    return now === undefined ? fit(node) : now === null ? [] : [now];
  };
  const fitted = withoutEmptySections(before, before.map(inPlace)).map((node) => {
    if (titled || node['type'] !== 'title') return node;
    titled = true;
    return { ...node, content: [{ type: 'text', text: title }] };
  });
  const anchors = new Set<string>();
  const collect = (node: JsonObject): void => {
    const { anchor } = attrsOf(node);
    if (typeof anchor === 'string') anchors.add(anchor);
    contentOf(node).forEach(collect);
  };
  fitted.forEach(collect);
  const withoutOrphans = (node: JsonObject): JsonObject =>
    node['type'] === 'crossReference' && !anchors.has(String(attrsOf(node)['target']))
      ? { type: 'text', text: inLocale(blank, locale) }
      : Array.isArray(node['content'])
        ? { ...node, content: contentOf(node).map(withoutOrphans) }
        : node;
  return {
    id: 'main',
    title,
    locale,
    document: { type: 'doc', content: fitted.map(withoutOrphans) },
    figureStyles: {},
    ...(template.look ? { look: template.look } : {}),
  };
}
