import { getSchema } from '@tiptap/core';
import { describe, expect, it } from 'vitest';
import { liveText, shownOf } from '../../../renderer/features/report/clipboard/liveClipboard.ts';
import { isNumberSign, listLevel } from '../../../renderer/features/report/clipboard/officePaste.ts';
import { rtfPictures } from '../../../renderer/features/report/clipboard/rtfPictures.ts';
import { toEditor } from '../../../renderer/features/report/documentJson.ts';
import { reportExtensions } from '../../../renderer/features/report/reportNodes.ts';
import { reportGuard } from '../../../shared/report/guard/reportGuard.ts';
import { readDocument } from '../../../shared/report/readDocument.ts';
import { requestsOf } from '../../../shared/report/requestsOf.ts';
import { csiRequest, everyNode, pixel } from '../../shared/report/everyNode.ts';
import { outcomesFor } from '../../shared/report/outcomes.ts';
import { entitiesOf, sampleSnapshot } from '../../shared/report/sampleSnapshot.ts';

const document = getSchema(reportExtensions).nodeFromJSON(toEditor(everyNode as never));
const outcomes = outcomesFor(sampleSnapshot(), requestsOf(readDocument(everyNode as never)));
const live = { outcomes, locale: 'zh-CN' as const, figureStyles: {} };

describe('copied report text', () => {
  const text = liveText(document.slice(0, document.content.size), document, live);

  it('has the numbers, references and sentences that are shown', () => {
    expect(text).toContain('指数为 66.46 分，粗斜线');
    expect(text).toContain('见图 1、表 2、1.1和图 2');
    expect(text).toContain('顾客满意度指数为 66.46，95% 置信区间 63.86 至 69.05');
  });

  it('has the tables of results with tabs', () => {
    expect(text).toContain('指标得分一览\n指标\t权重\t综合权重');
    expect(text).toContain('特性\t0.300\t0.090\t54.33');
  });

  it('keeps back what a report keeps back', () => {
    const guard = { ...reportGuard(entitiesOf(sampleSnapshot())), smallest: 1000 };
    const attrs = { request: csiRequest, path: 'overall.index', format: 'number2' };
    expect(shownOf('number', attrs, document, live).text).toBe('66.46');
    expect(shownOf('number', attrs, document, { ...live, guard }).text).toBe('＊');
  });

  it('says nothing where a result has not come yet', () => {
    const attrs = { request: csiRequest, path: 'overall.index', format: 'number2' };
    expect(shownOf('number', attrs, document, { ...live, outcomes: new Map() }).text).toBe('');
  });
});

describe('pages from Word', () => {
  it('say which paragraphs are items, and of what list', () => {
    expect(listLevel('margin-left:42pt;mso-list:l0 level2 lfo1')).toBe(2);
    expect(listLevel('text-indent:-18.0pt;mso-list: l12 level1 lfo3;color:red')).toBe(1);
    expect(listLevel('mso-list:none')).toBeNull();
    expect(listLevel('mso-list:Ignore')).toBeNull();
    expect(['1.', '(2)', '（三）', '四、', 'b)', 'iv.', '1.1'].map(isNumberSign)).toEqual(Array(7).fill(true));
    expect(['l', '·', 'Ø', '§', 'o', '-', '•', 'n  '].map(isNumberSign)).toEqual(Array(8).fill(false));
  });

  const hex = Buffer.from(pixel.slice(pixel.indexOf(',') + 1), 'base64').toString('hex');
  const picture = (blip: string, digits: string): string =>
    `{\\*\\shppict{\\pict{\\*\\picprop{\\sp{\\sn name}{\\sv a\\}b deadbeef}}}\\picscalex100\\pich26\\${blip}\\bliptag-1{\\*\\blipuid 0a0b0c0d}\r\n${digits}}}`;

  it('bring their pictures in order, those that are no PNG or JPEG as none', () => {
    const rtf = `{\\rtf1 text \\{ {\\b bold}${picture('pngblip', `${hex.slice(0, 40)}\r\n${hex.slice(40)}`)}{\\nonshppict${'{\\pict\\wmetafile8 0102}'}} between ${picture('emfblip', '0102')}${picture('jpegblip', 'FFD8ff')}}`;
    expect(rtfPictures(rtf)).toEqual([pixel, null, 'data:image/jpeg;base64,/9j/']);
  });

  it('that end in the middle or hold no digits bring none', () => {
    expect(rtfPictures(`{\\rtf1 ${picture('pngblip', hex).slice(0, 120)}`)).toEqual([null]);
    expect(rtfPictures(`{\\rtf1 ${picture('pngblip', '<script>')}}`)).toEqual([null]);
    expect(rtfPictures('')).toEqual([]);
    expect(rtfPictures('{'.repeat(200_000))).toEqual([]);
  });
});
