export { chineseSegmenter } from '../jobs/chineseSegmenter.ts';
