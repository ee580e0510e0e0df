/** Runs a regular expression over texts away from the window, which ends this worker when it takes too long. */
export interface RegexJob {
  readonly pattern: string;
  readonly flags: string;
  readonly texts: readonly string[];
  /** null asks which texts match. */
  readonly replacement: string | null;
}

export type RegexAnswer = readonly boolean[] | readonly string[];

self.addEventListener('message', (event: MessageEvent<RegexJob>) => {
  const { pattern, flags, texts, replacement } = event.data;
  const test = new RegExp(pattern, flags);
  const all = new RegExp(pattern, `${flags}g`);
  const answer: RegexAnswer =
    replacement === null ? texts.map((text) => test.test(text)) : texts.map((text) => text.replace(all, replacement));
  self.postMessage(answer);
});
