/** A title as a file name on every system: no separators or control characters, at most 80 characters, never empty. */
export function plainTitle(title: string): string {
  const plain = title
    .replace(/[\\/:*?"<>|\u0000-\u001f]+/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  return Array.from(plain).slice(0, 80).join('').trim() || 'figure';
}
