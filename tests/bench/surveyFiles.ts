import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { writeCsv } from '../../electron/export/dataCsv.ts';
import { savOf } from '../../electron/export/dataSav.ts';
import { dataTable } from '../../electron/export/dataTable.ts';
import { readWorkbook } from '../../electron/workbooks/readWorkbook.ts';
import { writeSav } from '../../electron/workbooks/sav/writeSav.ts';
import { applyPlan } from '../../shared/importing/applyPlan.ts';
import { proposePlan } from '../../shared/importing/proposePlan.ts';
import { variableId } from '../../shared/model/ids.ts';
import { uncontrolled } from '../../shared/model/runControl.ts';
import { makeWorkbook } from './makeWorkbook.ts';
import { root } from './processes.ts';

export type SurveyFormat = 'xlsx' | 'csv' | 'sav';
const columns = 60;

/** The same survey in another format, by our own writers. */
async function converted(workbook: string, format: 'csv' | 'sav'): Promise<Uint8Array> {
  const sheet = (await readWorkbook(workbook, workbook)).sheets[0]!;
  const { variables, columns: answers } = applyPlan(sheet, proposePlan(sheet));
  const questions = variables.map((draft, i) => ({
    ...draft,
    id: variableId(`v${i}`),
    indicatorId: null,
    source: null,
  }));
  const table = dataTable(
    {
      name: 'bench',
      at: 0,
      variables: questions,
      columns: new Map(questions.map(({ id }, i) => [id, answers[i]!])),
      rowCount: sheet.rowCount - 1,
      exclusions: [],
      weightId: null,
      indicators: new Map(),
      log: [],
      unread: [],
    },
    { labels: false, personal: true, excluded: true, codebook: false, log: false, exact: true, locale: 'zh-CN' },
  );
  if (format === 'sav') return writeSav(savOf(table, 'bench'));
  const pieces: Uint8Array[] = [];
  writeCsv(table, { write: (bytes) => void pieces.push(bytes) }, uncontrolled);
  return Buffer.concat(pieces);
}

/**
 * The survey of makeWorkbook.ts with 60 columns as a file, made once and kept under the system's temporary folder for the next bench;
 * another generator makes other files.
 */
export async function surveyFile(rows: number, format: SurveyFormat): Promise<string> {
  const generator = createHash('sha256')
    .update(readFileSync(join(root, 'tests/bench/makeWorkbook.ts')))
    .digest('hex')
    .slice(0, 12);
  const file = join(tmpdir(), `csi-bench-files-${generator}`, `${rows}x${columns}.${format}`);
  if (existsSync(file)) return file;
  mkdirSync(dirname(file), { recursive: true });
  const bytes =
    format === 'xlsx' ? makeWorkbook({ rows, columns }) : await converted(await surveyFile(rows, 'xlsx'), format);
  // A bench ended half way must not leave half a file for the next.
  writeFileSync(`${file}.part`, bytes);
  renameSync(`${file}.part`, file);
  return file;
}
