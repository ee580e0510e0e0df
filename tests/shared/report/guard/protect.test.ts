import { describe, expect, it } from 'vitest';
import { findAnalysis } from '../../../../shared/analyses/catalogue.ts';
import { runAnalysis } from '../../../../shared/analyses/runAnalysis.ts';
import type { AnalysisRequest, ResultTable } from '../../../../shared/analyses/types.ts';
import type { Snapshot } from '../../../../shared/model/dataset.ts';
import { variableId } from '../../../../shared/model/ids.ts';
import { maskPersonal } from '../../../../shared/report/guard/maskPersonal.ts';
import { protectFigure } from '../../../../shared/report/guard/protectFigure.ts';
import { tellsOfFew } from '../../../../shared/report/guard/tellsOfFew.ts';
import { protectTable } from '../../../../shared/report/guard/protectTable.ts';
import { hiddenMark, reportGuard } from '../../../../shared/report/guard/reportGuard.ts';
import { isFew } from '../../../../shared/report/guard/withheld.ts';
import { readDocument } from '../../../../shared/report/readDocument.ts';
import { renderHtml } from '../../../../shared/report/renderHtml.ts';
import { requestsOf } from '../../../../shared/report/requestsOf.ts';
import { resolveReport } from '../../../../shared/report/resolve.ts';
import { resultsBook } from '../../../../shared/report/resultsBook.ts';
import {
  figureNode,
  findingNode,
  draftedNode,
  numberNode,
  paragraphNode,
  resultTableNode,
  textNode,
} from '../../../../shared/report/templateBlocks.ts';
import { outcomesFor } from '../outcomes.ts';
import { entitiesOf, sampleSnapshot } from '../sampleSnapshot.ts';

/** The sample with a shop of three forms, one of nine, and the rest; and a question that holds names. */
function withShops(names: readonly string[] = ['北店', '南店', '东店']): Snapshot {
  const sample = sampleSnapshot();
  const shop = variableId('shop');
  const name = variableId('name');
  const [first] = sample.variables.filter((one) => one.role === 'profile');
  const shops = Int32Array.from({ length: 120 }, (_, row) => (row % 40 === 7 ? 0 : row % 12 === 3 ? 1 : 2));
  const people = Array.from({ length: 120 }, (_, row) => `张三${row} 138${String(10000000 + row)}`);
  const added = { ...first!, measure: 'nominal', type: 'text', valueLabels: [] } as const;
  return {
    ...sample,
    variables: [
      ...sample.variables,
      { ...added, id: shop, name: 'SHOP', label: '门店' },
      { ...added, id: name, name: 'NAME', label: '姓名', personal: true },
    ],
    columns: new Map([
      ...sample.columns,
      [shop, { kind: 'text', codes: shops, dictionary: names }],
      [name, { kind: 'text', codes: Int32Array.from({ length: 120 }, (_, row) => row), dictionary: people }],
    ]),
  };
}

const snapshot = withShops();
const guard = reportGuard(entitiesOf(snapshot));
const byShop: AnalysisRequest = { analysis: 'index.byFeature', inputs: { feature: 'shop' }, options: {} };
const csi: AnalysisRequest = { analysis: 'csi.index', inputs: {}, options: {} };
const result = runAnalysis(snapshot, byShop);
const [groups] = findAnalysis('index.byFeature')!.tables(result);
const rowOf = (table: ResultTable, name: string) =>
  table.rows.find(({ cells }) => JSON.stringify(Object.values(cells)[0]).includes(name))!.cells;

