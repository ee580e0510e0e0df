/** A group of an RTF text: what stands in it directly, without the groups inside, and where it ends. */
function groupAt(rtf: string, start: number): { readonly own: string; readonly end: number } {
  let depth = 0;
  let own = '';
  for (let place = start; place < rtf.length; place++) {
    const letter = rtf[place]!;
    if (letter === '\\') {
      // An escaped brace is no brace.
      if (depth === 1) own += rtf.slice(place, place + 2);
      place++;
    } else if (letter === '{') depth++;
    else if (letter === '}') {
      depth--;
      if (depth === 0) return { own, end: place };
    } else if (depth === 1) own += letter;
  }
  return { own: '', end: rtf.length };
}

/** Longest picture as hexadecimal digits. */
const longest = 2 * 4 * 1024 * 1024;

function base64Of(digits: string): string {
  const letters: string[] = [];
  for (let place = 0; place + 1 < digits.length; place += 2)
    letters.push(String.fromCharCode(Number.parseInt(digits.slice(place, place + 2), 16)));
  return btoa(letters.join(''));
}

/**
 * The pictures of an RTF text in order, as data: URLs; null for those that are neither PNG nor JPEG or too large. Word and WPS put the
 * pictures of copied text into its RTF only: the HTML beside it names files of the machine.
 */
export function rtfPictures(rtf: string): readonly (string | null)[] {
  const pictures: (string | null)[] = [];
  const mark = /\{\\\*\\shppict\s*(?=\{\\pict\b)/g;
  for (let found = mark.exec(rtf); found; found = mark.exec(rtf)) {
    const { own, end } = groupAt(rtf, mark.lastIndex);
    mark.lastIndex = end;
    const type = /\\pngblip\b/.test(own) ? 'png' : /\\jpegblip\b/.test(own) ? 'jpeg' : null;
    const digits = own.replace(/\\[a-z]+-?\d* ?|\\./gi, '').replace(/\s+/g, '');
    const whole = type !== null && digits.length > 0 && digits.length <= longest && /^[0-9a-f]+$/i.test(digits);
    pictures.push(whole ? `data:image/${type};base64,${base64Of(digits)}` : null);
  }
  return pictures;
}
