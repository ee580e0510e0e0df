import type { Command } from '../../../shared/commands/catalogue.ts';
import { packCells } from '../../../shared/commands/packedCells.ts';
import type { CellContent } from '../../../shared/commands/types.ts';
import { pacer } from '../../app/pacer.ts';
import type { CellEdit } from './sheetEdits.ts';

/** More cells than this go packed: listed one by one, a hundred thousand are nine megabytes. */
const mostListed = 1000;
/** Edits put in order between two looks at the clock. */
const piece = 5000;

/** The saved change that edits make. */
export async function editCommand(edits: readonly CellEdit[]): Promise<Command> {
  if (edits.length <= mostListed) return { type: 'cells.set', edits: [...edits] };
  const rest = pacer();
  const groups = new Map<string, { readonly rows: number[]; readonly values: CellContent[] }>();
  for (let from = 0; from < edits.length; from += piece) {
    for (let at = from; at < Math.min(from + piece, edits.length); at++) {
      const { variableId, row, value } = edits[at]!;
      let group = groups.get(variableId);
      if (!group) {
        group = { rows: [], values: [] };
        groups.set(variableId, group);
      }
      group.rows.push(row);
      group.values.push(value);
    }
    await rest();
  }
  const columns = [];
  for (const [variableId, { rows, values }] of groups) {
    const { contents, ...packed } = packCells(rows, values);
    columns.push({ variableId, ...packed, contents: [...contents] });
    await rest();
  }
  return { type: 'cells.set', edits: [], columns };
}
