/** Satisfaction x loyalty: apostle 传道者 both high, mercenary 图利者 satisfied only, hostage 囚禁者 loyal only, defector 破坏者 neither. */
export type LoyaltyType = 'apostle' | 'mercenary' | 'hostage' | 'defector';
export const loyaltyTypes: readonly LoyaltyType[] = ['apostle', 'mercenary', 'hostage', 'defector'];

/**
 * Type of each form by whether satisfaction and loyalty reach their thresholds (equal counts as reached).
 *
 * @param satisfaction, loyalty  scores 0-100, NaN = missing
 * @returns place in loyaltyTypes, -1 where either is missing
 * Source: Jones and Sasser (1995), Harvard Business Review 73(6). Checked, thresholds included: tests/shared/satisfaction/weights.
 */
export function loyaltyTypeCodes(
  satisfaction: Float64Array,
  loyalty: Float64Array,
  thresholds: { readonly satisfaction: number; readonly loyalty: number },
): Int32Array {
  return Int32Array.from(satisfaction, (score, row) => {
    const other = loyalty[row]!;
    if (Number.isNaN(score) || Number.isNaN(other)) return -1;
    // 80 computed as 79.999999999 is 80.
    const satisfied = score >= thresholds.satisfaction - 1e-9;
    const loyal = other >= thresholds.loyalty - 1e-9;
    return satisfied ? (loyal ? 0 : 1) : loyal ? 2 : 3;
  });
}
