import { barWithError } from '../../charts/barWithError.ts';
import { formatIsoDate } from '../../format/formatDate.ts';
import { formatNumber } from '../../format/formatNumber.ts';
import type { Snapshot } from '../../model/dataset.ts';
import { InputError } from '../../model/errors.ts';
import { runChecks } from '../../model/checks/runChecks.ts';
import { exclusionReasons } from '../../model/exclusionReasons.ts';
import { type Bilingual, inLocale } from '../../model/text.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { sentence } from '../sentence.ts';
import type { Estimate, Warning } from '../types.ts';

/** Shares 0-1. */
type ReturnValues = {
  readonly sent: number | null;
  readonly returned: number;
  readonly valid: number;
  readonly rejected: number;
  readonly returnRate: number | null;
  readonly validShare: number;
  /** Valid forms over forms sent. */
  readonly validRate: number | null;
  /** The first reason of each rejected form, commonest first. */
  readonly reasons: readonly {
    readonly code: string;
    readonly note: string;
    readonly count: number;
    readonly share: number;
  }[];
  /** Forms not rejected that at least one standard check doubts, and how many each check found (a form may be in several). */
  readonly doubted: number;
  readonly doubts: readonly {
    readonly code: string;
    readonly title: Readonly<Record<'zh' | 'en', string>>;
    readonly count: number;
  }[];
  /** Forms the present filter shows. */
  readonly filtered: number | null;
  /** First and last day on which valid forms were answered, by the questions that hold times; milliseconds since 1970 without zone. */
  readonly answeredFrom: number | null;
  readonly answeredTo: number | null;
};

function reasonLabel(reason: { readonly code: string; readonly note: string }): Bilingual {
  return (
    exclusionReasons[reason.code] ??
    (reason.note === '' ? { zh: reason.code, en: reason.code } : { zh: reason.note, en: reason.note })
  );
}

/** The days between which the forms not rejected were answered; null without times. */
function answeringDays(
  snapshot: Snapshot,
  counted: (row: number) => boolean,
): { readonly answeredFrom: number | null; readonly answeredTo: number | null } {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const variable of snapshot.variables) {
    const column = snapshot.columns.get(variable.id);
    if (variable.role !== 'time' || variable.type !== 'date' || column?.kind !== 'numeric') continue;
    for (let row = 0; row < snapshot.rowCount; row++) {
      const time = column.values[row]!;
      if (Number.isNaN(time) || !counted(row)) continue;
      if (time < from) from = time;
      if (time > to) to = time;
    }
  }
  return from <= to ? { answeredFrom: from, answeredTo: to } : { answeredFrom: null, answeredTo: null };
}

