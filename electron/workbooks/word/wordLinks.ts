import { linkAddress } from '../../../shared/report/linkAddress.ts';
import type { XmlElement } from './xmlTree.ts';

/** A place in the page an address names stands apart from it in Word. */
const withPlace = (address: string, place: string): string =>
  place === '' || address.includes('#') ? address : `${address}#${place}`;

/** Where a w:hyperlink leads; null: into the file, or where no link may lead. @param links  addresses by relation */
export function hyperlinkAddress(element: XmlElement, links: ReadonlyMap<string, string>): string | null {
  const address = links.get(element.attributes.get('id') ?? '');
  return address === undefined ? null : linkAddress(withPlace(address, element.attributes.get('anchor') ?? ''));
}

/** Where the field of this instruction leads: HYPERLINK "https://…" \l "place". null: it is no link out of the file. */
export function fieldAddress(instruction: string): string | null {
  const field = /^\s*HYPERLINK\s+(?:"([^"]*)"|([^\s"\\]+))/i.exec(instruction);
  if (!field) return null;
  const place = /\\l\s+"([^"]*)"/i.exec(instruction)?.[1] ?? '';
  return linkAddress(withPlace(field[1] ?? field[2] ?? '', place));
}
