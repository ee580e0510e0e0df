import { findAnalysis } from '../../analyses/catalogue.ts';
import type { AnalysisRequest, AnalysisResult, AnyAnalysis, Sentence } from '../../analyses/types.ts';
import { type Outcomes, resolveReport } from '../resolve.ts';
import { runsText } from '../textRuns.ts';
import { inLocale, type Locale } from '../../model/text.ts';
import type { FigureStyle } from '../../model/project.ts';
import { type BlockNode, defaultFigureWidthMm, type HeadingNode, type ReportDocument } from '../document.ts';
import { keptBack } from '../guard/keptBack.ts';
import type { ReportGuard } from '../guard/reportGuard.ts';
import { figureKey, requestKey } from '../requestKey.ts';
import type { ResolvedDocument, ResolvedNode, Run } from '../resolved.ts';
import { sentencesOf } from '../sentencePlace.ts';
import { fewerRows } from './fewerRows.ts';
import type { Deck, Slide, SlideBlock } from './deck.ts';
import {
  coverCards,
  indexFigure,
  type IndexValues,
  indexValues,
  methodPoints,
  satisfiedFigure,
} from './indexSlides.ts';
import { blocksOf, textRun } from './slideBlocks.ts';
import { termsTable } from './terms.ts';

export interface SlideSource {
  readonly document: ReportDocument;
  /** The same document with its references answered: its parts stand at the same places. */
  readonly resolved: ResolvedDocument;
  readonly outcomes: Outcomes;
  readonly locale: Locale;
  readonly figureStyles: Readonly<Record<string, FigureStyle>>;
  /** What is kept back from readers; null = nothing. */
  readonly guard: ReportGuard | null;
}

const words = {
  method: { zh: '怎样得到这些结果', en: 'How these results were obtained' },
  terms: { zh: '附录：术语', en: 'Annex: terms' },
  source: { zh: '来源', en: 'Source' },
  summary: { zh: '摘要', en: 'Summary' },
} as const;

/** Headings under which a report says what should be done. */
const adviceWords = /改进|建议|措施|对策|advice|recommend|improve|measure/i;

/** A part of the report as it is written and as it is shown. */
interface Part {
  readonly node: BlockNode;
  readonly shown: ResolvedNode;
}
interface Section {
  readonly heading: { readonly node: HeadingNode; readonly shown: ResolvedNode } | null;
  readonly content: readonly Part[];
}

function sectionsOf({ document, resolved }: SlideSource): readonly Section[] {
  const sections: { heading: Section['heading']; content: Part[] }[] = [{ heading: null, content: [] }];
  document.content.forEach((node, place) => {
    const shown = resolved.content[place];
    if (!shown) throw new Error('the answered report is not that of this document');
    if (node.type === 'heading' && node.attrs.level === 1) sections.push({ heading: { node, shown }, content: [] });
    else sections.at(-1)!.content.push({ node, shown });
  });
  return sections;
}

/** A sentence as a headline: without the stop at its end. */
function headline(runs: readonly Run[]): readonly Run[] {
  const last = runs.findLastIndex((run) => run.type === 'run' && run.text.trim() !== '');
  return runs.map((run, place) =>
    place === last && run.type === 'run' ? { ...run, text: run.text.trimEnd().replace(/(?<!\.)[。．.]$/, '') } : run,
  );
}

const isFinding = (node: BlockNode): boolean =>
  node.type === 'finding' || (node.type === 'paragraph' && Boolean(node.attrs?.origin));

interface Answered {
  readonly request: AnalysisRequest;
  readonly result: AnalysisResult;
  readonly analysis: AnyAnalysis;
}

class DeckWriter {
  readonly slides: Slide[] = [];
  /** Analyses that stand on slides, in order of first mention. */
  readonly analyses = new Set<AnyAnalysis>();
  /** What has been shown: figures and tables by request and id. */
  private readonly shown = new Set<string>();
  private figures = 0;
  private readonly source: SlideSource;

  constructor(source: SlideSource) {
    this.source = source;
  }

  say(text: { readonly zh: string; readonly en: string }): string {
    return inLocale(text, this.source.locale);
  }

  /** What the report does not name itself, through its own resolver, so that a slide shows what a page would show. */
  private resolved(node: BlockNode, outcomes = this.source.outcomes): readonly ResolvedNode[] {
    const { locale, figureStyles, guard } = this.source;
    return resolveReport({ type: 'doc', content: [node] }, outcomes, locale, figureStyles, guard).document.content;
  }

  private blocks(content: readonly ResolvedNode[]): readonly SlideBlock[] {
    return blocksOf(content).map((block) =>
      block.type === 'figure' ? { ...block, id: `slide-figure-${++this.figures}` } : block,
    );
  }

