import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import { readCommentCodes, type CommentCode, type GivenCodes } from '../../../shared/model/commentCode.ts';
import { defaultSettings } from '../../../shared/model/dataset.ts';
import { type AnalysisCard, type Entities, ordered } from '../../../shared/model/project.ts';

/** What the code book changes: the codes, words kept whole, words not counted. */
export interface BookParts {
  readonly codes: readonly CommentCode[];
  readonly userWords: string;
  readonly stopWords: string;
}
export type BookPart = keyof BookParts;

/** The project's settings behind the options of the analysis. */
export const settingOf = {
  codes: 'commentCodes',
  userWords: 'commentWords',
  stopWords: 'commentStopWords',
} as const satisfies Record<BookPart, string>;

export interface CodeBook extends BookParts {
  /** Kept with this card alone; null = the project's, for every open question. */
  readonly card: AnalysisCard | null;
  /** The open question whose comments are shown; null where the project has none. */
  readonly question: string | null;
  /** Options of the analysis that the code book does not change. */
  readonly others: AnalysisCard['options'];
}

/** Codes saved before there was a table for them may be unreadable: such a code book is empty. */
function readable(given: GivenCodes): readonly CommentCode[] {
  try {
    return readCommentCodes(given);
  } catch {
    return [];
  }
}

const hasOwnBook = (card: AnalysisCard): boolean => Object.keys(settingOf).some((part) => part in card.options);

/** The code book a card uses: its own, or the project's. Without a card the project's, on its first open question. */
export function codeBookOf(entities: Entities, cardId: string | null): CodeBook {
  const card = (cardId === null ? undefined : entities.card.get(cardId)) ?? null;
  const settings = entities.settings.get('main') ?? defaultSettings;
  const own: Readonly<Record<string, unknown>> = card?.options ?? {};
  const open = ordered(entities.variable).find((one) => one.role === 'openComment' && one.type === 'text');
  const given = card?.inputs['question'];
  const { codes: _codes, userWords: _words, stopWords: _stop, ...others } = card?.options ?? {};
  return {
    card: card && hasOwnBook(card) ? card : null,
    question: typeof given === 'string' ? given : (open?.id ?? null),
    others,
    codes: readable((own['codes'] ?? settings.commentCodes ?? []) as GivenCodes),
    userWords: String(own['userWords'] ?? settings.commentWords ?? ''),
    stopWords: String(own['stopWords'] ?? settings.commentStopWords ?? ''),
  };
}

/** Are the codes made from names of indicators in use? */
export const makesIndicatorCodes = (others: CodeBook['others']): boolean => {
  const spec = findAnalysis('text.comments')?.options['indicatorCodes'];
  return (others['indicatorCodes'] ?? (spec?.kind === 'boolean' && spec.default)) === true;
};
