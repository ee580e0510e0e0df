import { z } from 'zod';
import { InputError } from '../model/errors.ts';
import { defineCommand } from './defineCommand.ts';
import { row, text } from './parts.ts';

/** Takes forms out of every computation, with a reason; the answers stay. */
export const formsExclude = defineCommand({
  schema: z.strictObject({
    type: z.literal('forms.exclude'),
    rows: z.array(row).min(1).max(1_000_000),
    code: z.string().min(1).max(40),
    note: text,
  }),
  plan({ rows, code, note }, project) {
    for (const excluded of rows)
      if (excluded >= project.rowCount)
        throw new InputError('cells.noSuchRow', { row: excluded + 1, rows: project.rowCount });
    const unique = [...new Set(rows)];
    // The user's own words belong into the log: they are why.
    const because = note.trim();
    const [zh, en] = because === '' ? ['', ''] : [`：${because}`, `: ${because}`];
    return {
      patch: unique.map((excluded) => ({
        op: 'put',
        collection: 'exclusion',
        id: String(excluded),
        value: { row: excluded, code, note },
      })),
      label:
        unique.length === 1
          ? { zh: `剔除第 ${unique[0]! + 1} 份问卷${zh}`, en: `Exclude form ${unique[0]! + 1}${en}` }
          : { zh: `剔除 ${unique.length} 份问卷${zh}`, en: `Exclude ${unique.length} forms${en}` },
    };
  },
});
