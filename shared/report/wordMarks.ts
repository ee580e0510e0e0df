/**
 * Names of the bookmarks in a Word file of the report, by which its texts and numbers are found again when the file comes back. They begin
 * with an underscore, so that Word keeps them out of its list of bookmarks; Word allows 40 letters, digits and underscores.
 * at: place of a node in the stored document, as places in contents ("14.0.1").
 */
const place = (at: string): string => at.replaceAll('.', '_');

export const textBookmark = (at: string): string => `_csi_b_${place(at)}`;
export const captionBookmark = (at: string): string => `_csi_c_${place(at)}`;
export const numberBookmark = (at: string, run: number): string => `_csi_n_${place(at)}__${run}`;
/** Words of the program that stand in the file but are nobody's text. */
export const machineBookmark = (count: number): string => `_csi_x_${count}`;
/** What fields refer to: a heading, or the label of a caption. */
export const referenceName = (id: string): string => `_csi_ref_${id.replaceAll('-', '_')}`;

export interface WordMark {
  readonly kind: 'text' | 'caption' | 'number' | 'machine' | 'reference';
  /** '' for machine texts and references. */
  readonly at: string;
  /** Of a number: its place among the runs of its paragraph. */
  readonly run: number;
}

/** What a bookmark of a Word file marks; null for bookmarks of others. */
export function readWordMark(name: string): WordMark | null {
  if (/^_csi_x_\d+$/.test(name)) return { kind: 'machine', at: '', run: -1 };
  if (name.startsWith('_csi_ref_')) return { kind: 'reference', at: '', run: -1 };
  const parts = /^_csi_([bcn])_(\d+(?:_\d+)*?)(?:__(\d+))?$/.exec(name);
  if (!parts) return null;
  const [, letter, at = '', run] = parts;
  if ((letter === 'n') !== (run !== undefined)) return null;
  return {
    kind: letter === 'b' ? 'text' : letter === 'c' ? 'caption' : 'number',
    at: at.replaceAll('_', '.'),
    run: run === undefined ? -1 : Number(run),
  };
}
