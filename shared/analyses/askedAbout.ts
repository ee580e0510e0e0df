/** A scale stated at the end: "（1-10分）", "(0-10)". */
const statedScale = /\s*[（([][^（()）[\]]*\d[^（()）[\]]*[)）\]]\s*$/u;

const chineseEnd = /的?(?:总体|整体)?(?:满意(?:程度|度)|评价)(?:是|为|是否)?(?:如何|怎么样|怎样|多高|多少)?$/u;
/** Only of a sentence that speaks to the reader. */
const chineseAskingEnd = /的?(?:是否|感到|感觉)*满意(?:吗|不满意)?$/u;
const chineseBeginning =
  /^(?:请问)?[您你](?:对于?|觉得|认为|如何评价|怎样评价)(?:(?:我们?|本|贵)(?:行|司|公司|店|院|校|馆|航|小区|超市|酒店|单位|企业|中心)的?)?/u;

const english: readonly RegExp[] = [
  /^(?:please )?(?:overall,? )?(?:how|to what extent) (?:satisfied|happy|pleased) (?:are|were) you (?:with|about|by)\s*[:–—-]?\s*(?:the |our |your |its )?(.+)$/iu,
  /^how (?:would|do|did) you rate\s*[:–—-]?\s*(?:the |our |your |its )?(.+)$/iu,
  /^(?:please )?(?:rate|evaluate)\b(?: your (?:satisfaction|experience) with)?\s*[:–—-]?\s*(?:the |our |your |its )?(.+)$/iu,
  /^(?:your |customer |overall )?satisfaction with\s*[:–—-]?\s*(?:the |our |your |its )?(.+)$/iu,
  /^(.+?)\s*[:,–—-]\s*how (?:satisfied|happy|pleased) (?:are|were) you$/iu,
];

function chineseSubject(text: string): string | null {
  const ended = text.replace(chineseEnd, '');
  if (ended !== text) return ended.replace(chineseBeginning, '');
  const begun = text.replace(chineseBeginning, '');
  const asked = begun.replace(chineseAskingEnd, '');
  return begun !== text && asked !== begun ? asked : null;
}

/**
 * What a rating question asks about, without the words of asking: "您对收银速度的满意程度如何？" is about 收银速度, "How satisfied are you
 * with: Speed of check-in?" about "Speed of check-in". A question worded in another way is its own name.
 */
export function askedAbout(question: string): string {
  const text = question
    .trim()
    .replace(statedScale, '')
    .replace(/[\s:：?？。.]+$/u, '');
  const found =
    chineseSubject(text) ?? english.map((pattern) => pattern.exec(text)?.[1]).find((part) => part !== undefined);
  const subject = found?.trim() ?? '';
  if (subject.length < 2) return question;
  return subject[0]!.toUpperCase() + subject.slice(1);
}
