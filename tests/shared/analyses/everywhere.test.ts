import { describe, expect, it } from 'vitest';
import { catalogue, findAnalysis } from '../../../shared/analyses/catalogue.ts';
import { evaluateAll, evaluationRequests } from '../../../shared/analyses/evaluateAll.ts';
import { findingsOf, findingSources } from '../../../shared/analyses/findings.ts';
import { requestSchema } from '../../../shared/analyses/requestSchema.ts';
import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import { sweptAnalyses } from '../../../shared/analyses/sweeps.ts';
import type { AnalysisRequest, AnalysisResult } from '../../../shared/analyses/types.ts';
import { warningText } from '../../../shared/analyses/warningTexts.ts';
import { applyFigureStyle, figureColours } from '../../../shared/charts/applyFigureStyle.ts';
import { formatCell } from '../../../shared/format/formatCell.ts';
import { sentenceText, valueAt } from '../../../shared/format/sentenceText.ts';
import { CancelledError } from '../../../shared/model/errors.ts';
import { inLocale } from '../../../shared/model/text.ts';
import { uncontrolled } from '../../../shared/model/runControl.ts';
import { toldOf } from '../../../shared/report/editedSentence.ts';
import { editedSentences } from '../report/editedSentences.ts';
import { withFindingsAnnex } from '../../../shared/report/findingsAnnex.ts';
import { readDocument } from '../../../shared/report/readDocument.ts';
import { requestKey } from '../../../shared/report/requestKey.ts';
import { requestsOf } from '../../../shared/report/requestsOf.ts';
import { resolveReport } from '../../../shared/report/resolve.ts';
import { resultNodes } from '../../../shared/report/appendResult.ts';
import { askedFor, full, store } from './fullStore.ts';
import { survey } from './survey.ts';

const evaluations = evaluateAll(store);

const evaluated = new Map<string, AnalysisResult>();
for (const { result } of evaluations)
  if (result?.status === 'ok' && !evaluated.has(result.analysis)) evaluated.set(result.analysis, result);
const resultOf = (id: string): AnalysisResult =>
  evaluated.get(id) ?? runAnalysis(store, { analysis: id, ...askedFor[id]!.request });

