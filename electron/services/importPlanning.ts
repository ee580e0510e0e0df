import type { Operation, ProjectReader } from '../../shared/commands/types.ts';
import type { ColumnPlan, ImportPlan } from '../../shared/importing/plan.ts';
import type { Column } from '../../shared/model/dataset.ts';
import { InputError } from '../../shared/model/errors.ts';
import { indicatorId, type IndicatorId, variableId } from '../../shared/model/ids.ts';
import type { Indicator } from '../../shared/model/indicator.ts';
import { type ImportRecord, ordered } from '../../shared/model/project.ts';
import type { Variable } from '../../shared/model/variable.ts';
import { type IndicatorTemplate, templateIndicators } from '../../shared/satisfaction/template.ts';
import type { ImportContents } from '../storage/projectStore.ts';
import { lengthOf } from '../storage/memoryColumn.ts';
import type { DecodedImport } from './projectProtocol.ts';

/** Names are compared without blanks and case, since the same indicator is typed by different hands. */
const normalised = (name: string): string => name.normalize('NFKC').replace(/\s+/g, '').toLowerCase();

function leavesByName(indicators: readonly Indicator[]): ReadonlyMap<string, IndicatorId> {
  const parents = new Set(indicators.map((indicator) => indicator.parentId));
  return new Map(
    indicators.filter((indicator) => !parents.has(indicator.id)).map((leaf) => [normalised(leaf.name), leaf.id]),
  );
}

/** Old rows then new rows; texts of both dictionaries under one. @throws InputError 'import.typeDiffers' */
function joined(old: Column | null, oldRows: number, added: Column | null, addedRows: number, name: string): Column {
  const rows = oldRows + addedRows;
  const kind = old?.kind ?? added?.kind ?? 'numeric';
  if (kind === 'numeric') {
    if (added && added.kind !== 'numeric') throw new InputError('import.typeDiffers', { variable: name });
    const values = new Float64Array(rows).fill(Number.NaN);
    if (old?.kind === 'numeric') values.set(old.values);
    if (added) values.set(added.values, oldRows);
    return { kind, values };
  }
  const codes = new Int32Array(rows).fill(-1);
  const dictionary = old?.kind === 'text' ? [...old.dictionary] : [];
  const codeOf = new Map(dictionary.map((text, code) => [text, code]));
  const code = (text: string): number => {
    const known = codeOf.get(text);
    if (known !== undefined) return known;
    codeOf.set(text, dictionary.length);
    return dictionary.push(text) - 1;
  };
  if (old?.kind === 'text') codes.set(old.codes);
  if (added?.kind === 'text') {
    const translated = added.dictionary.map(code);
    for (let i = 0; i < addedRows; i++) codes[oldRows + i] = added.codes[i]! < 0 ? -1 : translated[added.codes[i]!]!;
  }
  // A question that holds texts takes numbers as they are written.
  if (added?.kind === 'numeric')
    for (let i = 0; i < addedRows; i++)
      codes[oldRows + i] = Number.isNaN(added.values[i]!) ? -1 : code(String(added.values[i]));
  return { kind, codes, dictionary };
}

interface ImportState {
  readonly project: ProjectReader;
  readonly columns: ReadonlyMap<string, Column>;
  readonly template: IndicatorTemplate | null;
  readonly importedAt: string;
}

function treeOf(
  project: ProjectReader,
  template: IndicatorTemplate | null,
): { readonly tree: readonly Indicator[]; readonly added: readonly Indicator[] } {
  const existing = ordered(project.entities.indicator);
  if (existing.length > 0 || !template) return { tree: existing, added: [] };
  const added = templateIndicators(template, () => indicatorId(project.newId()));
  return { tree: added, added };
}

function variableOf(
  id: string,
  plan: ColumnPlan,
  order: number,
  source: Variable['source'],
  indicator: IndicatorId | null,
): Variable {
  return {
    id: variableId(id),
    name: plan.name,
    label: plan.label,
    type: plan.type,
    measure: plan.measure,
    role: plan.role,
    scale: plan.scale,
    valueLabels: plan.valueLabels,
    indicatorId: indicator,
    order,
    source,
    personal: plan.personal,
  };
}

