import { z } from 'zod';
import { InputError } from '../model/errors.ts';
import { type ReportFileType, reportFileTypes } from '../model/project.ts';
import { defineCommand } from './defineCommand.ts';
import { text } from './parts.ts';

const MB = 1024 * 1024;
/** Bytes of one file. */
export const largestReportFile: Readonly<Record<ReportFileType, number>> = {
  'image/png': 4 * MB,
  'image/jpeg': 4 * MB,
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 8 * MB,
};
/** Bytes of all files of a project's report together. */
const mostReportFileBytes = 64 * MB;

/** How the contents begin, in base64. */
const beginnings: Readonly<Record<ReportFileType, string>> = {
  'image/png': 'iVBORw0KGgo',
  'image/jpeg': '/9j/',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'UEsDB',
};

const bytesOf = (base64: string): number => Math.floor((base64.length * 3) / 4);

/** A picture or a letterhead comes into the project file. The id is made of the contents: the same file twice is kept once. */
export const reportFileAdd = defineCommand({
  schema: z.strictObject({
    type: z.literal('report.fileAdd'),
    file: z.strictObject({
      id: z.string().regex(/^[0-9a-f]{32}$/),
      name: text.max(200),
      mediaType: z.enum(reportFileTypes),
      base64: z.base64().max(12 * MB),
    }),
  }),
  plan({ file }, project) {
    const { mediaType, base64 } = file;
    if (!base64.startsWith(beginnings[mediaType])) throw new InputError('report.fileKind', { name: file.name });
    const limit = largestReportFile[mediaType];
    if (bytesOf(base64) > limit) throw new InputError('report.fileSize', { name: file.name, limitMB: limit / MB });
    const others = [...project.entities.reportFile.values()].reduce(
      (sum, one) => sum + (one.id === file.id ? 0 : bytesOf(one.base64)),
      0,
    );
    if (others + bytesOf(base64) > mostReportFileBytes)
      throw new InputError('report.filesFull', { limitMB: mostReportFileBytes / MB });
    return {
      patch: [{ op: 'put', collection: 'reportFile', id: file.id, value: file }],
      label: { zh: `添加文件“${file.name}”`, en: `Add the file “${file.name}”` },
    };
  },
});
