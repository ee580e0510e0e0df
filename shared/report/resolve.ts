import { findAnalysis } from '../analyses/catalogue.ts';
import type { AnalysisRequest, AnalysisResult } from '../analyses/types.ts';
import { reasonTexts } from '../analyses/reasonTexts.ts';
import { applyFigureStyle } from '../charts/applyFigureStyle.ts';
import { formatNumber } from '../format/formatNumber.ts';
import { missingMark } from '../format/missingMark.ts';
import { valueAt } from '../format/sentenceText.ts';
import type { FigureStyle } from '../model/project.ts';
import { type Bilingual, inLocale, type Locale } from '../model/text.ts';
import {
  type BlockNode,
  type FigureNode,
  type FindingNode,
  type InlineNode,
  type ParagraphNode,
  type ReportDocument,
  type ResultTableNode,
  type Told,
  toldText,
} from './document.ts';
import { noticeText } from './gatherNotices.ts';
import { figureForPage } from './figureForPage.ts';
import { captionLabel, HeadingCounter } from './numbering.ts';
import { sentencesOf } from './sentencePlace.ts';
import { tableContent } from './tableContent.ts';
import { marked, plainRun, runsText, sentenceRuns } from './textRuns.ts';
import { maskPersonal } from './guard/maskPersonal.ts';
import { protectFigure } from './guard/protectFigure.ts';
import { protectTable } from './guard/protectTable.ts';
import { keptBack } from './guard/keptBack.ts';
import { hiddenMark, keptBackText, type ReportGuard } from './guard/reportGuard.ts';
import { tellsOfFew } from './guard/tellsOfFew.ts';
import { isFew } from './guard/withheld.ts';
import { figureKey, requestKey } from './requestKey.ts';
import type {
  ContentsEntry,
  NumberedCaption,
  ResolvedCell,
  ResolvedDocument,
  ResolvedNode,
  Run,
  TextRun,
  Unresolved,
} from './resolved.ts';

/** What came of a request: its result, or the sentence of why there is none. */
export type Outcome =
  | { readonly ok: true; readonly result: AnalysisResult }
  | { readonly ok: false; readonly message: Bilingual };
/** Outcomes by requestKey. */
export type Outcomes = ReadonlyMap<string, Outcome>;

export interface ResolveOptions {
  /** Remarks of readers stand on the text they are about; otherwise nothing of them is in the resolved document. */
  readonly comments?: boolean;
}

export interface Resolution {
  readonly document: ResolvedDocument;
  readonly unresolved: readonly Unresolved[];
}

const words = {
  contents: { zh: '目录', en: 'Contents' },
  notRun: { zh: '该分析尚无结果', en: 'this analysis has no result yet' },
  unknownAnalysis: { zh: '没有这种分析', en: 'there is no such analysis' },
  noNumber: { zh: '结果中没有这个数', en: 'the result has no such number' },
  noSentence: {
    zh: '按现在的数据，程序不再写这一句',
    en: 'with the data of today the program no longer writes this sentence',
  },
  conclusion: { zh: '的结论', en: ', its finding' },
  noTable: { zh: '结果中没有这张表', en: 'the result has no such table' },
  noFigure: { zh: '结果中没有这张图', en: 'the result has no such figure' },
  unknownNode: {
    zh: '这部分内容由更新的版本写成，此版本无法显示',
    en: 'this part was written by a newer version and cannot be shown',
  },
  reference: { zh: '交叉引用', en: 'cross reference' },
  noTarget: { zh: '被引用的图、表或标题已不存在', en: 'the figure, table or heading it names is gone' },
  noReason: { zh: '数据不满足该方法的条件', en: 'the data do not meet the conditions of the method' },
  partlyFew: {
    zh: '图中含人数过少的组，无法单独略去，故不列出',
    en: 'it shows groups of too few people, which cannot be left out of it',
  },
  missing: { zh: '（缺失的引用）', en: '(missing reference)' },
} as const satisfies Readonly<Record<string, Bilingual>>;

