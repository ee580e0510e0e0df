/** "1,234.5", "46.2%", "<.001", "-28.1" as numbers; null for words and dashes. */
export function cellNumber(text: string): number | null {
  const plain = text
    .trim()
    .replace(/^[<>]\s*/, '')
    .replaceAll(',', '')
    .replace('−', '-');
  const match = /^-?(?:\d+\.?\d*|\.\d+)(?=%?$|\s)/.exec(plain);
  return match ? Number(match[0]) : null;
}

export type Direction = 'ascending' | 'descending';

/** Places of the rows in their new order: numbers by size, words by the alphabet, empty cells last in both directions. */
export function sortedPlaces(cells: readonly string[], direction: Direction): readonly number[] {
  const sign = direction === 'ascending' ? 1 : -1;
  const values = cells.map((text) => ({ text: text.trim(), number: cellNumber(text) }));
  const isEmpty = ({ text }: { readonly text: string }): boolean => text === '' || text === '–' || text === '—';
  const words = new Intl.Collator(['zh-CN', 'en'], { numeric: true });
  return cells
    .map((_, place) => place)
    .toSorted((a, b) => {
      const [one, other] = [values[a]!, values[b]!];
      if (isEmpty(one) || isEmpty(other)) return Number(isEmpty(one)) - Number(isEmpty(other)) || a - b;
      const order =
        one.number !== null && other.number !== null
          ? one.number - other.number
          : one.number !== null || other.number !== null
            ? Number(one.number === null) - Number(other.number === null)
            : words.compare(one.text, other.text);
      return sign * order || a - b;
    });
}

/** Makes the heads of a table buttons: up, down, as it was. Rows in bold (totals) stay at the foot. */
export function makeSortable(table: HTMLTableElement, hint: string): void {
  const body = table.tBodies[0];
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
  if (!body) return;
  const rows = [...body.rows];
  const isTotal = (row: HTMLTableRowElement): boolean => row.classList.contains('csi-strong');
  const movable = rows.filter((row) => !isTotal(row));
  for (const [column, head] of heads.entries()) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'csi-sort';
    button.title = hint;
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener('click', () => {
      const before = head.getAttribute('aria-sort');
      const next: Direction | null = before === null ? 'ascending' : before === 'ascending' ? 'descending' : null;
      for (const one of heads) one.removeAttribute('aria-sort');
      if (next === null) {
        body.append(...rows);
        return;
      }
      head.setAttribute('aria-sort', next);
      const cells = movable.map((row) => row.cells[column]?.textContent ?? '');
      body.append(...sortedPlaces(cells, next).map((place) => movable[place]!), ...rows.filter(isTotal));
    });
  }
}
