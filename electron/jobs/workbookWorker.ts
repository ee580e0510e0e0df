import { isDeepStrictEqual } from 'node:util';
import { findIndicatorTemplate, indicatorTemplates } from '../../resources/templates/index.ts';
import { AppError } from '../../shared/contract/errors.ts';
import { applyCodebook, findCodebooks } from '../../shared/importing/applyCodebook.ts';
import { type AppliedPlan, applyPlan } from '../../shared/importing/applyPlan.ts';
import type { Doubt, ImportPlan } from '../../shared/importing/plan.ts';
import { comparePlan } from '../../shared/importing/comparePlan.ts';
import { readHeadings } from '../../shared/importing/headings.ts';
import { findLayout, type LayoutOptions } from '../../shared/importing/layout.ts';
import { languageOf } from '../../shared/importing/language.ts';
import { countIndicatorMatches, type IndicatorWordings } from '../../shared/importing/matchIndicator.ts';
import { pickSheet } from '../../shared/importing/pickSheet.ts';
import { planFromSav, savHeadings } from '../../shared/importing/planFromSav.ts';
import { planFromPlatform, platformOfSheet } from '../../shared/importing/profiles/planFromPlatform.ts';
import { type ProposeOptions, proposePlan } from '../../shared/importing/proposePlan.ts';
import type { RawSheet, RawWorkbook } from '../../shared/importing/rawCells.ts';
import { readerOf } from '../../shared/importing/sheetReader.ts';
import type { RunControl } from '../../shared/model/runControl.ts';
import { type IndicatorTemplate, templateLeaves } from '../../shared/satisfaction/template.ts';
import { readWorkbook } from '../workbooks/readWorkbook.ts';
import { textSamples } from '../workbooks/textSamples.ts';
import { serveWorker } from './channel.ts';
import { hashFile } from './hashFile.ts';
import type { ProposalParts, Proposed, WorkbookTable } from './workbookProtocol.ts';

interface Kept {
  readonly workbook: RawWorkbook;
  readonly fileName: string;
  readonly sha256: string;
}

let kept: Kept | null = null;

/** The plan applied last, and what came of it: the wizard shows a plan before it runs it. */
let applied: { readonly plan: ImportPlan; readonly outcome: AppliedPlan } | null = null;

function current(): Kept {
  if (!kept) throw new Error('this worker has read no workbook');
  return kept;
}

function sheetNamed(name: string): RawSheet {
  const { workbook } = current();
  // The one sheet of a text table is called after the file, which may have another name by now than in the plan.
  const only = workbook.format === 'xlsx' ? undefined : workbook.sheets[0];
  const sheet = workbook.sheets.find((one) => one.name === name) ?? only;
  if (!sheet)
    throw new AppError('workbook.sheetMissing', {
      sheet: name,
      sheets: workbook.sheets.map((one) => one.name).join(', '),
    });
  return sheet;
}

function apply(plan: ImportPlan, differences: readonly Doubt[], control: RunControl): AppliedPlan {
  if (applied && isDeepStrictEqual(applied.plan, plan)) {
    const { outcome } = applied;
    return { ...outcome, summary: { ...outcome.summary, differences } };
  }
  applied = null;
  const outcome = applyPlan(sheetNamed(plan.sheet), plan, differences, control);
  applied = { plan, outcome };
  return outcome;
}

interface Leaves {
  readonly indicatorNames: readonly string[];
  readonly indicatorWordings: IndicatorWordings;
}

function leavesOf(template: IndicatorTemplate): Leaves {
  const leaves = templateLeaves(template);
  return {
    indicatorNames: leaves.map(({ name }) => name),
    indicatorWordings: new Map(leaves.map(({ name, alsoCalled }) => [name, alsoCalled])),
  };
}

/** A template is taken for meant, in the headings' language, when they name at least half of its lowest-level indicators, and four. */
function matchingTemplate(sheet: RawSheet, options: LayoutOptions): IndicatorTemplate | null {
  if (sheet.rowCount === 0 || sheet.columnCount === 0) return null;
  const { dictionary } = current().workbook;
  const reader = readerOf(sheet);
  const headings = dictionary ? savHeadings(dictionary) : readHeadings(reader, findLayout(reader, options));
  const matches = indicatorTemplates(languageOf(headings.map(({ header }) => header)) === 'en' ? 'en' : 'zh-CN').map(
    (template) => {
      const { indicatorNames, indicatorWordings } = leavesOf(template);
      const count = countIndicatorMatches(headings, indicatorNames, indicatorWordings);
      return { template, count, leaves: indicatorNames.length };
    },
  );
  const best = matches
    .filter(({ count, leaves }) => count >= 4 && count >= leaves / 2)
    .toSorted((a, b) => b.count - a.count)[0];
  return best?.template ?? null;
}

function templateFor(parts: ProposalParts, sheet: RawSheet, layout: LayoutOptions): IndicatorTemplate | null {
  if (parts.treeLeaves) return null;
  const wanted = parts.indicatorTemplate ?? parts.remembered?.indicatorTemplate ?? null;
  if (wanted === null) return matchingTemplate(sheet, layout);
  const template = findIndicatorTemplate(wanted);
  if (!template) throw new AppError('import.unknownTemplate', { template: wanted });
  return template;
}

