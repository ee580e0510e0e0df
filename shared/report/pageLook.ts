import { defaultLook, type ReportFile, type ReportLook } from '../model/project.ts';
import type { PageLook } from './reportCss.ts';

/** The company's look with its logo as a picture. @param files  the report's files by id */
export function pageLookOf(look: ReportLook | undefined, files: ReadonlyMap<string, ReportFile>): PageLook {
  const { accent, latinFont, eastAsianFont, company, logo } = look ?? defaultLook;
  const file = files.get(logo ?? '');
  return {
    accent,
    latinFont,
    eastAsianFont,
    company,
    logo: file?.mediaType.startsWith('image/') ? `data:${file.mediaType};base64,${file.base64}` : null,
  };
}
