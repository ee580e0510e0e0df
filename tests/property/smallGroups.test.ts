import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { renderDocx } from '../../electron/export/docx.ts';
import { placePictures } from '../../electron/export/docxPictures.ts';
import { renderPptx } from '../../electron/export/pptx.ts';
import { resultsWorkbook } from '../../electron/export/resultsWorkbook.ts';
import { findAnalysis } from '../../shared/analyses/catalogue.ts';
import { projectIndex } from '../../shared/analyses/projectIndex.ts';
import { designRows } from '../../shared/analyses/design.ts';
import { runAnalysis } from '../../shared/analyses/runAnalysis.ts';
import type { JsonObject } from '../../shared/analyses/types.ts';
import { officeChart } from '../../shared/charts/officeChart.ts';
import type { OfficeChart } from '../../shared/charts/officeTypes.ts';
import { figuresIn, resultTablesIn } from '../../shared/report/figuresIn.ts';
import { guardedAudit } from '../../shared/report/guard/guardedAudit.ts';
import { protectTable } from '../../shared/report/guard/protectTable.ts';
import { type ReportGuard, type Revealed, reportGuard } from '../../shared/report/guard/reportGuard.ts';
import { indexAudit } from '../../shared/report/indexAudit.ts';
import { readDocument } from '../../shared/report/readDocument.ts';
import { renderHtml } from '../../shared/report/renderHtml.ts';
import { reportData } from '../../shared/report/reportData.ts';
import { requestsOf } from '../../shared/report/requestsOf.ts';
import { resolveReport } from '../../shared/report/resolve.ts';
import { resultsBook } from '../../shared/report/resultsBook.ts';
import { figuresOfDeck } from '../../shared/report/slides/deck.ts';
import { slidesOf } from '../../shared/report/slides/slidesOf.ts';
import { wordOrigin } from '../../shared/report/wordOrigin.ts';
import { chartsOf } from '../electron/export/deckOf.ts';
import { everythingOf, fewForms, fewPeople, fewRequests, fewShop, telephone } from '../shared/report/fewPeople.ts';
import { outcomesFor } from '../shared/report/outcomes.ts';
import { entitiesOf } from '../shared/report/sampleSnapshot.ts';

const snapshot = fewPeople();
const json = everythingOf(snapshot, fewRequests(snapshot)) as unknown as JsonObject;
const document = readDocument(json);
const requests = requestsOf(document);
const outcomes = outcomesFor(snapshot, requests);
const facts = { at: 0, program: 'CSI Workbench' };

/** Every text and number in a package of parts, and in the workbooks inside it. */
function partsText(bytes: Uint8Array): string {
  return Object.entries(unzipSync(bytes))
    .map(([name, part]) =>
      name.endsWith('.xlsx') ? partsText(part) : /\.(?:xml|rels)$/.test(name) ? strFromU8(part) : '',
    )
    .join('\n');
}

/** The report in every format, with what stands in each as text. */
async function exports(reveal: readonly Revealed[]): Promise<Readonly<Record<string, string>>> {
  const guard: ReportGuard = reportGuard(entitiesOf(snapshot), reveal);
  const { document: resolved, unresolved } = resolveReport(document, outcomes, 'zh-CN', {}, guard);
  expect(unresolved).toEqual([]);
  const charts = new Map(
    figuresIn(resolved.content).flatMap(({ id, figure }): [string, OfficeChart][] => {
      const chart = officeChart(figure);
      return chart ? [[id, chart]] : [];
    }),
  );
  const pixel = new Uint8Array([1]);
  const deck = slidesOf({ document, resolved, outcomes, locale: 'zh-CN', figureStyles: {}, guard });
  const pictures = new Map(
    [...figuresIn(resolved.content), ...figuresOfDeck(deck)].map(({ id }) => [
      id,
      { png: pixel, widthPx: 1, heightPx: 1 },
    ]),
  );
  const docx = placePictures(await renderDocx(resolved), pictures, charts, wordOrigin(json, resolved));
  const audit = indexAudit(snapshot, runAnalysis(snapshot, { analysis: 'csi.index', inputs: {}, options: {} }))!;
  const index = guardedAudit(audit, guard.smallest);
  const book = resultsBook(document, resolved, outcomes, { title: '', at: 0, index }, guard);
  // Tables and charts; the sheets of answers are looked at by themselves.
  const tables = resultsWorkbook({ ...book, index: null });
  return {
    docx: partsText(docx),
    // The page that is printed as PDF, with its figures as they are drawn there.
    html: renderHtml(resolved, {
      drawings: new Map(figuresIn(resolved.content).map(({ id, figure }) => [id, JSON.stringify(figure)])),
    }),
    pptx: partsText(renderPptx(deck, pictures, chartsOf(deck), facts)),
    xlsx: partsText(tables),
    json: JSON.stringify(
      reportData({
        version: '',
        title: '',
        locale: 'zh-CN',
        revision: 0,
        freeze: null,
        document: json,
        resolved,
        requests,
        outcomes,
        guard,
        comments: true,
      }),
    ),
  };
}

