import { type Bilingual, capitalised, type Locale } from '../../model/text.ts';
import { findPeriod, periodText } from './namePeriod.ts';

/** What a survey's name, often that of its file, tells: 物业满意度_9月 is about 物业, of 9月. */
interface NamedSurvey {
  /** What was surveyed, without what says that it is a survey of satisfaction; '' where the name tells nothing else. */
  readonly subject: string;
  /** The people asked, where the name calls them otherwise than the report does. */
  readonly people: string | null;
  /** What stands behind the title: the time, a part, a wave. */
  readonly notes: readonly string[];
  /** The time where the name begins with it. */
  readonly since: string;
}

const hanzi = /[\u2e80-\u9fff]/u;

/** Marks of versions, copies and exports: they say nothing of the survey. */
const technical =
  /^(?:示例|副本|备份|最终版?|终稿|定稿|初稿|新版?|旧版?|修[改订]版?|第?\d+版|导出|下载|清洗后|已清洗|整理后?|编码后?|合并|全部|按(?:文本|序号|选项|分数|编号)|\d+|v(?:er(?:sion)?)?\s?\d+(?:\.\d+)*|final|new|old|copy|draft|clean(?:ed)?|raw|export(?:ed)?|output|data(?:set)?|results?|responses?|answers|sheet\d*|sample|demo|example)$/iu;
const wave = /^第[\d一二三四五六七八九十]+[期轮批次]$/u;
/**
 * Ends of a part that say "satisfaction" or "survey" and nothing else, with the people asked; or the part says nothing else. The report has
 * its own word for the usual people, others it takes over.
 */
const tails = [
  /^(.*?)(?:顾客|客户|业主|员工|(住户|职工|旅客|乘客|游客|会员|用户|患者|病人|学生|学员|家长|消费者|居民|市民|村民|商户|租户|经销商|代理商|供应商|司机|读者|观众))?满意度(?:原始|最终|清洗后|有效|调查|调研|测评|测量|评价|评估|问卷|数据|结果|汇总|统计|明细|报表|答卷|样本|指数|表|报告|\d)*$/u,
  /^(.*?)(?:调查|调研|测评|问卷)(?:原始|最终|清洗后|有效|调查|调研|测评|测量|评价|评估|问卷|数据|结果|汇总|统计|明细|报表|答卷|样本|指数|表|报告|\d)*$/u,
  /^()(?:顾客|客户|业主|员工|(住户|职工|旅客|乘客|游客|会员|用户|患者|病人|学生|学员|家长|消费者|居民|市民|村民|商户|租户|经销商|代理商|供应商|司机|读者|观众))$/u,
  /^()(?:原始|最终|清洗后|有效|调查|调研|测评|测量|评价|评估|问卷|数据|结果|汇总|统计|明细|报表|答卷|样本|指数|表|报告|\d)*$/u,
];
const englishTail =
  /\s*\b(?:surveys?|questionnaires?|satisfaction|index|csi|csat|stud(?:y|ies)|poll|feedback|customers?|clients?|guests?|residents?|employees?|staff|passengers?|patients?|students?|members?|users?|visitors?|tenants?)$/iu;
const initials = /\b(?:csat|csi|nps)\b/giu;

/** Separators part a file's name; Latin words of a name keep their blank. */
const partsOf = (name: string): readonly string[] =>
  name
    .replace(/([a-z])([A-Z])/gu, '$1 $2')
    .split(/[_\s.,，、+—–·]+|(?<!\d)-+|-+(?!\d)/u)
    .filter((part) => part !== '' && !technical.test(part));

const joined = (parts: readonly string[]): string =>
  parts.reduce((text, part) => {
    if (text === '') return part;
    return hanzi.test(text.at(-1)!) && hanzi.test(part[0]!) ? `${text}${part}` : `${text} ${part}`;
  }, '');

/** Chinese words that say "a survey of satisfaction" go from the end of a part, and whom it asks. */
function withoutTail(part: string): { readonly text: string; readonly people: string | null } {
  for (const tail of tails) {
    const [, text, people] = tail.exec(part) ?? [];
    if (text !== undefined) return { text, people: people ?? null };
  }
  return { text: part, people: null };
}

/** What is written in brackets at the end, unless it says nothing of the survey. */
function bracketed(name: string): { readonly name: string; readonly notes: readonly string[] } {
  const [, before = name, inside] = /^(.*?)\s*[（(]([^（）()]*)[）)]\s*$/u.exec(name) ?? [];
  if (inside === undefined) return { name, notes: [] };
  const rest = bracketed(before);
  const note = inside.trim();
  return technical.test(note) || note === '' ? rest : { name: rest.name, notes: [...rest.notes, note] };
}

function readName(given: string, locale: Locale): NamedSurvey & { readonly words: string } {
  const { name, notes } = bracketed(given.trim().replace(/\.(?:xlsx?|csv|tsv|sav|csi)$/iu, ''));
  const inNotes = notes.map((note) => {
    const found = findPeriod(note);
    return found && found.before.trim() === '' && found.after.trim() === '' ? periodText(found.period, locale) : note;
  });
  const found = findPeriod(name);
  const time = found ? periodText(found.period, locale) : '';
  const first = found !== null && found.before.trim() === '' && partsOf(found.after).length > 0;
  const parts = partsOf(found ? `${found.before}_${found.after}` : name);
  const waves = parts.filter((part) => wave.test(part));
  const told = parts.filter((part) => !wave.test(part));
  const cut = told.map(withoutTail);
  return {
    words: joined(told).replace(initials, (word) => word.toUpperCase()),
    subject: joined(cut.flatMap(({ text }) => (text === '' ? [] : [text]))),
    people: cut.reduce<string | null>((known, one) => one.people ?? known, null),
    notes: [...waves, ...inNotes, ...(time !== '' && !first ? [time] : [])],
    since: first ? time : '',
  };
}

const gapped = (before: string, after: string): string =>
  before !== '' && !hanzi.test(before.at(-1)!) && !/[\d）]/u.test(before.at(-1)!)
    ? `${before} ${after}`
    : before + after;

/** What a survey of this name is about, for the facts of the report; '' where the name does not say. */
export function surveySubject(name: string, locale: Locale): string {
  const { subject, words } = readName(name, locale);
  return locale === 'zh-CN' ? subject : capitalised(words);
}

/**
 * The title of a report on the survey of this name: 翠湖小区物业满意度_9月 becomes 翠湖小区物业业主满意度指数测评报告（9月）,
 * Hotel_guest_survey_2026-09 "Hotel guest survey, September 2026 – evaluation report". A name that is a report's stays.
 *
 * @param person  what the report calls those who were asked
 */
export function reportTitle(name: string, person: Bilingual, locale: Locale): string {
  const { subject, words, people, notes, since } = readName(name, locale);
  if (locale === 'zh-CN') {
    if (/^[^_]*报告$/u.test(name.trim())) return name.trim();
    const behind = notes.length > 0 ? `（${notes.join('，')}）` : '';
    const about = hanzi.test(subject) ? subject : subject.replace(englishTail, '').replace(englishTail, '');
    // A name about more than satisfaction stays what it is.
    const kind = /满意度|忠诚度/u.test(about) ? '测评报告' : `${people ?? person.zh}满意度指数测评报告`;
    return `${since}${gapped(capitalised(about), kind)}${behind}`;
  }
  const times = [since, ...notes].filter((one) => one !== '');
  const about = words === '' ? `${person.en} satisfaction` : words;
  const title = [capitalised(about), ...times].join(', ');
  return /\breport\b/iu.test(about) ? title : `${title} – evaluation report`;
}
