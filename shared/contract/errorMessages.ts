import { fillMessage, importErrorMessages } from '../importing/messages.ts';
import type { Bilingual } from '../model/text.ts';
import { cleaningMessages } from './messages/cleaning.ts';
import { computingMessages } from './messages/computing.ts';
import { programMessages } from './messages/program.ts';
import { projectMessages } from './messages/project.ts';
import { reportMessages } from './messages/report.ts';

/** The sentence of every error code: what happened and what to do. {places} are filled from the error's details. */
export const errorMessages: Readonly<Record<string, Bilingual>> = {
  ...programMessages,
  ...projectMessages,
  ...reportMessages,
  ...computingMessages,
  ...cleaningMessages,
  ...importErrorMessages,
};

/** A sentence with its details put in, in both languages. */
export function fillSentence(
  sentence: Bilingual,
  details: Readonly<Record<string, string | number | boolean | null>>,
): Bilingual {
  return { zh: fillMessage(sentence, details, 'zh-CN'), en: fillMessage(sentence, details, 'en') };
}