  answered(request: AnalysisRequest): Answered | null {
    const outcome = this.source.outcomes.get(requestKey(request));
    const analysis = outcome?.ok ? findAnalysis(outcome.result.analysis) : undefined;
    return outcome?.ok && outcome.result.status === 'ok' && analysis
      ? { request, result: outcome.result, analysis }
      : null;
  }

  private take(request: AnalysisRequest, kind: 'figure' | 'resultTable', id: string): boolean {
    const key = `${requestKey(request)} ${kind} ${id}`;
    if (this.shown.has(key)) return false;
    this.shown.add(key);
    return true;
  }

  private figure(request: AnalysisRequest, figureId: string): readonly SlideBlock[] {
    this.take(request, 'figure', figureId);
    const { outcomes, figureStyles } = this.source;
    const answered = this.answered(request);
    const style = figureStyles[figureKey(request, figureId)];
    const fewer = answered ? fewerRows(answered.result, figureId, style) : null;
    const caption = fewer ? this.say(fewer.caption) : null;
    const attrs = { request, figureId, caption, widthMm: defaultFigureWidthMm };
    const shown = fewer ? new Map(outcomes).set(requestKey(request), { ok: true, result: fewer.result }) : outcomes;
    return this.blocks(this.resolved({ type: 'figure', attrs }, shown));
  }

  /** What a finding is seen by: the first figure of its result that has not been shown, else the first table. */
  private shownBy({ request, result, analysis }: Answered, sentence: Sentence | undefined): readonly SlideBlock[] {
    const { locale, guard } = this.source;
    // A picture of a result that is itself about too few people would show by its lines what the words keep back.
    if (guard && keptBack(result, guard)) return [];
    const index = indexValues(result, guard);
    if (index) {
      const of = (start: string): boolean =>
        sentence?.parts.some((part) => typeof part !== 'string' && part.path.startsWith(start)) ?? false;
      const own = of('overall.index')
        ? indexFigure(result, index, locale, this.source.figureStyles[figureKey(request, 'first')])
        : of('overall.satisfied')
          ? satisfiedFigure(index, locale)
          : null;
      if (own)
        return [
          ...(of('overall.index') ? [coverCards(result, index, locale)] : []),
          {
            type: 'figure',
            id: `slide-figure-${++this.figures}`,
            caption: own.title,
            altText: own.altText,
            figure: own,
          },
        ];
      if (of('nodes.') && analysis.figures(result, locale).some(({ id }) => id === 'leaves'))
        return this.figure(request, 'leaves');
    }
    const figure = analysis.figures(result, locale).find(({ id }) => this.take(request, 'figure', id));
    if (figure) return this.figure(request, figure.id);
    const table = analysis.tables(result).find(({ id }) => this.take(request, 'resultTable', id));
    if (!table) return [];
    const attrs = { request, tableId: table.id, caption: null };
    return this.blocks(this.resolved({ type: 'resultTable', attrs }));
  }

  private footnote({ result, analysis }: Answered): string {
    const n = this.source.locale === 'zh-CN' ? `n = ${result.n}。` : `n = ${result.n}. `;
    return `${n}${this.say(words.source)}${this.source.locale === 'zh-CN' ? '：' : ': '}${this.say(analysis.title)}`;
  }

  /** A finding is the headline of its own slide; a finding that stands for all sentences of a result gives a slide for each. */
  finding({ node, shown }: Part): void {
    const origin = node.type === 'finding' ? node.attrs : node.type === 'paragraph' ? node.attrs?.origin : null;
    if (!origin) return;
    const answered = this.answered(origin.request);
    const sentences = answered ? answered.analysis.narrative(answered.result, this.source.locale) : [];
    if (node.type === 'finding' && origin.index === null && sentences.length > 1) {
      sentences.forEach(({ about }, index) => {
        const one: BlockNode = { type: 'finding', attrs: { request: origin.request, index, about } };
        for (const told of this.resolved(one)) this.finding({ node: one, shown: told });
      });
      return;
    }
    const title = headline(
      shown.type === 'paragraph' ? shown.runs : shown.type === 'notice' ? [textRun(shown.text)] : [],
    );
    // A sentence that speaks of people kept back is no headline.
    const { guard } = this.source;
    if (shown.type === 'notice' && answered && guard && !keptBack(answered.result, guard)) return;
    // A result that is kept back is said to be so once, not on a slide for each of its sentences.
    const before = this.slides.at(-1);
    if (
      shown.type === 'notice' &&
      (shown.text === '' || (before?.blocks.length === 0 && runsText(before.title) === runsText(title)))
    )
      return;
    if (answered) this.analyses.add(answered.analysis);
    const blocks = answered ? this.shownBy(answered, sentencesOf(sentences, origin)[0]) : [];
    const footnote = answered ? this.footnote(answered) : '';
    // With nothing of its own to show, a sentence stands on the slide of the result it belongs to, above what is shown there.
    if (
      before &&
      footnote !== '' &&
      before.footnote === footnote &&
      blocks.length === 0 &&
      shown.type === 'paragraph'
    ) {
      const texts = before.blocks.findIndex((block) => block.type !== 'text');
      const told = before.blocks.toSpliced(texts < 0 ? before.blocks.length : texts, 0, ...this.blocks([shown]));
      this.slides[this.slides.length - 1] = { ...before, blocks: told };
      return;
    }
    this.slides.push({ kind: 'content', title, blocks, footnote });
  }