export const sampleReturns = defineAnalysis({
  id: 'sample.returns',
  version: 5,
  group: 'sample',
  title: { zh: '问卷回收', en: 'Response figures' },
  note: {
    what: {
      zh: '发出、回收、有效问卷各多少，剔除的原因是什么，数据检查还对哪些问卷存疑。',
      en: 'Forms sent, returned and valid, why forms were rejected, and which of the valid ones the data checks doubt.',
    },
    formula: {
      zh: '回收率 = 回收/发出；有效率 = 有效/回收。一份问卷有多条剔除原因时只计第一条。存疑的问卷未剔除，仍计为有效。',
      en: 'Return rate = returned/sent; valid share = valid/returned. Of several reasons the first is counted. Doubted forms are not rejected and count as valid.',
    },
    source: 'GB/T 19038-2009',
  },
  keywords: ['回收率', '有效率', '有效问卷', '剔除', '废卷', 'response rate', 'valid'],
  inputs: {},
  options: {
    sent: {
      kind: 'number',
      title: { zh: '发出份数（0 = 不知道）', en: 'Forms sent (0 = unknown)' },
      default: 0,
      min: 0,
      integer: true,
    },
  },
  honours: { weights: 'none', design: false },
  random: false,
  estimate(snapshot, { options }): Estimate<ReturnValues> {
    // Of a group with a report of its own only what it returned counts; how many of the forms were sent to it is not known.
    const { segment = null } = snapshot;
    const within = (row: number): boolean => segment === null || segment[row] === 1;
    const returned = segment === null ? snapshot.rowCount : segment.reduce((sum, of) => sum + of, 0);
    if (returned === 0) return noEstimate('noAnswers', 0, []);
    if (options.sent > 0 && options.sent < snapshot.rowCount)
      throw new InputError('returns.sentTooSmall', { sent: options.sent, returned: snapshot.rowCount });
    const first = new Map<number, { code: string; note: string }>();
    const severalReasons = new Set<number>();
    for (const { row, code, note } of snapshot.exclusions) {
      if (!within(row)) continue;
      if (first.has(row)) severalReasons.add(row);
      else first.set(row, { code, note });
    }
    const counts = new Map<string, { code: string; note: string; count: number }>();
    for (const { code, note } of first.values()) {
      // Notes tell reasons of the user's own apart; known reasons are counted together.
      const known = Object.hasOwn(exclusionReasons, code);
      const key = known ? code : `${code} ${note}`;
      const entry = counts.get(key) ?? { code, note: known ? '' : note, count: 0 };
      entry.count++;
      counts.set(key, entry);
    }
    const rejected = first.size;
    const valid = returned - rejected;
    const warnings: Warning[] = [];
    if (severalReasons.size > 0)
      warnings.push({ code: 'returns.duplicateReasons', details: { count: severalReasons.size } });
    if (valid / returned < 0.7) warnings.push({ code: 'returns.lowShare', details: {} });
    const sent = options.sent > 0 && segment === null ? options.sent : null;
    const found = runChecks(snapshot)
      .map((check) => ({ ...check, rows: check.rows.filter(within) }))
      .filter((check) => check.rows.length > 0);
    return {
      status: 'ok',
      reason: null,
      n: valid,
      leftOut: rejected > 0 ? [{ reason: 'excluded', count: rejected }] : [],
      warnings,
      values: {
        sent,
        returned,
        valid,
        rejected,
        returnRate: sent === null ? null : returned / sent,
        validShare: valid / returned,
        validRate: sent === null ? null : valid / sent,
        reasons: [...counts.values()]
          .toSorted((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1))
          .map((entry) => ({ ...entry, share: entry.count / returned })),
        doubted: new Set(found.flatMap((check) => check.rows)).size,
        doubts: found
          .map(({ code, title, rows }) => ({ code, title, count: rows.length }))
          .toSorted((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1)),
        filtered: snapshot.filter
          ? snapshot.filter.reduce((sum, used, row) => sum + (used === 1 && !first.has(row) ? 1 : 0), 0)
          : null,
        ...answeringDays(snapshot, (row) => within(row) && !first.has(row)),
      },
    };
  },
  tables({ values }) {
    return [
      {
        id: 'returns',
        title: { zh: '问卷回收情况', en: 'Response figures' },
        columns: [
          { key: 'name', title: { zh: '项目', en: 'Item' }, format: 'text' },
          { key: 'count', title: { zh: '份数', en: 'Forms' }, format: 'integer' },
          { key: 'share', title: { zh: '占回收', en: 'Of returned' }, format: 'share1' },
        ],
        rows: [
          ...(values.sent === null
            ? []
            : [{ cells: { name: { zh: '发出', en: 'Sent' }, count: values.sent, share: null } }]),
          { cells: { name: { zh: '回收', en: 'Returned' }, count: values.returned, share: 1 } },
          {
            emphasis: true,
            cells: { name: { zh: '有效', en: 'Valid' }, count: values.valid, share: values.validShare },
          },
          ...(values.doubted === 0
            ? []
            : [
                {
                  depth: 1,
                  cells: {
                    name: { zh: '其中检查存疑', en: 'of these in doubt' },
                    count: values.doubted,
                    share: values.doubted / values.returned,
                  },
                },
                ...values.doubts.map((doubt) => ({
                  depth: 2,
                  cells: { name: doubt.title, count: doubt.count, share: doubt.count / values.returned },
                })),
              ]),
          {
            cells: {
              name: { zh: '剔除', en: 'Rejected' },
              count: values.rejected,
              share: values.rejected / values.returned,
            },
          },
          ...values.reasons.map((reason) => ({
            depth: 1,
            cells: { name: reasonLabel(reason), count: reason.count, share: reason.share },
          })),
        ],
        notes:
          values.returnRate === null
            ? []
            : [
                {
                  zh: `回收率 ${formatNumber(values.returnRate, 'share1', 'zh-CN')}。`,
                  en: `Return rate ${formatNumber(values.returnRate, 'share1', 'en')}.`,
                },
              ],
      },
    ];
  },
  figures({ values }, locale) {
    if (values.reasons.length < 2) return [];
    return [
      barWithError({
        id: 'reasons',
        title: inLocale({ zh: '剔除问卷的原因', en: 'Why forms were rejected' }, locale),
        altText: inLocale(
          { zh: `${values.rejected} 份剔除问卷按原因的份数。`, en: `${values.rejected} rejected forms by reason.` },
          locale,
        ),
        bars: values.reasons.map((reason, place) => ({
          label: inLocale(reasonLabel(reason), locale),
          value: reason.count,
          interval: null,
          text: formatNumber(reason.count, 'integer', locale),
          emphasis: place === 0,
        })),
        valueTitle: inLocale({ zh: '份数', en: 'Forms' }, locale),
        whole: true,
      }),
    ];
  },
  narrative({ values }, locale) {
    const top = values.reasons[0];
    // The commonest three; the table has all of them.
    const named = values.doubts.slice(0, 3);
    const doubts = (separator: string): string =>
      named.map((_, place) => `{@doubt${place}} {doubts.${place}.count|integer}`).join(separator);
    return [
      values.sent === null
        ? sentence(locale, 'returned', {
            zh: '回收问卷 {returned|integer} 份，其中有效 {valid|integer} 份，有效率 {validShare|share1}。',
            en: `{returned|integer} ${values.returned === 1 ? 'form was' : 'forms were'} returned, of which {valid|integer} valid ({validShare|share1}).`,
          })
        : sentence(locale, 'returned', {
            zh: '发出问卷 {sent|integer} 份，回收 {returned|integer} 份（回收率 {returnRate|share1}），其中有效 {valid|integer} 份（有效率 {validShare|share1}）。',
            en: '{sent|integer} forms were sent, {returned|integer} returned ({returnRate|share1}), {valid|integer} of them valid ({validShare|share1}).',
          }),
      ...(values.answeredFrom === null || values.answeredTo === null
        ? []
        : [
            sentence(
              locale,
              'dates',
              formatIsoDate(values.answeredFrom) === formatIsoDate(values.answeredTo)
                ? {
                    zh: '有效问卷均于 {answeredFrom|date}填答。',
                    en: 'All valid forms were answered on {answeredFrom|date}.',
                  }
                : {
                    zh: '有效问卷的填答时间为 {answeredFrom|date}至 {answeredTo|date}。',
                    en: 'The valid forms were answered between {answeredFrom|date} and {answeredTo|date}.',
                  },
            ),
          ]),
      // What comes and goes with the cleaning stands last: a report knows the sentences by their place.
      ...(values.doubted > 0
        ? [
            sentence(
              locale,
              'doubted',
              {
                zh: `有效问卷中有 {doubted|integer} 份被数据检查列为存疑（${doubts('、')}{@more}），尚未剔除，请核对。`,
                en: `The data checks doubt {doubted|integer} of the valid forms (${doubts(', ')}{@more}); they have not been rejected and should be checked.`,
              },
              {
                ...Object.fromEntries(
                  named.map(({ title }, place) => [`doubt${place}`, inLocale(title, locale).toLowerCase()]),
                ),
                more: values.doubts.length > 3 ? (locale === 'zh-CN' ? ' 等' : ' and others') : '',
              },
            ),
          ]
        : []),
      ...(top
        ? [
            sentence(
              locale,
              'rejected',
              {
                zh: '剔除 {rejected|integer} 份，最主要的原因是“{@reason}”（{reasons.0.count|integer} 份）。',
                en: `{rejected|integer} ${values.rejected === 1 ? 'form was' : 'forms were'} rejected, most often for “{@reason}” ({reasons.0.count|integer}).`,
              },
              { reason: inLocale(reasonLabel(top), locale) },
            ),
          ]
        : []),
    ];
  },
  propose: (snapshot) => (snapshot.rowCount > 0 ? [{ analysis: 'sample.returns', inputs: {}, options: {} }] : []),
});
