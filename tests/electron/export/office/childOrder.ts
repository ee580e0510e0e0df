/**
 * Children of Office's elements in the order of ECMA-376 (5th edition, transitional schemas of parts 1 and 4). Words in parentheses
 * joined by | may come in any order among themselves, any number of times. An element not listed here may hold its children in any order.
 */
const groups = (text: string): readonly (readonly string[])[] =>
  text
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/[()]/g, '').split('|'));

const edges = 'top (left|start) bottom (right|end)';
const runContent =
  '(w:t|w:tab|w:br|w:cr|w:fldChar|w:instrText|w:drawing|w:footnoteReference|w:footnoteRef|w:commentReference|w:annotationRef|w:noBreakHyphen|w:sym|w:lastRenderedPageBreak|w:pgNum|w:separator|w:continuationSeparator|w:delText|w:softHyphen|w:endnoteRef|w:endnoteReference|w:pict|mc:AlternateContent)';
const word: Readonly<Record<string, string>> = {
  document: 'w:background w:body',
  pPr: 'w:pStyle w:keepNext w:keepLines w:pageBreakBefore w:framePr w:widowControl w:numPr w:suppressLineNumbers w:pBdr w:shd w:tabs w:suppressAutoHyphens w:kinsoku w:wordWrap w:overflowPunct w:topLinePunct w:autoSpaceDE w:autoSpaceDN w:bidi w:adjustRightInd w:snapToGrid w:spacing w:ind w:contextualSpacing w:mirrorIndents w:suppressOverlap w:jc w:textDirection w:textAlignment w:textboxTightWrap w:outlineLvl w:divId w:cnfStyle w:rPr w:sectPr w:pPrChange',
  rPr: 'w:rStyle w:rFonts w:b w:bCs w:i w:iCs w:caps w:smallCaps w:strike w:dstrike w:outline w:shadow w:emboss w:imprint w:noProof w:snapToGrid w:vanish w:webHidden w:color w:spacing w:w w:kern w:position w:sz w:szCs w:highlight w:u w:effect w:bdr w:shd w:fitText w:vertAlign w:rtl w:cs w:em w:lang w:eastAsianLayout w:specVanish',
  r: `w:rPr ${runContent}`,
  tbl: '(w:bookmarkStart|w:bookmarkEnd) w:tblPr w:tblGrid (w:tr|w:bookmarkStart|w:bookmarkEnd)',
  tblPr:
    'w:tblStyle w:tblpPr w:tblOverlap w:bidiVisual w:tblStyleRowBandSize w:tblStyleColBandSize w:tblW w:jc w:tblCellSpacing w:tblInd w:tblBorders w:shd w:tblLayout w:tblCellMar w:tblLook w:tblCaption w:tblDescription',
  tblBorders: `${edges} insideH insideV`,
  tblCellMar: edges,
  tcMar: edges,
  tcBorders: 'top (left|start) bottom (right|end) insideH insideV tl2br tr2bl',
  pBdr: 'top left bottom right between bar',
  tr: 'w:tblPrEx w:trPr (w:tc|w:sdt|w:bookmarkStart|w:bookmarkEnd)',
  tcPr: 'w:cnfStyle w:tcW w:gridSpan w:hMerge w:vMerge w:tcBorders w:shd w:noWrap w:tcMar w:textDirection w:tcFitText w:vAlign w:hideMark',
  sectPr:
    '(w:headerReference|w:footerReference) w:footnotePr w:endnotePr w:type w:pgSz w:pgMar w:paperSrc w:pgBorders w:lnNumType w:pgNumType w:cols w:formProt w:vAlign w:noEndnote w:titlePg w:textDirection w:bidi w:rtlGutter w:docGrid w:printerSettings',
  numbering: 'w:numPicBullet w:abstractNum w:num w:numIdMacAtCleanup',
  abstractNum: 'w:nsid w:multiLevelType w:tmpl w:name w:styleLink w:numStyleLink w:lvl',
  num: 'w:abstractNumId w:lvlOverride',
  lvlOverride: 'w:startOverride w:lvl',
  numPr: 'w:ilvl w:numId',
  lvl: 'w:start w:numFmt w:lvlRestart w:pStyle w:isLgl w:suff w:lvlText w:lvlPicBulletId w:legacy w:lvlJc w:pPr w:rPr',
  styles: 'w:docDefaults w:latentStyles w:style',
  docDefaults: 'w:rPrDefault w:pPrDefault',
  style:
    'w:name w:aliases w:basedOn w:next w:link w:autoRedefine w:hidden w:uiPriority w:semiHidden w:unhideWhenUsed w:qFormat w:locked w:personal w:personalCompose w:personalReply w:rsid w:pPr w:rPr w:tblPr w:trPr w:tcPr w:tblStylePr',
  sdt: 'w:sdtPr w:sdtEndPr w:sdtContent',
  settings:
    'w:writeProtection w:view w:zoom w:removePersonalInformation w:removeDateAndTime w:displayBackgroundShape w:embedTrueTypeFonts w:saveSubsetFonts w:mirrorMargins w:attachedTemplate w:trackRevisions w:documentProtection w:defaultTabStop w:autoHyphenation w:evenAndOddHeaders w:characterSpacingControl w:updateFields w:footnotePr w:endnotePr w:compat w:docVars w:rsids w:themeFontLang w:clrSchemeMapping w:decimalSymbol w:listSeparator',
};
const wordPrefixed = (text: string): string => text.replace(/(^|[\s(|])([a-z]\w*)(?=[\s)|]|$)/g, '$1w:$2');

