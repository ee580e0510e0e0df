import type { Role, ValueLabel } from '../model/variable.ts';
import { gradeWord, isNonAnswerWord } from './wordScales.ts';

export interface QuestionNumber {
  /** "Q3", "B12_1"; a bare number gets a Q in front. */
  readonly name: string;
  /** What follows the number. */
  readonly rest: string;
}

/** The question number a heading begins with: "Q3 您…", "B12:", "3.", "3、", "第3题", "(3)". null when there is none. */
export function questionNumber(heading: string): QuestionNumber | null {
  const text = heading.trim();
  const numbered =
    /^第\s*(?<chinese>\d{1,3})\s*题/.exec(text) ??
    /^(?<letters>[A-Za-z]{1,5}\d{1,4}[a-z]?(?:[_.\-－—][0-9A-Za-z]{1,3})*)(?=$|[\s.．、:：,，)）(（_\-—[【]|[\u4e00-\u9fff])/.exec(
      text,
    ) ??
    /^(?<digits>\d{1,3}(?:[_.-]\d{1,3})*)\s*(?=[.．、:：)）](?!\d)|\s)/.exec(text) ??
    /^[(（](?<bracketed>\d{1,3})[)）]/.exec(text);
  const groups = numbered?.groups;
  if (!numbered || !groups) return null;
  const number = groups['letters'] ?? `Q${groups['chinese'] ?? groups['digits'] ?? groups['bracketed'] ?? ''}`;
  const rest = text
    .slice(numbered[0].length)
    .replace(/^[\s.．、:：,，)）_\-—]+/, '')
    .trim();
  return { name: number.replace(/[.\-－—]/g, '_'), rest };
}

export type PersonalKind = 'name' | 'phone' | 'identity' | 'account' | 'email' | 'address' | 'ip' | 'plate' | 'staff';

