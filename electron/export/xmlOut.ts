// XML 1.0 has no place for these, and Office refuses the whole file for one of them.
const notXml =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A user's text as XML text or attribute: escaped, without characters that XML cannot hold. */
export function xmlText(text: string): string {
  return text
    .replace(notXml, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

export const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export const relationshipsNamespace = 'http://schemas.openxmlformats.org/package/2006/relationships';
export const officeRelations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export interface Relation {
  readonly id: string;
  /** Last part of the type's address in Office's own relations. */
  readonly type: string;
  readonly target: string;
  /** An address out of the file. */
  readonly outside?: boolean;
}

/** A relationships part. */
export function relationsPart(relations: readonly Relation[]): string {
  const items = relations.map(
    ({ id, type, target, outside }) =>
      `<Relationship Id="${id}" Type="${officeRelations}/${type}" Target="${xmlText(target)}"${outside ? ' TargetMode="External"' : ''}/>`,
  );
  return `${xmlHead}<Relationships xmlns="${relationshipsNamespace}">${items.join('')}</Relationships>`;
}
