import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorMessages, fillSentence } from '../../shared/contract/errorMessages.ts';

const root = join(import.meta.dirname, '../..');

/** Codes thrown by name; the place of the first is kept for the message. */
function thrownCodes(): Map<string, string> {
  const codes = new Map<string, string>();
  for (const room of ['shared', 'electron']) {
    for (const entry of readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })) {
      if (!entry.endsWith('.ts')) continue;
      const source = readFileSync(join(root, room, entry), 'utf8');
      for (const [, code] of source.matchAll(/(?:InputError|AppError)\(\s*'([\w.]+)'/g))
        if (!codes.has(code!)) codes.set(code!, join(room, entry));
    }
  }
  return codes;
}

describe('error messages', () => {
  it('has a sentence for every code that is thrown', () => {
    const missing = [...thrownCodes()]
      .filter(([code]) => !errorMessages[code])
      .map(([code, place]) => `${code} (${place})`);
    expect(missing).toEqual([]);
  });

  it('says the same in both languages, with the same places', () => {
    const places = (sentence: string): string[] =>
      [...sentence.matchAll(/\{(\w+)\}/g)]
        .map(([, name]) => name!)
        .filter((name) => name !== 'zh' && name !== 'en')
        .toSorted();
    for (const [code, { zh, en }] of Object.entries(errorMessages)) {
      expect(places(zh), code).toEqual(places(en));
      expect(zh === '{zh}' || /[\u4e00-\u9fff]/.test(zh), code).toBe(true);
      expect(/[\u4e00-\u9fff]/.test(en), code).toBe(false);
    }
  });

  it('puts details in', () => {
    expect(fillSentence({ zh: '第 {row} 份', en: 'form {row} {missing}' }, { row: 3 })).toEqual({
      zh: '第 3 份',
      en: 'form 3 {missing}',
    });
  });
});