const personalWords: readonly (readonly [PersonalKind, RegExp])[] = [
  ['ip', /\bip\b|ip地址|来自ip|ip_?address/i],
  [
    'name',
    /姓名|称呼|联系人|昵称|^提交[者人](（自动）)?$|\b(full|first|last|sur|family|given|your|respondent'?s?)[ _]?name\b|recipient(first|last)name|\bname of (the )?respondent|^name$/i,
  ],
  ['phone', /手机|电话|联系方式|mobile|phone|^tel\b/i],
  ['identity', /身份证|护照|证件号|identity ?card|passport/i],
  ['account', /微信|openid|unionid|\bqq\b|银行卡|账号/i],
  ['email', /邮箱|邮件|e-?mail/i],
  ['address', /地址|住址|经度|纬度|address|latitude|longitude/i],
  ['plate', /车牌/],
  ['staff', /工号/],
];

/** Kind of personal data a heading asks for; the values decide whether it is meant (a rating of the 电话 service is not). */
export function personalKindOfHeading(heading: string): PersonalKind | null {
  return personalWords.find(([, word]) => word.test(heading))?.[0] ?? null;
}

const identifierWords =
  /邮编|邮政编码|区号|手机|电话|联系方式|身份证|证件号|护照|银行卡|卡号|账号|帐号|学号|工号|post ?code|\bzip\b|phone|mobile|passport|(account|card) ?(no|number)/i;

/** Does a short heading ask for a number that names something (telephone, postcode, card), not for an amount? */
export function headingAsksIdentifier(heading: string): boolean {
  return heading.length <= 20 && identifierWords.test(heading);
}

/** Words that name the rating roles; also removed from a label before it is compared with indicator names. */
const ratingWords: readonly (readonly [Role, RegExp])[] = [
  ['expectation', /期望|期待|预期|expect/i],
  ['importance', /重要|看重|在意|importan/i],
  [
    'perception',
    /感知|满意|评价|评分|打分|感受|实际表现|表现|体验|percei|percep|satisf|performance|rating|\brate\b|how (?:well|easy|helpful|useful|clear)\b/i,
  ],
];

/** A heading without the words that only say that something is rated, and how: "您对收银速度的满意程度" -> "收银速度". */
export const withoutRatingWords = (heading: string): string =>
  heading
    .replace(
      /(?:不?满意|重要|期望|感知|期待|认可|同意)(?:程度|度|分|值)?|评价|评分|打分|得分|请问|请|您|你|对|的|觉得|认为|如何|怎么样/gu,
      '',
    )
    .replace(/\b(?:satisfaction|satisfied|rating|score|importance|expectation|how|are|you|with|the|of|your)\b/giu, '')
    .trim();

const overallWords = /总体|整体|总的来说|总的|综合|全面来看|overall|in general/i;
/** Overall judgements against a yardstick: 与期望相比, 与理想…相比, 与竞争对手相比. */
const comparedWords = /相比|比较而言|compared/i;
const loyaltyWords =
  /推荐|再次|再来|继续(购买|使用|选择|合作|租住|居住|乘坐|光顾|委托|聘用|聘请)|续约|续签|续费|回购|复购|重复购买|重购|忠诚|nps|recommend|repurchase|rebuy|come again|loyal/i;
const willWords = /愿意|可能|会不会|是否会|还会|意愿|likely|would|intend/i;
const idWords =
  /^(编号|序号|问卷编号|答卷编号|答卷序号|样本编号|样本号|记录号|流水号|问卷号|id|no\.?|caseid|respondent(_?id)?|会员号|客户编号|顾客编号)$|(编号|序号|流水号)$|(^|[_\s])id$/i;
const timeWords =
  /^date (submitted|started|last action)|^(recorded|completion|submission)[ _]?(date|time)|^_submission_time$|(开始|结束|提交|填写|填表|作答|答题|完成|访问|调查)(答题|填写|作答|答卷|问卷|调查)?的?(时间|日期|时刻)|(所用|答题|作答|填写|问卷)(时间|时长|用时)|时长|用时|耗时|^(日期|时间)$|(start|end|submit|finish)[ _]?(time|date)|duration|timestamp|^(interview|survey) date|^date( of (the )?(interview|survey|visit|stay))?$/i;
/** "ResponseId", "MemberID", "_uuid": the case of the letters parts the words. */
const idEndings = /[a-z]I[Dd]$|(^|_)uuid$/;
const weightWords = /^(权重|样本权重|加权|加权系数|抽样权重|weight|wt|w|fweight|pweight)$/i;
const commentWords =
  /建议|意见|原因|理由|请说明|请注明|请填写|其他|其它|留言|评论|补充|备注|comment|suggest|reason|remark|feedback|please specify|should we (change|improve|do)|could we (change|improve|do)|anything else|in your own words/i;
const profileWords =
  /年龄|性别|收入|学历|教育|文化程度|职业|行业|城市|地区|区域|省份|门店|店铺|分店|分公司|婚姻|家庭|户型|楼栋|小区|会员|频率|频次|次数|渠道|岗位|部门|职级|工龄|舱位|航线|身份|类型|gender|\bsex\b|\bage\b|income|education|occupation|city|region|store|branch|channel|frequency|segment/i;
const multipleWords = /多选|可多选|复选|选择所有|multiple|check all/i;
const dysfunctionalWords =
  /如果.*(不具备|没有|不提供|不能|无法|不再|缺少|缺乏|不|未|无)|反向|反面|负向|逆向|不具备|dysfunctional|absent|without/i;
const functionalWords = /如果.*(具备|有|提供|能|可以)|正向|正面|具备|functional|present/i;

/** "排队时间太长（反向）", "排队太久（反向题，1-5分）", "Queues are long (reverse coded)" without the mark; unchanged where there is none. */
export const withoutReverseMark = (heading: string): string =>
  heading
    .replace(/\s*[（(【[]\s*(反向|逆向|负向|反面|负面|反)(题目?|计分|赋值|编码|描述)?\s*[)）】\]]/u, '')
    .replace(/([（(【[])\s*(反向|逆向|负向)(题目?|计分|赋值|编码|描述)?\s*[，,；;、：:]\s*/u, '$1')
    .replace(/\s*[([]\s*(?:r|revers(e|ed)([ -](coded|scored|item))?)\s*[)\]]|[_ -]rev(ersed?)?$/i, '')
    .trim();

/** Of the words of perception those that ask for a judgement; the others also name things: 手机银行体验, performance of the engine. */
const judgingWords = /感知|满意|评价|评分|打分|percei|percep|satisf|rating|\brate\b/i;
const isRatingQuestion = (text: string): boolean => ratingWords.some(([, word]) => word.test(text));

/** What a heading alone says about the role. group: the heading above, '' for none. null = the values must tell. */
export function roleOfHeading(own: string, group: string): Role | null {
  const both = `${group} ${own}`.trim();
  const bare = (questionNumber(own)?.rest || own).trim();
  if (bare.length <= 16 && (idWords.test(bare) || idEndings.test(bare))) return 'id';
  if (weightWords.test(bare)) return 'weight';
  if (timeWords.test(bare) && !isRatingQuestion(bare)) return 'time';
  // A question asked in reverse (反向) is one of a Kano pair only if it can have its five answers.
  const stated = scaleOfHeading(own);
  const fiveAnswers = !stated || stated.max - stated.min === 4;
  if (
    /kano/i.test(both) ||
    /如果/.test(own.replace(instruction, '')) ||
    (fiveAnswers && /正向|反向|正面|反面|负向|functional/i.test(own))
  ) {
    if (dysfunctionalWords.test(own)) return 'kanoDysfunctional';
    if (functionalWords.test(own)) return 'kanoFunctional';
    if (/kano/i.test(both)) {
      if (dysfunctionalWords.test(group)) return 'kanoDysfunctional';
      if (functionalWords.test(group)) return 'kanoFunctional';
    }
  }
  if (multipleWords.test(both)) return 'multipleResponse';
  if (overallWords.test(own) && /满意|评价|印象|感受|相比|satisf|rating/i.test(both) && !/期望值|期望度/.test(own))
    return 'overallSatisfaction';
  if (overallWords.test(group) && comparedWords.test(own)) return 'overallSatisfaction';
  if (loyaltyWords.test(own) && (!/满意|评价/.test(own) || willWords.test(own))) return 'loyalty';
  if (loyaltyWords.test(group) && willWords.test(own)) return 'loyalty';
  const ratingRoles = (text: string): readonly Role[] =>
    ratingWords.flatMap(([role, word]) => (word.test(text) ? [role] : []));
  const [asked] = ratingRoles(own);
  const block = ratingRoles(group);
  // "手机银行体验" under "重要程度" names what is rated, not how.
  const named = asked === 'perception' && !judgingWords.test(own);
  if (named && block.length > 0 && !block.includes('perception')) return block[0]!;
  return asked ?? block[0] ?? null;
}

/** What a heading says about a column of long or distinct texts, or of few categories. */
export const headingAsksComment = (heading: string): boolean => commentWords.test(heading);

/** Sentences that judge: "您认为…", "…能够及时…", "…的及时程度", "I feel that …". */
const judges =
  /认为|觉得|感到|感觉|能够|都能|都会|能否|是否(?!是|为|有)|怎么样|(?<!文化|教育|学历)程度|\b(?:i (?:feel|think|find|believe)|was able|were able|is able|are able)\b/i;
const asking =
  /请问|哪|什么|多少|多久|多大|几[个次岁人口年套种类位]|\b(?:how (?:many|much|often|old|long)|what|which|where|when|who)\b/i;
/** "您的家庭", "your income", and what a sentence ends in: "…购物的次数大约是". */
const yours = /您(?:所在)?的?(?<zh>.{2,4})|\byour (?<en>\w+)/gi;
const asksAtEnd = (stem: string): boolean => profileWords.test(stem.replace(/(?:大约)?[是为]$/u, '').slice(-3));

/** Does a sentence ask for a fact: by a word of asking, of yours, or by what it ends in? */
const asksFact = (stem: string): boolean =>
  asking.test(stem) ||
  asksAtEnd(stem) ||
  [...stem.matchAll(yours)].some(({ groups }) => profileWords.test(groups!['zh'] ?? groups!['en'] ?? ''));

/** Headings of more words than this are sentences; Chinese signs count double. */
const longestNoun = 40;

const isSentence = (text: string): boolean => text.length + (text.match(/[\u2e80-\uffef]/g)?.length ?? 0) > longestNoun;

/** What to do, in brackets: "（如果不在本市居住，请选择其他）". */
const instruction = /[（(【[][^）)】\]]*请[^）)】\]]*[）)】\]]/gu;