describe('small groups', () => {
  it('are kept back with a note, and with them the next one, which the total would give away', () => {
    expect(rowOf(groups!, '北店')['n']).toBe(3);
    const kept = protectTable(result, groups!, guard);
    expect(rowOf(kept, '北店')).toMatchObject({ n: '<5', index: hiddenMark, lower: hiddenMark, percent: hiddenMark });
    expect(rowOf(kept, '南店')).toMatchObject({ n: hiddenMark, index: hiddenMark });
    expect(rowOf(kept, '东店')).toEqual(rowOf(groups!, '东店'));
    expect(rowOf(kept, '合计')).toEqual(rowOf(groups!, '合计'));
    expect(kept.notes.at(-1)!.zh).toContain('不足 5 份');
  });

  it("hide a number as deep in the result as the ends of their interval, and no other group's", () => {
    const { groups: rows } = result.values as { groups: { label: string }[] };
    const at = (name: string) => `groups.${rows.findIndex(({ label }) => label === name)}`;
    for (const path of ['index', 'interval.lower', 'interval.upper']) {
      expect(isFew(result, `${at('北店')}.${path}`, guard.smallest), path).toBe(true);
      expect(isFew(result, `${at('东店')}.${path}`, guard.smallest), path).toBe(false);
      expect(isFew({ ...result, n: 3 }, `elsewhere.${path}`, guard.smallest), path).toBe(true);
    }
  });

  it('are shown when the project says so, and larger ones are not when it asks for more', () => {
    expect(protectTable(result, groups!, { ...guard, smallest: 1 })).toEqual(groups);
    const most = protectTable(result, groups!, { ...guard, smallest: 100 });
    expect(rowOf(most, '南店')).toMatchObject({ n: '<100' });
    const settings = { ...snapshot.settings, smallestGroup: 10 };
    expect(reportGuard(entitiesOf({ ...snapshot, settings })).smallest).toBe(10);
    expect(guard.smallest).toBe(5);
  });

  it('have no value in the figure either', () => {
    const figure = findAnalysis('index.byFeature')!.figures(result, 'zh-CN')[0]!;
    const kept = protectFigure(result, figure, guard)!;
    const shown = (of: typeof figure): string[] => {
      const [bars] = of.data as unknown as [
        { x: (number | null)[]; customdata: string[]; error_x: { array: (number | null)[] } },
      ];
      return bars.customdata.map((label, place) => `${label} ${bars.x[place]} ${bars.error_x.array[place]}`);
    };
    const values = result.values as { groups: { label: string; index: number }[] };
    const index = (label: string) => values.groups.find((one) => one.label === label)!.index;
    expect(shown(figure).join()).toContain(`北店 (3) ${index('北店')}`);
    expect(shown(kept)).toContain('北店 null null');
    expect(shown(kept)).toContain('南店 null null');
    expect(shown(kept).join()).toContain(String(index('东店')));
    // Neither its words nor its ticks tell how many they were.
    expect(JSON.stringify(figure)).toContain('(3)');
    expect(JSON.stringify(kept)).not.toContain('(3)');
    expect(JSON.stringify(kept.layout)).not.toContain(String(index('北店').toFixed(1)));
    expect(protectFigure(result, figure, { ...guard, smallest: 1, masks: false })).toBe(figure);
  });

  it('have no value in the figure where their names hold signs of markup, and the others keep theirs', () => {
    const shops = runAnalysis(withShops(['北<A>&B店', '南店', '东&西店']), byShop);
    const figure = findAnalysis('index.byFeature')!.figures(shops, 'zh-CN')[0]!;
    const [bars] = protectFigure(shops, figure, guard)!.data as unknown as [{ x: unknown[]; customdata: string[] }];
    const shown = Object.fromEntries(bars.customdata.map((label, place) => [label, bars.x[place]]));
    const values = shops.values as { groups: { label: string; index: number }[] };
    expect(shown).toMatchObject({ '北&lt;A&gt;&amp;B店': null, 南店: null });
    expect(Object.entries(shown).find(([label]) => label.startsWith('东&amp;西店'))?.[1]).toBe(
      values.groups.find(({ label }) => label === '东&西店')!.index,
    );
  });

  it('have no number in a sentence or beside it', () => {
    const values = result.values as { groups: { label: string }[] };
    const place = (label: string) => values.groups.findIndex((one) => one.label === label);
    const source = readDocument({
      type: 'doc',
      content: ['北店', '东店'].map((shop) =>
        paragraphNode([numberNode(byShop, `groups.${place(shop)}.index`, 'number2')]),
      ),
    } as never);
    const { document } = resolveReport(source, outcomesFor(snapshot, [byShop]), 'zh-CN', {}, guard);
    const texts = document.content.map((node) =>
      node.type === 'paragraph' && node.runs[0]?.type === 'run' ? node.runs[0].text : '',
    );
    expect(texts).toEqual([hiddenMark, expect.stringMatching(/^\d\d\.\d\d$/)]);
  });

  it('cannot be had by subtraction in a cross table', () => {
    const cross = runAnalysis(snapshot, {
      analysis: 'describe.crossTable',
      inputs: { rows: 'shop', columns: 'sex' },
      options: {},
    });
    for (const table of findAnalysis('describe.crossTable')!.tables(cross)) {
      if (!table.cellCounts) continue;
      const kept = protectTable(cross, table, guard);
      const keys = Object.keys(table.cellCounts[0]!);
      const hidden = kept.rows
        .slice(0, table.cellCounts.length)
        .map(({ cells }) => keys.map((key) => cells[key] === hiddenMark || String(cells[key]).startsWith('<')));
      for (const [row, counts] of table.cellCounts.entries())
        for (const [column, key] of keys.entries())
          if (counts[key]! > 0 && counts[key]! < 5 && typeof table.rows[row]?.cells[key] === 'number')
            expect(hidden[row]![column]).toBe(true);
      if (table.id !== 'counts') continue;
      for (const line of hidden) expect(line.filter(Boolean).length).not.toBe(1);
      for (const [column] of keys.entries()) expect(hidden.filter((line) => line[column]).length).not.toBe(1);
      expect(hidden.flat().some(Boolean)).toBe(true);
    }
  });

  it('cannot be had from the tests and measures of a cross table either, which are whole where it is whole', () => {
    const request = { analysis: 'describe.crossTable', inputs: { rows: 'shop', columns: 'sex' }, options: {} };
    const cross = runAnalysis(snapshot, request);
    const analysis = findAnalysis('describe.crossTable')!;
    const measures = analysis.tables(cross).filter(({ cellCounts }) => !cellCounts);
    const numbersIn = ({ rows }: (typeof measures)[number]): number =>
      rows.flatMap(({ cells }) => Object.values(cells)).filter((cell) => typeof cell === 'number').length;
    const before = measures.map(numbersIn);
    expect(before.length).toBeGreaterThan(1);
    expect(Math.min(...before)).toBeGreaterThan(0);
    expect(measures.map((table) => numbersIn(protectTable(cross, table, guard)))).toEqual(before.map(() => 0));
    expect(measures.map((table) => protectTable(cross, table, { ...guard, smallest: 2 }))).toEqual(measures);
    // The sentence tells p and Cramér's V.
    const [told] = analysis.narrative(cross, 'zh-CN');
    expect(tellsOfFew(told!, cross, guard.smallest)).toBe(true);
    expect(tellsOfFew(told!, cross, 2)).toBe(false);
  });

  it('are named by no sentence, neither as highest nor as lowest, but as small', () => {
    const { narrative } = findAnalysis('influence.anova')!;
    // The two smaller shops are far behind.
    const behind = Float64Array.from({ length: 120 }, (_, row) =>
      row % 40 === 7 || row % 12 === 3 ? 1 + (row % 2) : 8 + (row % 3),
    );
    const columns = new Map([...snapshot.columns, [variableId('os'), { kind: 'numeric', values: behind } as const]]);
    const apart = { ...snapshot, columns };
    const anova = { analysis: 'influence.anova', inputs: { feature: 'shop', variable: 'os' }, options: {} };
    const spread = runAnalysis(apart, anova);
    const screen = { analysis: 'influence.featureScreen', inputs: { features: ['shop'] }, options: {} };
    const outcomes = outcomesFor(apart, [byShop, anova, screen, csi]);
    const text = (content: readonly object[], locale: 'zh-CN' | 'en'): string => {
      const read = readDocument({ type: 'doc', content } as never);
      const { document, unresolved } = resolveReport(read, outcomes, locale, {}, guard);
      expect(unresolved).toEqual([]);
      return renderHtml(document, { drawings: new Map() });
    };
    const kept: string[] = [];
    for (const locale of ['zh-CN', 'en'] as const) {
      expect(narrative(spread, locale).some((one) => tellsOfFew(one, spread, 1))).toBe(false);
      for (const request of [byShop, anova, screen]) {
        const of = runAnalysis(apart, request);
        const sentences = findAnalysis(request.analysis)!.narrative(of, locale);
        for (const [index, one] of sentences.entries()) {
          const shown = text([findingNode(request, index)], locale);
          expect(shown).not.toContain(hiddenMark);
          if (one.about === 'fewForms') expect(shown).toContain('北店');
          else expect(shown).not.toMatch(/北店|南店/);
          if (!tellsOfFew(one, of, guard.smallest)) continue;
          kept.push(one.about);
          expect(shown).toMatch(
            /的结论：无法给出，涉及不足 5 份的组|, its finding: not available, it speaks of groups/,
          );
        }
        expect(text([findingNode(request, null)], locale)).not.toContain(hiddenMark);
      }
      // What is about everybody is told as before.
      expect(text([findingNode(csi, 0)], locale)).toMatch(/<span[^>]*>\d\d\.\d\d<\/span>|\d\d\.\d\d/);
    }
    expect(new Set(kept)).toEqual(new Set(['extremes', 'pairs']));
    // The same words in a paragraph of the program's; an author's are the author's, without the numbers.
    const words = [textNode('北店最低，'), numberNode(byShop, 'groups.0.index', 'number2')];
    expect(text([draftedNode(words)], 'zh-CN')).not.toContain('北店');
    expect(text([paragraphNode(words)], 'zh-CN')).toContain(`北店最低，`);
  });

  it('have no column in a banner table', () => {
    const banner = runAnalysis(snapshot, {
      analysis: 'describe.bannerTable',
      inputs: { items: ['q1', 'q2'], breaks: ['shop'] },
      options: {},
    });
    const [table] = findAnalysis('describe.bannerTable')!.tables(banner);
    const key = Object.entries(table!.columnBases!).find(([, base]) => base === 3)![0];
    const kept = protectTable(banner, table!, guard);
    const shown = kept.rows.map(({ cells }) => cells[key]).filter((cell) => cell !== '');
    expect(shown[0]).toBe('<5');
    expect(new Set(shown.slice(1))).toEqual(new Set([hiddenMark]));
  });
});

