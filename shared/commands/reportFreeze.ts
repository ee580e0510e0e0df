import { z } from 'zod';
import { InputError } from '../model/errors.ts';
import type { ReportFreeze } from '../model/project.ts';
import { defineCommand } from './defineCommand.ts';

const bilingual = z.strictObject({ zh: z.string(), en: z.string() });
const request = z.strictObject({
  analysis: z.string(),
  inputs: z.record(z.string(), z.json()),
  options: z.record(z.string(), z.json()),
});

/** The report as it stands becomes final: its text, and the results every number in it came from. */
export const reportFreeze = defineCommand({
  schema: z.strictObject({
    type: z.literal('report.freeze'),
    /** ISO time. */
    at: z.string().max(40),
    revision: z.int().min(0),
    dataHash: z.string().regex(/^[0-9a-f]{64}$/),
    results: z.array(z.strictObject({ request, result: z.json(), message: bilingual.nullable() })).max(5000),
  }),
  plan({ type: _type, ...freeze }, project) {
    const main = project.entities.report.get('main');
    if (!main) throw new InputError('report.none');
    if (project.entities.report.has('frozen')) throw new InputError('report.frozen');
    return {
      patch: [
        {
          op: 'put',
          collection: 'report',
          id: 'frozen',
          value: { ...main, id: 'frozen', freeze: freeze as unknown as ReportFreeze },
        },
      ],
      label: { zh: '报告定稿', en: 'Finalise the report' },
    };
  },
});

/** The report follows the data again; its text has not changed since. */
export const reportUnfreeze = defineCommand({
  schema: z.strictObject({ type: z.literal('report.unfreeze') }),
  plan(_input, project) {
    if (!project.entities.report.has('frozen')) throw new InputError('report.notFrozen');
    return {
      patch: [{ op: 'put', collection: 'report', id: 'frozen', value: null }],
      label: { zh: '取消定稿', en: 'Reopen the report for editing' },
    };
  },
});
