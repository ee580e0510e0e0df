/** Letters that are written from right to left: Hebrew, Arabic, Syriac, Thaana, N'Ko and their presentation forms. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const [begin, end] = ['\u2068', '\u2069'];

/** A name in a direction of its own (U+2068 and U+2069), so that the numbers and marks around it keep their order; other names as they are. */
export const isolateName = (name: string): string => (rightToLeft.test(name) ? `${begin}${name}${end}` : name);

/** A sentence whose quoted names stand in a direction of their own where they are written from right to left. */
export const isolateNames = (sentence: string): string =>
  rightToLeft.test(sentence)
    ? sentence.replace(/“([^“”]+)”/g, (_, name: string) => `“${isolateName(name)}”`)
    : sentence;
