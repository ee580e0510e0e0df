import { textWidth } from '../charts/plotText.ts';
import type { AnalysisRequest, Json, JsonObject } from '../analyses/types.ts';
import { inLocale, type Locale } from '../model/text.ts';
import { type StudyKind, studyWords } from './drafting/studyWords.ts';
import { canonicalJson } from './requestKey.ts';
import * as b from './templateBlocks.ts';

/** What the author fills in. */
const blank = { zh: '【请填写】', en: '[to be filled in]' };

/** Where the numbers of an advice table come from: the index, and what improvements bring where that can be had. */
export interface AdviceSource {
  readonly csi: AnalysisRequest;
  readonly gain: AnalysisRequest | null;
}

/** What a gain is reckoned by: composite weights in the index, or total effects in the project's structural model. */
export const gainWays = ['composite', 'totalEffect'] as const;
export type GainWay = (typeof gainWays)[number];
export const gainWay = (request: AnalysisRequest): GainWay =>
  request.options['way'] === 'totalEffect' ? 'totalEffect' : 'composite';

/** The same request by the other way. */
export function gainBy(request: AnalysisRequest, way: GainWay): AnalysisRequest {
  const { way: _way, ...options } = request.options;
  return { ...request, options: way === 'composite' ? options : { ...options, way } };
}

/** What is expected of one target, in words that say what rises and by what. */
function gainCell(id: string, gain: AnalysisRequest, locale: Locale): readonly b.NodeJson[] {
  const { say } = b.speaking(locale);
  const text =
    gainWay(gain) === 'composite'
      ? say(
          `提高到 {gain:indicators.id=${id}.goal|number1} 分，指数预期提高 {gain:indicators.id=${id}.gain|number2} 分`,
          `At {gain:indicators.id=${id}.goal|number1} the index is expected to rise by {gain:indicators.id=${id}.gain|number2}`,
        )
      : say(
          `提高到 {gain:indicators.id=${id}.goal|number1} 分，按模型总效应“{gain:target.name|text}”指数预期提高 {gain:indicators.id=${id}.gain|number2} 分`,
          `At {gain:indicators.id=${id}.goal|number1} the index of “{gain:target.name|text}” is expected to rise by {gain:indicators.id=${id}.gain|number2} (total effect in the model)`,
        );
  return b.inlineNodes(text, { gain });
}

/** Widths of a table across the page: a letter of its size, and the padding of a cell. */
const letterWide = 12;
const paddingWide = 16;

/** The first column has room for the longest word of the targets, and for long names in four lines, the last two for what asks to be filled in, the measures have what is left. */
export function adviceWidths(source: AdviceSource, labels: readonly string[]): readonly number[] {
  const words = labels.flatMap((label) => label.match(/[\u2e80-\uffff]{1,6}|[^\s\u2e80-\uffff]+/g) ?? []);
  const longest = words.reduce((most, word) => Math.max(most, textWidth(word)), 0);
  const inFourLines = labels.reduce((most, label) => Math.max(most, textWidth(label) / 4), 0);
  const first = Math.round(Math.max(78, Math.min(150, Math.max(longest, inFourLines) * letterWide + paddingWide)));
  return source.gain ? [first, 98, 96, 254 - first, 76, 76] : [first, 124, 324 - first, 76, 76];
}

/** How reasons are looked for and what follows: a beginning for the author to go on with. */
export function measureText(locale: Locale, study: StudyKind): string {
  const { sources } = studyWords[study];
  return inLocale(
    {
      zh: `查明失分原因（${sources.zh}），制定改进措施，在下一轮测评中复核。`,
      en: `Find out why points are lost (${sources.en}), plan the improvement, check it in the next round.`,
    },
    locale,
  );
}

/** The cells of one target: what, why, what it brings, what to do, who, until when. Numbers are live, the rest is a beginning. */
function adviceCells(
  { id, label }: { readonly id: string; readonly label: string },
  source: AdviceSource,
  locale: Locale,
  study: StudyKind,
): readonly (readonly b.NodeJson[])[] {
  const { say } = b.speaking(locale);
  const requests = { csi: source.csi };
  const text = (value: string): readonly b.NodeJson[] => b.inlineNodes(value);
  return [
    text(label),
    b.inlineNodes(
      say(
        `得分 {csi:nodes.id=${id}.score|number1}，综合权重 {csi:nodes.id=${id}.compositeWeight|weight}，满意率 {csi:nodes.id=${id}.satisfiedShare|share1}`,
        `Score {csi:nodes.id=${id}.score|number1}, composite weight {csi:nodes.id=${id}.compositeWeight|weight}, satisfied {csi:nodes.id=${id}.satisfiedShare|share1}`,
      ),
      requests,
    ),
    ...(source.gain ? [gainCell(id, source.gain, locale)] : []),
    text(measureText(locale, study)),
    text(inLocale(blank, locale)),
    text(inLocale(blank, locale)),
  ];
}

