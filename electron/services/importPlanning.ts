import { indicatorOfColumn, leavesByKey, variableOfColumn } from '../../shared/commands/combine/parts.ts';
import type { Operation, ProjectReader } from '../../shared/commands/types.ts';
import type { ImportPlan } from '../../shared/importing/plan.ts';
import type { Column } from '../../shared/model/dataset.ts';
import { InputError } from '../../shared/model/errors.ts';
import { indicatorId } from '../../shared/model/ids.ts';
import { rangesOf } from '../../shared/model/formRanges.ts';
import type { Indicator } from '../../shared/model/indicator.ts';
import { type ImportRecord, ordered } from '../../shared/model/project.ts';
import { type IndicatorTemplate, templateIndicators } from '../../shared/satisfaction/template.ts';
import type { ImportContents } from '../storage/projectChange.ts';
import { lengthOf } from '../storage/memoryColumn.ts';
import type { DecodedImport } from './projectProtocol.ts';

interface ImportState {
  readonly project: ProjectReader;
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
 * Plans an import that takes the place of the project's data: questions of the same name and type keep their id (so cards, filter and design
 * stay), others are new; questions are attached to the lowest-level indicators by name; an empty tree starts from the template.
 *
 * @throws InputError 'import.noRows'
 */
export function planImport(state: ImportState, decoded: DecodedImport): ImportContents {
  const { project } = state;
  const plan: ImportPlan = decoded.plan;
  const importId = project.newId();
  const rows = decoded.formRows.length;
  if (rows === 0) throw new InputError('import.noRows', { sheet: plan.sheet });
  const { tree, added } = treeOf(project, state.template);
  const leaves = leavesByKey(tree);
  const byName = new Map([...project.entities.variable.values()].map((variable) => [variable.name, variable]));
  const columns = new Map<string, Column>();
  const sheetColumns: Record<string, number> = {};
  const patch: Operation[] = added.map((indicator) => ({
    op: 'put',
    collection: 'indicator',
    id: indicator.id,
    value: indicator,
  }));

  decoded.columns.forEach(({ planIndex, column, unread }, order) => {
    const columnPlan = plan.columns[planIndex]!;
    const existing = byName.get(columnPlan.name);
    const id: string = existing?.type === columnPlan.type ? existing.id : project.newId();
    sheetColumns[id] = columnPlan.column;
    columns.set(id, column);
    const source = { importId, sheet: plan.sheet, column: columnPlan.column };
    const value = variableOfColumn(id, columnPlan, {
      order,
      source,
      indicatorId: indicatorOfColumn(columnPlan, leaves),
      unread: rangesOf(unread),
    });
    patch.push({ op: 'put', collection: 'variable', id, value });
  });

  for (const id of project.entities.variable.keys())
    if (!columns.has(id)) patch.push({ op: 'put', collection: 'variable', id, value: null });
  for (const id of project.entities.exclusion.keys())
    patch.push({ op: 'put', collection: 'exclusion', id, value: null });
  for (const id of project.entities.import.keys()) patch.push({ op: 'put', collection: 'import', id, value: null });
  patch.push(...withoutGone(project, new Set(columns.keys())));
  for (const column of columns.values())
    if (lengthOf(column) !== rows) throw new Error('an imported column has another number of rows');

  const record: ImportRecord = {
    id: importId,
    fileName: decoded.fileName,
    sha256: decoded.sha256,
    importedAt: state.importedAt,
    plan: plan as unknown as ImportRecord['plan'],
    firstRow: 0,
    rows,
    questions: sheetColumns,
    ...(decoded.dictionary ? { dictionary: { ...decoded.dictionary } } : {}),
  };
  patch.push({ op: 'put', collection: 'import', id: importId, value: record });
  const hadSomething = project.entities.variable.size > 0 && project.rowCount > 0;
  return {
    patch,
    rowCount: rows,
    columns,
    importId,
    sheet: decoded.sheet,
    formRows: decoded.formRows,
    sheetColumns,
    label: { zh: `导入“${decoded.fileName}”${rows} 份`, en: `Import ${rows} forms from “${decoded.fileName}”` },
    versionName: hadSomething ? `导入“${decoded.fileName}”前` : null,
  };
}
