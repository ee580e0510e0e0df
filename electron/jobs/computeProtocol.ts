import type { CommentsAsked, CommentsRead } from '../../shared/analyses/commentReading.ts';
import type { Told } from '../../shared/report/document.ts';
import type { Evaluation } from '../../shared/analyses/evaluateAll.ts';
import type { FindingKind } from '../../shared/analyses/findings.ts';
import type { AnalysisRequest, AnalysisResult, Sentence } from '../../shared/analyses/types.ts';
import type { CountedForms, Explanation, GroupRestriction, NumberTarget } from '../../shared/explain/types.ts';
import type { AnswerState } from '../../shared/explain/usedCells.ts';
import type { DataStep, Exclusion, ProjectSettings, SurveyDesign } from '../../shared/model/dataset.ts';
import type { Indicator } from '../../shared/model/indicator.ts';
import type { FilterCondition } from '../../shared/model/project.ts';
import type { Bilingual } from '../../shared/model/text.ts';
import type { Rule } from '../../shared/model/rule.ts';
import type { StructuralModel } from '../../shared/model/structuralModel.ts';
import type { Variable } from '../../shared/model/variable.ts';
import type { CheckResult } from '../../shared/model/checks/types.ts';
import type { MemoryColumn } from '../storage/memoryColumn.ts';
import type { ReplicateOffer } from './replicateShare.ts';
import type { SharedTurns } from './turns.ts';

/** The saved facts that computations read, apart from cells. */
export interface SnapshotFacts {
  readonly variables: readonly Variable[];
  readonly indicators: readonly Indicator[];
  readonly exclusions: readonly Exclusion[];
  readonly design: SurveyDesign;
  readonly settings: ProjectSettings;
  readonly model: StructuralModel | null;
  readonly conditions: readonly FilterCondition[];
  /** Of the group that everything is about; absent = of all. */
  readonly segment?: FilterCondition;
}

/** What a compute worker must learn about a project before it works: everything new since it was last told. Columns lie in shared memory. */
export interface SnapshotUpdate {
  readonly projectId: string;
  readonly revision: number;
  readonly rowCount: number;
  /** null = as before. */
  readonly facts: SnapshotFacts | null;
  readonly steps: readonly DataStep[] | null;
  readonly columns: ReadonlyMap<string, MemoryColumn>;
  readonly removed: readonly string[];
}

/** What a computation read: parts of the snapshot, and single columns as 'column:<id>'. */
export type ReadPart =
  | 'variables'
  | 'indicators'
  | 'exclusions'
  | 'design'
  | 'settings'
  | 'model'
  | 'conditions'
  | 'rowCount'
  | 'columns'
  | 'steps'
  | `column:${string}`;

export interface ComputedResult {
  readonly result: AnalysisResult;
  readonly reads: readonly ReadPart[];
}

/** One request of a whole evaluation: its result with what it read, or why the data refused it. */
export interface ComputedEvaluation extends Evaluation {
  readonly reads: readonly ReadPart[];
}

/** A finding without its functions: the sentence in both languages, its numbers still paths into the result of the request. */
export interface ComputedFinding {
  readonly kind: FindingKind;
  readonly request: AnalysisRequest;
  readonly size: number;
  readonly sentences: { readonly zh: Sentence; readonly en: Sentence };
  /** Its place among the findings about the result of this request. */
  readonly index: number;
  readonly told: { readonly zh: Told; readonly en: Told };
  readonly text: Bilingual;
}

/** What one worker did of a whole evaluation. */
export interface EvaluationPart {
  /** Of the data it worked on: parts of different revisions do not belong together. */
  readonly revision: number;
  readonly evaluations: readonly ComputedEvaluation[];
  readonly findings: readonly ComputedFinding[];
}

export interface AnswersAsked {
  readonly variableIds: readonly string[];
  /** Absent: forms without a weight are out, those without a stratum or a cluster are not. */
  readonly analysis?: string | undefined;
  readonly group: GroupRestriction | null;
  readonly counted?: readonly CountedForms[] | undefined;
  readonly which: 'used' | 'notUsed';
  readonly from: number;
  readonly count: number;
}

export interface ComputeTable {
  readonly update: { readonly input: SnapshotUpdate; readonly output: null };
  readonly forget: { readonly input: { readonly projectId: string }; readonly output: null };
  readonly run: {
    readonly input: { readonly projectId: string; readonly request: AnalysisRequest };
    readonly output: ComputedResult;
  };
  /** Takes part in the work another worker has offered, until nothing is left or it is asked to leave. */
  readonly help: { readonly input: ReplicateOffer; readonly output: null };
  readonly proposals: { readonly input: { readonly projectId: string }; readonly output: readonly AnalysisRequest[] };
  readonly evaluateAll: {
    readonly input: {
      readonly projectId: string;
      readonly turns: SharedTurns;
      /** A helper goes home when it is needed elsewhere. */
      readonly helper: boolean;
    };
    readonly output: EvaluationPart;
  };
  /** Where a number of a result comes from. */
  readonly explain: {
    readonly input: { readonly projectId: string; readonly result: AnalysisResult; readonly target: NumberTarget };
    readonly output: Explanation;
  };
  /** Some of the answers that count for a number, or of those that do not. */
  readonly answers: {
    readonly input: { readonly projectId: string } & AnswersAsked;
    readonly output: { readonly used: number; readonly notUsed: number; readonly page: readonly AnswerState[] };
  };
  /** Comments as a code book sees them. */
  readonly comments: {
    readonly input: { readonly projectId: string; readonly asked: CommentsAsked };
    readonly output: CommentsRead;
  };
  readonly checks: {
    readonly input: { readonly projectId: string; readonly rules: readonly Rule[] };
    readonly output: readonly CheckResult[];
  };
}
