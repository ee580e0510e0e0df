/**
 * Makes resources/samples/supermarket.xlsx: a supermarket customer survey as a consultant would get it, from the planted truths of
 * supermarketTruth.ts and one seed. Run with: node resources/samples/makeSupermarket.ts
 */
import { fileURLToPath } from 'node:url';
import ExcelJS from 'exceljs';
import { type RandomStream, randomStream } from '../../shared/numeric/random.ts';
import {
  channelTruth,
  kanoTruth,
  memberEffect,
  ordinaryForms,
  plantedFaults,
  plantedIndicators,
  storeEffects,
} from './supermarketTruth.ts';

const seed = 20260930;
const nonAnswer = 99;
type Cell = string | number | Date | null;

interface Form {
  id: string;
  start: Date;
  end: Date;
  store: string;
  expectation: Cell[];
  perception: Cell[];
  importance: Cell[];
  overall: Cell[];
  loyalty: Cell[];
  kano: string[];
  channels: number[];
  comment: string;
  profile: string[];
  weight: number;
}

const stores = Object.keys(storeEffects);
const storeShares = [0.35, 0.25, 0.22, 0.18];
/** Inverse of the sampling rate per store, so that the weighted sample has the customers' mix. */
const storeWeights = [1.31, 0.92, 0.78, 0.81];
const sexes = ['女', '男'];
const ages = ['18-25岁', '26-35岁', '36-45岁', '46-60岁', '60岁以上'];
const jobs = ['企业职员', '机关事业单位', '个体经营', '学生', '退休', '其他'];
const incomes = ['5000元以下', '5000-9999元', '10000-19999元', '20000元及以上'];
const kanoAnswers = ['我喜欢这样', '它必须这样', '我无所谓', '我能够忍受', '我讨厌这样'];
/** Likeliest answers to the functional and dysfunctional question by the category a customer feels. */
const kanoPairs = { A: [0, 2], O: [0, 4], M: [1, 4], I: [2, 2] } as const;

const praise = [
  '商品新鲜，种类齐全',
  '离家近，买菜方便',
  '环境干净整洁',
  '员工态度很好',
  '会员积分活动不错',
  '蔬菜水果新鲜，放心',
];
const complaints: readonly (readonly [string, string])[] = [
  ['收银速度', '收银台开得太少，排队时间太长'],
  ['收银速度', '周末排队结账要二十分钟，希望增加自助收银'],
  ['停车便利', '停车位太少，周末停不进去'],
  ['停车便利', '停车收费太贵，希望购物免费停车'],
  ['价格水平', '价格比附近超市贵，希望多些优惠'],
  ['退换货服务', '退货手续麻烦，服务台态度冷淡'],
  ['缺货情况', '促销商品经常缺货'],
];

function pick<T>(random: RandomStream, items: readonly T[], shares?: readonly number[]): T {
  let u = random.uniform();
  for (let i = 0; i < items.length; i++) {
    u -= shares ? shares[i]! : 1 / items.length;
    if (u < 0) return items[i]!;
  }
  return items.at(-1)!;
}

const clampTo = (value: number, min: number, max: number): number => Math.min(max, Math.max(min, Math.round(value)));

/** One feeling for every dimension, so that items of a dimension go together (alpha about .8 each, .93 overall). */
function dimensionFeelings(random: RandomStream): Map<string, number> {
  return new Map(
    [...new Set(plantedIndicators.map((indicator) => indicator.dimension))].map((dimension) => [
      dimension,
      0.75 * random.normal(),
    ]),
  );
}

function answerKano(random: RandomStream): string[] {
  return Object.values(kanoTruth).flatMap((truth) => {
    const category = random.uniform() < 0.62 ? truth : pick(random, ['A', 'O', 'M', 'I'] as const);
    const [functional, dysfunctional] = kanoPairs[category];
    const wobble = (answer: number): number =>
      random.uniform() < 0.1 ? clampTo(answer + (random.uniform() < 0.5 ? -1 : 1), 0, 4) : answer;
    return [kanoAnswers[wobble(functional)]!, kanoAnswers[wobble(dysfunctional)]!];
  });
}

