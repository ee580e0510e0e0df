import { AttributeCursor } from './xmlScanner.ts';
import type { XmlHandler } from './xmlScanner.ts';
import { decodeXmlText } from './xmlText.ts';

/** Calls visit for every element with its local name and attributes by local name. For small parts only: it builds strings. */
class ElementVisitor implements XmlHandler {
  readonly #visit: (name: string, attributes: ReadonlyMap<string, string>) => void;
  readonly #cursor = new AttributeCursor();

  constructor(visit: (name: string, attributes: ReadonlyMap<string, string>) => void) {
    this.#visit = visit;
  }

  open(bytes: Uint8Array, nameStart: number, nameEnd: number, tagEnd: number): void {
    const attributes = new Map<string, string>();
    this.#cursor.reset(bytes, nameEnd, tagEnd);
    while (this.#cursor.next()) {
      const name = decodeXmlText(bytes, this.#cursor.nameStart, this.#cursor.nameEnd);
      attributes.set(name, decodeXmlText(bytes, this.#cursor.valueStart, this.#cursor.valueEnd));
    }
    this.#visit(decodeXmlText(bytes, nameStart, nameEnd), attributes);
  }

  close(): void {}

  text(): void {}
}

export interface Relationship {
  readonly id: string;
  /** Last word of the type's URI: 'worksheet', 'sharedStrings', … the same in both dialects of the standard. */
  readonly type: string;
  /** Part name within the package, without a leading slash. */
  readonly part: string;
  readonly external: boolean;
}

/** A relationship's target as a part name, seen from the folder of the part that names it. */
function resolveTarget(folder: string, target: string): string {
  let decoded = target;
  try {
    decoded = decodeURIComponent(target);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
  }
  const path = decoded.startsWith('/') ? decoded : `${folder}/${decoded}`;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

export function relationshipsHandler(folder: string, into: Relationship[]): ElementVisitor {
  return new ElementVisitor((name, attributes) => {
    if (name !== 'Relationship') return;
    into.push({
      id: attributes.get('Id') ?? '',
      type: (attributes.get('Type') ?? '').split('/').at(-1)!,
      part: resolveTarget(folder, attributes.get('Target') ?? ''),
      external: attributes.get('TargetMode') === 'External',
    });
  });
}

export interface SheetEntry {
  readonly name: string;
  readonly hidden: boolean;
  readonly relationship: string;
}

export interface WorkbookFacts {
  date1904: boolean;
  readonly sheets: SheetEntry[];
}

export function workbookHandler(into: WorkbookFacts): ElementVisitor {
  return new ElementVisitor((name, attributes) => {
    if (name === 'workbookPr') {
      into.date1904 = ['1', 'true', 'on'].includes(attributes.get('date1904') ?? '');
    } else if (name === 'sheet') {
      const state = attributes.get('state') ?? 'visible';
      into.sheets.push({
        name: attributes.get('name') ?? `Sheet${into.sheets.length + 1}`,
        hidden: state !== 'visible',
        relationship: attributes.get('id') ?? '',
      });
    }
  });
}
