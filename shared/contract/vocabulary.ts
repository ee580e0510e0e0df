import type { StudyKind } from '../report/drafting/studyWords.ts';
import type { TemplateKind } from '../report/template.ts';
import type { Revealed } from '../report/guard/reportGuard.ts';
import type { WordChangeKind } from '../report/wordReturn/mergeWord.ts';
import { roles } from '../model/variable.ts';

/** Closed word lists the schemas need as tuples. */
export const rolesOfContract = roles;
export const valueTypesOfContract = ['number', 'text', 'date'] as const;
export const measuresOfContract = ['nominal', 'ordinal', 'scale'] as const;
export const exportFormats = ['docx', 'xlsx', 'pptx', 'pdf', 'html', 'json'] as const;
/** Charts of a Word file: such as Word can edit, where it has one of the kind, or pictures only. */
export const chartLooks = ['native', 'pictures'] as const;
/** What an export keeps back unless it is asked for. */
export const revealedParts = ['personal', 'smallGroups'] as const satisfies readonly Revealed[];
export const wordChangeKinds = [
  'text',
  'format',
  'caption',
  'removed',
  'added',
  'moved',
  'split',
  'joined',
  'table',
  'list',
  'remark',
] as const satisfies readonly WordChangeKind[];
export const templateKinds = ['full', 'summary', 'technical'] as const satisfies readonly TemplateKind[];
export const studyKinds = [
  'general',
  'product',
  'service',
  'supermarket',
  'property',
  'employee',
] as const satisfies readonly StudyKind[];
export const dataFormats = ['xlsx', 'csv', 'sav', 'csi'] as const;
export type ChartLook = (typeof chartLooks)[number];
export type DataFormat = (typeof dataFormats)[number];
export type ExportFormat = (typeof exportFormats)[number];
