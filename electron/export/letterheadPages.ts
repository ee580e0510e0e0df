import { patchDocument } from 'docx';
import { estimatePageNumbersWith } from 'docx/layout';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

const documentPath = 'word/document.xml';

/** What an entry of the contents shows for its page: the result of the reference to its heading's bookmark. */
const pageShown =
  /(<w:instrText[^>]*>\s*PAGEREF (\w+)[^<]*<\/w:instrText>\s*<w:fldChar w:fldCharType="separate"\/>\s*<w:t[^>]*>)([^<]*)/g;

/** Pages by bookmark. The library reads the file and lays it out; the file that it would write is not taken. */
async function pagesOf(docx: Uint8Array): Promise<ReadonlyMap<string, string>> {
  const estimate = estimatePageNumbersWith({ guess: true });
  let pages: ReadonlyMap<string, string> = new Map();
  await patchDocument({
    outputType: 'uint8array',
    data: docx,
    patches: {},
    pageNumbers: (template) => {
      const found = estimate(template);
      pages = found.bookmarks;
      return found;
    },
  });
  return pages;
}

/**
 * A report on a letterhead with the pages of its contents worked out once more: the letterhead brings a cover, margins, faces and line
 * heights of its own. Only those numbers are changed; those of a page that cannot be worked out stay.
 */
export async function withLetterheadPages(docx: Uint8Array): Promise<Uint8Array> {
  const files = unzipSync(docx);
  const document = strFromU8(files[documentPath]!);
  if (!document.includes('PAGEREF ')) return docx;
  const pages = await pagesOf(docx);
  const counted = document.replaceAll(
    pageShown,
    (_, before: string, bookmark: string, shown: string) => `${before}${pages.get(bookmark) ?? shown}`,
  );
  return zipSync({ ...files, [documentPath]: strToU8(counted) });
}
