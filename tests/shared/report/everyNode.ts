/** A stored document in which every node type of the schema occurs, and one that this version does not know. */
const csi = { analysis: 'csi.index', inputs: {}, options: {} };
const text = (value: string, ...marks: readonly string[]): object => ({
  type: 'text',
  text: value,
  ...(marks.length > 0 ? { marks: marks.map((type) => ({ type })) } : {}),
});
const paragraph = (...content: readonly object[]): object => ({ type: 'paragraph', content });
const cell = (type: string, value: string, attrs: object = {}): object => ({
  type,
  attrs: { colspan: 1, rowspan: 1, colwidth: null, ...attrs },
  content: [paragraph(text(value))],
});
export const remark = {
  id: 'remark1',
  author: '审阅人',
  text: '请核对 <这里>',
  at: '2026-11-20T08:00:00.000Z',
  resolved: false,
};
/** An address with what every format has to escape. */
export const linked = "https://example.com/满意?a=1&b='2'#指数";
const link = { type: 'link', attrs: { href: linked } };
/** One red pixel. */
export const pixel =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==';

export const csiRequest = csi;
export const everyNode = {
  type: 'doc',
  content: [
    { type: 'title', content: [text('某超市顾客满意度指数测评报告')] },
    { type: 'subtitle', content: [text('2026 年第一轮')] },
    { type: 'pageBreak' },
    { type: 'tableOfContents' },
    { type: 'heading', attrs: { level: 1, kind: 'plain' }, content: [text('摘要')] },
    paragraph(
      text('指数为 '),
      { type: 'number', attrs: { request: csi, path: 'overall.index', format: 'number2' }, marks: [{ type: 'bold' }] },
      text(' 分，'),
      text('粗', 'bold'),
      text('斜', 'italic'),
      text('线', 'underline'),
      { type: 'hardBreak' },
      text('<script>&"换行'),
      { type: 'footnote', attrs: { text: '样本为 <b>随机</b> 抽取。' } },
      text('，见'),
      { type: 'crossReference', attrs: { target: 'anchorFigure' } },
      text('、'),
      { type: 'crossReference', attrs: { target: 'anchorTable' } },
      text('、'),
      { type: 'crossReference', attrs: { target: 'anchorSection' } },
      text('和'),
      { type: 'crossReference', attrs: { target: 'anchorPicture' } },
      { type: 'text', text: '有人说过', marks: [{ type: 'comment', attrs: remark }] },
      text('，依据'),
      { type: 'text', text: '标准', marks: [{ type: 'bold' }, link] },
      { type: 'text', text: '全文', marks: [link] },
      text('。'),
    ),
    { type: 'heading', attrs: { level: 1, kind: 'section' }, content: [text('测评结果')] },
    { type: 'heading', attrs: { level: 2, kind: 'section', anchor: 'anchorSection' }, content: [text('指数')] },
    { type: 'finding', attrs: { request: csi, index: null } },
    { type: 'finding', attrs: { request: csi, index: 1 } },
    { ...paragraph(text('改写过的结论。')), attrs: { origin: { request: csi, index: 0 } } },
    {
      type: 'figure',
      attrs: { request: csi, figureId: 'leaves', caption: null, widthMm: 150, anchor: 'anchorFigure' },
    },
    { type: 'resultTable', attrs: { request: csi, tableId: 'indicators', caption: '指标得分一览' } },
    { type: 'heading', attrs: { level: 3, kind: 'section' }, content: [text('三级标题')] },
    {
      type: 'bulletList',
      content: [
        {
          type: 'listItem',
          content: [
            paragraph(text('甲')),
            {
              type: 'orderedList',
              attrs: { start: 1 },
              content: [{ type: 'listItem', content: [paragraph(text('乙'))] }],
            },
          ],
        },
      ],
    },
    {
      type: 'table',
      attrs: { caption: '基本情况', anchor: 'anchorTable' },
      content: [
        {
          type: 'tableRow',
          content: [cell('tableHeader', '项目', { colwidth: [120] }), cell('tableHeader', '内容', { colwidth: [360] })],
        },
        { type: 'tableRow', content: [cell('tableCell', '行业'), cell('tableCell', '零售', { align: 'right' })] },
        { type: 'tableRow', content: [cell('tableCell', '合并单元格', { colspan: 2 })] },
      ],
    },
    {
      type: 'image',
      attrs: { src: pixel, alt: '一个红点', widthMm: 20, caption: '门店照片', anchor: 'anchorPicture' },
    },
    { type: 'heading', attrs: { level: 1, kind: 'annex' }, content: [text('计算说明')] },
    paragraph(text('完。')),
  ],
};
export const withUnknown = { ...everyNode, content: [...everyNode.content, { type: 'hologram', attrs: { depth: 3 } }] };
