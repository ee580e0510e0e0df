import { z } from 'zod';

/** Schema pieces shared by commands. */
export const text = z.string().max(32_767);
export const row = z.int().min(0).max(10_000_000);
export const cellContent = z.union([z.number(), text, z.null()]);
export const valueLabel = z.strictObject({ value: z.number(), label: text });
export const scale = z.strictObject({
  min: z.number(),
  max: z.number(),
  direction: z.enum(['ascending', 'descending']),
  labels: z.array(valueLabel),
  nonAnswers: z.array(valueLabel),
});