const drawing: Readonly<Record<string, string>> = {
  'wp:inline': 'wp:extent wp:effectExtent wp:docPr wp:cNvGraphicFramePr a:graphic',
  'pic:pic': 'pic:nvPicPr pic:blipFill pic:spPr',
  'pic:nvPicPr': 'pic:cNvPr pic:cNvPicPr',
  'pic:blipFill': 'a:blip a:srcRect (a:stretch|a:tile)',
  'pic:spPr': 'a:xfrm (a:prstGeom|a:custGeom) (a:noFill|a:solidFill) a:ln',
  'p:spPr': 'a:xfrm (a:prstGeom|a:custGeom) (a:noFill|a:solidFill) a:ln',
  'c:spPr': 'a:xfrm (a:prstGeom|a:custGeom) (a:noFill|a:solidFill|a:gradFill) a:ln a:effectLst',
  'a:ln': '(a:noFill|a:solidFill) a:prstDash (a:round|a:bevel|a:miter) a:headEnd a:tailEnd',
  'a:xfrm': 'a:off a:ext a:chOff a:chExt',
  'p:xfrm': 'a:off a:ext',
  'a:txBody': 'a:bodyPr a:lstStyle a:p',
  'p:txBody': 'a:bodyPr a:lstStyle a:p',
  'c:txPr': 'a:bodyPr a:lstStyle a:p',
  'c:rich': 'a:bodyPr a:lstStyle a:p',
  'a:p': 'a:pPr (a:r|a:br|a:fld) a:endParaRPr',
  'a:r': 'a:rPr a:t',
  'a:fld': 'a:rPr a:pPr a:t',
  'a:pPr':
    'a:lnSpc a:spcBef a:spcAft (a:buClrTx|a:buClr) (a:buSzTx|a:buSzPct|a:buSzPts) (a:buFontTx|a:buFont) (a:buNone|a:buAutoNum|a:buChar|a:buBlip) a:tabLst a:defRPr',
  'a:rPr': 'a:ln (a:noFill|a:solidFill) a:effectLst a:highlight a:latin a:ea a:cs a:sym a:hlinkClick',
  'a:defRPr': 'a:ln (a:noFill|a:solidFill) a:effectLst a:highlight a:latin a:ea a:cs a:sym a:hlinkClick',
  'a:tbl': 'a:tblPr a:tblGrid a:tr',
  'a:tc': 'a:txBody a:tcPr',
  'a:tcPr': 'a:lnL a:lnR a:lnT a:lnB a:lnTlToBr a:lnBlToTr a:cell3D (a:noFill|a:solidFill)',
  'a:theme': 'a:themeElements a:objectDefaults a:extraClrSchemeLst',
  'a:themeElements': 'a:clrScheme a:fontScheme a:fmtScheme',
  'a:clrScheme':
    'a:dk1 a:lt1 a:dk2 a:lt2 a:accent1 a:accent2 a:accent3 a:accent4 a:accent5 a:accent6 a:hlink a:folHlink',
  'a:majorFont': 'a:latin a:ea a:cs a:font',
  'a:minorFont': 'a:latin a:ea a:cs a:font',
  'a:fmtScheme': 'a:fillStyleLst a:lnStyleLst a:effectStyleLst a:bgFillStyleLst',
  'p:presentation':
    'p:sldMasterIdLst p:notesMasterIdLst p:handoutMasterIdLst p:sldIdLst p:sldSz p:notesSz p:defaultTextStyle',
  'p:sld': 'p:cSld p:clrMapOvr p:transition p:timing',
  'p:sldLayout': 'p:cSld p:clrMapOvr p:transition p:timing p:hf',
  'p:sldMaster': 'p:cSld p:clrMap p:sldLayoutIdLst p:transition p:timing p:hf p:txStyles',
  'p:cSld': 'p:bg p:spTree',
  'p:bgPr': '(a:noFill|a:solidFill) a:effectLst',
  'p:spTree': 'p:nvGrpSpPr p:grpSpPr (p:sp|p:graphicFrame|p:pic|p:cxnSp|p:grpSp)',
  'p:sp': 'p:nvSpPr p:spPr p:style p:txBody',
  'p:nvSpPr': 'p:cNvPr p:cNvSpPr p:nvPr',
  'p:graphicFrame': 'p:nvGraphicFramePr p:xfrm a:graphic',
  'p:nvGraphicFramePr': 'p:cNvPr p:cNvGraphicFramePr p:nvPr',
  'p:pic': 'p:nvPicPr p:blipFill p:spPr',
  'p:blipFill': 'a:blip a:srcRect (a:stretch|a:tile)',
  'p:txStyles': 'p:titleStyle p:bodyStyle p:otherStyle',
  'xdr:twoCellAnchor': 'xdr:from xdr:to (xdr:sp|xdr:graphicFrame|xdr:pic) xdr:clientData',
  'xdr:oneCellAnchor': 'xdr:from xdr:ext (xdr:sp|xdr:graphicFrame|xdr:pic) xdr:clientData',
  'xdr:graphicFrame': 'xdr:nvGraphicFramePr xdr:xfrm a:graphic',
};

