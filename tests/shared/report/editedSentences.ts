import type { Locale } from '../../../shared/model/text.ts';
import type { ReportDocument } from '../../../shared/report/document.ts';
import { checkEdited } from '../../../shared/report/editedSentence.ts';
import { nodesOf } from '../../../shared/report/requestsOf.ts';
import type { Outcomes } from '../../../shared/report/resolve.ts';

/** Every taken-over sentence of the document that wants a look, in reading order; live numbers are no letters of the author's. */
export function editedSentences(document: ReportDocument, outcomes: Outcomes, locale: Locale) {
  const edited = [...nodesOf(document)].flatMap((node) =>
    node.type === 'paragraph' && node.attrs?.origin ? [{ origin: node.attrs.origin, content: node.content ?? [] }] : [],
  );
  return edited.flatMap(({ origin, content }, place) => {
    const text = content.map((node) => (node.type === 'text' ? node.text : '\uFFFC')).join('');
    const change = checkEdited(origin, text, outcomes, locale);
    return change ? [{ ...change, place, text }] : [];
  });
}