function ordinaryForm(number: number): Form {
  const random = randomStream(seed, number);
  const store = pick(random, stores, storeShares);
  const member = random.uniform() < 0.58;
  const age = pick(random, ages, [0.16, 0.28, 0.24, 0.2, 0.12]);
  const general = 0.95 * random.normal() + storeEffects[store]! + (member ? memberEffect : 0);
  const feelings = dimensionFeelings(random);
  const habit = 0.6 * random.normal();
  const exact = plantedIndicators.map(
    (indicator) => indicator.perception + general + feelings.get(indicator.dimension)! + 0.9 * random.normal(),
  );
  const gap = (): number | null => (random.uniform() < 0.015 ? null : random.uniform() < 0.02 ? nonAnswer : 0);
  const asked = (value: number): number | null => {
    const missing = gap();
    return missing === 0 ? clampTo(value, 1, 10) : missing;
  };
  const pull = plantedIndicators.reduce(
    (sum, indicator, i) => sum + indicator.derived * (exact[i]! - indicator.perception),
    0,
  );
  const feeling = 7.7 + pull + 0.55 * random.normal();
  const start = new Date(
    Date.UTC(2026, 8, 5 + random.integer(20), 9 + random.integer(11), random.integer(60), random.integer(60)),
  );
  const seconds = Math.round(Math.exp(Math.log(480) + 0.3 * random.normal()));
  const worst = plantedIndicators
    .map((indicator, i) => ({ indicator, value: exact[i]! }))
    .toSorted((a, b) => a.value - b.value)[0]!;
  const matching = complaints.filter(([name]) => name === worst.indicator.name);
  const comment =
    random.uniform() < 0.55
      ? ''
      : matching.length > 0 && random.uniform() < 0.8
        ? pick(random, matching)[1]
        : feeling > 8
          ? pick(random, praise)
          : pick(random, complaints)[1];
  return {
    id: '',
    start,
    end: new Date(start.getTime() + seconds * 1000),
    store,
    expectation: plantedIndicators.map((indicator) =>
      asked(indicator.expectation + 0.3 * general + habit + 0.8 * random.normal()),
    ),
    perception: exact.map(asked),
    importance: plantedIndicators.map((indicator) => asked(indicator.importance + habit + 0.8 * random.normal())),
    overall: [
      asked(feeling),
      asked(feeling - 0.7 + 0.5 * random.normal()),
      asked(feeling - 0.9 + 0.6 * random.normal()),
    ],
    loyalty: [asked(0.6 + feeling + 0.7 * random.normal()), clampTo(feeling - 0.1 + random.normal(), 0, 10)],
    kano: answerKano(random),
    channels: Object.values(channelTruth).map((share) => (random.uniform() < share ? 1 : 0)),
    comment,
    profile: [
      pick(random, sexes, [0.58, 0.42]),
      age,
      age === '60岁以上' && random.uniform() < 0.8
        ? '退休'
        : age === '18-25岁' && random.uniform() < 0.5
          ? '学生'
          : pick(random, jobs, [0.46, 0.2, 0.16, 0.02, 0.08, 0.08]),
      pick(random, incomes, [0.22, 0.38, 0.28, 0.12]),
      member ? '会员' : '非会员',
    ],
    weight: storeWeights[stores.indexOf(store)]!,
  };
}

