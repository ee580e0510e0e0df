import type { Measure, Role, Scale, ValueLabel, ValueType } from '../model/variable.ts';
import { addedLabels, languageOf } from './language.ts';
import { normaliseText } from './looseValues.ts';
import { cellKind } from './rawCells.ts';
import type { RawSheet } from './rawCells.ts';
import { readerOf, type SheetReader } from './sheetReader.ts';
import { nonAnswerLabels } from './wordScales.ts';

/** What a codebook says of one variable; null and [] where it says nothing. */
export interface CodebookEntry {
  readonly variable: string;
  readonly label: string;
  readonly type: ValueType | null;
  readonly measure: Measure | null;
  readonly role: Role | null;
  readonly range: { readonly min: number; readonly max: number } | null;
  /** Whether the large number is the good answer; with range, a scale is declared in full. */
  readonly direction: Scale['direction'] | null;
  readonly labels: readonly ValueLabel[];
  readonly missing: readonly ValueLabel[];
  readonly indicator: string | null;
  readonly personal: boolean | null;
}

export interface Codebook {
  readonly sheet: string;
  readonly entries: readonly CodebookEntry[];
}

type Part =
  | 'variable'
  | 'label'
  | 'type'
  | 'measure'
  | 'values'
  | 'value'
  | 'valueLabel'
  | 'range'
  | 'missing'
  | 'role'
  | 'indicator'
  | 'minimum'
  | 'maximum'
  | 'direction'
  | 'personal';

/** Headings of a codebook's columns, compared without white space and case. */
const headingWords: readonly (readonly [Part, RegExp])[] = [
  [
    'variable',
    /^(变量|变量名|变量名称|题号|题目编号|编号|列名|字段|字段名|variable|variablename|name|item|question(no|number)?)$/,
  ],
  ['value', /^(值|取值|代码|编码|选项代码|value|code)$/],
  [
    'valueLabel',
    /^(值标签|取值标签|变量值标签|选项内容|选项文字|选项标签|(取值|编码|代码)?含义|valuelabel|codelabel|meaning)$/,
  ],
  [
    'values',
    /^(选项|值标签表|(取值|编码|代码|选项)说明|选项及编码|答案|答案选项|values|valuelabels|options|codes|coding)$/,
  ],
  ['range', /^(取值范围|量表|量表范围|量程|range|scale|scalerange)$/],
  [
    'label',
    /^(题目|题干|题目内容|标签|变量标签|问题|说明|label|variablelabel|question|questiontext|text|description)$/,
  ],
  ['type', /^(类型|数据类型|变量类型|type|datatype)$/],
  ['measure', /^(测量水平|测量尺度|测度|尺度|度量标准|measure|level|measurement(level)?)$/],
  ['missing', /^(缺失值|缺失|缺失代码|无法回答|未回答|missing|missingvalues?|missingcodes?|nonanswers?)$/],
  ['role', /^(用途|角色|变量角色|role|use|usage)$/],
  ['indicator', /^(指标|所属指标|对应指标|测量指标|indicator|dimension)$/],
  ['minimum', /^(最小值|最小|下限|minimum|min|lowest)$/],
  ['maximum', /^(最大值|最大|上限|maximum|max|highest)$/],
  ['direction', /^(方向|计分方向|direction)$/],
  ['personal', /^(个人信息|隐私|敏感|personal|personaldata|privacy|pii)$/],
];

const roleWords: readonly (readonly [Role, RegExp])[] = [
  ['kanoFunctional', /kano.*正|正向|具备|kanofunctional/],
  ['kanoDysfunctional', /kano.*反|反向|不具备|kanodysfunctional/],
  ['overallSatisfaction', /总体|整体|overall/],
  ['loyalty', /忠诚|推荐|再次|loyal|nps/],
  ['expectation', /期望|expect/],
  ['importance', /重要|importan/],
  ['perception', /满意|感知|评价|评分|percep|satisf|rating/],
  ['multipleResponse', /多选|multiple/],
  ['openComment', /开放|主观|文字题|意见|建议|open|comment/],
  ['weight', /权重|加权|weight/],
  ['stratum', /分层|层|strat/],
  ['cluster', /群|抽样单位|cluster|psu/],
  ['id', /编号|标识|^id$|identifier/],
  ['time', /时间|时长|time|duration/],
  ['profile', /背景|属性|特征|人口|分组|分类|单选|profile|feature|demograph|background|segment/],
  ['none', /^(无|不用|不使用|未指定|其他|其它|none|notused|notset|other)$/],
];

