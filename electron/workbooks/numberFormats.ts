/** What a number format makes of a number. 'elapsed' = durations such as [h]:mm, which are never dates. */
export const formatKind = { number: 0, date: 1, time: 2, elapsed: 3, percent: 4 } as const;
export type FormatKind = (typeof formatKind)[keyof typeof formatKind];

/** Built-in ids with a meaning beyond plain numbers; 27-36 and 50-58 are the East Asian ones (ECMA-376 18.8.30, zh-cn). */
function builtInKind(id: number): FormatKind {
  if ((id >= 14 && id <= 17) || id === 22) return formatKind.date;
  if ((id >= 18 && id <= 21) || id === 45 || id === 47) return formatKind.time;
  if (id === 46) return formatKind.elapsed;
  if (id === 9 || id === 10) return formatKind.percent;
  if ((id >= 32 && id <= 35) || id === 55 || id === 56) return formatKind.time;
  if ((id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return formatKind.date;
  return formatKind.number;
}

/** Kind of a custom format code, judged by its first section (the one for positive numbers). */
function formatCodeKind(code: string): FormatKind {
  let bare = '';
  let elapsed = false;
  for (let i = 0; i < code.length; i++) {
    const char = code[i]!;
    if (char === ';') break;
    if (char === '"') {
      const end = code.indexOf('"', i + 1);
      i = end < 0 ? code.length : end;
    } else if (char === '\\' || char === '_' || char === '*') {
      i++;
    } else if (char === '[') {
      const end = code.indexOf(']', i);
      const inside = code.slice(i + 1, end < 0 ? undefined : end);
      if (/^(h+|m+|s+)$/i.test(inside)) elapsed = true;
      i = end < 0 ? code.length : end;
    } else {
      bare += char;
    }
  }
  if (elapsed) return formatKind.elapsed;
  bare = bare
    .replace(/general/gi, '')
    .replace(/上午\/下午|AM\/PM|A\/P/gi, 'h')
    .replace(/e[+-]/gi, '');
  const hasClock = /[hs]/i.test(bare);
  if (/[ydeb]/i.test(bare) || (/m/i.test(bare) && !hasClock)) return formatKind.date;
  if (hasClock) return formatKind.time;
  return bare.includes('%') ? formatKind.percent : formatKind.number;
}

const longestMask = 40;

/**
 * What a format makes of the digits of a whole number, where it shows each of them and leading zeros too: '000000' of a postcode,
 * '000-0000-0000' of a telephone. '0' stands for a digit, other characters for themselves (shared/importing/digitMask.ts); null where the
 * format is of another kind.
 */
export function digitMask(code: string): string | null {
  let mask = '';
  let digits = 0;
  for (let i = 0; i < code.length && mask.length <= longestMask; i++) {
    const char = code[i]!;
    if (char === ';') break;
    let literal = '';
    if (char === '0') digits++;
    else if (char === '"') {
      const end = code.indexOf('"', i + 1);
      if (end < 0) return null;
      literal = code.slice(i + 1, end);
      i = end;
    } else if (char === '\\') literal = code[++i] ?? '';
    else if (char === '-' || char === ' ' || char === '(' || char === ')') literal = char;
    else return null;
    // A zero that stands for itself could not be told from a digit.
    if (literal.includes('0')) return null;
    mask += char === '0' ? char : literal;
  }
  return digits >= 2 && mask.length <= longestMask ? mask : null;
}

/** Kind of a format id: the file's own code wins over the built-in meaning. */
export function numberFormatKind(id: number, customCodes: ReadonlyMap<number, string>): FormatKind {
  const code = customCodes.get(id);
  return code === undefined ? builtInKind(id) : formatCodeKind(code);
}
