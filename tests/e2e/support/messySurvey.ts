import ExcelJS from 'exceljs';

/** Answers of one form by question; null is a blank cell. */
export type MessyForm = Readonly<Record<string, string | number | Date | null>>;

export const messyForms = 60;
/** Forms (0-based) that say they have no card and yet rate it. */
export const skipBreaks: readonly number[] = [4, 17, 33];
/** Forms with an answer outside the scale of 1-5. */
export const outsideScale: readonly number[] = [9, 21];
export const hostileComment = '=HYPERLINK("http://example.invalid","点我")';

const goods = ['水果', '蔬菜', '肉类', '日用品'];
const cities = ['上海', ' 上海 ', '北京', '北京　', 'ＳＨ', 'sh'];
const comments = [
  null,
  '排队太久 😤😤 希望多开几个收银台 👨‍👩‍👧‍👦',
  hostileComment,
  '<script>alert(1)</script><b>粗体</b>',
  '第一行\n第二行，含“引号”和,逗号',
  '+8613800000000 打电话给我',
  `很长的意见：${'服务态度、商品质量、价格、环境。'.repeat(20)}`,
];
/** Questions of the form "环境满意度（1-5分）". */
export const ratings: readonly string[] = ['环境', '价格', '服务', '质量', '总体'].map(
  (name) => `${name}满意度（1-5分）`,
);
export const longQuestion =
  '请您回想最近三个月内在本店（含线上小程序与到家服务）的全部购物经历，综合考虑商品、价格、服务、环境与售后，您对我们处理投诉与退换货的速度和态度有多满意？（1 非常不满意，5 非常满意；没有投诉过的请跳过）';

/** One row of a survey as consultants receive it, worked out from its number alone. */
export function messyForm(row: number): MessyForm {
  const hasCard = row % 3 === 0 ? 2 : 1;
  const rating = (question: number): number => 1 + ((row * 7 + question * 3 + ((row * row) % 11)) % 5);
  return {
    编号: `K${String(row + 1).padStart(4, '0')}`,
    姓名: ['王小明', '李芳', '欧阳娜娜', 'Müller'][row % 4]!,
    手机号: `139${String(10_000_000 + row * 7919).slice(0, 8)}`,
    填表日期: new Date(Date.UTC(2026, 0, 1 + (row % 28))),
    年龄: row % 10 === 7 ? null : 18 + ((row * 5) % 50),
    城市: cities[row % cities.length]!,
    月消费: row % 12 === 5 ? '不清楚' : row % 4 === 1 ? `１，${200 + row}元` : `${800 + row * 10}`,
    买过什么: goods.filter((_, index) => (row + index) % 3 !== 0).join('┋'),
    是否有会员卡: skipBreaks.includes(row) ? 2 : hasCard,
    '会员卡满意度（1-5分）': skipBreaks.includes(row) ? 3 : hasCard === 2 ? null : rating(9),
    ...Object.fromEntries(
      ratings.map((name, index) => [name, index === 0 && outsideScale.includes(row) ? 9 : rating(index)]),
    ),
    [longQuestion]: row % 5 === 0 ? null : rating(7),
    意见: comments[row % comments.length] ?? null,
    空列: null,
  };
}

/** The survey as a workbook; wide adds questions with long wording, and empty columns between them, up to a number of columns. */
export async function messyWorkbook(wide = 0): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('问卷数据');
  const forms = Array.from({ length: messyForms }, (_, row) => messyForm(row));
  const names = Object.keys(forms[0]!);
  const more = Array.from({ length: Math.max(0, wide - names.length) }, (_, index) =>
    index % 17 === 3
      ? `空白${index}`
      : `${'第'.repeat(1 + (index % 2))}${index + 1}题 ${'非常长的题目文字'.repeat(index % 9)}🙂 Very long English wording ${index}`,
  );
  sheet.addRow([...names, ...more]);
  for (const [row, form] of forms.entries())
    sheet.addRow([
      ...names.map((name) => form[name] ?? null),
      ...more.map((name, index) =>
        name.startsWith('空白') ? null : (row * (index + 3)) % 5 === 0 ? null : 1 + ((row + index) % 5),
      ),
    ]);
  return new Uint8Array(await book.xlsx.writeBuffer());
}