/** A heading without what stands in brackets and the signs at its end. */
const stemOf = (heading: string): string =>
  heading.replace(/[（(【[][^）)】\]]*[）)】\]]/gu, '').replace(/[\s:：?？。.，,]+$/u, '');

/** Does a heading ask who somebody is? A sentence that mentions a shop or a family asks that only if it asks for a fact. */
export function headingAsksProfile(heading: string): boolean {
  const stem = stemOf(heading);
  if (!isSentence(stem)) return profileWords.test(heading);
  return profileWords.test(stem) && !judges.test(stem) && asksFact(stem);
}

/** A whole sentence that judges what it speaks of, to be agreed with or rated. */
export function headingJudges(heading: string): boolean {
  const stem = stemOf(heading);
  return isSentence(stem) && judges.test(stem) && !/请问/.test(stem);
}
export const headingAsksRecommending = (heading: string): boolean => /推荐|recommend|\bnps\b/i.test(heading);
export const headingAsksMultiple = (heading: string): boolean => multipleWords.test(heading);

/** The stem several option columns share: "6、您买过什么[食品]" and "Q6_1 食品" with the question's number. null when there is none. */
export function optionStem(heading: string): string | null {
  const bracket = /^(.*?\S)\s*[[(（【]([^\])）】]+)[\])）】]\s*$/.exec(heading);
  if (bracket) return bracket[1]!;
  const dashed = /^(.{1,80}?)\s*(?:[:：—/]+|_(?=\D)|--|(?<=\s)-(?=\s))\s*(\S.{0,60})$/.exec(heading);
  if (dashed) return dashed[1]!;
  return /^([A-Za-z]{0,3}\d{1,3})[_.-]\d{1,3}(?:\D|$)/.exec(heading)?.[1] ?? null;
}

