import type { Variable } from '../../../shared/model/variable.ts';

/** What was asked for; null = not said. The form is 0-based. */
export interface AskedPlace {
  readonly form: number | null;
  readonly variableId: string | null;
}
export type PlaceAnswer =
  | { readonly ok: true; readonly place: AskedPlace }
  | { readonly ok: false; readonly reason: 'noQuestion' | 'noForm' };

/** A cell as the name box writes it: the question's code and the form, as they stand at the edges of the sheet. */
export const placeText = (variable: Variable, form: number): string => `${variable.name}:${form + 1}`;

const plain = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

/** The question meant by a text: its code or its words, else the first that begins with them, else the first that holds them. */
function questionOf(text: string, variables: readonly Variable[]): Variable | undefined {
  const wanted = plain(text);
  if (wanted === '') return undefined;
  const ways: readonly ((variable: Variable) => boolean)[] = [
    ({ name }) => plain(name) === wanted,
    ({ label }) => plain(label) === wanted,
    ({ name, label }) => plain(name).startsWith(wanted) || plain(label).startsWith(wanted),
    ({ label }) => plain(label).includes(wanted),
  ];
  for (const way of ways) {
    const found = variables.find(way);
    if (found) return found;
  }
  return undefined;
}

/**
 * Reads what was typed into the name box: "Q5:12" (also with a blank or comma between), "12" for a form, "Q5" or words of a question.
 * A plain number is a form; full-width letters mean the same.
 *
 * @param formCount  forms there are
 */
export function parsePlace(typed: string, variables: readonly Variable[], formCount: number): PlaceAnswer {
  const text = typed.normalize('NFKC').trim();
  const formIn = (digits: string): number | null => {
    const form = Number(digits) - 1;
    return form >= 0 && form < formCount ? form : null;
  };
  if (/^\d+$/.test(text)) {
    const form = formIn(text);
    return form === null ? { ok: false, reason: 'noForm' } : { ok: true, place: { form, variableId: null } };
  }
  // The code or the words of a question may themselves end in a number.
  const exact = variables.find(({ name, label }) => plain(name) === plain(text) || plain(label) === plain(text));
  const parts = exact ? null : /^(.*?)[\s:,;]+(\d+)$/.exec(text);
  const variable = exact ?? (parts ? questionOf(parts[1]!, variables) : questionOf(text, variables));
  if (!variable) return { ok: false, reason: 'noQuestion' };
  const form = parts ? formIn(parts[2]!) : null;
  if (parts && form === null) return { ok: false, reason: 'noForm' };
  return { ok: true, place: { form, variableId: variable.id } };
}
