import type { Bilingual, Locale } from '../../shared/model/text.ts';
import { inLocale } from '../../shared/model/text.ts';
import type { IndexAudit } from '../../shared/report/indexAudit.ts';
import { columnLetters } from './chartPart.ts';
import { inSheet, type SheetCell, type SheetFile } from './workbookFile.ts';
import type { CellStyle } from './workbookStyles.ts';

export interface IndexSheetNames {
  readonly index: string;
  readonly scores: string;
  readonly answers: string;
}

/** Above this many cells of answers and scores a workbook opens slowly; the index is then given, not followed. */
export const mostAuditCells = 1_000_000;

export const auditCells = (audit: IndexAudit): number =>
  audit.forms.length * (2 * audit.questions.length + audit.leaves.length + audit.nodes.length + 3);

const head: CellStyle = { bold: true, fill: 'E8EEF6', wrap: true };
const soft: CellStyle = { colour: '5B6673', wrap: true };
const score: CellStyle = { format: '0.00' };
const weight: CellStyle = { format: '0.000' };
/** What is no difference at all is a plain 0. */
const difference: CellStyle = { format: '0.0E+00;-0.0E+00;0', align: 'right' };
const note: CellStyle = { colour: '5B6673', size: 9 };
const key: CellStyle = { bold: true, format: '0.0000', fill: 'FFF6DD' };

/** Rows above the first form on the sheets of answers and scores. */
const answerHead = 9;
const scoreHead = 4;

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
const shownOrBlank = (value: number): string | number => finite(value) ?? '';

/**
 * The index as formulas that run from the answers to the interval: a sheet of answers in use, a sheet with every form's scores and own
 * indices, and the index with weights, means, standard deviation and t interval beside the workbench's own numbers. Formulas carry the
 * workbench's values until they are computed.
 */
