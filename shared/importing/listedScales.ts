import { languageOf } from './language.ts';
import type { WordScale } from './wordScales.ts';
import { wordOf } from './wordOf.ts';

interface ListedScale {
  readonly stem: string;
  /** From the bad, rare or little end to the other; words of one step that mean the same. */
  readonly steps: readonly (readonly string[])[];
  /** Without this word the others may as well be another scale. */
  readonly needs?: string;
}

/** Scales of a settled number of steps: a step nobody chose keeps its place. */
const settled: readonly ListedScale[] = [
  {
    stem: 'frequency',
    steps: [
      ['从不', '从来不', 'never'],
      ['很少', '偶尔', 'rarely', 'seldom'],
      ['有时', '有时候', 'sometimes'],
      ['经常', '常常', 'often', 'frequently'],
      ['总是', '一直', 'always'],
    ],
  },
  {
    stem: 'certain',
    steps: [
      ['一定不会', '肯定不会', '绝对不会', 'definitelynot', 'definitelywouldnot', 'definitelywillnot'],
      ['可能不会', '应该不会', 'probablynot', 'probablywouldnot', 'probablywillnot'],
      ['不确定', '说不准', 'notsure', 'unsure', 'undecided', 'mightormightnot'],
      ['可能会', '应该会', 'probably', 'probablyyes', 'probablywould', 'probablywill'],
      ['一定会', '肯定会', '绝对会', 'definitely', 'definitelyyes', 'definitelywould', 'definitelywill'],
    ],
  },
  {
    stem: 'grade',
    steps: [
      ['很差', '不合格'],
      ['较差', '差'],
      ['中', '合格', '中等'],
      ['良', '良好'],
      ['优', '优秀'],
    ],
  },
  {
    stem: 'quality',
    needs: 'excellent',
    steps: [['poor', 'bad'], ['fair', 'average', 'ok', 'okay', 'soso'], ['good'], ['verygood'], ['excellent']],
  },
];

/** Orders of words of which questionnaires take three to seven: the words in use are the steps. */
const orders: readonly ListedScale[] = [
  {
    stem: 'frequency',
    steps: [
      ['从不', '从来不', '从未', '没有过'],
      ['几乎不', '几乎从不', '极少'],
      ['很少', '较少'],
      ['偶尔'],
      ['有时', '有时候'],
      ['经常', '常常', '较多'],
      ['频繁', '非常频繁', '很频繁', '非常经常'],
      ['几乎总是'],
      ['总是', '一直'],
    ],
  },
  {
    stem: 'frequency',
    steps: [
      ['never'],
      ['almostnever', 'hardlyever'],
      ['rarely', 'seldom'],
      ['onceinawhile', 'occasionally'],
      ['sometimes'],
      ['abouthalfthetime'],
      ['often', 'frequently'],
      ['usually', 'mostofthetime', 'veryoften'],
      ['almostalways'],
      ['always'],
    ],
  },
  {
    stem: 'amount',
    steps: [
      ['noneatall', 'notatall', 'nothing'],
      ['alittle', 'notmuch', 'verylittle'],
      ['some', 'somewhat', 'amoderateamount'],
      ['alot', 'quiteabit', 'much'],
      ['agreatdeal', 'verymuch'],
    ],
  },
  {
    stem: 'quality',
    steps: [
      ['terrible', 'verypoor', 'verybad'],
      ['poor', 'bad'],
      ['fair', 'average', 'ok', 'okay', 'soso'],
      ['good'],
      ['verygood'],
      ['excellent', 'outstanding'],
    ],
  },
];

/** The step each word belongs to; null when one belongs to none or two belong to the same. */
function placesOf(words: readonly string[], { steps, needs }: ListedScale): readonly number[] | null {
  if (needs !== undefined && !words.some((text) => wordOf(text) === needs)) return null;
  const places = words.map((text) => steps.findIndex((step) => step.includes(wordOf(text))));
  return places.every((place) => place >= 0) && new Set(places).size === places.length ? places : null;
}

/** What all steps are called: as answered, else in the language of the answers. */
function labelOf(step: readonly string[], answered: string | undefined, words: readonly string[]): string {
  const chinese = languageOf(words) === 'zh';
  return answered ?? step.find((word) => /[\u4e00-\u9fff]/.test(word) === chinese) ?? step[0]!;
}

/** The scale of a list that all the words belong to: by its settled steps, else by the order of the words in use; null for none. */
export function listedScale(words: readonly string[]): WordScale | null {
  for (const scale of settled) {
    const places = placesOf(words, scale);
    if (!places) continue;
    const labels = scale.steps.map((step, place) => ({
      value: place + 1,
      label: labelOf(step, words[places.indexOf(place)], words),
    }));
    const codes = words.map((text, i) => ({ text, code: places[i]! + 1 }));
    return { stem: scale.stem, codes, steps: scale.steps.length, labels };
  }
  for (const scale of orders) {
    const places = words.length < 3 ? null : placesOf(words, scale);
    if (!places) continue;
    const order = places.toSorted((a, b) => a - b);
    const codes = words.map((text, i) => ({ text, code: order.indexOf(places[i]!) + 1 }));
    const labels = codes.map(({ text, code }) => ({ value: code, label: text })).toSorted((a, b) => a.value - b.value);
    return { stem: scale.stem, codes, steps: words.length, labels };
  }
  return null;
}

const strengths: readonly RegExp[] = [
  /^notatall(?=.)/,
  /^(?:notso|notvery|slightly|alittle)(?=.)/,
  /^(?:somewhat|moderately|fairly)(?=.)/,
  /^(?:very|quite)(?=.)/,
  /^(?:extremely|completely)(?=.)/,
];

/**
 * Five steps of strength of one word that has no opposite on the scale: "Not at all helpful", "Not so helpful", "Somewhat helpful",
 * "Very helpful", "Extremely helpful", whatever the word. null where a middle or an opposite stands among them, or too little is
 * said to tell this kind from one that runs from dissatisfied to satisfied.
 */
export function strengthScale(words: readonly string[]): WordScale | null {
  if (words.length < 3) return null;
  const found = words.map((text) => {
    const word = wordOf(text);
    const place = strengths.findIndex((strength) => strength.test(word));
    return { text, code: place + 1, rest: place < 0 ? word : word.replace(strengths[place]!, '') };
  });
  const seen = new Set(found.map(({ code }) => code));
  const oneWord = new Set(found.map(({ rest }) => rest)).size === 1;
  const telling = seen.has(1) || (seen.has(4) && seen.has(5)) || (seen.has(2) && seen.has(3));
  if (seen.has(0) || seen.size !== found.length || !oneWord || !telling) return null;
  const codes = found.map(({ text, code }) => ({ text, code }));
  const labels = codes.map(({ text, code }) => ({ value: code, label: text })).toSorted((a, b) => a.value - b.value);
  return { stem: stemOfStrength(found[0]!.rest), codes, steps: strengths.length, labels };
}

const stemOfStrength = (word: string): string =>
  word === 'satisfied' || word === 'important' || word === 'likely' ? word : 'strength';

/** Does the word stand in a list of steps, or say how strongly something holds? */
export function isListedWord(text: string): boolean {
  if (text.length > 60) return false;
  const word = wordOf(text);
  return (
    [...settled, ...orders].some(({ steps }) => steps.some((step) => step.includes(word))) ||
    strengths.some((strength) => strength.test(word))
  );
}
