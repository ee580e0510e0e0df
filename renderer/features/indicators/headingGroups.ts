import type { ImportRecord } from '../../../shared/model/project.ts';
import type { Variable } from '../../../shared/model/variable.ts';

/** Questions that stand under one heading of the file. */
export interface HeadingGroup {
  readonly name: string;
  readonly questions: readonly Variable[];
}

/** Fewer groups are no structure. */
const fewestGroups = 2;

/** "一、安全秩序满意度（1-5分）" -> "安全秩序": without number, scale and what every group is asked about. */
export function groupName(heading: string): string {
  const bare = heading
    .replace(/\s*[（(【[][^（(【[）)】\]]*[）)】\]]\s*$/u, '')
    .replace(/^\s*(?:[一二三四五六七八九十]+[、.．]|[Qq]?\d+[、.．:：]\s*)/u, '')
    .replace(/[:：？?。.]\s*$/u, '')
    .replace(/的?满意(?:程度|度)(?:评价)?$/u, '')
    .trim();
  return bare === '' ? heading.trim() : bare;
}

/** The heading above a question's own, as the file had it; null where there was none. */
function headingAbove(variable: Variable, imports: ReadonlyMap<string, ImportRecord>): string | null {
  const { source } = variable;
  const columns = source === null ? undefined : imports.get(source.importId)?.plan['columns'];
  if (source === null || !Array.isArray(columns)) return null;
  for (const column of columns as readonly Readonly<Record<string, unknown>>[]) {
    const { header, label } = column;
    if (column['column'] !== source.column || typeof header !== 'string' || typeof label !== 'string') continue;
    const end = ` / ${label}`;
    return header.endsWith(end) ? header.slice(0, -end.length) : null;
  }
  return null;
}

/** Perception questions by the headings they stand under, in the file's order; empty where the file has no such headings. */
export function headingGroups(
  variables: readonly Variable[],
  imports: ReadonlyMap<string, ImportRecord>,
): readonly HeadingGroup[] {
  const groups = new Map<string, Variable[]>();
  for (const variable of variables) {
    const heading = variable.role === 'perception' ? headingAbove(variable, imports) : null;
    if (heading === null) continue;
    const name = groupName(heading);
    groups.set(name, [...(groups.get(name) ?? []), variable]);
  }
  return groups.size < fewestGroups ? [] : [...groups].map(([name, questions]) => ({ name, questions }));
}