class Resolver {
  readonly unresolved: Unresolved[] = [];
  readonly entries: ContentsEntry[] = [];
  title = '';
  private section = '';
  private headings = 0;
  private figures = 0;
  private tables = 0;
  private notes = 0;
  /** What references call a thing by its anchor, and references still without: forward ones are known at the end. */
  private readonly anchors = new Map<string, { readonly id: string; readonly label: string }>();
  private readonly pending: {
    readonly run: { text: string; target?: string };
    readonly anchor: string;
    readonly section: string;
  }[] = [];
  private readonly comments: boolean;
  private readonly counter: HeadingCounter;
  private readonly outcomes: Outcomes;
  private readonly styles: Readonly<Record<string, FigureStyle>>;
  private readonly guard: ReportGuard | null;
  private readonly locale: Locale;

  constructor(
    outcomes: Outcomes,
    locale: Locale,
    styles: Readonly<Record<string, FigureStyle>>,
    guard: ReportGuard | null,
    { comments = false }: ResolveOptions,
  ) {
    this.comments = comments;
    this.guard = guard;
    this.outcomes = outcomes;
    this.locale = locale;
    this.styles = styles;
    this.counter = new HeadingCounter(locale);
  }

  private miss(
    kind: Unresolved['kind'],
    request: AnalysisRequest | null,
    target: string,
    reason: Bilingual,
    told?: Told,
  ): void {
    const id = /(?:^|\.)id=([^.]+)/.exec(target)?.[1];
    const about = id === undefined ? undefined : this.nameOf(id);
    const { section } = this;
    this.unresolved.push({
      kind,
      analysis: request?.analysis ?? '',
      target,
      about,
      ...(told ? { told: toldText(told) } : {}),
      section,
      reason,
    });
  }

  /** What an id stands for: a result that lacks it does not name it, another one does. */
  private nameOf(id: string): string | undefined {
    for (const outcome of this.outcomes.values()) {
      const name = outcome.ok ? outcome.result.labels[id] : undefined;
      if (name !== undefined) return name;
    }
    return undefined;
  }

  private resultOf(request: AnalysisRequest): { readonly result: AnalysisResult } | { readonly reason: Bilingual } {
    const outcome = this.outcomes.get(requestKey(request));
    if (!outcome) return { reason: words.notRun };
    if (!outcome.ok) return { reason: outcome.message };
    return findAnalysis(outcome.result.analysis) ? { result: outcome.result } : { reason: words.unknownAnalysis };
  }

  private anchored(anchor: string | null | undefined, id: string, label: string): void {
    if (anchor) this.anchors.set(anchor, { id, label });
  }

  /** Gives every reference the number its target has got by now. */
  finish(): void {
    for (const { run, anchor, section } of this.pending) {
      const target = this.anchors.get(anchor);
      if (target) {
        // A figure that cannot be estimated has no number; its notice says why.
        run.text = target.label === '' ? missingMark : target.label;
        if (target.label !== '') run.target = target.id;
      } else {
        run.text = inLocale(words.missing, this.locale);
        this.unresolved.push({
          kind: 'crossReference',
          analysis: '',
          target: inLocale(words.reference, this.locale),
          section,
          reason: words.noTarget,
        });
      }
    }
  }