/** The table of advice for the targets chosen: an ordinary table, all of it the author's to change. study: where reasons are looked for. */
export function adviceTable(
  targets: readonly { readonly id: string; readonly label: string }[],
  source: AdviceSource,
  locale: Locale,
  study: StudyKind = 'general',
): b.NodeJson {
  const { say } = b.speaking(locale);
  const head = [
    say('改进对象', 'Indicator'),
    say('依据', 'Grounds'),
    ...(source.gain ? [say('预期效果', 'Expected gain')] : []),
    say('改进措施', 'Measure'),
    say('责任部门', 'Owner'),
    say('完成时间', 'By'),
  ].map((title) => b.inlineNodes(title));
  return b.tableNode(
    [head, ...targets.map((target) => adviceCells(target, source, locale, study))],
    adviceWidths(
      source,
      targets.map(({ label }) => label),
    ),
    { caption: say('改进对象与措施', 'Targets and measures of improvement'), head: true },
  );
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const contentOf = (node: JsonObject): readonly JsonObject[] =>
  Array.isArray(node['content']) ? (node['content'] as readonly Json[]).filter(isObject) : [];

/** The live numbers of a node, in reading order. */
function numbersIn(node: JsonObject): readonly JsonObject[] {
  if (node['type'] === 'number') return isObject(node['attrs']) ? [node['attrs']] : [];
  return contentOf(node).flatMap(numbersIn);
}

/** The indicator a row of advice is about, told by its live numbers; null for the head and for rows of the author's own. */
export function targetOf(row: JsonObject): string | null {
  for (const { path } of numbersIn(row)) {
    const found = typeof path === 'string' ? /^(?:nodes|indicators)\.id=([^.]+)\./.exec(path) : null;
    if (found) return found[1]!;
  }
  return null;
}

/** Is this table one of advice, and about which indicators? null: it is another table. */
export function adviceTargets(table: JsonObject): readonly string[] | null {
  const ids = contentOf(table).flatMap((row) => targetOf(row) ?? []);
  return ids.length === 0 ? null : ids;
}

/** Where the numbers of an advice table come from; null when it has none left. */
export function adviceSource(table: JsonObject): AdviceSource | null {
  const requests = numbersIn(table).flatMap(({ request }) =>
    isObject(request) ? [request as unknown as AnalysisRequest] : [],
  );
  const csi = requests.find((one) => one.analysis === 'csi.index');
  return csi ? { csi, gain: requests.find((one) => one.analysis === 'improve.expectedGain') ?? null } : null;
}

/**
 * The table for other targets: rows of those that stay are left as the author has them, rows of those that go are taken out, new ones
 * come at the end. The author's own rows stay where they are.
 *
 * @param wanted  in the order in which new rows come
 */
export function withTargets(
  table: JsonObject,
  wanted: readonly { readonly id: string; readonly label: string }[],
  locale: Locale,
  study: StudyKind = 'general',
): JsonObject {
  const source = adviceSource(table);
  if (!source) return table;
  const ids = new Set(wanted.map((one) => one.id));
  const kept = contentOf(table).filter((row) => {
    const id = targetOf(row);
    return id === null || ids.has(id);
  });
  const there = new Set(kept.flatMap((row) => targetOf(row) ?? []));
  const fresh = wanted.filter((one) => !there.has(one.id));
  const added = contentOf(adviceTable(fresh, source, locale, study)).slice(1);
  return { ...table, content: [...kept, ...added] };
}

/** Inline nodes of a cell of one paragraph; null: it holds more. */
function wordsOf(cell: JsonObject): readonly JsonObject[] | null {
  const [paragraph, ...more] = contentOf(cell);
  return paragraph?.['type'] === 'paragraph' && more.length === 0 ? contentOf(paragraph) : null;
}

/**
 * The table with its gains reckoned another way. What the author wrote into a cell of gains stays, words and numbers: they say what they
 * said.
 */
export function withGainWay(table: JsonObject, way: GainWay, locale: Locale): JsonObject {
  const gain = adviceSource(table)?.gain;
  if (!gain) return table;
  const rows = contentOf(table).map((row) => {
    const id = targetOf(row);
    if (id === null) return row;
    const cells = contentOf(row).map((cell) => {
      const own = numbersIn(cell).find(({ request }) => isObject(request) && request['analysis'] === gain.analysis);
      const request = own?.['request'] as unknown as AnalysisRequest | undefined;
      const untouched = request && canonicalJson(wordsOf(cell)) === canonicalJson(gainCell(id, request, locale));
      if (!request || !untouched) return cell;
      return { ...cell, content: [b.paragraphNode(gainCell(id, gainBy(request, way), locale))] };
    });
    return { ...row, content: cells };
  });
  return { ...table, content: rows };
}
