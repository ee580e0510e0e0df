import { z } from 'zod';
import { defineCommand } from './defineCommand.ts';
import { row } from './parts.ts';

/** Takes excluded forms back in. */
export const formsInclude = defineCommand({
  schema: z.strictObject({ type: z.literal('forms.include'), rows: z.array(row).min(1).max(1_000_000) }),
  plan({ rows }, project) {
    const excluded = [...new Set(rows)].filter((form) => project.entities.exclusion.has(String(form)));
    return {
      patch: excluded.map((form) => ({ op: 'put', collection: 'exclusion', id: String(form), value: null })),
      label: {
        zh: `恢复 ${excluded.length} 份问卷`,
        en: `Take ${excluded.length} ${excluded.length === 1 ? 'form' : 'forms'} back in`,
      },
    };
  },
});