  private inline(node: InlineNode): Run {
    switch (node.type) {
      case 'text':
        return marked(plainRun(node.text), node.marks, this.comments);
      case 'footnote':
        this.notes++;
        return { type: 'footnote', number: this.notes, text: node.attrs.text };
      case 'crossReference': {
        const run: TextRun & { text: string; target?: string } = {
          ...marked(plainRun('', true), node.marks, this.comments),
        };
        this.pending.push({ run, anchor: node.attrs.target, section: this.section });
        return run;
      }
      case 'hardBreak':
        return { type: 'break' };
      case 'number': {
        const { request, path, format } = node.attrs;
        const found = this.resultOf(request);
        const live = (text: string): TextRun => ({
          ...marked(plainRun(text, true), node.marks, this.comments),
          number: { request, path, format },
        });
        const value = 'result' in found ? valueAt(found.result.values, path) : undefined;
        if (
          'result' in found &&
          (this.keepsBack(found.result) || (this.guard && isFew(found.result, path, this.guard.smallest)))
        )
          return marked(plainRun(hiddenMark, true), node.marks);
        // A result that cannot be estimated has its reason in its finding; its numbers are dashes, not broken references.
        if (
          value === null ||
          ('result' in found && found.result.status === 'notEstimable' && typeof value !== 'number')
        )
          return live(missingMark);
        if (typeof value === 'number') return live(formatNumber(value, format, this.locale));
        if (typeof value === 'string') {
          const text = 'result' in found ? (found.result.labels[value] ?? value) : value;
          return live(this.guard?.masks ? maskPersonal(text) : text);
        }
        this.miss('number', request, path, 'reason' in found ? found.reason : words.noNumber);
        return live(inLocale(words.missing, this.locale));
      }
      case 'unknown':
        this.miss('unknown', null, node.name, words.unknownNode);
        return plainRun(`[${node.name}]`);
    }
  }

  private keepsBack(result: AnalysisResult): ReturnType<typeof keptBack> {
    return this.guard && keptBack(result, this.guard);
  }

  /** The result a paragraph shows a number of that is kept back, while its words are the program's. */
  private resultOfFew({ content = [] }: ParagraphNode): AnalysisResult | null {
    for (const node of content) {
      const found = node.type === 'number' ? this.resultOf(node.attrs.request) : null;
      if (!found || !('result' in found) || node.type !== 'number' || this.keepsBack(found.result)) continue;
      if (isFew(found.result, node.attrs.path, this.guard!.smallest)) return found.result;
    }
    return null;
  }

  private runs(content: readonly InlineNode[] = []): readonly Run[] {
    return content.map((node) => this.inline(node));
  }

  /** part: of what of the result there is nothing to show; absent: of all of it. */
  private notice(
    result: AnalysisResult,
    anchor?: string | null,
    because?: Bilingual,
    part: Bilingual = { zh: '', en: '' },
  ): ResolvedNode {
    this.anchored(anchor, '', '');
    const title = `${inLocale(findAnalysis(result.analysis)!.title, this.locale)}${inLocale(part, this.locale)}`;
    const why = this.keepsBack(result);
    const reason = inLocale(
      because ??
        (why && this.guard ? keptBackText(why, this.guard) : (reasonTexts[result.reason ?? ''] ?? words.noReason)),
      this.locale,
    );
    return {
      type: 'notice',
      text: noticeText([title], reason, this.locale),
      missing: { name: title, reason },
    };
  }

  private lost(
    kind: 'finding' | 'resultTable' | 'figure',
    request: AnalysisRequest,
    target: string,
    reason: Bilingual,
    told?: Told,
  ): ResolvedNode {
    this.miss(kind, request, target, reason, told);
    return { type: 'notice', text: `${inLocale(words.missing, this.locale)} ${inLocale(reason, this.locale)}` };
  }

  private finding({ attrs }: FindingNode, at: string): ResolvedNode {
    const { request, index, told } = attrs;
    const found = this.resultOf(request);
    const target = index === null ? '' : String(index + 1);
    if ('reason' in found) return this.lost('finding', request, target, found.reason, told);
    const { result } = found;
    if (result.status === 'notEstimable' || this.keepsBack(result)) return this.notice(result);
    const chosen = sentencesOf(findAnalysis(result.analysis)!.narrative(result, this.locale), attrs);
    if (chosen.length === 0) return this.lost('finding', request, target, words.noSentence, told);
    const { guard } = this;
    const open = guard ? chosen.filter((one) => !tellsOfFew(one, result, guard.smallest)) : chosen;
    if (guard && open.length === 0) return this.notice(result, null, keptBackText('group', guard), words.conclusion);
    const gap = this.locale === 'zh-CN' ? [] : [plainRun(' ')];
    return {
      type: 'paragraph',
      at,
      machine: true,
      runs: open.flatMap((one, place) => [
        ...(place > 0 ? gap : []),
        ...sentenceRuns(one, result, this.locale, request, this.guard),
      ]),
    };
  }

