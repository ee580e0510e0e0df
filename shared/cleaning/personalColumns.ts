import { normaliseText } from './texts.ts';

export const personalKinds = ['phone', 'idCard', 'mail', 'name', 'address', 'ip'] as const;
export type PersonalKind = (typeof personalKinds)[number];

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** Is this an 18-digit Chinese identity number? Birth date and check digit by GB 11643-1999 (ISO 7064 MOD 11-2). */
export function isIdCard(text: string): boolean {
  if (!/^[1-9]\d{16}[\dXx]$/.test(text)) return false;
  const [year, month, day] = [text.slice(6, 10), text.slice(10, 12), text.slice(12, 14)].map(Number) as [
    number,
    number,
    number,
  ];
  const born = new Date(Date.UTC(year, month - 1, day));
  if (year < 1900 || born.getUTCMonth() !== month - 1 || born.getUTCDate() !== day) return false;
  const sum = weights.reduce((total, weight, i) => total + weight * Number(text[i]), 0);
  return '10X98765432'[sum % 11] === text[17]!.toUpperCase();
}

const mobile = /^(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}$/;
const landline = /^0\d{2,3}[- ]\d{7,8}$/;
const mail = /^[^\s@]{1,64}@[^\s@.]+(?:\.[^\s@.]+)+$/;
/** A street with a house number. */
const address = /(?:路|街|道|巷|弄|胡同|村)\s*\d+\s*(?:号|弄|栋|幢)/u;
const ip = /^(?:\d{1,3}\.){3}\d{1,3}(?:\s*\(.*\))?$/;

const kindOf = (answer: string): PersonalKind | null => {
  const text = normaliseText(answer, { blanks: true, width: true, lowerCase: false });
  if (isIdCard(text)) return 'idCard';
  if (mobile.test(text) || landline.test(text)) return 'phone';
  if (mail.test(text)) return 'mail';
  if (address.test(text)) return 'address';
  return ip.test(text) ? 'ip' : null;
};

const headers: readonly (readonly [PersonalKind, RegExp])[] = [
  ['idCard', /身份证|证件号|id\s?card|passport|护照/iu],
  ['phone', /手机|电话|联系方式|phone|mobile|\btel\b/iu],
  ['mail', /邮箱|邮件|e-?mail/iu],
  ['ip', /来自\s?ip|\bip\b/iu],
  ['address', /(?:详细|家庭|居住|通讯|通信|联系|收货|邮寄|快递)的?(?:地址|住址)|门牌|street address/iu],
  ['name', /姓名|您贵姓|您的称呼|respondent name|full name|^name$/iu],
];

export interface PersonalFinding {
  readonly kind: PersonalKind;
  /** Answers that have the form of the kind; 0 when only the header says so. */
  readonly matches: number;
  readonly answers: number;
}

/**
 * Does a question hold personal data? By what its answers look like (at least half of them, or three; addresses: half), or by its header.
 * answers: every answer as text, repeated ones as often as they occur.
 */
export function personalFinding(label: string, answers: Iterable<string>): PersonalFinding | null {
  const counts = new Map<PersonalKind, number>();
  let total = 0;
  for (const answer of answers) {
    total++;
    const kind = kindOf(answer);
    if (kind) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const [best] = [...counts].toSorted((a, b) => b[1] - a[1]);
  // Comments may speak of a few streets; a telephone number is one wherever it stands alone.
  if (best && ((best[1] >= 3 && best[0] !== 'address') || best[1] * 2 >= total))
    return { kind: best[0], matches: best[1], answers: total };
  const header = headers.find(([, words]) => words.test(label));
  return header && total > 0 ? { kind: header[0], matches: 0, answers: total } : null;
}
