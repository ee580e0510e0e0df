import { formatDate, formatIsoDate } from '../../format/formatDate.ts';
import * as b from '../templateBlocks.ts';
import type { DraftContext, Found } from './draftContext.ts';

/** Title, who made it, date, contents. */
export function coverPart({ say, blank, locale }: DraftContext, title: string, now: number): readonly b.NodeJson[] {
  const cover = [
    b.titleNode(title),
    b.subtitleNode(say(`测评单位：${blank}`, `Prepared by ${blank}`)),
    b.subtitleNode(formatDate(now, locale)),
    b.pageBreakNode,
    b.contentsNode,
    b.pageBreakNode,
  ];
  return cover;
}

/** What the whole report says, on one page. */
export function abstractPart({
  heading,
  returns,
  findings,
  csi,
  quadrant,
  gap,
  alpha,
  paragraph,
  study,
  variables,
}: DraftContext): readonly b.NodeJson[] {
  const abstract = [
    heading(1, '摘要', 'Summary', 'plain'),
    ...(returns ? findings(returns, 0, 1) : []),
    ...findings(csi, 0, 3),
    ...findings(quadrant, 0, 1),
    ...findings(gap, 0, 1),
    ...(alpha ? findings(alpha, 0, 1) : []),
    ...(csi
      ? []
      : [
          paragraph(
            variables.length === 0
              ? `尚无可以计算的${study.person.zh}满意度指数：请先导入数据并建立指标体系。`
              : `尚无可以计算的${study.person.zh}满意度指数：请先建立指标体系，并把评价题归入指标。`,
            variables.length === 0
              ? 'No index can be computed yet: import data and build the indicator tree first.'
              : 'No index can be computed yet: build the indicator tree and assign the questions to its indicators.',
          ),
        ]),
  ];
  return abstract;
}

/** The fact that is the same in all reports of those who write them. */
export const reportWriter = { zh: '报告撰写单位', en: 'Report written by' } as const;

/** Facts of the survey, its reason and its use. */
export function basicsPart({
  say,
  returns,
  text,
  subject,
  blank,
  csi,
  heading,
  paragraph,
  study,
  words,
}: DraftContext): readonly b.NodeJson[] {
  const answeringDays = ({ result: { values } }: Found): string | null => {
    const [from, to] = [values['answeredFrom'], values['answeredTo']];
    if (typeof from !== 'number' || typeof to !== 'number') return null;
    return formatIsoDate(from) === formatIsoDate(to)
      ? '{returns:answeredFrom|date}'
      : say(
          '{returns:answeredFrom|date}至 {returns:answeredTo|date}',
          '{returns:answeredFrom|date} to {returns:answeredTo|date}',
        );
  };
  const days = returns ? answeringDays(returns) : null;
  const facts: readonly (readonly [string, readonly b.NodeJson[]])[] = [
    [say('测评对象', 'Subject'), text(subject === '' ? blank : subject)],
    [say('所属行业', 'Industry'), text(blank)],
    [say('测评地点', 'Place'), text(blank)],
    [
      say('调查时间', 'Time of the survey'),
      returns && days ? b.inlineNodes(days, { returns: returns.request }) : text(blank),
    ],
    [say('调查方式', 'Way of surveying'), text(blank)],
    [say('抽样方法', 'Sampling'), text(blank)],
    ...(csi
      ? [
          [
            say('有效问卷', 'Valid forms'),
            b.inlineNodes(say('{csi:overall.n|integer} 份', '{csi:overall.n|integer}'), { csi: csi.request }),
          ] as const,
        ]
      : []),
    [say('调查单位', 'Surveyed by'), text(blank)],
    [words(reportWriter), text(blank)],
  ];
  const basics = [
    heading(1, '基本情况', 'Basic facts'),
    b.tableNode(
      facts.map(([label, content]) => [text(label), content]),
      [140, 460],
      { caption: say('测评的基本情况', 'Basic facts of the evaluation'), head: false, firstColumnHead: true },
    ),
    heading(1, '测评背景与目的', 'Background and purpose'),
    paragraph(study.purpose.zh, study.purpose.en),
    paragraph('测评结果用于：', 'The results serve to:'),
    b.bulletNode(study.uses.map((use) => text(words(use)))),
  ];
  return basics;
}
