import { slideSize, titleBox } from '../../shared/report/slides/slideLayout.ts';
import type { Box } from '../../shared/report/slides/slideLayout.ts';
import type { PageLook } from '../../shared/report/reportCss.ts';
import { officeRelations, xmlHead, xmlText } from './xmlOut.ts';

/** What all slides share: theme, master, two layouts. Plain shapes only, so that a company's own design can take their place. */

export const emuOf = (points: number): number => Math.round(points * 12_700);
export const colours = { ink: '1A2129', soft: '4A5561', accent: '1F5FBF', rule: 'D5DAE0', wash: 'F3F5F8' } as const;
export const namespaces = `xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="${officeRelations}" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"`;

export const transform = ({ x, y, width, height }: Box, tag: 'a' | 'p' = 'a'): string =>
  `<${tag}:xfrm><a:off x="${emuOf(x)}" y="${emuOf(y)}"/><a:ext cx="${emuOf(width)}" cy="${emuOf(height)}"/></${tag}:xfrm>`;

export const solid = (colour: string): string => `<a:solidFill><a:srgbClr val="${colour}"/></a:solidFill>`;
export const themed = (name: string): string => `<a:solidFill><a:schemeClr val="${name}"/></a:solidFill>`;

/** A shape without words. */
const bar = (id: number, name: string, box: Box): string =>
  `<p:sp><p:nvSpPr><p:cNvPr id="${id}" name="${name}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>${transform(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>${themed('accent1')}<a:ln><a:noFill/></a:ln></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="zh-CN"/></a:p></p:txBody></p:sp>`;

const inset = 'lIns="0" tIns="0" rIns="0" bIns="0"';

type PlaceholderKind = 'title' | 'ctrTitle' | 'subTitle' | 'body' | 'ftr' | 'sldNum';

