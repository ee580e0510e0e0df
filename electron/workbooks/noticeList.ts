import type { ReadNotice } from '../../shared/importing/rawCells.ts';

const keptPerKind = 20;

/** Collects what the reader noticed: the first cells of each kind by address, the rest as one count ('read.more'). */
export class NoticeList {
  readonly #notices: ReadNotice[] = [];
  readonly #counts = new Map<string, { readonly code: string; readonly sheet: string; count: number }>();

  add(code: string, sheet: string, cell: string, details: Readonly<Record<string, string | number>> = {}): void {
    const key = `${code}\n${sheet}`;
    const seen = this.#counts.get(key) ?? { code, sheet, count: 0 };
    seen.count++;
    this.#counts.set(key, seen);
    if (seen.count <= keptPerKind) this.#notices.push({ code, sheet, cell, details });
  }

  toArray(): readonly ReadNotice[] {
    const rest = [...this.#counts.values()].filter((seen) => seen.count > keptPerKind);
    return [
      ...this.#notices,
      ...rest.map(({ code, sheet, count }) => ({
        code: 'read.more',
        sheet,
        cell: '',
        details: { of: code, count: count - keptPerKind },
      })),
    ];
  }
}
