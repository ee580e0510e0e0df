/** One code with the comments that got it. */
export type CodeValues = {
  readonly name: string;
  /** The lowest-level indicator it speaks of; null for a code beside the indicators. */
  readonly indicator: string | null;
  /** One of any and each of all occurs, none of not. */
  readonly any: readonly string[];
  readonly all: readonly string[];
  readonly not: readonly string[];
  /** '#rrggbb' chosen in the code book; null = the usual one. */
  readonly colour: string | null;
  readonly comments: number;
  /** 0-1 of all comments. */
  readonly share: number;
  /** Comments of satisfied and not satisfied forms, and their share 0-1 of that group's comments; null without an index. */
  readonly satisfied: number | null;
  readonly notSatisfied: number | null;
  readonly satisfiedShare: number | null;
  readonly notSatisfiedShare: number | null;
  /** Mean score 0-100 of the indicator over all forms; null for other codes. */
  readonly score: number | null;
  readonly examples: readonly string[];
};
/** What text.comments finds in the answers to one open question. */
export type CommentValues = {
  readonly question: string;
  readonly segmenter: string;
  readonly comments: number;
  /** Answers like 无, none: not counted as comments. */
  readonly nothing: number;
  /** 0-1 of the forms in use that were asked. */
  readonly answeredShare: number;
  /** Shares and orders are weighted; numbers of comments never are. */
  readonly weighted: boolean;
  readonly differentWords: number;
  readonly threshold: number;
  /** Comments of satisfied and of not satisfied forms; null without an index. */
  readonly groups: { readonly satisfied: number; readonly notSatisfied: number } | null;
  readonly words: readonly {
    readonly word: string;
    readonly comments: number;
    readonly share: number;
    readonly satisfiedShare: number | null;
    readonly notSatisfiedShare: number | null;
  }[];
  /** Commonest first. */
  readonly codes: readonly CodeValues[];
  readonly uncoded: number;
  readonly uncodedShare: number;
};