  /** The section in its order: findings as slides of their own, all else filled into slides under its heading. */
  section({ heading, content }: Section): void {
    const title: readonly Run[] =
      heading?.shown.type === 'heading' ? heading.shown.runs : [textRun(this.say(words.summary))];
    let waiting: ResolvedNode[] = [];
    const put = (): void => {
      const blocks = this.blocks(waiting);
      waiting = [];
      if (blocks.length > 0) this.slides.push({ kind: 'content', title, blocks, footnote: '' });
    };
    for (const part of content) {
      const { node, shown } = part;
      if (isFinding(node)) {
        put();
        this.finding(part);
        continue;
      }
      if (node.type === 'figure' && !this.take(node.attrs.request, 'figure', node.attrs.figureId)) continue;
      if (node.type === 'resultTable' && !this.take(node.attrs.request, 'resultTable', node.attrs.tableId)) continue;
      if (node.type === 'figure' || node.type === 'resultTable') {
        const answered = this.answered(node.attrs.request);
        if (answered) this.analyses.add(answered.analysis);
      }
      waiting.push(shown);
    }
    put();
  }
}

/** The project's own index, if the report or the caller asked for it. */
function ownIndex({
  outcomes,
  guard,
}: SlideSource): { readonly result: AnalysisResult; readonly values: IndexValues } | null {
  for (const outcome of outcomes.values()) {
    const values = outcome.ok ? indexValues(outcome.result, guard) : null;
    if (outcome.ok && values) return { result: outcome.result, values };
  }
  return null;
}

/**
 * The report as slides, from what it says to those who decide: its cover with the main numbers, the method in one slide, every finding of
 * the parts without a number (摘要) as the headline of a slide with its figure, the advice, the terms. A report without such parts gives
 * the findings of all its sections.
 *
 * @param source  the report with answered references; the caller has stopped where one is unresolved
 */
export function slidesOf(source: SlideSource): Deck {
  const { outcomes, locale } = source;
  const writer = new DeckWriter(source);
  const sections = sectionsOf(source);
  const cover = sections[0]!.content.flatMap(({ shown }) =>
    shown.type === 'title' || shown.type === 'subtitle' ? [shown] : [],
  );
  const titleNode = cover.find((node) => node.type === 'title');
  const title = titleNode ? runsText(titleNode.runs).trim() : '';
  const index = ownIndex(source);

  writer.slides.push({
    kind: 'cover',
    title: titleNode ? titleNode.runs : [textRun(writer.say(words.summary))],
    blocks: [
      ...blocksOf(cover.filter((node) => node.type !== 'title')),
      ...(index ? [coverCards(index.result, index.values, locale)] : []),
    ],
    footnote: '',
  });
  if (index)
    writer.slides.push({
      kind: 'content',
      title: [textRun(writer.say(words.method))],
      blocks: methodPoints(index.result, index.values, outcomes, locale),
      footnote: '',
    });

  const isAdvice = ({ heading }: Section): boolean =>
    heading !== null && adviceWords.test(headingText(heading.node)) && heading.node.attrs.kind !== 'annex';
  const plain = sections.filter(({ heading }) => heading?.node.attrs.kind === 'plain');
  const told = sections.filter((section) => plain.includes(section) || isAdvice(section));
  if (plain.length > 0) for (const section of told) writer.section(section);
  else
    for (const section of sections)
      if (isAdvice(section)) writer.section(section);
      else for (const part of section.content) if (isFinding(part.node)) writer.finding(part);

  if (index) writer.analyses.add(findAnalysis('csi.index')!);
  const terms = termsTable([...writer.analyses], index !== null, locale);
  if (terms)
    writer.slides.push({ kind: 'content', title: [textRun(writer.say(words.terms))], blocks: [terms], footnote: '' });
  return { locale, title: title === '' ? writer.say(words.summary) : title, slides: writer.slides };
}

const headingText = ({ content = [] }: HeadingNode): string =>
  content.map((node) => (node.type === 'text' ? node.text : '')).join('');
