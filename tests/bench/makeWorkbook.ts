import { constants, crc32, deflateRawSync } from 'node:zlib';
import { cellAddress } from '../../shared/importing/rawCells.ts';
import { escapeXml, workbookParts } from '../fixtures/workbooks/rawWorkbook.ts';
import { rawZip } from '../fixtures/workbooks/rawZip.ts';

export interface MakeWorkbookOptions {
  readonly rows: number;
  /** At least 8: id, two times, city, sex and an open comment surround the ratings. */
  readonly columns: number;
  readonly seed?: number;
}

const cities = ['北京', '上海', '广州', '深圳', '成都', '武汉', '西安', '杭州'];
const phrases = [
  '服务态度很好',
  '排队时间太长',
  '商品种类齐全',
  '价格偏高',
  '停车不方便',
  '环境整洁',
  '希望多些促销',
  '收银速度慢',
];

/** 32-bit mixing generator; enough for bench data. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * A survey workbook of any size as Excel would save it: one header row, ratings 1-10 with blanks and 99 for 无法回答, dates by
 * style, shared texts. The markup is written and deflated in pieces, so that 100,000 x 60 is made in a few seconds.
 */
export function makeWorkbook(options: MakeWorkbookOptions): Uint8Array<ArrayBuffer> {
  const { rows, columns } = options;
  const random = generator(options.seed ?? 1);
  const texts: string[] = [];
  const index = new Map<string, number>();
  const shared = (text: string): number => {
    const known = index.get(text);
    if (known !== undefined) return known;
    texts.push(text);
    index.set(text, texts.length - 1);
    return texts.length - 1;
  };
  const letters = Array.from({ length: columns }, (_, column) => cellAddress(0, column).slice(0, -1));
  const headers = letters.map((_, column) => {
    if (column === 0) return '编号';
    if (column === 1) return '开始时间';
    if (column === 2) return '结束时间';
    if (column === 3) return '城市';
    if (column === 4) return '性别';
    if (column === columns - 1) return '其他意见和建议';
    return `Q${column - 4} 您对第${column - 4}项服务的满意程度（1-10分）`;
  });
  const opening =
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>';
  let piece = `${opening}<row r="1">${headers.map((header, column) => `<c r="${letters[column]}1" t="s"><v>${shared(header)}</v></c>`).join('')}</row>`;
  const compressed: Uint8Array[] = [];
  let size = 0;
  let checksum = 0;
  const flush = (last: boolean): void => {
    const bytes = Buffer.from(piece, 'utf8');
    piece = '';
    size += bytes.length;
    checksum = crc32(bytes, checksum);
    // A full flush ends each piece on a byte boundary, so that the pieces can be joined.
    compressed.push(
      deflateRawSync(bytes, { level: 4, finishFlush: last ? constants.Z_FINISH : constants.Z_FULL_FLUSH }),
    );
  };
  for (let row = 1; row <= rows; row++) {
    const at = row + 1;
    const start = 45_000 + random() * 300;
    const cells = letters.map((letter, column) => {
      const ref = `${letter}${at}`;
      if (column === 0) return `<c r="${ref}"><v>${row}</v></c>`;
      if (column === 1) return `<c r="${ref}" s="1"><v>${start}</v></c>`;
      if (column === 2) return `<c r="${ref}" s="1"><v>${start + 0.001 + random() * 0.01}</v></c>`;
      if (column === 3)
        return `<c r="${ref}" t="s"><v>${shared(cities[Math.floor(random() * cities.length)]!)}</v></c>`;
      if (column === 4) return `<c r="${ref}"><v>${random() < 0.5 ? 1 : 2}</v></c>`;
      if (column === columns - 1) {
        if (random() < 0.45) return '';
        const words = `${phrases[Math.floor(random() * phrases.length)]!}，${phrases[Math.floor(random() * phrases.length)]!}${Math.floor(random() * 99_999)}`;
        return `<c r="${ref}" t="s"><v>${shared(words)}</v></c>`;
      }
      const draw = random();
      if (draw < 0.02) return `<c r="${ref}" s="2"/>`;
      if (draw < 0.03) return `<c r="${ref}" s="2"><v>99</v></c>`;
      return `<c r="${ref}" s="2"><v>${Math.min(10, Math.max(1, Math.round(7 + 3 * (random() + random() - 1))))}</v></c>`;
    });
    piece += `<row r="${at}" spans="1:${columns}">${cells.join('')}</row>`;
    if (piece.length > 4_000_000) flush(false);
  }
  piece += '</sheetData></worksheet>';
  flush(true);
  return rawZip(
    workbookParts({
      sheets: [{ name: '问卷数据', rows: '' }],
      formats: [{ id: 22 }, { id: 1 }],
      sharedTexts: texts.map((text) => `<si><t>${escapeXml(text)}</t></si>`).join(''),
      replace: [
        {
          name: 'xl/worksheets/sheet1.xml',
          data: '',
          deflated: { bytes: Buffer.concat(compressed), size, crc32: checksum },
        },
      ],
    }),
  );
}
