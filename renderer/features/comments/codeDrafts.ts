import { wordsIn } from '../../../shared/importing/commentCodeTable.ts';
import { isUsablePattern, longestName, mostPatterns, type CommentCode } from '../../../shared/model/commentCode.ts';

/** A code while it is typed: its words as one text each. */
export interface CodeDraft {
  /** Stands still while the code moves. */
  readonly key: number;
  readonly name: string;
  readonly any: string;
  readonly all: string;
  readonly not: string;
  readonly indicator: string | null;
  readonly colour: string | null;
}

/** Why a code does not count yet. */
export type CodeProblem = 'name' | 'sameName' | 'words' | 'wordForm';

const shown = (words: readonly string[]): string => words.join(', ');

export const draftsOf = (codes: readonly CommentCode[], firstKey = 1): readonly CodeDraft[] =>
  codes.map(({ name, any, all, not, indicator, colour }, place) => ({
    key: firstKey + place,
    name,
    any: shown(any),
    all: shown(all),
    not: shown(not),
    indicator,
    colour,
  }));

export const emptyDraft = (key: number, word = ''): CodeDraft => ({
  key,
  name: word,
  any: word,
  all: '',
  not: '',
  indicator: null,
  colour: null,
});

/** A code made from the name of an indicator, to be changed. */
export const draftOfMade = (
  code: { readonly name: string; readonly any: readonly string[]; readonly indicator: string | null },
  key: number,
): CodeDraft => ({ ...emptyDraft(key), name: code.name, any: shown(code.any), indicator: code.indicator });

const codeOf = ({ name, any, all, not, indicator, colour }: CodeDraft): CommentCode => ({
  name: name.trim(),
  any: wordsIn(any),
  all: wordsIn(all),
  not: wordsIn(not),
  indicator,
  colour,
});

/** Per draft, in order: what is missing or cannot be; null = it counts. Of equal names the first counts. */
export function problemsOf(drafts: readonly CodeDraft[]): readonly (CodeProblem | null)[] {
  const names = new Set<string>();
  return drafts.map((draft) => {
    const { name, any, all, not } = codeOf(draft);
    if (name === '' || name.length > longestName) return 'name';
    if (names.has(name)) return 'sameName';
    const words = [...any, ...all, ...not];
    if (any.length + all.length === 0) return 'words';
    if ([any, all, not].some((one) => one.length > mostPatterns) || !words.every(isUsablePattern)) return 'wordForm';
    names.add(name);
    return null;
  });
}

/** The codes that count, and for each draft its place among them, -1 = it does not count. */
export function usableCodes(drafts: readonly CodeDraft[]): {
  readonly codes: readonly CommentCode[];
  readonly places: readonly number[];
} {
  const problems = problemsOf(drafts);
  const codes: CommentCode[] = [];
  const places = drafts.map((draft, place) => (problems[place] === null ? codes.push(codeOf(draft)) - 1 : -1));
  return { codes, places };
}

export const sameCodes = (a: readonly CommentCode[], b: readonly CommentCode[]): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

/** The draft moved by some places, as far as there are any. */
export function moved(drafts: readonly CodeDraft[], key: number, by: number): readonly CodeDraft[] {
  const from = drafts.findIndex((draft) => draft.key === key);
  const to = Math.max(0, Math.min(drafts.length - 1, from + by));
  return from < 0 || from === to ? drafts : drafts.toSpliced(from, 1).toSpliced(to, 0, drafts[from]!);
}

export const changed = (
  drafts: readonly CodeDraft[],
  key: number,
  part: Partial<Omit<CodeDraft, 'key'>>,
): readonly CodeDraft[] => drafts.map((draft) => (draft.key === key ? { ...draft, ...part } : draft));

/** The word added to those of which any will do. */
export function withWord(drafts: readonly CodeDraft[], key: number, word: string): readonly CodeDraft[] {
  const draft = drafts.find((one) => one.key === key);
  return draft ? changed(drafts, key, { any: shown([...new Set([...wordsIn(draft.any), word])]) }) : drafts;
}

export const nextKey = (drafts: readonly CodeDraft[]): number => 1 + Math.max(0, ...drafts.map(({ key }) => key));

/** Codes of a file in place of those of the same name, new ones at the end. */
export function merged(drafts: readonly CodeDraft[], codes: readonly CommentCode[]): readonly CodeDraft[] {
  const byName = new Map(codes.map((code) => [code.name, code]));
  const kept = drafts.map((draft) => {
    const code = byName.get(draft.name.trim());
    if (!code) return draft;
    byName.delete(code.name);
    return draftsOf([code], draft.key)[0]!;
  });
  return [...kept, ...draftsOf([...byName.values()], nextKey(drafts))];
}
