import { create } from 'zustand';
import type { AnalysisRequest } from '../../../shared/analyses/types.ts';
import type { NumberTarget } from '../../../shared/explain/types.ts';

export interface AskedNumber {
  readonly request: AnalysisRequest;
  readonly target: NumberTarget;
  /** The number as it stands where it was asked for: a final report may show one of before. */
  readonly shown?: string;
}

/** Which number is being explained, over whatever room is shown. */
export const useExplain = create<{ readonly asked: AskedNumber | null }>(() => ({ asked: null }));

export const explainNumber = (asked: AskedNumber): void => useExplain.setState({ asked });
export const closeExplain = (): void => useExplain.setState({ asked: null });