  private resultTable({ request, tableId, caption, anchor }: ResultTableNode['attrs'], at: string): ResolvedNode {
    const found = this.resultOf(request);
    if ('reason' in found) return this.lost('resultTable', request, tableId, found.reason);
    if (found.result.status === 'notEstimable' || this.keepsBack(found.result))
      return this.notice(found.result, anchor);
    const table = findAnalysis(found.result.analysis)!
      .tables(found.result)
      .find((one) => one.id === tableId);
    if (!table) return this.lost('resultTable', request, tableId, words.noTable);
    return {
      type: 'resultTable',
      at,
      ...this.numbered('table', anchor),
      caption: caption ?? inLocale(table.title, this.locale),
      table: tableContent(this.guard ? protectTable(found.result, table, this.guard) : table, this.locale),
    };
  }

  /** The next number of its kind. */
  private numbered(
    kind: 'figure' | 'table',
    anchor: string | null | undefined,
  ): { readonly id: string; readonly label: string } {
    const number = kind === 'figure' ? ++this.figures : ++this.tables;
    const own = { id: `${kind}-${number}`, label: captionLabel(kind, number, this.locale) };
    this.anchored(anchor, own.id, own.label);
    return own;
  }

  private ownCaption(
    kind: 'figure' | 'table',
    { caption, anchor }: { readonly caption?: string | null; readonly anchor?: string | null } = {},
  ): NumberedCaption | null {
    return caption ? { ...this.numbered(kind, anchor), text: caption } : null;
  }

  private figure({ request, figureId, caption, widthMm, anchor }: FigureNode['attrs'], at: string): ResolvedNode {
    const found = this.resultOf(request);
    if ('reason' in found) return this.lost('figure', request, figureId, found.reason);
    if (found.result.status === 'notEstimable' || this.keepsBack(found.result))
      return this.notice(found.result, anchor);
    const drawn = findAnalysis(found.result.analysis)!
      .figures(found.result, this.locale)
      .find((one) => one.id === figureId);
    if (!drawn) return this.lost('figure', request, figureId, words.noFigure);
    const shown = this.guard ? protectFigure(found.result, drawn, this.guard) : drawn;
    if (!shown) return this.notice(found.result, anchor, words.partlyFew);
    const figure = applyFigureStyle(shown, this.styles[figureKey(request, figureId)]);
    return {
      type: 'figure',
      at,
      ...this.numbered('figure', anchor),
      caption: caption ?? figure.title,
      altText: figure.altText,
      widthMm,
      figure: figureForPage(figure),
    };
  }

  private cells(row: BlockNode, at: string): readonly ResolvedCell[] {
    const plain = (content: readonly ResolvedNode[]): ResolvedCell => ({
      header: false,
      colspan: 1,
      rowspan: 1,
      colwidth: null,
      content,
    });
    if (row.type !== 'tableRow') return [plain([this.block(row, at)])];
    return (row.content ?? []).map((cell, place) =>
      cell.type === 'tableHeader' || cell.type === 'tableCell'
        ? { header: cell.type === 'tableHeader', ...cell.attrs, content: this.blocks(cell.content, `${at}.${place}`) }
        : plain([this.block(cell, `${at}.${place}`)]),
    );
  }

