import { strToU8, type Zippable } from 'fflate';
import type { WordOrigin } from '../../shared/report/wordOrigin.ts';
import { relationshipsNamespace, xmlHead, xmlText } from './xmlOut.ts';

const custom = 'http://schemas.openxmlformats.org/officeDocument/2006';
/** The same in every file: it names the kind of the part. */
const itemId = '{6C3B0A52-2F5D-4E0B-9C0E-7C51D2A4B8F1}';
const originNamespace = 'urn:csi-workbench:report-origin:1';

/** Parts by which a Word file says what it was made from; Word and LibreOffice keep them when they save. */
export function originParts(origin: WordOrigin): Zippable {
  return {
    'customXml/item1.xml': strToU8(
      `${xmlHead}<reportOrigin xmlns="${originNamespace}">${xmlText(JSON.stringify(origin))}</reportOrigin>`,
    ),
    'customXml/itemProps1.xml': strToU8(
      `${xmlHead}<ds:datastoreItem ds:itemID="${itemId}" xmlns:ds="${custom}/customXml"><ds:schemaRefs><ds:schemaRef ds:uri="${originNamespace}"/></ds:schemaRefs></ds:datastoreItem>`,
    ),
    'customXml/_rels/item1.xml.rels': strToU8(
      `${xmlHead}<Relationships xmlns="${relationshipsNamespace}"><Relationship Id="rId1" Type="${custom}/relationships/customXmlProps" Target="itemProps1.xml"/></Relationships>`,
    ),
  };
}

export const originRelation = `<Relationship Id="rIdCsiOrigin" Type="${custom}/relationships/customXml" Target="../customXml/item1.xml"/>`;
export const originType =
  '<Override PartName="/customXml/itemProps1.xml" ContentType="application/vnd.openxmlformats-officedocument.customXmlProperties+xml"/>';