/** Parts of the project that name questions which the import takes away. */
function withoutGone(project: ProjectReader, kept: ReadonlySet<string>): Operation[] {
  const patch: Operation[] = [];
  const design = project.entities.design.get('main');
  if (design) {
    const value = {
      ...design,
      weight: design.weight && kept.has(design.weight.variableId) ? design.weight : null,
      stratum: design.stratum && kept.has(design.stratum) ? design.stratum : null,
      cluster: design.cluster && kept.has(design.cluster) ? design.cluster : null,
    };
    patch.push({ op: 'put', collection: 'design', id: 'main', value });
  }
  const filter = project.entities.filter.get('main');
  if (filter)
    patch.push({
      op: 'put',
      collection: 'filter',
      id: 'main',
      value: { conditions: filter.conditions.filter((condition) => kept.has(condition.variableId)) },
    });
  return patch;
}

/**
 * Plans an import: questions of the same name keep their id (so cards, filter and design stay), others are new; questions are attached
 * to the lowest-level indicators by name; an empty tree starts from the template.
 *
 * @throws InputError 'import.typeDiffers' when a question holds numbers and the file has texts for it, 'import.noRows'
 */
export function planImport(state: ImportState, decoded: DecodedImport, mode: 'replace' | 'append'): ImportContents {
  const { project } = state;
  const plan: ImportPlan = decoded.plan;
  const importId = project.newId();
  const rows = decoded.formRows.length;
  if (rows === 0) throw new InputError('import.noRows', { sheet: plan.sheet });
  const firstRow = mode === 'append' ? project.rowCount : 0;
  const { tree, added } = treeOf(project, state.template);
  const leaves = leavesByName(tree);
  const byName = new Map([...project.entities.variable.values()].map((variable) => [variable.name, variable]));
  const columns = new Map<string, Column>();
  const sheetColumns: Record<string, number> = {};
  const patch: Operation[] = added.map((indicator) => ({
    op: 'put',
    collection: 'indicator',
    id: indicator.id,
    value: indicator,
  }));
  const topOrder = Math.max(-1, ...[...project.entities.variable.values()].map((variable) => variable.order));

  decoded.columns.forEach(({ planIndex, column }, index) => {
    const columnPlan = plan.columns[planIndex]!;
    const existing = byName.get(columnPlan.name);
    const reusable = existing && (mode === 'append' || existing.type === columnPlan.type) ? existing : undefined;
    const id = reusable?.id ?? project.newId();
    sheetColumns[id] = columnPlan.column;
    if (mode === 'append') {
      columns.set(id, joined((reusable && state.columns.get(id)) ?? null, firstRow, column, rows, columnPlan.label));
      if (reusable) return;
    } else {
      columns.set(id, column);
    }
    const attached =
      (columnPlan.indicatorName !== null ? leaves.get(normalised(columnPlan.indicatorName)) : undefined) ?? null;
    const order = mode === 'append' ? topOrder + 1 + index : index;
    const source = { importId, sheet: plan.sheet, column: columnPlan.column };
    patch.push({ op: 'put', collection: 'variable', id, value: variableOf(id, columnPlan, order, source, attached) });
  });

  if (mode === 'append') {
    for (const variable of project.entities.variable.values()) {
      if (!columns.has(variable.id))
        columns.set(variable.id, joined(state.columns.get(variable.id) ?? null, firstRow, null, rows, variable.label));
    }
  } else {
    for (const id of project.entities.variable.keys())
      if (!columns.has(id)) patch.push({ op: 'put', collection: 'variable', id, value: null });
    for (const id of project.entities.exclusion.keys())
      patch.push({ op: 'put', collection: 'exclusion', id, value: null });
    for (const id of project.entities.import.keys()) patch.push({ op: 'put', collection: 'import', id, value: null });
    patch.push(...withoutGone(project, new Set(columns.keys())));
  }
  for (const column of columns.values())
    if (lengthOf(column) !== firstRow + rows) throw new Error('an imported column has another number of rows');

  const record: ImportRecord = {
    id: importId,
    fileName: decoded.fileName,
    sha256: decoded.sha256,
    importedAt: state.importedAt,
    plan: plan as unknown as ImportRecord['plan'],
    firstRow,
    rows,
  };
  patch.push({ op: 'put', collection: 'import', id: importId, value: record });
  const hadSomething = project.entities.variable.size > 0 && project.rowCount > 0;
  return {
    patch,
    rowCount: firstRow + rows,
    columns,
    mode,
    importId,
    sheet: decoded.sheet,
    formRows: decoded.formRows,
    sheetColumns,
    label:
      mode === 'append'
        ? { zh: `追加导入「${decoded.fileName}」${rows} 份`, en: `Add ${rows} forms from “${decoded.fileName}”` }
        : { zh: `导入「${decoded.fileName}」${rows} 份`, en: `Import ${rows} forms from “${decoded.fileName}”` },
    versionName: hadSomething ? `导入「${decoded.fileName}」前` : null,
  };
}
