import { AppError } from '../../shared/contract/errors.ts';
import type { Output } from '../../shared/contract/methods.ts';
import { findAnalysis } from '../../shared/analyses/catalogue.ts';
import type { AnalysisRequest } from '../../shared/analyses/types.ts';
import { inLocale, type Locale } from '../../shared/model/text.ts';
import { frozenDifferences, frozenOutcomes, keptResults } from '../../shared/report/frozenReport.ts';
import { reportGuard } from '../../shared/report/guard/reportGuard.ts';
import { readDocument } from '../../shared/report/readDocument.ts';
import { requestKey } from '../../shared/report/requestKey.ts';
import { requestsOf } from '../../shared/report/requestsOf.ts';
import { type Outcomes, resolveReport } from '../../shared/report/resolve.ts';
import type { Unresolved } from '../../shared/report/resolved.ts';
import type { ProjectAccess } from './projectAccess.ts';
import type { CallContext } from './types.ts';

/** Unresolved references named in the error; the rest is counted. */
const namedReferences = 5;

export async function outcomesOf(
  project: Pick<ProjectAccess, 'run'>,
  requests: readonly AnalysisRequest[],
  context: CallContext,
): Promise<Outcomes> {
  const outcomes = await project.run(requests, context);
  return new Map(
    requests.map((request, place) => {
      const outcome = outcomes[place]!;
      return [requestKey(request), outcome.ok ? outcome : { ok: false, message: outcome.error.message }];
    }),
  );
}

/** What a reference is called in a message: “顾客满意度指数”的第 6 句, “顾客满意度指数”里“价格”的数. */
function nameOf({ kind, analysis, target, about, told }: Unresolved, locale: Locale): string {
  const title = findAnalysis(analysis)?.title;
  const name = title ? inLocale(title, locale) : analysis;
  if (name === '') return target;
  const zh = { finding: target === '' ? '各句' : `第 ${target} 句`, number: '数', resultTable: '表', figure: '图' };
  const en = {
    finding: target === '' ? 'sentences' : `sentence ${target}`,
    number: 'number',
    resultTable: 'table',
    figure: 'figure',
  };
  // Quotation marks within quotation marks are single ones.
  const words = told
    ?.replace(/[。.]$/, '')
    .replaceAll('“', '‘')
    .replaceAll('”', '’');
  if (words !== undefined) return locale === 'en' ? `"${words}" of "${name}"` : `“${name}”的“${words}”`;
  const part = kind in zh ? (locale === 'en' ? en : zh)[kind as keyof typeof zh] : target;
  if (locale === 'en') return `${part} of "${name}"${about === undefined ? '' : ` for "${about}"`}`;
  return `“${name}”${about === undefined ? '' : `里“${about}”`}的${part}`;
}

export function unresolvedError(unresolved: readonly Unresolved[]): AppError {
  const list = (locale: 'zh' | 'en'): string => {
    const named = unresolved.map((one) => {
      const what = nameOf(one, locale === 'en' ? 'en' : 'zh-CN');
      const { section, reason } = one;
      // What stands before the first heading is in no section; Latin names keep a blank before them.
      if (locale === 'en') return `${what}${section === '' ? '' : ` under "${section}"`} (${reason.en})`;
      const place = section === '' ? '' : `“${section}”中的${/^[\x20-\x7e]/.test(what) ? ' ' : ''}`;
      return `${place}${what}（${reason.zh}）`;
    });
    // Several numbers of one indicator are one place to look at.
    return [...new Set(named)].slice(0, namedReferences).join(locale === 'zh' ? '；' : '; ');
  };
  return new AppError('report.unresolved', { count: unresolved.length, zh: list('zh'), en: list('en') });
}

/** Makes the report final. Nothing is kept while a reference has no result. */
export async function freezeReport(
  access: ProjectAccess,
  now: number,
  context: CallContext,
): Promise<Output<'report.freeze'>> {
  const report = access.entities.report.get('main');
  if (!report) throw new AppError('report.none');
  const document = readDocument(report.document);
  const requests = requestsOf(document);
  const [outcomes, dataHash] = await Promise.all([outcomesOf(access, requests, context), access.dataHash()]);
  const { unresolved } = resolveReport(
    document,
    outcomes,
    report.locale,
    report.figureStyles,
    reportGuard(access.entities),
  );
  if (unresolved.length > 0) throw unresolvedError(unresolved);
  const at = new Date(now).toISOString();
  await access.apply({
    type: 'report.freeze',
    at,
    revision: access.revision,
    dataHash,
    results: keptResults(requests, outcomes) as never,
  });
  return { at };
}

/** @throws AppError 'report.notFrozen' */
export async function differencesOf(
  access: ProjectAccess,
  context: CallContext,
): Promise<Output<'report.differences'>> {
  const report = access.entities.report.get('frozen');
  if (!report?.freeze) throw new AppError('report.notFrozen');
  const { freeze, locale, figureStyles } = report;
  const guard = reportGuard(access.entities);
  const document = readDocument(report.document);
  const [live, dataHash] = await Promise.all([outcomesOf(access, requestsOf(document), context), access.dataHash()]);
  const before = resolveReport(document, frozenOutcomes(freeze), locale, figureStyles, guard).document;
  const after = resolveReport(document, live, locale, figureStyles, guard).document;
  return { at: freeze.at, sameData: dataHash === freeze.dataHash, differences: [...frozenDifferences(before, after)] };
}
