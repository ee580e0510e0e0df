/** A number of formatted digits as readers see it: with the minus sign. */
export const withMinus = (digits: string): string => digits.replace(/^([<>]?)-/, '$1−');

/** The same with the hyphen that machines read, that is typed and searched for; as many letters as before. */
export const withHyphen = (text: string): string => text.replaceAll('−', '-');