function placeholder(
  id: number,
  kind: PlaceholderKind,
  index: number | null,
  box: Box | null,
  body: string,
  text: string,
): string {
  return `<p:sp><p:nvSpPr><p:cNvPr id="${id}" name="${kind} ${id}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="${kind}"${index === null ? '' : ` idx="${index}"`}${kind === 'ftr' || kind === 'sldNum' ? ' sz="quarter"' : ''}/></p:nvPr></p:nvSpPr><p:spPr>${box ? `${transform(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>` : ''}</p:spPr><p:txBody>${body}${text}</p:txBody></p:sp>`;
}

const faces = '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/>';
/** Of text boxes, tables and whatever else has no style of its own. */
export const plainStyle = `<a:defPPr><a:defRPr lang="zh-CN"/></a:defPPr><a:lvl1pPr marL="0" algn="l"><a:defRPr sz="1800">${themed('tx1')}${faces}</a:defRPr></a:lvl1pPr>`;
const line = '<a:p><a:endParaRPr lang="zh-CN"/></a:p>';
const small = (align: 'l' | 'r'): string =>
  `<a:lstStyle><a:lvl1pPr algn="${align}"><a:defRPr sz="900">${solid(colours.soft)}${faces}</a:defRPr></a:lvl1pPr></a:lstStyle>`;
const footerBox: Box = { x: titleBox.x, y: 510, width: 700, height: 18 };
const numberBox: Box = { x: slideSize.width - titleBox.x - 100, y: 510, width: 100, height: 18 };
export const numberField =
  '<a:p><a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr lang="zh-CN"/><a:t>‹#›</a:t></a:fld><a:endParaRPr lang="zh-CN"/></a:p>';

const footers = (first: number): string =>
  `${placeholder(first, 'ftr', 11, footerBox, `<a:bodyPr ${inset} anchor="ctr"/>${small('l')}`, line)}${placeholder(first + 1, 'sldNum', 12, numberBox, `<a:bodyPr ${inset} anchor="ctr"/>${small('r')}`, numberField)}`;

const tree = (shapes: string): string =>
  `<p:cSld><p:bg><p:bgPr>${themed('bg1')}<a:effectLst/></p:bgPr></p:bg><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>${shapes}</p:spTree></p:cSld>`;

const named = (xml: string, name: string): string => xml.replace('<p:cSld>', `<p:cSld name="${name}">`);
const mapped = '<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>';

const titleRule: Box = { x: titleBox.x, y: titleBox.y + titleBox.height + 4, width: 44, height: 3 };
const bodyText: Box = { x: titleBox.x, y: 120, width: titleBox.width, height: 356 };

const levels = (): string =>
  [0, 1, 2, 3, 4]
    .map(
      (level) =>
        `<a:lvl${level + 1}pPr marL="${emuOf(level * 22)}" indent="0" algn="l"><a:lnSpc><a:spcPct val="110000"/></a:lnSpc><a:spcAft><a:spcPts val="600"/></a:spcAft><a:buNone/><a:defRPr sz="1600">${themed('tx1')}${faces}</a:defRPr></a:lvl${level + 1}pPr>`,
    )
    .join('');

/** The master: the two layouts' common ground, with the faces of the theme. */
export const masterXml = `${xmlHead}<p:sldMaster ${namespaces}>${tree(
  `${bar(7, 'Rule', titleRule)}${placeholder(2, 'title', null, titleBox, `<a:bodyPr ${inset} anchor="b"><a:normAutofit/></a:bodyPr><a:lstStyle/>`, line)}${placeholder(3, 'body', 1, bodyText, `<a:bodyPr ${inset}><a:normAutofit/></a:bodyPr><a:lstStyle/>`, line)}${footers(4)}`,
)}<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/><p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/><p:sldLayoutId id="2147483650" r:id="rId2"/></p:sldLayoutIdLst><p:txStyles><p:titleStyle><a:lvl1pPr algn="l"><a:lnSpc><a:spcPct val="105000"/></a:lnSpc><a:buNone/><a:defRPr sz="2600" b="1">${themed('tx1')}<a:latin typeface="+mj-lt"/><a:ea typeface="+mj-ea"/><a:cs typeface="+mj-cs"/></a:defRPr></a:lvl1pPr></p:titleStyle><p:bodyStyle>${levels()}</p:bodyStyle><p:otherStyle>${plainStyle}</p:otherStyle></p:txStyles></p:sldMaster>`;

/** The first slide: a coloured edge, title and lines below it. */
export const coverLayoutXml = (title: Box, lines: Box): string =>
  `${xmlHead}<p:sldLayout ${namespaces} type="title" showMasterSp="0" preserve="1">${named(
    tree(
      `${bar(7, 'Edge', { x: 0, y: 0, width: 28, height: slideSize.height })}${placeholder(2, 'ctrTitle', null, title, `<a:bodyPr ${inset} anchor="b"><a:normAutofit/></a:bodyPr><a:lstStyle/>`, line)}${placeholder(3, 'subTitle', 1, lines, `<a:bodyPr ${inset}><a:normAutofit/></a:bodyPr><a:lstStyle><a:lvl1pPr><a:defRPr sz="1800">${solid(colours.soft)}</a:defRPr></a:lvl1pPr></a:lstStyle>`, line)}`,
    ),
    'Cover',
  )}${mapped}</p:sldLayout>`;

/** Every other slide: its finding as the title, free room below. */
export const contentLayoutXml = `${xmlHead}<p:sldLayout ${namespaces} type="titleOnly" preserve="1">${named(
  tree(`${placeholder(2, 'title', null, null, '<a:bodyPr/><a:lstStyle/>', line)}${footers(3)}`),
  'Finding',
)}${mapped}</p:sldLayout>`;

/** What a company's look changes on slides. '' = as the program has it. */
type SlideFaces = Pick<PageLook, 'accent' | 'latinFont' | 'eastAsianFont'>;

function face(tag: 'majorFont' | 'minorFont', { latinFont, eastAsianFont }: SlideFaces): string {
  const latin = xmlText(latinFont || 'Arial');
  const hans = xmlText(eastAsianFont || '微软雅黑');
  const hant = xmlText(eastAsianFont || '微軟正黑體');
  return `<a:${tag}><a:latin typeface="${latin}"/><a:ea typeface="${hans}"/><a:cs typeface="${latin}"/><a:font script="Hans" typeface="${hans}"/><a:font script="Hant" typeface="${hant}"/></a:${tag}>`;
}
const accents = ['E69F00', '009E73', 'D55E00', '56B4E9', 'CC79A7'];
const fills = themed('phClr').repeat(3);
const lines = [6350, 12_700, 19_050]
  .map((width) => `<a:ln w="${width}">${themed('phClr')}<a:prstDash val="solid"/></a:ln>`)
  .join('');
const effects = '<a:effectStyle><a:effectLst/></a:effectStyle>'.repeat(3);

/** The theme: the company's colour as its first accent, and the company's faces. */
export function themeXml(look: SlideFaces): string {
  const first = /^#[0-9a-f]{6}$/i.test(look.accent) ? look.accent.slice(1).toUpperCase() : colours.accent;
  return `${xmlHead}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="CSI"><a:themeElements><a:clrScheme name="CSI"><a:dk1><a:srgbClr val="${colours.ink}"/></a:dk1><a:lt1><a:srgbClr val="FFFFFF"/></a:lt1><a:dk2><a:srgbClr val="14202B"/></a:dk2><a:lt2><a:srgbClr val="${colours.wash}"/></a:lt2>${[first, ...accents].map((colour, index) => `<a:accent${index + 1}><a:srgbClr val="${colour}"/></a:accent${index + 1}>`).join('')}<a:hlink><a:srgbClr val="${first}"/></a:hlink><a:folHlink><a:srgbClr val="4A5561"/></a:folHlink></a:clrScheme><a:fontScheme name="CSI">${face('majorFont', look)}${face('minorFont', look)}</a:fontScheme><a:fmtScheme name="CSI"><a:fillStyleLst>${fills}</a:fillStyleLst><a:lnStyleLst>${lines}</a:lnStyleLst><a:effectStyleLst>${effects}</a:effectStyleLst><a:bgFillStyleLst>${fills}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>`;
}
