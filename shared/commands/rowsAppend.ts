import { z } from 'zod';
import { defineCommand } from './defineCommand.ts';

/** Adds empty forms at the end, to be filled in by hand. */
export const rowsAppend = defineCommand({
  schema: z.strictObject({ type: z.literal('rows.append'), count: z.int().min(1).max(100_000) }),
  plan({ count }) {
    return {
      patch: [{ op: 'addRows', count }],
      label: { zh: `新增 ${count} 份问卷`, en: `Add ${count} ${count === 1 ? 'form' : 'forms'}` },
    };
  },
});
