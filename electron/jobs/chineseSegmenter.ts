import { createRequire } from 'node:module';
import type { Segmenter } from '../../shared/model/segmenter.ts';

const load = createRequire(import.meta.url);
let cut: typeof import('jieba-wasm').cut | null = null;

/** jieba's dictionary and its model for words not in it. Loaded with the first text, which takes about half a second. */
export const chineseSegmenter: Segmenter = {
  name: 'jieba',
  cut(text) {
    cut ??= (load('jieba-wasm') as typeof import('jieba-wasm')).cut;
    return cut(text, true);
  },
};
