import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DataExportOptions, DataSource } from '../../../electron/export/dataTable.ts';
import { writeDataFile } from '../../../electron/jobs/writeDataFile.ts';
import { readWorkbook } from '../../../electron/workbooks/readWorkbook.ts';
import { applyCodebook, findCodebooks } from '../../../shared/importing/applyCodebook.ts';
import { applyPlan } from '../../../shared/importing/applyPlan.ts';
import { proposePlan } from '../../../shared/importing/proposePlan.ts';
import type { Column } from '../../../shared/model/dataset.ts';
import { indicatorId, variableId } from '../../../shared/model/ids.ts';
import { uncontrolled } from '../../../shared/model/runControl.ts';
import type { Locale } from '../../../shared/model/text.ts';
import { type Role, roles, type Scale, type Variable } from '../../../shared/model/variable.ts';
import { noon, withFolder } from '../support/projects.ts';

const labels = (...words: readonly string[]) => words.map((label, i) => ({ value: i + 1, label }));
const scale = (part: Partial<Scale>): Scale => ({
  min: 1,
  max: 5,
  direction: 'ascending',
  labels: [],
  nonAnswers: [],
  ...part,
});

let order = 0;
const variable = (name: string, label: string, part: Partial<Variable>): Variable => ({
  id: variableId(name),
  name,
  label,
  type: 'number',
  measure: 'scale',
  role: 'none',
  scale: null,
  valueLabels: [],
  indicatorId: null,
  order: order++,
  source: null,
  personal: false,
  ...part,
});

/** Questions whose definitions no proposal would guess: each is other than it looks. */
const variables: readonly Variable[] = [
  variable('CUSA1', '您对收银速度的满意程度', {
    role: 'perception',
    indicatorId: indicatorId('leaf'),
    scale: scale({ labels: labels('很不满意', '不满意', '一般', '满意', '很满意') }),
  }),
  variable('Q2', '等候时间（分档）', {
    role: 'importance',
    measure: 'ordinal',
    scale: scale({
      max: 4,
      direction: 'descending',
      labels: labels('不到一分钟', '一到五分钟', '五到十分钟', '不清楚'),
      nonAnswers: [
        { value: 88, label: '跳过' },
        { value: 99, label: '拒答' },
      ],
    }),
  }),
  variable('区域', '门店所在区域', {
    measure: 'nominal',
    role: 'profile',
    valueLabels: labels('东城', '西城', '海淀'),
  }),
  variable('年龄', '年龄', { role: 'profile', scale: scale({ min: 16, max: 99.5 }) }),
  variable('W', '抽样权重', { role: 'weight' }),
  variable('D', '填答日期', { type: 'date', role: 'time' }),
  variable('编码', '会员编码', { type: 'text', measure: 'nominal', role: 'id' }),
  variable('机型', '手机品牌', { type: 'text', measure: 'nominal', role: 'profile' }),
  variable('昵称', '怎么称呼', { type: 'text', measure: 'nominal', personal: true }),
];

const forms = 40;
function columnOf({ type, scale: own, name }: Variable): Column {
  if (type === 'text') {
    const dictionary = name === '编码' ? ['0012', '0013', '0140'] : ['甲', '乙', '丙'];
    return {
      kind: 'text',
      codes: Int32Array.from({ length: forms }, (_, i) => (i % 5 === 4 ? -1 : i % 3)),
      dictionary,
    };
  }
  if (type === 'date') return { kind: 'numeric', values: new Float64Array(forms).fill(noon) };
  if (name === 'W') return { kind: 'numeric', values: Float64Array.from({ length: forms }, (_, i) => 0.5 + i / 8) };
  const codes = own ? [own.min, own.max, own.nonAnswers[0]?.value ?? own.min + 1] : [1, 2, 3];
  return { kind: 'numeric', values: Float64Array.from({ length: forms }, (_, i) => codes[i % 3]!) };
}

const source = (asked: readonly Variable[]): DataSource => ({
  name: '往返',
  at: noon,
  variables: asked,
  columns: new Map(asked.map((one) => [one.id, columnOf(one)])),
  rowCount: forms,
  exclusions: [],
  weightId: null,
  indicators: new Map([[indicatorId('leaf'), '收银速度']]),
  log: [],
  unread: [],
});

/** What a question is, apart from ids and place. */
type Facts = Pick<Variable, 'name' | 'label' | 'type' | 'measure' | 'role' | 'scale' | 'valueLabels' | 'personal'>;
const facts = ({ name, label, type, measure, role, scale: own, valueLabels, personal }: Facts): Facts => ({
  name,
  label,
  type,
  measure,
  role,
  scale: own,
  valueLabels,
  personal,
});

async function roundTrip(asked: readonly Variable[], locale: Locale) {
  return withFolder(async (folder) => {
    const path = join(folder, '往返.xlsx');
    const options: DataExportOptions = {
      labels: true,
      personal: true,
      excluded: false,
      codebook: true,
      log: true,
      exact: false,
      locale,
    };
    await writeDataFile({ path, format: 'xlsx', source: source(asked), options }, uncontrolled);
    const workbook = await readWorkbook('往返.xlsx', path);
    const sheet = workbook.sheets[0]!;
    const proposed = proposePlan(sheet, { indicatorNames: ['收银速度'] });
    const [found, ...others] = findCodebooks(workbook, proposed);
    expect(others).toEqual([]);
    const { plan, matched } = applyCodebook(proposed, found!.codebook, sheet, ['收银速度']);
    expect(matched).toBe(asked.length);
    const columns = plan.columns.map((column) => ({ ...column, include: true }));
    return applyPlan(sheet, { ...plan, columns });
  });
}

describe('a codebook exported with the data', () => {
  it.each(['zh-CN', 'en'] as const)('gives the same questions when it is imported again (%s)', async (locale) => {
    const applied = await roundTrip(variables, locale);
    expect(applied.variables.map(facts)).toEqual(variables.map(facts));
    expect(applied.variables.map((one) => one.indicatorName)).toEqual(['收银速度', ...Array(8).fill(null)]);
    variables.forEach((one, i) => expect(applied.columns[i]).toEqual(columnOf(one)));
  });

  it.each(['zh-CN', 'en'] as const)('gives every role back (%s)', async (locale) => {
    const asked = roles.map((role: Role, i) =>
      variable(`V${i}`, `题目之${'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳'[i]!}`, { role, scale: scale({}) }),
    );
    const applied = await roundTrip(asked, locale);
    expect(applied.variables.map(({ role }) => role)).toEqual(roles);
  });
});
