import type { AnalysisRequest, AnalysisResult, Sentence } from '../analyses/types.ts';
import { formatNumber } from '../format/formatNumber.ts';
import { isolateName, isolateNames } from '../format/isolateNames.ts';
import { missingMark } from '../format/missingMark.ts';
import { valueAt } from '../format/sentenceText.ts';
import type { Locale } from '../model/text.ts';
import type { Mark } from './document.ts';
import { maskPersonal } from './guard/maskPersonal.ts';
import type { ReportGuard } from './guard/reportGuard.ts';
import type { Run, TextRun } from './resolved.ts';

export const plainRun = (text: string, live = false): TextRun => ({
  type: 'run',
  text,
  bold: false,
  italic: false,
  underline: false,
  live,
});
const commentsOf = (marks: readonly Mark[]): Pick<TextRun, 'comments'> => {
  const comments = marks.flatMap((mark) => (mark.type === 'comment' ? [mark.attrs] : []));
  return comments.length > 0 ? { comments } : {};
};
const linkOf = (marks: readonly Mark[]): Pick<TextRun, 'link'> => {
  const link = marks.find((mark) => mark.type === 'link');
  return link ? { link: link.attrs.href } : {};
};
export const marked = (run: TextRun, marks: readonly Mark[] = [], comments = false): TextRun => ({
  ...run,
  ...(comments ? commentsOf(marks) : {}),
  ...linkOf(marks),
  bold: run.bold || marks.some((mark) => mark.type === 'bold'),
  italic: run.italic || marks.some((mark) => mark.type === 'italic'),
  underline: run.underline || marks.some((mark) => mark.type === 'underline'),
});

/** A finding as runs, its numbers marked as live. */
export function sentenceRuns(
  sentence: Sentence,
  result: AnalysisResult,
  locale: Locale,
  request?: AnalysisRequest,
  guard: ReportGuard | null = null,
): readonly Run[] {
  return sentence.parts.map((part) => {
    if (typeof part === 'string') return plainRun(isolateNames(guard?.masks ? maskPersonal(part) : part));
    const value = valueAt(result.values, part.path);
    const text =
      typeof value === 'number'
        ? formatNumber(value, part.format, locale)
        : typeof value === 'string'
          ? isolateName(guard?.masks ? maskPersonal(value) : value)
          : missingMark;
    return request
      ? { ...plainRun(text, true), number: { request, path: part.path, format: part.format } }
      : plainRun(text, true);
  });
}

/** Runs in order, those that follow one another with one address together; link null = they lead nowhere. */
export function linkedRuns(
  runs: readonly Run[],
): readonly { readonly link: string | null; readonly runs: readonly Run[] }[] {
  const groups: { link: string | null; runs: Run[] }[] = [];
  for (const run of runs) {
    // A reference leads to its own place in the document.
    const link = run.type === 'run' && run.target === undefined ? (run.link ?? null) : null;
    const last = groups.at(-1);
    if (last && last.link === link) last.runs.push(run);
    else groups.push({ link, runs: [run] });
  }
  return groups;
}

/** Text of runs without their looks. */
export const runsText = (runs: readonly Run[]): string =>
  runs.map((run) => (run.type === 'run' ? run.text : run.type === 'break' ? ' ' : '')).join('');
