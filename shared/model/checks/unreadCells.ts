import { isUnread } from '../decode.ts';
import { formsOf } from '../formRanges.ts';
import type { Variable } from '../variable.ts';
import type { Check } from './types.ts';

/** Questions named in the sentence; the others are counted. */
const mostNamed = 6;

/**
 * Forms with a cell of the file that its question could not take: a word or an error value where numbers or dates are asked. The answer is
 * blank and counts as missing; the cell itself is kept, and what has been typed over it since is no longer doubted.
 */
export const unreadCells: Check = (snapshot, rows) => {
  const concerned = snapshot.variables.filter(({ unread }) => unread && unread.length > 0);
  if (concerned.length === 0) return null;
  const inUse = new Uint8Array(snapshot.rowCount);
  for (const row of rows) inUse[row] = 1;
  const flagged = new Set<number>();
  const found: { readonly variable: Variable; readonly cells: number }[] = [];
  for (const variable of concerned) {
    const column = snapshot.columns.get(variable.id);
    let cells = 0;
    for (const row of formsOf(variable.unread!)) {
      if (inUse[row] !== 1 || !isUnread(variable, column, row)) continue;
      cells++;
      flagged.add(row);
    }
    if (cells > 0) found.push({ variable, cells });
  }
  const total = found.reduce((sum, { cells }) => sum + cells, 0);
  const named = found.slice(0, mostNamed);
  const rest = found.length - named.length;
  const zh = named.map(({ variable, cells }) => `“${variable.label}”${cells} 格`).join('、');
  const en = named.map(({ variable, cells }) => `“${variable.label}” ${cells}`).join(', ');
  return {
    code: 'unreadCells',
    variableIds: found.map(({ variable }) => variable.id),
    checked: true,
    title: { zh: '未能读入的单元格', en: 'Cells that could not be read' },
    rows: [...flagged].toSorted((a, b) => a - b),
    details: {
      zh: `${total} 格的内容（数字题里的文字、#N/A 之类的错误值）无法作为答案，计算时按缺失处理：${zh}${rest > 0 ? `，另有 ${rest} 题` : ''}。原文仍保留，表中以灰字显示`,
      en: `${total} ${total === 1 ? 'cell holds' : 'cells hold'} what its question cannot take (a word among numbers, an error such as #N/A) and ${total === 1 ? 'counts' : 'count'} as missing: ${en}${rest > 0 ? ` and ${rest} more ${rest === 1 ? 'question' : 'questions'}` : ''}. What the file said is kept; the sheet shows it in grey`,
    },
  };
};