const bad = /NaN|undefined|Infinity|\[object|null/;
/** "p .02" and "p = <.001", an empty name, a placeholder left over, one thing in the plural. */
const clumsy = /\bp \.\d|= [<>]|“”|[{}]|\b1 (?:forms|items|indicators|questions|answers|pairs|ways)\b/;

describe.each(catalogue.map((analysis) => [analysis.id, analysis] as const))('%s', (id, analysis) => {
  it('is part of the whole evaluation, or there is a reason why not', () => {
    expect(evaluated.has(id), 'proposed and estimable').toBe(!(id in askedFor));
  });

  it('shows its tables, figures and findings on the screen in both languages', () => {
    const result = resultOf(id);
    expect(result.status).toBe('ok');
    for (const locale of ['zh-CN', 'en'] as const) {
      const sentences = analysis.narrative(result, locale);
      expect(sentences.length).toBeGreaterThan(0);
      // Reports know a sentence by what it tells of, in whichever language.
      const told = sentences.map(({ about }) => about);
      expect(new Set(told).size, told.join()).toBe(told.length);
      expect(told).toEqual(analysis.narrative(result, 'en').map(({ about }) => about));
      for (const sentence of sentences) {
        for (const part of sentence.parts)
          if (typeof part !== 'string') expect(valueAt(result.values, part.path), part.path).toBeDefined();
        expect(sentenceText(sentence, result.values, locale)).not.toMatch(bad);
        expect(sentenceText(sentence, result.values, locale)).not.toMatch(clumsy);
      }
      for (const warning of result.warnings) expect(warningText(warning, locale)).not.toMatch(clumsy);
      for (const table of analysis.tables(result)) {
        const heads = table.columns.map(({ title }) => inLocale(title, locale));
        expect(new Set(heads).size, heads.join()).toBe(heads.length);
      }
      for (const table of analysis.tables(result))
        for (const note of table.notes) expect(inLocale(note, locale)).not.toMatch(clumsy);
      for (const table of analysis.tables(result))
        for (const row of table.rows)
          for (const column of table.columns)
            expect(formatCell(row.cells[column.key]!, column.format, locale), `${table.id} ${column.key}`).not.toMatch(
              bad,
            );
      for (const figure of analysis.figures(result, locale)) {
        expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
        expect(`${figure.title} ${figure.altText}`).not.toMatch(bad);
        // Every kind of figure can be restyled: each of its colours, and its title.
        const colours = figureColours(figure);
        expect(colours.length, figure.id).toBeGreaterThan(0);
        for (const [place, colour] of colours.entries()) {
          const wanted = colours.map((_, index) => (index === place ? '#123456' : ''));
          const styled = applyFigureStyle(figure, { colours: wanted, title: '新题' });
          expect(figureColours(styled), `${figure.id} ${colour}`).toContain('#123456');
          expect(styled.title).toBe('新题');
        }
      }
    }
  });

  it('is a block of the report', () => {
    const result = resultOf(id);
    const request = { analysis: id, inputs: result.inputs as AnalysisRequest['inputs'], options: result.options };
    const figure = analysis.figures(result, 'zh-CN')[0];
    const table = analysis.tables(result)[0];
    const content = resultNodes({
      request,
      finding: null,
      ...(figure ? { figureId: figure.id } : {}),
      ...(table ? { tableId: table.id } : {}),
    });
    const document = readDocument({ type: 'doc', content } as never);
    const outcomes = new Map([[requestKey(request), { ok: true as const, result }]]);
    for (const locale of ['zh-CN', 'en'] as const) {
      const { unresolved, document: resolved } = resolveReport(document, outcomes, locale);
      expect(unresolved).toEqual([]);
      expect(resolved.content.filter((node) => node.type === 'notice' || node.type === 'unknown')).toEqual([]);
    }
  });

  it('runs from the command line by its schema, and gives the same again', () => {
    const result = resultOf(id);
    const schema = requestSchema(analysis) as { properties: { inputs: { properties: object } } };
    expect(Object.keys(result.inputs)).toEqual(Object.keys(schema.properties.inputs.properties));
    const request = { analysis: id, inputs: result.inputs as AnalysisRequest['inputs'], options: result.options };
    expect(runAnalysis(store, JSON.parse(JSON.stringify(request)) as AnalysisRequest)).toEqual(result);
  });

  it('has its method note and words to find it by', () => {
    for (const text of [analysis.title, analysis.note.what]) {
      expect(text.zh).toMatch(/\p{Script=Han}/u);
      expect(text.en).toMatch(/[A-Za-z]/);
    }
    expect(analysis.note.formula.zh).not.toBe('');
    expect(analysis.note.formula.en).not.toBe('');
    expect(analysis.note.source).not.toBe('');
    expect(analysis.keywords.length).toBeGreaterThan(0);
  });
});

describe('the whole evaluation', () => {
  it('gives each result that the analysis gives by itself, though columns are shared', () => {
    for (const { request, result } of evaluations)
      expect(runAnalysis(store, request), request.analysis).toEqual(result);
  });

  it('asks nothing twice, and nothing of an empty project', () => {
    const keys = evaluations.map(({ request }) => requestKey(request));
    expect(new Set(keys).size).toBe(keys.length);
    expect(evaluationRequests(survey([]))).toEqual([]);
    expect(findingsOf(evaluateAll(survey([])))).toEqual([]);
  });

  it('sweeps and looks for findings in members that there are', () => {
    for (const id of [...sweptAnalyses, ...findingSources]) expect(findAnalysis(id), id).toBeDefined();
  });

  it('says how far it is and stops', () => {
    const seen: number[] = [];
    evaluateAll(store, { ...uncontrolled, report: (done, total) => void seen.push(done / total) });
    expect(seen).toHaveLength(evaluations.length);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    let calls = 0;
    const stop = (): void => {
      if (++calls > 5) throw new CancelledError();
    };
    expect(() => evaluateAll(store, { ...uncontrolled, throwIfCancelled: stop })).toThrow(CancelledError);
  });
});

describe('findings', () => {
  const findings = findingsOf(evaluations);

  it('come by kind and size, each number a reference into its result', () => {
    expect(findings.map((finding) => finding.kind)).toEqual(
      expect.arrayContaining(['level', 'lostPoints', 'gap', 'comments', 'weakScale']),
    );
    for (const finding of findings) {
      const { values } = evaluations.find(({ request }) => request === finding.request)!.result!;
      for (const locale of ['zh-CN', 'en'] as const) {
        const sentence = finding.sentence(locale);
        const paths = sentence.parts.flatMap((part) => (typeof part === 'string' ? [] : [part.path]));
        expect(paths.length).toBeGreaterThan(0);
        for (const path of paths) expect(valueAt(values, path), path).toBeTypeOf('number');
        for (const part of sentence.parts) if (typeof part === 'string') expect(part).not.toMatch(/\d\.\d/);
        expect(sentenceText(sentence, values, locale)).not.toMatch(bad);
      }
    }
    const gaps = findings.filter((finding) => finding.kind === 'gap').map((finding) => finding.size);
    expect(gaps).toEqual(gaps.toSorted((a, b) => b - a));
  });

  it('stand in the report with live numbers, once', () => {
    const told = findings.map((finding, place) => {
      const { result } = evaluations.find(({ request }) => request === finding.request)!;
      const sentences = { zh: finding.sentence('zh-CN'), en: finding.sentence('en') };
      return {
        request: finding.request,
        sentences,
        index: findings.slice(0, place).filter(({ request }) => request === finding.request).length,
        told: { zh: toldOf([sentences.zh], result!, 'zh-CN'), en: toldOf([sentences.en], result!, 'en') },
      };
    });
    const report = {
      id: 'main',
      title: '',
      locale: 'zh-CN' as const,
      document: { type: 'doc', content: [] },
      figureStyles: {},
    };
    const annexed = withFindingsAnnex(report, told);
    expect(withFindingsAnnex(annexed, told)).toEqual(annexed);
    const document = readDocument(annexed.document);
    expect(requestsOf(document).length).toBeGreaterThan(3);
    const outcomes = new Map(
      evaluations.map(({ request, result }) => [requestKey(request), { ok: true as const, result: result! }]),
    );
    expect(resolveReport(document, outcomes, 'zh-CN').unresolved).toEqual([]);
    expect(JSON.stringify(withFindingsAnnex({ ...report, locale: 'en' }, told).document)).toContain('falls short of');

    // Each remembers what it claims: nothing to look at now, and all of it once it is no longer so.
    expect(editedSentences(document, outcomes, 'zh-CN')).toEqual([]);
    const better = {
      ...full,
      columns: new Map(
        [...full.columns].map(([id, column]) => {
          const { role } = full.variables.find((variable) => variable.id === id)!;
          return role !== 'perception' || column.kind !== 'numeric'
            ? ([id, column] as const)
            : ([id, { ...column, values: Float64Array.from(column.values as ArrayLike<number>, () => 10) }] as const);
        }),
      ),
    };
    const afterwards = new Map(
      [...requestsOf(document)].map((request) => [
        requestKey(request),
        { ok: true as const, result: runAnalysis(better, request) },
      ]),
    );
    const flagged = editedSentences(document, afterwards, 'zh-CN');
    expect(flagged.filter(({ before }) => before.includes('感受低于期望')).length).toBe(
      findings.filter(({ kind }) => kind === 'gap').length,
    );
    for (const { before, kind } of flagged)
      if (/感受低于期望|失分较多/.test(before)) expect(['gone', 'claim'], before).toContain(kind);
    expect(flagged.some(({ before }) => before.includes('失分较多'))).toBe(true);
    expect(flagged.find(({ before }) => before.startsWith('满意度指数为'))?.kind).toMatch(/numbers|claim/);
  });
});
