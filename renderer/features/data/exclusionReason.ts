/** Codes with words of their own; others are shown as they are. */
const known: ReadonlySet<string> = new Set(['blank', 'speeder', 'duplicate', 'straightLine', 'outOfRange', 'byHand']);

/** Why forms are out, as words. t: of the namespace 'data'. */
export function exclusionReason(t: (key: string) => string, code: string): string {
  return known.has(code) ? t(`reasons.${code}`) : code;
}

/** Reasons a person can choose from. */
export const offeredReasons = ['byHand', 'blank', 'speeder', 'duplicate', 'straightLine', 'outOfRange'] as const;