function propose(parts: ProposalParts, control: RunControl): Proposed {
  const sheet = sheetNamed(parts.sheet);
  const layout: LayoutOptions = {
    ...(parts.headerRows ? { headerRows: parts.headerRows } : {}),
    ...(parts.firstDataRow === null ? {} : { firstDataRow: parts.firstDataRow }),
    ...(parts.lastDataRow === null ? {} : { lastDataRow: parts.lastDataRow }),
  };
  const { workbook } = current();
  const { dictionary } = workbook;
  const template = templateFor(parts, sheet, layout);
  const leaves = template ? leavesOf(template) : { indicatorNames: parts.treeLeaves ?? [] };
  const options: ProposeOptions = { ...layout, ...leaves, ...(template ? { templateId: template.id } : {}) };
  const platform = dictionary ? null : parts.platform === undefined ? platformOfSheet(sheet, options) : parts.platform;
  let recognised: Proposed['recognised'] = { platform, codebook: null, codebooks: [] };
  const fresh = (own: RawSheet, given: ProposeOptions): ImportPlan => {
    const plan = dictionary
      ? planFromSav(dictionary, own, given)
      : platform
        ? planFromPlatform(platform, own, given)
        : proposePlan(own, given);
    const codebooks = findCodebooks(workbook, plan);
    const chosen =
      parts.codebook === undefined ? codebooks[0] : codebooks.find(({ codebook }) => codebook.sheet === parts.codebook);
    recognised = { platform, codebook: null, codebooks: codebooks.map(({ codebook }) => codebook.sheet) };
    if (!chosen) return plan;
    const { codebook } = chosen;
    const applied = applyCodebook(plan, codebook, own, leaves.indicatorNames);
    recognised = {
      ...recognised,
      codebook: { sheet: codebook.sheet, matched: applied.matched, entries: codebook.entries.length },
    };
    return applied.plan;
  };
  const { plan, differences } = parts.remembered
    ? comparePlan(
        parts.remembered,
        sheet,
        options,
        fresh,
        () => dictionary !== undefined || recognised.codebook !== null,
      )
    : { plan: fresh(sheet, options), differences: [] };
  control.throwIfCancelled();
  return { plan, summary: apply(plan, differences, control).summary, recognised };
}

serveWorker<WorkbookTable>({
  async read({ path, fileName, text }, control) {
    const [workbook, sha256] = await Promise.all([readWorkbook(fileName, path, { text }, control), hashFile(path)]);
    applied = null;
    kept = { workbook, fileName, sha256 };
    const sheets = workbook.sheets.map((sheet) => ({
      name: sheet.name,
      hidden: sheet.hidden,
      rowCount: sheet.rowCount,
      columnCount: sheet.columnCount,
      hiddenRows: sheet.hiddenRows,
      hiddenColumns: sheet.hiddenColumns.length,
      merges: sheet.merges.length,
    }));
    const notices = workbook.notices.map((notice) => ({ ...notice, details: { ...notice.details } }));
    const read = workbook.text ? { read: { ...workbook.text }, samples: [...textSamples(path)] } : null;
    return {
      output: {
        fileName,
        sheets,
        notices,
        suggestedSheet: (pickSheet(workbook) ?? workbook.sheets[0])?.name ?? '',
        text: read,
      },
    };
  },
  preview({ sheet: name, fromRow, toRow }) {
    const sheet = sheetNamed(name);
    const reader = readerOf(sheet);
    const rows: string[][] = [];
    for (let row = fromRow; row < Math.min(toRow, sheet.rowCount); row++)
      rows.push(Array.from({ length: sheet.columnCount }, (_, column) => reader.text(row, column)));
    return { output: rows };
  },
  propose: (parts, control) => ({ output: propose(parts, control) }),
  check: ({ plan }, control) => ({ output: apply(plan, [], control).summary }),
  column({ plan, column }, control) {
    const outcome = apply(plan, [], control);
    const index = plan.columns.filter(({ include }) => include).findIndex((one) => one.column === column);
    return { output: outcome.columns[index] ?? null };
  },
  identity() {
    const { sha256, workbook } = current();
    return { output: { sha256, sheets: workbook.sheets.length } };
  },
  decode({ plan }, control) {
    const { fileName, sha256 } = current();
    const { dictionary } = current().workbook;
    const sheet = sheetNamed(plan.sheet);
    const outcome = apply(plan, [], control);
    const included = plan.columns.flatMap((column, planIndex) => (column.include ? [planIndex] : []));
    const columns = included.map((planIndex, index) => ({
      planIndex,
      column: outcome.columns[index]!,
      unread: outcome.unread[index]!,
    }));
    const arrays: ArrayBufferView[] = [outcome.rawRowOfForm];
    for (const column of outcome.columns) arrays.push(column.kind === 'text' ? column.codes : column.values);
    for (const column of sheet.columns)
      arrays.push(column.kinds, column.values, ...(column.formula ? [column.formula] : []));
    const buffers = [...new Set(arrays.map((array) => array.buffer))].filter(
      (buffer): buffer is ArrayBuffer => buffer instanceof ArrayBuffer,
    );
    kept = null;
    applied = null;
    return {
      output: {
        decoded: {
          plan,
          fileName,
          sha256,
          sheet,
          columns,
          formRows: outcome.rawRowOfForm,
          ...(dictionary ? { dictionary } : {}),
        },
        summary: outcome.summary,
        buffers,
      },
      transfer: buffers,
    };
  },
});