const labelLooks =
  'c:numFmt c:spPr c:txPr c:dLblPos c:showLegendKey c:showVal c:showCatName c:showSerName c:showPercent c:showBubbleSize c:separator';
const axisStart =
  'c:axId c:scaling c:delete c:axPos c:majorGridlines c:minorGridlines c:title c:numFmt c:majorTickMark c:minorTickMark c:tickLblPos c:spPr c:txPr c:crossAx (c:crosses|c:crossesAt)';
const chart: Readonly<Record<string, string>> = {
  'c:chartSpace':
    'c:date1904 c:lang c:roundedCorners c:style c:clrMapOvr c:pivotSource c:protection c:chart c:spPr c:txPr c:externalData c:printSettings c:userShapes',
  'c:chart':
    'c:title c:autoTitleDeleted c:pivotFmts c:view3D c:floor c:sideWall c:backWall c:plotArea c:legend c:plotVisOnly c:dispBlanksAs',
  'c:plotArea':
    'c:layout (c:barChart|c:lineChart|c:pieChart|c:doughnutChart|c:radarChart|c:scatterChart) (c:catAx|c:valAx) c:dTable c:spPr',
  'c:layout': 'c:manualLayout',
  'c:manualLayout': 'c:layoutTarget c:xMode c:yMode c:wMode c:hMode c:x c:y c:w c:h',
  'c:title': 'c:tx c:layout c:overlay c:spPr c:txPr',
  'c:legend': 'c:legendPos c:legendEntry c:layout c:overlay c:spPr c:txPr',
  'c:legendEntry': 'c:idx (c:delete|c:txPr)',
  'c:barChart': 'c:barDir c:grouping c:varyColors c:ser c:dLbls c:gapWidth c:overlap c:serLines c:axId',
  'c:lineChart': 'c:grouping c:varyColors c:ser c:dLbls c:dropLines c:hiLowLines c:upDownBars c:marker c:smooth c:axId',
  'c:pieChart': 'c:varyColors c:ser c:dLbls c:firstSliceAng',
  'c:doughnutChart': 'c:varyColors c:ser c:dLbls c:firstSliceAng c:holeSize',
  'c:radarChart': 'c:radarStyle c:varyColors c:ser c:dLbls c:axId',
  'c:scatterChart': 'c:scatterStyle c:varyColors c:ser c:dLbls c:axId',
  'c:ser in c:barChart':
    'c:idx c:order c:tx c:spPr c:invertIfNegative c:pictureOptions c:dPt c:dLbls c:trendline c:errBars c:cat c:val c:shape',
  'c:ser in c:lineChart': 'c:idx c:order c:tx c:spPr c:marker c:dPt c:dLbls c:trendline c:errBars c:cat c:val c:smooth',
  'c:ser in c:pieChart': 'c:idx c:order c:tx c:spPr c:explosion c:dPt c:dLbls c:cat c:val',
  'c:ser in c:doughnutChart': 'c:idx c:order c:tx c:spPr c:explosion c:dPt c:dLbls c:cat c:val',
  'c:ser in c:radarChart': 'c:idx c:order c:tx c:spPr c:marker c:dPt c:dLbls c:cat c:val',
  'c:ser in c:scatterChart':
    'c:idx c:order c:tx c:spPr c:marker c:dPt c:dLbls c:trendline c:errBars c:xVal c:yVal c:smooth',
  'c:dPt': 'c:idx c:invertIfNegative c:marker c:bubble3D c:explosion c:spPr c:pictureOptions',
  'c:dLbls': `c:dLbl c:delete ${labelLooks} c:showLeaderLines c:leaderLines`,
  'c:dLbl': `c:idx c:delete c:layout c:tx ${labelLooks}`,
  'c:marker in c:ser': 'c:symbol c:size c:spPr',
  'c:marker in c:dPt': 'c:symbol c:size c:spPr',
  'c:errBars': 'c:errDir c:errBarType c:errValType c:noEndCap c:plus c:minus c:val c:spPr',
  'c:trendline':
    'c:name c:spPr c:trendlineType c:order c:period c:forward c:backward c:intercept c:dispRSqr c:dispEq c:trendlineLbl',
  'c:catAx': `${axisStart} c:auto c:lblAlgn c:lblOffset c:tickLblSkip c:tickMarkSkip c:noMultiLvlLbl`,
  'c:valAx': `${axisStart} c:crossBetween c:majorUnit c:minorUnit c:dispUnits`,
  'c:scaling': 'c:logBase c:orientation c:max c:min',
  'c:numRef': 'c:f c:numCache',
  'c:strRef': 'c:f c:strCache',
  'c:numCache': 'c:formatCode c:ptCount c:pt',
  'c:strCache': 'c:ptCount c:pt',
};

const sheet: Readonly<Record<string, string>> = {
  worksheet:
    'sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing picture tableParts extLst',
  sheetPr: 'tabColor outlinePr pageSetUpPr',
  sheetView: 'pane selection',
  c: 'f v is',
  workbook:
    'fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences definedNames calcPr',
  styleSheet: 'numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst',
  font: 'b i strike condense extend outline shadow u vertAlign sz color name family charset scheme',
  border: 'left right top bottom diagonal vertical horizontal',
  xf: 'alignment protection',
  table: 'autoFilter sortState tableColumns tableStyleInfo',
  headerFooter: 'oddHeader oddFooter evenHeader evenFooter firstHeader firstFooter',
};

export const childOrder: ReadonlyMap<string, readonly (readonly string[])[]> = new Map([
  ...Object.entries(word).map(([name, text]) => [`w:${name}`, groups(wordPrefixed(text))] as const),
  ...Object.entries({ ...drawing, ...chart, ...sheet }).map(([name, text]) => [name, groups(text)] as const),
]);
