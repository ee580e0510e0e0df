import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { expect } from 'vitest';
import { renderDocx } from '../../../electron/export/docx.ts';
import { placePictures } from '../../../electron/export/docxPictures.ts';
import { readWordReport } from '../../../electron/workbooks/word/readWordReport.ts';
import type { JsonObject } from '../../../shared/analyses/types.ts';
import { officeChart } from '../../../shared/charts/officeChart.ts';
import { figuresIn } from '../../../shared/report/figuresIn.ts';
import { readDocument } from '../../../shared/report/readDocument.ts';
import { requestsOf } from '../../../shared/report/requestsOf.ts';
import { resolveReport } from '../../../shared/report/resolve.ts';
import type { ResolvedDocument } from '../../../shared/report/resolved.ts';
import { wordOrigin } from '../../../shared/report/wordOrigin.ts';
import { mergeWord, type WordMerge } from '../../../shared/report/wordReturn/mergeWord.ts';
import { everyNode } from '../../shared/report/everyNode.ts';
import { outcomesFor } from '../../shared/report/outcomes.ts';
import { sampleSnapshot } from '../../shared/report/sampleSnapshot.ts';

export const stored = everyNode as unknown as JsonObject;
export const outcomes = outcomesFor(sampleSnapshot(), requestsOf(readDocument(stored)));
export const resolved = (json: JsonObject): ResolvedDocument =>
  resolveReport(readDocument(json), outcomes, 'zh-CN').document;

/** A report with every kind of node as a Word file. */
export async function exportedFile(json: JsonObject = stored, comments = false): Promise<Uint8Array> {
  const { document } = resolveReport(readDocument(json), outcomes, 'zh-CN', {}, null, { comments });
  const charts = new Map(figuresIn(document.content).map(({ id, figure }) => [id, officeChart(figure)!]));
  return placePictures(await renderDocx(document), new Map(), charts, wordOrigin(json, document));
}

/** The file with its body changed as Word's user would, and other parts put in or replaced. */
export function edited(
  file: Uint8Array,
  change: (xml: string) => string,
  others: Readonly<Record<string, (xml: string) => string>> = {},
): Uint8Array {
  const parts = unzipSync(file);
  const body = strFromU8(parts['word/document.xml']!);
  const changed = change(body);
  expect(changed).not.toBe(body);
  const more = Object.fromEntries(
    Object.entries(others).map(([name, make]) => [name, strToU8(make(strFromU8(parts[name] ?? new Uint8Array())))]),
  );
  return zipSync({ ...parts, ...more, 'word/document.xml': strToU8(changed) });
}

export async function merged(file: Uint8Array, current: JsonObject = stored): Promise<WordMerge> {
  const { origin, paragraphs, remarks } = await readWordReport(file);
  return mergeWord(origin, paragraphs, current, resolved(current), remarks);
}

export const blocksOf = (document: JsonObject): readonly JsonObject[] => document['content'] as readonly JsonObject[];
export const withBlock = (place: number, block: object): JsonObject => ({
  ...stored,
  content: blocksOf(stored).with(place, block as JsonObject),
});

/** The file as LibreOffice opens and saves it. */
export function throughOffice(file: Uint8Array): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'csi-word-'));
  try {
    writeFileSync(join(folder, 'report.docx'), file);
    const own = `-env:UserInstallation=file://${folder}/profile`;
    const to = ['--convert-to', 'docx:MS Word 2007 XML', '--outdir', join(folder, 'out'), join(folder, 'report.docx')];
    execFileSync('soffice', [own, '--headless', ...to], { stdio: 'ignore', timeout: 120_000 });
    return new Uint8Array(readFileSync(join(folder, 'out', 'report.docx')));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