/** What tells of the two: their index, their score of every indicator and question, and how they differ from the others. */
function secrets(): readonly number[] {
  const design = designRows(snapshot, { weights: 'both', design: true });
  const index = projectIndex(snapshot, { items: [], weights: [], missing: 'renormalise' }, design)!;
  const places = fewForms.map((row) => design.rows.indexOf(row));
  const means = [...index.indices.values()].map(
    (values) => places.reduce((sum, place) => sum + values[place]!, 0) / places.length,
  );
  const found = runAnalysis(snapshot, { analysis: 'influence.anova', inputs: { feature: 'shop' }, options: {} });
  const rows = findAnalysis(found.analysis)!
    .tables(found)
    .flatMap((table) => table.rows)
    .filter(({ cells }) => Object.values(cells).some((cell) => String(cell).replace('*', '') === fewShop));
  const numbers = rows.flatMap(({ cells }) =>
    Object.entries(cells).flatMap(([key, value]) => (typeof value === 'number' && key !== 'p' ? [value] : [])),
  );
  // Halves, thirds, ninths and twelfths of a hundred stand everywhere: the mark of two people on one question is such a number.
  const common = (value: number): boolean =>
    [0.36, 2].some((times) => Math.abs(value * times - Math.round(value * times)) < 1e-6);
  return [...new Set([...means, ...numbers])].filter((value) => !common(value));
}

/** The numbers of the list that stand in a text with two digits or more. */
function told(text: string, numbers: readonly number[]): readonly number[] {
  const tokens = [...new Set(text.match(/\d+\.\d{2,}(?:[eE][-+]?\d+)?/g) ?? [])];
  return numbers.filter((number) => {
    const value = Math.abs(number);
    return tokens.some((token) => {
      const digits = token.split('.')[1]!.length;
      return digits <= 4 ? value.toFixed(digits) === token : Math.abs(Number(token) - value) < 1e-7 * value;
    });
  });
}