/** The bad forms among the good ones; places are drawn so that they do not stand together. */
function plantFaults(forms: Form[]): Form[] {
  const random = randomStream(seed, 1_000_003);
  const all = [...forms];
  const insert = (form: Form): void => void all.splice(random.integer(all.length), 0, form);
  let extra = forms.length;
  for (let i = 0; i < plantedFaults.speeders; i++) {
    const form = ordinaryForm(extra++);
    form.end = new Date(form.start.getTime() + (35 + random.integer(45)) * 1000);
    form.perception = form.perception.map(() => 1 + random.integer(10));
    form.comment = '';
    insert(form);
  }
  for (let i = 0; i < plantedFaults.straightLiners; i++) {
    const form = ordinaryForm(extra++);
    const answer = pick(random, [5, 8, 10, 10]);
    form.expectation = form.expectation.map(() => answer);
    form.perception = form.perception.map(() => answer);
    form.importance = form.importance.map(() => answer);
    form.overall = form.overall.map(() => answer);
    insert(form);
  }
  for (let i = 0; i < plantedFaults.mostlyBlank; i++) {
    const form = ordinaryForm(extra++);
    form.perception = form.perception.map((value) => (random.uniform() < 0.6 ? null : value));
    form.expectation = form.expectation.map((value) => (random.uniform() < 0.6 ? null : value));
    form.importance = form.importance.map(() => null);
    insert(form);
  }
  for (let i = 0; i < plantedFaults.impossibleValues; i++) {
    const form = all[random.integer(all.length)]!;
    form.perception[random.integer(form.perception.length)] = pick(random, [0, 11, 12, 55, 88.5]);
  }
  all.forEach((form, i) => {
    form.id = `S${String(i + 1).padStart(4, '0')}`;
  });
  for (let i = 0; i < plantedFaults.duplicates; i++) {
    const from = random.integer(all.length - 1);
    all.splice(Math.min(all.length, from + 1 + random.integer(4)), 0, structuredClone(all[from]!));
  }
  // Typed by hand on paper forms: numbers as text, full-width digits, stray spaces.
  const odd = ['８', '9 ', ' 7', '１０', '6', '９'];
  odd.forEach((text) => {
    const form = all[random.integer(all.length)]!;
    form.perception[random.integer(form.perception.length)] = text;
  });
  return all;
}

export function supermarketForms(): Form[] {
  return plantFaults(Array.from({ length: ordinaryForms }, (_, i) => ordinaryForm(i)));
}

interface Group {
  readonly title: string;
  readonly headers: readonly string[];
  readonly values: (form: Form) => readonly Cell[];
}

const numbered = (letter: string): string[] =>
  plantedIndicators.map((indicator, i) => `${letter}${i + 1} ${indicator.name}`);

const groups: readonly Group[] = [
  {
    title: '问卷信息',
    headers: ['问卷编号', '开始时间', '结束时间', '门店'],
    values: (form) => [form.id, form.start, form.end, form.store],
  },
  {
    title: '一、期望（1-10分，1=非常低，10=非常高，99=无法回答）',
    headers: numbered('A'),
    values: (form) => form.expectation,
  },
  {
    title: '二、实际感受（满意程度，1-10分，1=非常不满意，10=非常满意，99=无法回答）',
    headers: numbered('B'),
    values: (form) => form.perception,
  },
  {
    title: '三、重要程度（1-10分，1=非常不重要，10=非常重要，99=无法回答）',
    headers: numbered('C'),
    values: (form) => form.importance,
  },
  {
    title: '四、总体评价（1-10分，99=无法回答）',
    headers: ['D1 总体满意度', 'D2 与期望相比的满意度', 'D3 与理想超市相比的满意度'],
    values: (form) => form.overall,
  },
  {
    title: '五、忠诚',
    headers: ['E1 再次光顾的可能性（1-10分，99=无法回答）', 'E2 向亲友推荐的可能性（0-10分）'],
    values: (form) => form.loyalty,
  },
  {
    title: '六、服务设想（Kano）',
    headers: Object.keys(kanoTruth).flatMap((feature, i) => [
      `F${i + 1}a 如果提供「${feature}」，您的感受是`,
      `F${i + 1}b 如果不提供「${feature}」，您的感受是`,
    ]),
    values: (form) => form.kano,
  },
  {
    title: '七、了解促销信息的途径（多选，1=选中，0=未选）',
    headers: Object.keys(channelTruth).map((channel, i) => `G1_${i + 1} [${channel}]`),
    values: (form) => form.channels,
  },
  { title: '八、开放题', headers: ['H1 您对本超市还有哪些意见和建议'], values: (form) => [form.comment || null] },
  {
    title: '九、背景资料',
    headers: ['性别', '年龄', '职业', '家庭月收入', '是否会员'],
    values: (form) => form.profile,
  },
  { title: '抽样', headers: ['抽样权重'], values: (form) => [form.weight] },
];

