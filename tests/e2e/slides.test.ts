import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { renderPptx } from '../../electron/export/pptx.ts';
import { runAnalysis } from '../../shared/analyses/runAnalysis.ts';
import { formatNumber } from '../../shared/format/formatNumber.ts';
import { placeDeck } from '../../shared/report/slides/slideLayout.ts';
import { chartsOf, deckOf } from '../electron/export/deckOf.ts';
import { csiRequest } from '../shared/report/everyNode.ts';
import { draftFor } from '../shared/report/outcomes.ts';
import { sampleSnapshot } from '../shared/report/sampleSnapshot.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'csi-slides-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('LibreOffice opens the slides, every one, with the numbers of the results', async () => {
  const run = promisify(execFile);
  const snapshot = sampleSnapshot();
  const deck = deckOf(snapshot, draftFor(snapshot, 'zh-CN').document);
  const path = join(folder, 'slides.pptx');
  writeFileSync(path, renderPptx(deck, new Map(), chartsOf(deck), { at: 0, program: 'CSI Workbench' }));
  const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
  await run('soffice', [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, path]);
  const { stdout } = await run('pdftotext', ['-layout', join(folder, 'slides.pdf'), '-']);
  const pages = stdout.split('\f').filter((page) => page.trim() !== '');
  expect(pages).toHaveLength(placeDeck(deck).length);
  expect(pages.length).toBeGreaterThan(8);
  // Blanks between Chinese and Latin letters are the program's own.
  const text = pages.map((page) => page.replaceAll(/\s+/g, '')).join('\n');
  const { values } = runAnalysis(snapshot, csiRequest);
  const { index, interval } = values['overall'] as { index: number; interval: { lower: number; upper: number } };
  const shown = (value: number): string => formatNumber(value, 'number2', 'zh-CN');
  expect(text).toContain(`指数为${shown(index)}，95%置信区间${shown(interval.lower)}至${shown(interval.upper)}`);
  for (const { score, leaf } of values['nodes'] as readonly { score: number; leaf: boolean }[])
    if (leaf) expect(text).toContain(formatNumber(score, 'number1', 'zh-CN'));
});
