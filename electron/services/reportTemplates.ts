import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../shared/contract/errors.ts';
import { reportFileTypes } from '../../shared/model/project.ts';
import { templateKinds } from '../../shared/report/template.ts';
import type { OwnTemplate } from '../../shared/report/ownTemplate.ts';

/** A company's letterhead and pictures with the words of a long report stay far below. */
const largestTemplate = 96 * 1024 * 1024;
const mostTemplates = 200;
const nameOfFile = /^([0-9a-f-]{36})\.csitemplate$/;

export interface ListedTemplate {
  readonly id: string;
  readonly name: string;
  readonly locale: 'zh-CN' | 'en';
  /** ISO 8601, UTC. */
  readonly savedAt: string;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';

const isLook = (value: unknown): boolean =>
  value === null ||
  (isRecord(value) &&
    ['accent', 'latinFont', 'eastAsianFont', 'company'].every((key) => isText(value[key])) &&
    ['logo', 'letterhead'].every((key) => value[key] === null || isText(value[key])));
const isFile = (value: unknown): boolean =>
  isRecord(value) &&
  isText(value['id']) &&
  isText(value['name']) &&
  isText(value['base64']) &&
  reportFileTypes.some((type) => type === value['mediaType']);

const isDrafted = (value: unknown): boolean =>
  value === undefined ||
  (isRecord(value) &&
    templateKinds.some((kind) => kind === value['template']) &&
    Array.isArray(value['places']) &&
    value['places'].every((place) => Number.isInteger(place)));

/** @throws AppError 'report.notATemplate' */
export function readTemplate(text: string): OwnTemplate {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new AppError('report.notATemplate');
    throw error;
  }
  const fits =
    isRecord(value) &&
    value['program'] === 'csi-workbench' &&
    value['kind'] === 'report-template' &&
    value['version'] === 1 &&
    isText(value['name']) &&
    (value['locale'] === 'zh-CN' || value['locale'] === 'en') &&
    isRecord(value['document']) &&
    value['document']['type'] === 'doc' &&
    isLook(value['look']) &&
    isDrafted(value['drafted']) &&
    Array.isArray(value['files']) &&
    value['files'].every(isFile);
  if (!fits) throw new AppError('report.notATemplate');
  return value as unknown as OwnTemplate;
}

/** The user's own report templates: one file each in the program's folder, the same that is given to others. */
export function createTemplateStore(dataFolder: string, now: () => number) {
  const home = join(dataFolder, 'templates');
  const pathOf = (id: string): string => {
    if (!nameOfFile.test(`${id}.csitemplate`)) throw new AppError('report.unknownTemplate');
    return join(home, `${id}.csitemplate`);
  };

  async function readFrom(path: string): Promise<OwnTemplate> {
    const facts = await stat(path).catch(() => null);
    if (!facts?.isFile()) throw new AppError('report.unknownTemplate');
    if (facts.size > largestTemplate) throw new AppError('report.notATemplate');
    return readTemplate(await readFile(path, 'utf8'));
  }

  async function put(template: OwnTemplate): Promise<ListedTemplate> {
    await mkdir(home, { recursive: true, mode: 0o700 });
    if ((await readdir(home)).length >= mostTemplates)
      throw new AppError('report.templatesFull', { limit: mostTemplates });
    const id = randomUUID();
    const path = pathOf(id);
    // Written beside and renamed, so that a half-written template never stands in the list.
    await writeFile(`${path}.new`, JSON.stringify(template), { mode: 0o600 });
    await rename(`${path}.new`, path);
    return { id, name: template.name, locale: template.locale, savedAt: new Date(now()).toISOString() };
  }

  return {
    put,
    read: (id: string): Promise<OwnTemplate> => readFrom(pathOf(id)),
    readFrom,
    async remove(id: string): Promise<void> {
      await rm(pathOf(id), { force: true });
    },
    /** Newest first; files that are no templates are left out. */
    async list(): Promise<readonly ListedTemplate[]> {
      const names = await readdir(home).catch(() => []);
      const listed: ListedTemplate[] = [];
      for (const name of names) {
        const id = nameOfFile.exec(name)?.[1];
        if (id === undefined) continue;
        const path = join(home, name);
        try {
          const { name: title, locale } = await readFrom(path);
          listed.push({ id, name: title, locale, savedAt: (await stat(path)).mtime.toISOString() });
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
        }
      }
      return listed.toSorted((a, b) => (a.savedAt < b.savedAt ? 1 : -1));
    },
  };
}
