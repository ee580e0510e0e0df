/** Words that name nothing. */
const fillers = new Set(
  (
    'a an and any are as at been by did do does for from had has have her his i if in is it its me my of or our so ' +
    'that the their them there these they this those to us very was we were when while will with you your'
  ).split(' '),
);

/** Words that only say that something is judged, and how. */
const judging = new Set(
  (
    'about agree agreement dissatisfied evaluate evaluation expectation expected experience extent feel feeling ' +
    'following give good how importance important indicate item level mark opinion perceived perception performance ' +
    'please question rate rated rating satisfaction satisfied satisfactory score scale statement think what would'
  ).split(' '),
);

/** Beginnings of questions about habits and facts, which measure no indicator whatever they mention. */
const asksFacts =
  /^\W*(?:how (?:often|many|much|long|far|old|do you (?:usually|normally|mainly|get))|which|where|when|who|why|what (?!(?:is|was) your (?:level|degree|rating|satisfaction|evaluation))|do you (?!agree|think|feel|find)|did you|have you|has your|are you (?!satisfied|happy|pleased|content)|were you (?!satisfied|happy|pleased|content)|overall|all in all|in general|reasons? |comments? |suggestions? )/i;

/** A question number before the words: "Q12.", "B3_1 -", "4)". */
const numbered = /^\s*(?:[A-Za-z]{1,4}\d{1,4}[a-z]?(?:[_.-]\d{1,3})*|\d{1,3}(?:[_.-]\d{1,3})*)[\s.:)\]_-]+/;

/** One form for a word and its plural, and for an adjective and its noun in -ness. */
function stem(word: string): string {
  let root = word;
  if (root.length > 4 && root.endsWith('ies')) root = `${root.slice(0, -3)}y`;
  else if (root.length > 4 && /(?:ss|sh|ch|x)es$/.test(root)) root = root.slice(0, -2);
  else if (root.length > 3 && root.endsWith('s') && !/(?:ss|us|is)$/.test(root)) root = root.slice(0, -1);
  if (root.length > 6 && root.endsWith('liness')) root = root.slice(0, -6);
  else if (root.length > 6 && root.endsWith('ness')) root = root.slice(0, -4);
  return root;
}

/** The words of an English text that name something, in one form each: "Cleanliness of the stores" -> clean, store. */
export function englishTerms(text: string): readonly string[] {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[’']s\b/g, '')
      .match(/[a-z]+/g) ?? [];
  return words.filter((word) => !fillers.has(word)).map(stem);
}

const judgingTerms = new Set([...judging].map(stem));
/** The same without the words that say how it is judged: "Satisfaction with price level" -> price. */
const namingTerms = (text: string): readonly string[] => englishTerms(text).filter((term) => !judgingTerms.has(term));
const partsOf = (text: string): readonly string[] => text.split(/[:;|/?？：；()（）[\]【】]+|\s+[-–—]+\s+|\.\s/);
const keyOf = (terms: readonly string[]): string => [...new Set(terms)].toSorted().join(' ');

/** Words between those of a name at most. */
const mostBetween = 1;
/** So few words are about one thing: a name of one word among them is what is asked. */
const fewWords = 3;

function contains(text: readonly string[], name: readonly string[]): boolean {
  const wanted = new Set(name);
  const [first] = name;
  if (wanted.size === 1)
    return first !== undefined && (text[0] === first || (text.length <= fewWords && text.includes(first)));
  const window = wanted.size + mostBetween;
  return text.some((_, at) => {
    const here = new Set(text.slice(at, at + window));
    return [...wanted].every((term) => here.has(term));
  });
}

/**
 * Finds names in English question texts by their words, whatever their order, number and the small words between: a whole part of the
 * text first, else the name of most words that stand close together. A name of one word must be what the text begins with once the
 * words of judging are left out, or stand among few others.
 */
export function termMatcher(names: readonly { readonly name: string; readonly wording: string }[]): {
  match(text: string): string | null;
} {
  const known = names
    .map(({ name, wording }) => ({ name, terms: namingTerms(wording) }))
    .filter(({ terms }) => terms.length > 0)
    .toSorted((a, b) => b.terms.length - a.terms.length || keyOf(b.terms).length - keyOf(a.terms).length);
  const exact = new Map(known.toReversed().map(({ name, terms }) => [keyOf(terms), name]));
  return {
    match(text) {
      if (known.length === 0) return null;
      const bare = text.replace(numbered, '');
      if (asksFacts.test(bare)) return null;
      const parts = partsOf(bare)
        .map(namingTerms)
        .filter((terms) => terms.length > 0);
      for (const terms of parts.toReversed()) {
        const name = exact.get(keyOf(terms));
        if (name !== undefined) return name;
      }
      for (const { name, terms } of known) if (parts.some((part) => contains(part, terms))) return name;
      return null;
    },
  };
}