describe('personal data', () => {
  const named: AnalysisRequest = { analysis: 'describe.frequencies', inputs: { items: ['name'] }, options: {} };
  const document = (request: AnalysisRequest) => {
    const of = runAnalysis(snapshot, request);
    const analysis = findAnalysis(request.analysis)!;
    return readDocument({
      type: 'doc',
      content: [
        findingNode(request, null),
        ...analysis.tables(of).map((table) => resultTableNode(request, table.id)),
        ...analysis.figures(of, 'zh-CN').map((figure) => figureNode(request, figure.id)),
        paragraphNode([numberNode(request, 'questions.0.n', 'integer')]),
      ],
    } as never);
  };

  it('never reaches a report, in no part and no file, while the question is marked', () => {
    const source = document(named);
    const outcomes = outcomesFor(snapshot, requestsOf(source));
    const open = resolveReport(source, outcomes, 'zh-CN');
    expect(JSON.stringify(open.document)).toContain('张三');
    const kept = resolveReport(source, outcomes, 'zh-CN', {}, guard);
    expect(kept.unresolved).toEqual([]);
    const html = renderHtml(kept.document, { drawings: new Map() });
    for (const text of [JSON.stringify(kept.document), html]) {
      expect(text).not.toContain('张三');
      expect(text).not.toMatch(/138\d{8}/);
      expect(text).toContain('含个人信息');
    }
    const book = resultsBook(source, kept.document, outcomes, { title: '', at: 0, index: null }, guard);
    expect(book.tables).toEqual([]);
    expect(book.figures).toEqual([]);
  });

  it('is masked where somebody wrote it into an answer', () => {
    expect(maskPersonal('请打 13812345678 找我，或 li.si@example.com')).toBe('请打 *** 找我，或 ***');
    expect(maskPersonal('证件 11010519491231002X')).toBe('证件 ***');
    expect(maskPersonal('电话 010-6255 1234。')).toBe('电话 ***。');
    expect(maskPersonal('联系27d21766138123456789')).toBe('联系27d***');
    for (const number of ['138-12345678', '400-123-4567', '6255-1234', '010-62551234', '138-1234-5678'])
      expect(maskPersonal(`打${number}`)).toBe('打***');
    for (const band of [
      '5000-9999元',
      '10000-19999元',
      '9000-10000',
      '20000元及以上',
      '10000000元以上',
      '1000001-2000000元',
    ])
      expect(maskPersonal(`月收入${band}`)).toBe(`月收入${band}`);
    // Names that the program gives hold runs of digits, too: results are found by them.
    for (const name of [
      '27d21766-bcae-4178-8123-45e6aa3b6dc4',
      '00000000-0000-4000-8000-000000000001',
      'a1'.repeat(32),
    ])
      expect(maskPersonal(name)).toBe(name);
    for (const text of ['2026-11-22', '12.34', '1,234 份', '排队 20 分钟', '0.123456789', '第 3 号收银台'])
      expect(maskPersonal(text)).toBe(text);
  });
});
