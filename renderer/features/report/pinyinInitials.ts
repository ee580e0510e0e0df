/** First characters, in the order of pinyin, of those that begin with each letter; i, u and v begin none. */
const firsts = '阿八嚓哒妸发旮哈丌咔垃妈拏噢妑七呥仨他屲夕丫帀';
const letters = 'abcdefghjklmnopqrstwxyz';
const ideograph = /^[\u4e00-\u9fff]$/;

let collator: Intl.Collator | null | undefined;
/** null where the program's own ordering knows no pinyin: then everything is found by its characters alone. */
function pinyin(): Intl.Collator | null {
  if (collator === undefined) {
    const made = new Intl.Collator('zh-Hans-CN-u-co-pinyin');
    collator = made.compare('啊', '波') < 0 && made.compare('波', '次') < 0 ? made : null;
  }
  return collator;
}

const known = new Map<string, string>();

/** "顾客满意度" as "gkmyd": what is typed quickly to find a Chinese word. Other characters stay, in lower case. */
export function pinyinInitials(text: string): string {
  const order = pinyin();
  return Array.from(text, (character) => {
    if (!ideograph.test(character)) return character.toLowerCase();
    if (!order) return '';
    const before = known.get(character);
    if (before !== undefined) return before;
    let place = letters.length - 1;
    while (place > 0 && order.compare(character, firsts[place]!) < 0) place--;
    known.set(character, letters[place]!);
    return letters[place]!;
  }).join('');
}