  private block(node: BlockNode, at: string): ResolvedNode {
    switch (node.type) {
      case 'title': {
        const runs = this.runs(node.content);
        if (this.title === '') this.title = runsText(runs).trim();
        return { type: 'title', at, runs };
      }
      case 'subtitle':
        return { type: 'subtitle', at, runs: this.runs(node.content) };
      case 'heading': {
        const { level, kind, anchor } = node.attrs;
        const label = this.counter.next(level, kind);
        const runs = this.runs(node.content);
        const text = runsText(runs).trim();
        this.section = [label, text].filter((part) => part !== '').join(' ');
        const id = `section-${++this.headings}`;
        this.anchored(anchor, id, label === '' ? text : label);
        if (text !== '' && level <= 2) this.entries.push({ id, level, label, text });
        return { type: 'heading', at, level, kind, label, id, runs };
      }
      case 'paragraph': {
        const few = this.guard && node.attrs?.drafted ? this.resultOfFew(node) : null;
        if (few) return this.notice(few, null, keptBackText('group', this.guard!), words.conclusion);
        return { type: 'paragraph', at, machine: false, runs: this.runs(node.content) };
      }
      case 'bulletList':
      case 'orderedList':
        return {
          type: 'list',
          ordered: node.type === 'orderedList',
          start: node.type === 'orderedList' ? (node.attrs?.start ?? 1) : 1,
          items: (node.content ?? []).map((item, place) =>
            item.type === 'listItem'
              ? this.blocks(item.content, `${at}.${place}`)
              : [this.block(item, `${at}.${place}`)],
          ),
        };
      case 'listItem':
        return { type: 'list', ordered: false, start: 1, items: [this.blocks(node.content, at)] };
      case 'table':
        return {
          type: 'table',
          at,
          caption: this.ownCaption('table', node.attrs),
          rows: (node.content ?? []).map((row, place) => this.cells(row, `${at}.${place}`)),
        };
      case 'tableRow':
        return { type: 'table', rows: [this.cells(node, at)] };
      case 'tableHeader':
      case 'tableCell':
        return {
          type: 'table',
          rows: [[{ header: node.type === 'tableHeader', ...node.attrs, content: this.blocks(node.content, at) }]],
        };
      case 'image':
        return {
          type: 'image',
          at,
          src: node.attrs.src,
          alt: node.attrs.alt,
          widthMm: node.attrs.widthMm,
          caption: this.ownCaption('figure', node.attrs),
        };
      case 'pageBreak':
        return { type: 'pageBreak' };
      case 'tableOfContents':
        // Entries are known once the whole document has been walked; the array is shared.
        return { type: 'tableOfContents', title: inLocale(words.contents, this.locale), entries: this.entries };
      case 'finding':
        return this.finding(node, at);
      case 'resultTable':
        return this.resultTable(node.attrs, at);
      case 'figure':
        return this.figure(node.attrs, at);
      case 'unknown':
        this.miss('unknown', null, node.name, words.unknownNode);
        return { type: 'unknown', text: `[${node.name}] ${inLocale(words.unknownNode, this.locale)}` };
    }
  }

  blocks(content: readonly BlockNode[] = [], at = ''): readonly ResolvedNode[] {
    return content.map((node, place) => this.block(node, at === '' ? String(place) : `${at}.${place}`));
  }
}

/**
 * Answers every reference of the report and numbers its headings, figures and tables. Nothing is dropped: what cannot be answered
 * stands as a notice and is listed in unresolved, and an export must stop there.
 *
 * @param outcomes  results by requestKey, at full precision; digits are rounded here through shared/format
 * @param figureStyles  the author's changes by figureKey
 * @param guard  what is kept back from readers; null = nothing
 */
export function resolveReport(
  document: ReportDocument,
  outcomes: Outcomes,
  locale: Locale,
  figureStyles: Readonly<Record<string, FigureStyle>> = {},
  guard: ReportGuard | null = null,
  options: ResolveOptions = {},
): Resolution {
  const resolver = new Resolver(outcomes, locale, figureStyles, guard, options);
  const content = resolver.blocks(document.content);
  resolver.finish();
  return { document: { locale, title: resolver.title, content }, unresolved: resolver.unresolved };
}