function firstOf<T>(text: string, words: readonly (readonly [T, RegExp])[]): T | null {
  const word = normaliseText(text);
  return word === '' ? null : (words.find(([, pattern]) => pattern.test(word))?.[0] ?? null);
}

const typeWords: readonly (readonly [ValueType, RegExp])[] = [
  ['date', /日期|date/],
  ['text', /文本|字符|文字|填空|开放|string|text|char/],
  ['number', /数值|数字|整数|小数|单选|评分|量表|打分|numeric|number|int|float|rating|single/],
];
const measureWords: readonly (readonly [Measure, RegExp])[] = [
  ['nominal', /名义|名称|定类|分类|nominal|categor/],
  ['ordinal', /有序|定序|等级|顺序|ordinal|ordered/],
  ['scale', /度量|尺度|定距|定比|标度|连续|数量|scale|interval|ratio|continuous/],
];

const range =
  /^[^\d-]*(-?\d{1,4}(?:\.\d+)?)\s*分?\s*(?:-|~|—|–|至|到|\.\.)\s*(-?\d{1,4}(?:\.\d+)?)\s*分?(?=$|[^\d=:.])/;
const pair =
  /^\s*[(（]?(-?\d{1,6}(?:\.\d+)?)\s*分?\s*(?:[)）]|=|:|：|＝|、|\.(?!\d)|-(?!\d)|—|表示|代表|为|\s)\s*(\S.*?)\s*[)）]?$/;

/** "1=非常不满意;5=非常满意" -> labels, one per line, semicolon or, where every piece is a pair, comma. */
export function parsePairs(text: string): readonly ValueLabel[] {
  const half = text
    .replace(/[＝]/g, '=')
    .replace(/[；]/g, ';')
    .replace(/[０-９]/g, (digit) => digit.normalize('NFKC'));
  const inBrackets = /^[^=]*?[(（](.*=.*)[)）]\s*$/.exec(half)?.[1] ?? half;
  const coarse = inBrackets.split(/[;\n\r|]+/);
  const fine = coarse.flatMap((piece) => {
    const parts = piece.split(/[,，、]\s*(?=-?\d{1,6}\s*分?\s*[=:：])/);
    return parts.length > 1 && parts.every((part) => pair.test(part)) ? parts : [piece];
  });
  // "1=男 2=女": white space divides where every next piece begins with a code and a sign of equality.
  const pieces = fine.flatMap((piece) => piece.trim().split(/\s+(?=-?\d{1,6}\s*[=:：])/));
  const found = new Map<number, string>();
  for (const piece of pieces) {
    const match = pair.exec(piece.trim());
    if (match && !found.has(Number(match[1]))) found.set(Number(match[1]), match[2]!);
  }
  return [...found].map(([value, label]) => ({ value, label })).toSorted((a, b) => a.value - b.value);
}

/** "99=无法回答;98", "99, 98" -> codes. around: texts beside it, in whose language a bare code is called "no answer". */
function parseMissing(text: string, around: readonly string[]): readonly ValueLabel[] {
  const pairs = parsePairs(text);
  const named = new Set(pairs.map((entry) => entry.value));
  const bare = text
    .normalize('NFKC')
    .split(/[;,、|\s]+/)
    .filter((piece) => /^-?\d{1,6}$/.test(piece))
    .map((piece) => ({ value: Number(piece), label: addedLabels[languageOf([text, ...around])].noAnswer }));
  return [...pairs, ...bare.filter((entry) => !named.has(entry.value))].toSorted((a, b) => a.value - b.value);
}

function parseRange(text: string): CodebookEntry['range'] {
  const match = range.exec(text.normalize('NFKC').trim());
  if (!match) return null;
  const [min, max] = [Number(match[1]), Number(match[2])];
  return max > min ? { min, max } : null;
}

const directionWords: readonly (readonly [Scale['direction'], RegExp])[] = [
  ['descending', /越小越好|反向|降序|descend|lower|reverse/],
  ['ascending', /越大越好|正向|升序|ascend|higher/],
];

/** Ends of a scale in columns of their own. */
function rangeOf(minimum: string, maximum: string): CodebookEntry['range'] {
  const [min, max] = [Number(minimum), Number(maximum)];
  return minimum !== '' && maximum !== '' && Number.isFinite(min) && max > min ? { min, max } : null;
}