export function indexSheets(audit: IndexAudit, names: IndexSheetNames, locale: Locale): readonly SheetFile[] {
  const say = (zh: string, en: string): string => inLocale({ zh, en } satisfies Bilingual, locale);
  const { forms, questions, leaves, nodes, weights } = audit;
  const count = forms.length;
  const text = (value: string, style?: CellStyle): SheetCell => ({ value, ...(style ? { style } : {}) });
  const from = (formula: string, value: number | string | null, style?: CellStyle): SheetCell => ({
    formula,
    value,
    ...(style ? { style } : {}),
  });

  // Answers: A form, B weight, then a column a question.
  const firstQuestion = 2;
  const [answerTop, answerEnd] = [answerHead + 1, answerHead + count];
  const down = (sheet: string, column: number, top: number, end: number): string => {
    const letter = columnLetters(column);
    return inSheet(sheet, `$${letter}$${top}:$${letter}$${end}`);
  };
  const weightRange = down(names.answers, 1, answerTop, answerEnd);
  const answerColumns = questions.map((_, at) => columnLetters(firstQuestion + at));
  const meanOf = (values: Float64Array): number | null => {
    let [sum, total] = [0, 0];
    values.forEach((value, row) => {
      if (Number.isNaN(value)) return;
      const one = weights ? weights[row]! : 1;
      sum += one * value;
      total += one;
    });
    return total > 0 ? sum / total : null;
  };
  const mean = (range: string): string =>
    weights ? `SUMPRODUCT(${weightRange},${range})/SUMPRODUCT(${weightRange}*ISNUMBER(${range}))` : `AVERAGE(${range})`;
  const facts = (name: string, cells: readonly SheetCell[]): readonly SheetCell[] => [
    text(name, head),
    text('', head),
    ...cells,
  ];
  const leafOf = questions.map(
    (_, at) => leaves.find((leaf) => at >= leaf.firstQuestion && at < leaf.firstQuestion + leaf.questionCount)!,
  );
  const answers: SheetFile = {
    name: names.answers,
    widths: [24, 9, ...questions.map(() => 13)],
    frozenRows: answerHead,
    rows: [
      facts(
        say('题目', 'Question'),
        questions.map(({ name }) => text(name, head)),
      ),
      facts(
        say('问题', 'Wording'),
        questions.map(({ label }) => text(label, soft)),
      ),
      facts(
        say('末级指标', 'Indicator'),
        questions.map((_, at) => text(nodes[leafOf[at]!.node]!.name, soft)),
      ),
      facts(
        say('量表下限', 'Scale from'),
        questions.map(({ min }) => ({ value: min })),
      ),
      facts(
        say('量表上限', 'Scale to'),
        questions.map(({ max }) => ({ value: max })),
      ),
      facts(
        say('数小为好（1 = 是）', 'Small is good (1 = yes)'),
        questions.map(({ descending }) => ({ value: descending ? 1 : 0 })),
      ),
      facts(
        say('在用答案数', 'Answers in use'),
        questions.map(({ answers: values }, at) =>
          from(
            `COUNT(${down(names.answers, firstQuestion + at, answerTop, answerEnd)})`,
            values.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : 1), 0),
          ),
        ),
      ),
      facts(
        say('均值（原量表）', 'Mean (own scale)'),
        questions.map(({ answers: values }, at) => {
          const range = down(names.answers, firstQuestion + at, answerTop, answerEnd);
          return from(`IF(COUNT(${range})=0,"",${mean(range)})`, meanOf(values) ?? '', score);
        }),
      ),
      [text(say('问卷', 'Form'), head), text(say('权重', 'Weight'), head), ...questions.map(() => text('', head))],
      ...Array.from({ length: count }, (_, row): readonly (SheetCell | null)[] => [
        { value: forms[row]! },
        { value: weights ? weights[row]! : 1 },
        ...questions.map(({ answers: values }): SheetCell | null => {
          const value = finite(values[row]!);
          return value === null ? null : { value };
        }),
      ]),
    ],
  };

  // Scores: A form, then a column a question, a leaf, an inner node, and the whole last.
  const leafColumn = (at: number): number => 1 + questions.length + at;
  const inner = nodes.flatMap((node, place) => (node.leaf === null && node.leafCount > 0 ? [place] : []));
  const innerColumn = new Map(inner.map((place, at) => [place, leafColumn(leaves.length) + at]));
  const wholeColumn = leafColumn(leaves.length) + inner.length;
  const nodeRow = (place: number): number => nodesTop + place;
  const nodesTop = 6;
  const composite = (place: number): string => inSheet(names.index, `$D$${nodeRow(place)}`);
  const leafWeights = (first: number, amount: number): string =>
    `$${columnLetters(leafColumn(first))}$${scoreHead}:$${columnLetters(leafColumn(first + amount - 1))}$${scoreHead}`;
  const own = (first: number, amount: number, row: number): string => {
    const w = leafWeights(first, amount);
    const x = `${columnLetters(leafColumn(first))}${row}:${columnLetters(leafColumn(first + amount - 1))}${row}`;
    const answered = `SUMPRODUCT(${w}*ISNUMBER(${x}))`;
    const gaps =
      audit.missing === 'listwise' ? `OR(${answered}=0,SUMPRODUCT((${w}>0)*ISTEXT(${x}))>0)` : `${answered}=0`;
    return `IF(${gaps},"",SUMPRODUCT(${w},${x})/${answered})`;
  };
  const blanks = (amount: number, style?: CellStyle): SheetCell[] =>
    Array.from({ length: amount }, () => text('', style));
  const scores: SheetFile = {
    name: names.scores,
    widths: [12, ...Array.from({ length: wholeColumn }, () => 12)],
    frozenRows: scoreHead,
    rows: [
      [
        text(
          say(
            '各份问卷的得分与指数（0–100），由“答案”逐格算出',
            'Scores and indices of every form (0-100), computed cell by cell from the answers',
          ),
          { bold: true },
        ),
      ],
      [
        text('', head),
        ...questions.map(() => text(say('题目得分', 'Question'), head)),
        ...leaves.map(() => text(say('末级指标', 'Lowest level'), head)),
        ...inner.map(() => text(say('上级指标', 'Indicator'), head)),
        text(say('总体', 'Whole'), head),
      ],
      [
        text(say('问卷', 'Form'), head),
        ...questions.map(({ name }) => text(name, head)),
        ...leaves.map(({ node }) => text(nodes[node]!.name, head)),
        ...inner.map((place) => text(nodes[place]!.name, head)),
        text('CSI', head),
      ],
      [
        text(say('综合权重', 'Composite weight'), soft),
        ...blanks(questions.length),
        ...leaves.map(({ node }) => from(composite(node), nodes[node]!.compositeWeight, weight)),
        ...blanks(inner.length + 1),
      ],
      ...Array.from({ length: count }, (_, index): readonly SheetCell[] => {
        const row = scoreHead + 1 + index;
        const answerRow = answerHead + 1 + index;
        return [
          from(inSheet(names.answers, `A${answerRow}`), forms[index]!),
          ...questions.map(({ scores: values }, at) => {
            const letter = answerColumns[at]!;
            const cell = (line: number, fixed = true): string =>
              inSheet(names.answers, `${fixed ? '$' : ''}${letter}${fixed ? '$' : ''}${line}`);
            const x = inSheet(names.answers, `${letter}${answerRow}`);
            const up = `100*(${x}-${cell(4)})/(${cell(5)}-${cell(4)})`;
            return from(`IF(ISNUMBER(${x}),IF(${cell(6)}=1,100-${up},${up}),"")`, shownOrBlank(values[index]!), score);
          }),
          ...leaves.map(({ firstQuestion: first, questionCount, scores: values }) => {
            const range = `${columnLetters(1 + first)}${row}:${columnLetters(first + questionCount)}${row}`;
            const gaps = audit.missing === 'listwise' ? `COUNT(${range})<${questionCount}` : `COUNT(${range})=0`;
            return from(`IF(${gaps},"",AVERAGE(${range}))`, shownOrBlank(values[index]!), score);
          }),
          ...inner.map((place) => {
            const { firstLeaf, leafCount, indices } = nodes[place]!;
            return from(own(firstLeaf, leafCount, row), shownOrBlank(indices[index]!), score);
          }),
          from(own(0, leaves.length, row), shownOrBlank(audit.indices[index]!), { ...score, bold: true }),
        ];
      }),
    ],
  };

  // Index: A indicator, B level, C weight, D composite weight, E n, F score, G workbench, H difference.
  const [scoreTop, scoreEnd] = [scoreHead + 1, scoreHead + count];
  const columnOf = (place: number): number | null => {
    const { leaf } = nodes[place]!;
    return leaf === null ? (innerColumn.get(place) ?? null) : leafColumn(leaf);
  };
  const answered = (values: Float64Array): number =>
    values.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : 1), 0);
  const nodeRows = nodes.map((node, place): readonly (SheetCell | null)[] => {
    const row = nodeRow(place);
    const column = columnOf(place);
    const product = node.parent < 0 ? `C${row}` : `D${nodeRow(node.parent)}*C${row}`;
    const first = [
      text(node.name, { indent: node.level - 1 }),
      { value: node.level },
      { value: node.weight, style: weight },
      from(product, node.compositeWeight, weight),
    ];
    if (column === null) return first;
    const range = down(names.scores, column, scoreTop, scoreEnd);
    return [
      ...first,
      from(`COUNT(${range})`, answered(node.indices)),
      from(`IF(E${row}=0,"",${mean(range)})`, node.score ?? '', score),
      { value: node.score, style: score },
      from(`IF(E${row}=0,"",F${row}-G${row})`, node.score === null ? '' : 0, difference),
    ];
  });
  const x = down(names.scores, wholeColumn, scoreTop, scoreEnd);
  const top = nodesTop + nodes.length + 1;
  const { overall } = audit;
  const line = (at: number): string => `F${top + at}`;
  const w = weightRange;
  const m = line(1);
  const sd =
    audit.error === 'simple'
      ? `STDEV(${x})`
      : `SQRT((SUMPRODUCT(${w},${x},${x})/SUMPRODUCT(${w}*ISNUMBER(${x}))-${m}^2)*${line(0)}/(${line(0)}-1))`;
  const se =
    audit.error === 'simple'
      ? `${line(2)}/SQRT(${line(0)})`
      : `SQRT((SUMPRODUCT(${w},${w},${x},${x})-2*${m}*SUMPRODUCT(${w},${w},${x})+${m}^2*SUMPRODUCT(${w}*${w}*ISNUMBER(${x})))*${line(0)}/(${line(0)}-1))/SUMPRODUCT(${w}*ISNUMBER(${x}))`;
  const live = audit.error !== 'design' && overall.se !== null;
  const t = `_xlfn.T.INV.2T(1-${line(5)},${line(4)})`;
  const leafPlaces = leaves.map(({ node }) => node);
  const [lastNode, isLeaf] = [nodesTop + nodes.length - 1, nodes.map((node) => (node.leaf === null ? 0 : 1))];
  const leafFlags = `${isLeaf.length > 1 ? `{${isLeaf.join(';')}}` : isLeaf[0]}`;
  const d = `D${nodesTop}:D${lastNode}`;
  const f = `F${nodesTop}:F${lastNode}`;
  const ofMeans = `SUMPRODUCT(${leafFlags}*${d},${f})/SUMPRODUCT(${leafFlags}*${d}*ISNUMBER(${f}))`;
  const byWorkbench = say('工作台算出的数值', 'as the workbench computed it');
  const given = (value: number | null): SheetCell => ({ value, style: score });
  /** how: in words what the formula does, in the room beside the name. */
  const fact = (
    name: string,
    cell: SheetCell,
    workbench: number | null,
    how: string,
  ): readonly (SheetCell | null)[] => [
    text(name, head),
    text(how, note),
    null,
    null,
    null,
    cell,
    { value: workbench, style: cell.style ?? {} },
  ];
  const index: SheetFile = {
    name: names.index,
    widths: [34, 8, 10, 12, 10, 14, 14, 12],
    frozenRows: nodesTop - 1,
    grid: false,
    rows: [
      [
        text(say('顾客满意度指数：由答案逐步重算', 'Customer satisfaction index: computed again from the answers'), {
          bold: true,
          size: 14,
        }),
      ],
      [
        text(
          say(
            'CSI = 各份问卷指数的均值；每份问卷的指数 = Σ W·x / Σ W（W 为综合权重，只计已答指标）。改动“答案”中的任一格，本表随之改变。',
            'CSI = mean of the indices of the forms; index of a form = sum W x / sum W (W = composite weight, over the indicators answered). Change any cell of the answers and this sheet follows.',
          ),
          { colour: '5B6673' },
        ),
      ],
      [
        text(
          audit.error === 'design'
            ? say(
                '标准误按抽样设计（分层、整群、总体规模或频数权重）由工作台算出，此处为数值。',
                'The standard error follows the sampling design (strata, clusters, population or frequency weights) and is given as the workbench computed it.',
              )
            : '',
          { colour: '5B6673' },
        ),
      ],
      [],
      [
        say('指标', 'Indicator'),
        say('级别', 'Level'),
        say('权重', 'Weight'),
        say('综合权重', 'Composite weight'),
        say('份数', 'n'),
        say('得分（公式）', 'Score (formula)'),
        say('得分（工作台）', 'Score (workbench)'),
        say('相差', 'Difference'),
      ].map((title, column) => text(title, column === 0 ? head : { ...head, align: 'right' })),
      ...nodeRows,
      [],
      fact(
        say('份数 n', 'Forms n'),
        from(`COUNT(${x})`, overall.n),
        overall.n,
        say('“得分”末列有指数的问卷', 'forms with an index, last column of Scores'),
      ),
      [
        ...fact(
          say('顾客满意度指数 CSI', 'Customer satisfaction index CSI'),
          from(mean(x), overall.index, key),
          overall.index,
          weights
            ? say('各份问卷指数的加权均值', 'weighted mean of the indices of the forms')
            : say('各份问卷指数的均值', 'mean of the indices of the forms'),
        ),
        from(`${m}-G${top + 1}`, 0, difference),
      ],
      fact(
        say('标准差', 'Standard deviation'),
        live ? from(sd, overall.sd, score) : given(overall.sd),
        overall.sd,
        live ? say('各份问卷指数的标准差（n−1）', 'of the indices of the forms (n - 1)') : byWorkbench,
      ),
      fact(
        say('标准误', 'Standard error'),
        live ? from(se, overall.se, { format: '0.0000' }) : given(overall.se),
        overall.se,
        !live
          ? byWorkbench
          : audit.error === 'simple'
            ? say('标准差 / √n', 'standard deviation / square root of n')
            : say('加权均值的线性化标准误', 'linearised, of a weighted mean'),
      ),
      fact(
        say('自由度', 'Degrees of freedom'),
        live ? from(`${line(0)}-1`, overall.df) : { value: overall.df },
        overall.df,
        live ? 'n − 1' : byWorkbench,
      ),
      fact(
        say('置信水平', 'Confidence level'),
        { value: audit.level, style: { format: '0.0%' } },
        null,
        say('可改', 'may be changed'),
      ),
      ...(overall.se === null
        ? []
        : [
            fact(
              say('置信区间下限', 'Interval from'),
              from(`${m}-${t}*${line(3)}`, overall.lower, key),
              overall.lower,
              say('CSI − t × 标准误', 'CSI − t × standard error'),
            ),
            fact(
              say('置信区间上限', 'Interval to'),
              from(`${m}+${t}*${line(3)}`, overall.upper, key),
              overall.upper,
              say('CSI + t × 标准误', 'CSI + t × standard error'),
            ),
          ]),
      fact(
        say('由各指标均值汇总（ΣW·均值/ΣW）', 'From the means of the indicators (sum W mean / sum W)'),
        leafPlaces.length > 0 ? from(ofMeans, overall.indexOfMeans, key) : given(null),
        overall.indexOfMeans,
        say('与 CSI 之差来自漏答', 'differs from the index by answers missing'),
      ),
    ],
  };
  return [index, scores, answers];
}
