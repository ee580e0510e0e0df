import type { Indicator } from '../../../shared/model/indicator.ts';
import { indicatorRoles, type Variable } from '../../../shared/model/variable.ts';

/** May this question be attached to an indicator? Rating questions, and numeric ones whose role nobody has said yet. */
export function isAttachable(variable: Variable): boolean {
  return (
    indicatorRoles.includes(variable.role) ||
    (variable.role === 'none' && variable.type === 'number' && variable.measure !== 'nominal')
  );
}

const plain = (text: string): string => text.toLowerCase().replace(/[\s，。、；：？！,.;:?!()（）"“”'‘’\-_/]/g, '');

/**
 * Unattached rating questions whose words name exactly one lowest-level indicator; the longest name counts where one contains another
 * (通道宽敞 before 通道). Questions that fit several or none are left to the user.
 */
export function questionMatches(
  variables: readonly Variable[],
  leaves: readonly Indicator[],
): ReadonlyMap<string, Indicator> {
  const names = leaves.map((leaf) => ({ leaf, name: plain(leaf.name) })).filter(({ name }) => name.length > 0);
  const matches = new Map<string, Indicator>();
  for (const variable of variables) {
    if (variable.indicatorId !== null || !indicatorRoles.includes(variable.role)) continue;
    const words = plain(`${variable.label} ${variable.name}`);
    const fitting = names.filter(({ name }) => words.includes(name));
    const best = fitting.filter(
      ({ name }) => !fitting.some((other) => other.name !== name && other.name.includes(name)),
    );
    if (best.length === 1) matches.set(variable.id, best[0]!.leaf);
  }
  return matches;
}

/** Heads of several rows arrive as "服务设想 / 自助结账 / 如果有": what tells questions apart is at the end. */
export function shortLabel(variable: Variable): string {
  const parts = (variable.label || variable.name).split(' / ');
  return parts.length > 2 ? parts.slice(-2).join(' / ') : (parts.at(-1) ?? variable.name);
}
