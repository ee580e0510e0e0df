import { fillSentence } from '../../shared/contract/errorMessages.ts';
import { computingMessages } from '../../shared/contract/messages/computing.ts';
import { InputError } from '../../shared/model/errors.ts';
import { inLocale, type Locale } from '../../shared/model/text.ts';

/** The sentence of a refusal that the window found by itself, with the tables of the host; other errors are thrown on. */
export function inputSentence(error: unknown, locale: Locale): string {
  if (!(error instanceof InputError)) throw error;
  const sentence = computingMessages[error.code];
  if (!sentence) throw error;
  return inLocale(fillSentence(sentence, error.details), locale);
}