function parsePersonal(text: string): boolean | null {
  const word = normaliseText(text);
  if (word === '') return null;
  return /^(是|有|1|y|yes|true|√|✓)$/.test(word);
}

const mostHeadingRows = 20;

interface CodebookHead {
  readonly row: number;
  readonly columns: ReadonlyMap<Part, number>;
}

/** The first row that names a column of variables and one of what is said of them; null when the sheet is no codebook. */
function findHead(reader: SheetReader): CodebookHead | null {
  const { rowCount, columnCount } = reader.sheet;
  if (columnCount > 60) return null;
  for (let row = 0; row < Math.min(rowCount, mostHeadingRows); row++) {
    const columns = new Map<Part, number>();
    for (let column = 0; column < columnCount; column++) {
      if (reader.kind(row, column) !== cellKind.text) continue;
      const word = normaliseText(reader.text(row, column));
      // "Question" names the variable, or, beside a column of names, its text.
      const part = headingWords.find(([own, pattern]) => !columns.has(own) && pattern.test(word))?.[0];
      if (part) columns.set(part, column);
    }
    // Of codes and their meanings a column that stands without the other, where no column lists all values, lists them itself.
    const [codes, meanings] = [columns.get('value'), columns.get('valueLabel')];
    const alone = codes === undefined || meanings === undefined ? (codes ?? meanings) : undefined;
    if (alone !== undefined && !columns.has('values')) {
      columns.set('values', alone);
      columns.delete(codes === undefined ? 'valueLabel' : 'value');
    }
    const says = ['values', 'value', 'range', 'type', 'missing', 'role', 'measure', 'indicator'] as const;
    if (columns.has('variable') && columns.size >= 2 && says.some((part) => columns.has(part))) return { row, columns };
  }
  return null;
}

interface Draft {
  readonly entry: CodebookEntry;
  readonly labels: ValueLabel[];
}

/** Reads a sheet as a codebook: one row per variable, or one row per value with the variable in the first of them. null when it is none. */
export function readCodebook(sheet: RawSheet): Codebook | null {
  const reader = readerOf(sheet);
  const head = findHead(reader);
  if (!head) return null;
  const text = (row: number, part: Part): string => {
    const column = head.columns.get(part);
    return column === undefined ? '' : reader.text(row, column);
  };
  const drafts: Draft[] = [];
  for (let row = head.row + 1; row < sheet.rowCount; row++) {
    const variable = text(row, 'variable');
    const last = drafts.at(-1);
    if (variable !== '' && !(last && last.entry.variable === variable && text(row, 'value') !== '')) {
      const [values, ends] = [text(row, 'values'), text(row, 'range')];
      const labels = parsePairs(values === '' ? ends : values);
      const stated = parseMissing(text(row, 'missing'), [text(row, 'label'), values]);
      const known = new Set(stated.map((entry) => entry.value));
      const direction = firstOf(text(row, 'direction'), directionWords);
      // Where a scale is declared in full, an answer that sounds like none is one.
      const worded = nonAnswerLabels(direction === null ? labels.filter((entry) => !known.has(entry.value)) : []);
      const missing = [
        ...stated.map((entry) => labels.find((label) => label.value === entry.value) ?? entry),
        ...worded,
      ].toSorted((a, b) => a.value - b.value);
      drafts.push({
        labels: labels.filter((entry) => !missing.some((other) => other.value === entry.value)),
        entry: {
          variable,
          label: text(row, 'label'),
          type: firstOf(text(row, 'type'), typeWords),
          measure: firstOf(text(row, 'measure'), measureWords),
          role: firstOf(text(row, 'role'), roleWords),
          range: rangeOf(text(row, 'minimum'), text(row, 'maximum')) ?? parseRange(ends) ?? parseRange(values),
          direction,
          labels: [],
          missing,
          indicator: text(row, 'indicator') || null,
          personal: parsePersonal(text(row, 'personal')),
        },
      });
    }
    const code = text(row, 'value');
    const meaning = text(row, 'valueLabel');
    if (/^-?\d{1,6}$/.test(code) && meaning !== '') drafts.at(-1)?.labels.push({ value: Number(code), label: meaning });
  }
  if (drafts.length === 0) return null;
  return { sheet: sheet.name, entries: drafts.map(({ entry, labels }) => ({ ...entry, labels })) };
}