export interface HeadingScale {
  readonly min: number;
  readonly max: number;
  readonly labels: readonly ValueLabel[];
  readonly nonAnswers: readonly ValueLabel[];
  readonly descending: boolean;
}

const plausible = (min: number, max: number): boolean =>
  max > min &&
  ([0, 1].includes(min) ? (max <= 11 && max - min >= 1) || max === 100 : min < 0 && min === -max && max <= 100);

/** Pairs of number and word in a heading: "（1=男，2=女）". */
function pairsOfHeading(heading: string): {
  readonly labels: readonly ValueLabel[];
  readonly nonAnswers: readonly ValueLabel[];
} {
  const labels: ValueLabel[] = [];
  const nonAnswers: ValueLabel[] = [];
  const pairs = heading
    .normalize('NFKC')
    .matchAll(
      /(-?\d{1,3})\s*分?\s*(?:=|:|表示|代表|为|是)\s*([^\d,，;；。()、=:]{1,12}(?:(?<=[a-z'’-])[a-z '’-]{1,28})?)/gi,
    );
  for (const match of pairs) {
    const entry = { value: Number(match[1]), label: match[2]!.trim() };
    if (isNonAnswerWord(entry.label)) nonAnswers.push(entry);
    else labels.push(entry);
  }
  return { labels: labels.toSorted((a, b) => a.value - b.value), nonAnswers };
}

/** Labels of coded answers stated in a heading, by code; none unless at least two are stated. */
export function labelsOfHeading(heading: string): readonly ValueLabel[] {
  const { labels } = pairsOfHeading(heading);
  return labels.length >= 2 ? labels : [];
}

/**
 * The scale a heading states: "(1-10分)", "（1~5）", "0-100", "10分制", "五级", "（1=很不满意，10=很满意，99=无法回答）".
 * null when it states none; ranges that are no usual scale (18-25岁) are not taken for one.
 */
export function scaleOfHeading(heading: string): HeadingScale | null {
  const text = heading.normalize('NFKC');
  const { labels: byValue, nonAnswers } = pairsOfHeading(heading);
  const lowest = byValue[0];
  const highest = byValue.at(-1);
  const [lowGrade, highGrade] = [lowest ? gradeWord(lowest.label) : null, highest ? gradeWord(highest.label) : null];
  const descending = lowGrade !== null && highGrade !== null && lowGrade.degree > highGrade.degree;
  const found = (min: number, max: number): HeadingScale => ({ min, max, labels: byValue, nonAnswers, descending });

  for (const match of text.matchAll(
    /(?<![\d.])(-?\d{1,3})\s*分?\s*(?:-|~|～|至|到|—|–|－|\.\.)\s*(\d{1,3})\s*(分|级|点)?(?![\d岁年月元万次人])/g,
  )) {
    const [min, max] = [Number(match[1]), Number(match[2])];
    if (plausible(min, max)) return found(min, max);
  }
  if (/百分制/.test(text)) return found(0, 100);
  const steps =
    /(?:满分|最高)?\s*(\d{1,3}|五|七|十)\s*(?:分制|级量表|点量表|级|点|分满分)/.exec(text) ??
    /满分\s*(\d{1,3})/.exec(text);
  if (steps) {
    const max = { 五: 5, 七: 7, 十: 10 }[steps[1]!] ?? Number(steps[1]);
    if ([4, 5, 7, 9, 10].includes(max)) return found(1, max);
    if (max === 100) return found(0, 100);
  }
  return lowest && highest && byValue.length >= 2 && plausible(lowest.value, highest.value)
    ? found(lowest.value, highest.value)
    : null;
}