describe('a shop of two people with marks like no others', () => {
  const hidden = secrets();
  let guarded: Readonly<Record<string, string>> = {};
  let open: Readonly<Record<string, string>> = {};
  beforeAll(async () => {
    guarded = await exports([]);
    open = await exports(['personal', 'smallGroups']);
  }, 120_000);

  it.each(['docx', 'html', 'pptx', 'xlsx', 'json'])(
    'is in no number of the %s file, unless it was asked for',
    (format) => {
      expect(new Set(hidden).size).toBeGreaterThan(10);
      expect(told(guarded[format]!, hidden)).toEqual([]);
      expect(told(open[format]!, hidden).length).toBeGreaterThan(2);
    },
  );

  it.each(['docx', 'html', 'pptx', 'xlsx', 'json'])('gives no telephone number away in the %s file', (format) => {
    expect([guarded[format]!.includes(telephone), open[format]!.includes(telephone)]).toEqual([false, true]);
  });

  it('cannot be had from the total of any table of groups', () => {
    const guard = reportGuard(entitiesOf(snapshot));
    let looked = 0;
    for (const outcome of outcomes.values()) {
      if (!outcome.ok || outcome.result.status !== 'ok') continue;
      const analysis = findAnalysis(outcome.result.analysis)!;
      if (['sample', 'weights'].includes(analysis.group)) continue;
      for (const table of analysis.tables(outcome.result)) {
        const kept = protectTable(outcome.result, table, guard);
        const hides = (row: number, key: string): boolean => kept.rows[row]!.cells[key] !== table.rows[row]!.cells[key];
        const numbered = table.rows.flatMap(({ cells, emphasis }, row) =>
          typeof cells['n'] === 'number' && !(emphasis && cells['n'] === outcome.result.n)
            ? [{ row, n: cells['n'] }]
            : [],
        );
        if (numbered.reduce((sum, { n }) => sum + n, 0) === outcome.result.n) {
          const small = numbered.filter(({ row }) => hides(row, 'n')).reduce((sum, { n }) => sum + n, 0);
          expect(small === 0 || small >= 5, `${table.id} of ${outcome.result.analysis}`).toBe(true);
          looked += small > 0 ? 1 : 0;
        }
        const bases = Object.entries(table.columnBases ?? {}).filter(([, base]) => base < outcome.result.n);
        const gone = bases.filter(([key]) => table.rows.every((_, row) => hides(row, key)));
        if (gone.length > 0) looked++;
        expect(gone.length === 0 || gone.reduce((sum, [, base]) => sum + base, 0) >= 5).toBe(true);
        expect(bases.filter((one) => one[1] < 5 && !gone.includes(one))).toEqual([]);
        const counts = table.cellCounts;
        if (!counts || table.id !== 'counts') continue;
        const keys = Object.keys(counts[0]!);
        const lines = [
          ...counts.map((_, row) => keys.map((key) => [row, key] as const)),
          ...keys.map((key) => counts.map((_, row) => [row, key] as const)),
        ];
        for (const line of lines) {
          const cells = line.filter(
            ([row, key]) => counts[row]![key]! > 0 && row < table.rows.length && hides(row, key),
          );
          const sum = cells.reduce((total, [row, key]) => total + counts[row]![key]!, 0);
          const all = line.every(([row, key]) => counts[row]![key] === 0 || hides(row, key));
          expect(cells.length === 0 || all || (cells.length > 1 && sum >= 5)).toBe(true);
          looked += cells.length > 0 ? 1 : 0;
        }
      }
    }
    expect(looked).toBeGreaterThan(8);
  });

  it('cannot be put together from the answers in the workbook: their order and numbers lead nowhere', () => {
    const result = runAnalysis(snapshot, { analysis: 'csi.index', inputs: {}, options: {} });
    const audit = indexAudit(snapshot, result)!;
    const kept = guardedAudit(audit, 5)!;
    expect([...kept.forms]).toEqual(Array.from({ length: 118 }, (_, place) => place + 1));
    // The same answers in another order give the same sheet: nothing of the order of the data is left.
    const turned = (values: Float64Array): Float64Array => values.toReversed();
    const other = guardedAudit(
      {
        ...audit,
        questions: audit.questions.map((one) => ({ ...one, answers: turned(one.answers), scores: turned(one.scores) })),
        leaves: audit.leaves.map((one) => ({ ...one, scores: turned(one.scores) })),
        nodes: audit.nodes.map((one) => ({ ...one, indices: turned(one.indices) })),
        indices: turned(audit.indices),
      },
      5,
    );
    expect(other).toEqual(kept);
    const mean = kept.indices.reduce((sum, one) => sum + one, 0) / kept.indices.length;
    expect(mean).toBeCloseTo(audit.overall.index, 9);
    expect(guardedAudit(audit, 1)).toBe(audit);
  });

  it('has no weight of its own in the workbook either, and no question of its own', () => {
    const result = runAnalysis(snapshot, { analysis: 'csi.index', inputs: {}, options: {} });
    const audit = indexAudit(snapshot, result)!;
    const weights = Float64Array.from(audit.forms, (form) =>
      (fewForms as readonly number[]).includes(form - 1) ? 3 : 1,
    );
    expect(guardedAudit({ ...audit, weights }, 5)).toBeNull();
    expect(guardedAudit({ ...audit, weights: weights.map(() => 2) }, 5)).not.toBeNull();
    const [first, ...rest] = audit.questions;
    const answers = first!.answers.map((one, row) => (row < 2 ? one : Number.NaN));
    expect(guardedAudit({ ...audit, questions: [{ ...first!, answers }, ...rest] }, 5)).toBeNull();
  });

  it('says why where a result is about too few as a whole', () => {
    const only = {
      ...snapshot,
      exclusions: Array.from({ length: snapshot.rowCount - 4 }, (_, row) => ({
        row: row + 4,
        code: 'byHand' as const,
        note: '',
      })),
    };
    const source = readDocument(everythingOf(only, requests) as never);
    const found = outcomesFor(only, requestsOf(source));
    const shown = (guard: ReportGuard | null) => {
      const { content } = resolveReport(source, found, 'zh-CN', {}, guard).document;
      const people = figuresIn(content).length;
      return { people, tables: resultTablesIn(content).length, text: JSON.stringify(content) };
    };
    const all = shown(null);
    const kept = shown(reportGuard(entitiesOf(only)));
    expect(all.people).toBeGreaterThan(3);
    expect(all.text).not.toContain('受访者不足 5 人');
    expect(kept.text).toContain('受访者不足 5 人');
    // What is left counts forms and experts, not what people said.
    expect(kept.people).toBeLessThan(all.people);
    expect(kept.tables).toBeLessThan(all.tables / 2);
  });
});
