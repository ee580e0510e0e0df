import type { ResolvedNode } from './resolved.ts';

/** Whether title and subtitles stand on a page of their own; else the text goes on below them and they are small. */
export function hasCover(content: readonly ResolvedNode[]): boolean {
  const first = content.find((node) => node.type !== 'title' && node.type !== 'subtitle' && node.type !== 'image');
  return first === undefined || first.type === 'pageBreak' || first.type === 'tableOfContents';
}
