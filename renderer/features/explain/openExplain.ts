import { create } from 'zustand';
import type { AnalysisRequest, FormatName } from '../../../shared/analyses/types.ts';
import type { NumberTarget } from '../../../shared/explain/types.ts';
import { formatNumber } from '../../../shared/format/formatNumber.ts';
import type { Locale } from '../../../shared/model/text.ts';

export interface AskedNumber {
  readonly request: AnalysisRequest;
  readonly target: NumberTarget;
  /** The number as it stands where it was asked for, with its format and language there: a final report may show one of before. */
  readonly shown?: { readonly text: string; readonly format: FormatName; readonly locale: Locale };
}

/** What stands where the number was asked for, when that is not the number of today; null when it is. */
export function otherShown({ shown }: AskedNumber, value: number | null): string | null {
  if (!shown || !/\d/.test(shown.text)) return null;
  return formatNumber(value, shown.format, shown.locale) === shown.text ? null : shown.text;
}

/** Which number is being explained, over whatever room is shown. */
export const useExplain = create<{ readonly asked: AskedNumber | null }>(() => ({ asked: null }));

export const explainNumber = (asked: AskedNumber): void => useExplain.setState({ asked });
export const closeExplain = (): void => useExplain.setState({ asked: null });
