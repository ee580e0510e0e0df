/** What may stand in an address: nothing blank, no control characters, none that turns the direction of writing or cannot be seen. */
const unseen =
  /[\s\u0000-\u0020\u007F-\u00A0\u00AD\u061C\u200B-\u200F\u2028-\u202F\u2060-\u206F\uFEFF\uFFF9-\uFFFF<>"`\\^{|}]/;
const longest = 2000;
/** The place of a page: a name or number of a machine, perhaps a port; nobody's name and password, which make "bank.cn@else.cn" look like a bank. */
const webPage = /^https?:\/\/[^\s/?#@:[\]]+(?::\d{1,5})?(?:[/?#].*)?$/i;
const mailbox = /^mailto:[^\s@?/:]+@[^\s@?/:]+(?:\?.*)?$/i;
const halfOfPair = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

function decoded(part: string): string {
  try {
    const text = decodeURIComponent(part);
    return unseen.test(text) ? part : text;
  } catch (error) {
    if (error instanceof URIError) return part;
    throw error;
  }
}

/**
 * An address that a link of the report may have: a page of the web (http, https) or a mailbox (mailto), in full.
 *
 * @returns it with its scheme in small letters and its letters as they are read (asciiAddress gives the others); null for everything else, above all what could run
 */
export function linkAddress(address: unknown): string | null {
  if (typeof address !== 'string' || address.length > longest || unseen.test(address) || halfOfPair.test(address))
    return null;
  if (!webPage.test(address) && !mailbox.test(address)) return null;
  return address.replace(/^[a-z]+:/i, (scheme) => scheme.toLowerCase()).replace(/(?:%[89a-f][0-9a-f])+/gi, decoded);
}

/** An address as people type it: "www.example.com" is a page, "info@example.com" a mailbox. null: none that a link may have. */
export function typedAddress(typed: string): string | null {
  const text = typed.trim();
  const full = linkAddress(text);
  if (full !== null) return full;
  if (/^[^\s@:/?#]+@[^\s@:/?#]+\.[^\s@:/?#.]+$/.test(text)) return linkAddress(`mailto:${text}`);
  // A host has a dot and is no number alone: "1.2" and "表.3" are none.
  return /^(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}(?::\d{1,5})?(?:[/?#]|$)/u.test(text) ? linkAddress(`https://${text}`) : null;
}

/** The address in the letters that files of Office allow in addresses. */
export const asciiAddress = (address: string): string =>
  address.replace(/[^\u0021-\u007E]+/g, (part) => encodeURIComponent(part)).replace(/%(?![0-9a-f]{2})/gi, '%25');