export async function supermarketWorkbook(): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  const stamp = new Date(Date.UTC(2026, 8, 30));
  workbook.creator = '';
  workbook.created = stamp;
  workbook.modified = stamp;
  const sheet = workbook.addWorksheet('问卷数据', { views: [{ state: 'frozen', xSplit: 1, ySplit: 4 }] });
  const width = groups.reduce((sum, group) => sum + group.headers.length, 0);
  sheet.getCell(1, 1).value = '惠民超市顾客满意度调查原始数据（2026年9月）';
  sheet.getCell(1, 1).font = { bold: true, size: 14 };
  sheet.mergeCells(1, 1, 1, 12);
  sheet.getCell(2, 1).value = '调查方式：门店拦截与会员短信邀请；调查时间：2026年9月5日至24日';
  sheet.mergeCells(2, 1, 2, 12);
  let column = 1;
  for (const group of groups) {
    sheet.getCell(3, column).value = group.title;
    if (group.headers.length > 1) sheet.mergeCells(3, column, 3, column + group.headers.length - 1);
    group.headers.forEach((header, i) => {
      sheet.getCell(4, column + i).value = header;
    });
    column += group.headers.length;
  }
  for (const row of [3, 4]) {
    sheet.getRow(row).font = { bold: true };
    sheet.getRow(row).alignment = { wrapText: true, vertical: 'middle', horizontal: 'center' };
  }
  sheet.getRow(4).height = 48;
  for (let c = 1; c <= width; c++) sheet.getColumn(c).width = c === 2 || c === 3 ? 18 : 11;
  const forms = supermarketForms();
  forms.forEach((form, i) => {
    const row = sheet.getRow(5 + i);
    groups
      .flatMap((group) => group.values(form))
      .forEach((value, c) => {
        if (value !== null) row.getCell(c + 1).value = value;
        if (value instanceof Date) row.getCell(c + 1).numFmt = 'yyyy-mm-dd hh:mm:ss';
      });
  });
  sheet.getCell(6 + forms.length, 1).value = '注：99 表示「无法回答」；空白表示漏答。';

  const notes = workbook.addWorksheet('填写说明');
  notes.addRows([
    ['部分', '题目', '量表', '说明'],
    ['一', 'A1-A20', '1-10分', '购物之前对该项的期望；99=无法回答'],
    ['二', 'B1-B20', '1-10分', '实际感受，越高越满意；99=无法回答'],
    ['三', 'C1-C20', '1-10分', '该项对您的重要程度；99=无法回答'],
    ['四', 'D1-D3', '1-10分', '总体满意度、与期望相比、与理想超市相比'],
    ['五', 'E1-E2', '1-10分 / 0-10分', '再次光顾、向亲友推荐'],
    ['六', 'F1-F5', '五种回答', 'Kano 正向题 a 与反向题 b'],
    ['七', 'G1', '0/1', '多选题，每个选项一列'],
    ['九', '抽样权重', '数值', '按门店客流量计算'],
  ]);
  notes.getRow(1).font = { bold: true };
  return workbook;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const workbook = await supermarketWorkbook();
  await workbook.xlsx.writeFile(fileURLToPath(new URL('./supermarket.xlsx', import.meta.url)));
}
