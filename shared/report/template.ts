import { findAnalysis } from '../analyses/catalogue.ts';
import type { AnalysisRequest, AnalysisResult, AnyAnalysis } from '../analyses/types.ts';
import { formatDate, formatIsoDate } from '../format/formatDate.ts';
import { formatNumber } from '../format/formatNumber.ts';
import { defaultSettings, simpleDesign } from '../model/dataset.ts';
import type { Weighting } from '../model/indicator.ts';
import { type Entities, ordered, type StoredReport } from '../model/project.ts';
import { type Bilingual, inLocale, type Locale } from '../model/text.ts';
import type { Role, Scale, Variable } from '../model/variable.ts';
import { indicatorTree } from '../satisfaction/indicatorTree.ts';
import { adviceTable } from './advice.ts';
import { requestKey } from './requestKey.ts';
import type { Outcomes } from './resolve.ts';
import * as b from './templateBlocks.ts';

/** What the template writes from. Facts it cannot know (who, where, how) become fields to fill in. */
export interface TemplateProject {
  readonly entities: Entities;
  /** Requests the catalogue proposes for this project. */
  readonly proposals: readonly AnalysisRequest[];
  /** Outcomes of the requests templateRequests names. */
  readonly outcomes: Outcomes;
  /** Milliseconds since 1970 UTC: the date on the cover. */
  readonly now: number;
}

/** Analyses the report is made of; of indices by feature the first six features. */
const reported = [
  'csi.index',
  'sample.returns',
  'sample.cleaningLog',
  'reliability.cronbachAlpha',
  'distribution.normality',
  'index.byFeature',
  'improve.quadrant',
  'improve.expectedGain',
  'describe.expectationGap',
];
const mostFeatures = 6;

function ahpRequest(weighting: Weighting, entities: Entities): AnalysisRequest | null {
  if (weighting.method !== 'ahp' || !weighting.judgments) return null;
  const labels = weighting.childIds.map((id) => entities.indicator.get(id)?.name ?? '');
  return {
    analysis: 'weights.ahp',
    inputs: { judgments: { labels, rows: weighting.judgments.map((row) => [...row]) } },
    options: { priorities: weighting.priorities, randomIndex: weighting.randomIndex },
  };
}

/** The requests whose results draftReport needs. */
export function templateRequests(project: Pick<TemplateProject, 'entities' | 'proposals'>): readonly AnalysisRequest[] {
  let features = 0;
  const wanted = project.proposals.filter(
    ({ analysis }) => reported.includes(analysis) && (analysis !== 'index.byFeature' || features++ < mostFeatures),
  );
  const ahp = [...project.entities.weighting.values()].flatMap(
    (weighting) => ahpRequest(weighting, project.entities) ?? [],
  );
  return [...wanted, ...ahp];
}

interface Found {
  readonly request: AnalysisRequest;
  readonly result: AnalysisResult;
  readonly analysis: AnyAnalysis;
}

const fill = (locale: Locale): string => inLocale({ zh: '【请填写】', en: '[to be filled in]' }, locale);

function scaleText(scale: Scale, locale: Locale): string {
  const range = locale === 'zh-CN' ? `${scale.min}–${scale.max} 分` : `${scale.min} to ${scale.max}`;
  const ends = [scale.min, scale.max].flatMap(
    (value) => scale.labels.find((label) => label.value === value)?.label ?? [],
  );
  if (ends.length < 2) return range;
  return locale === 'zh-CN' ? `${range}（${ends[0]}–${ends[1]}）` : `${range} (${ends[0]} to ${ends[1]})`;
}

/**
 * A fresh report after the standard structure (methods.md section 14), in the given language: numbers, tables and figures by
 * reference, findings from the catalogue, only what this project has; the author's fields are marked. Not saved by itself.
 */
export function draftReport(project: TemplateProject, locale: Locale): StoredReport {
  const { entities } = project;
  const { say, words, paragraph, heading } = b.speaking(locale);
  const zh = locale === 'zh-CN';
  const settings = entities.settings.get('main') ?? defaultSettings;
  const design = entities.design.get('main') ?? simpleDesign;
  const variables = ordered(entities.variable);
  const indicators = [...entities.indicator.values()];
  const tree = indicatorTree(indicators);
  const blank = fill(locale);

  const found: readonly Found[] = templateRequests(project).flatMap((request) => {
    const outcome = project.outcomes.get(requestKey(request));
    const analysis = findAnalysis(request.analysis);
    return outcome?.ok && outcome.result.status === 'ok' && analysis
      ? [{ request, result: outcome.result, analysis }]
      : [];
  });
  const first = (id: string): Found | undefined => found.find((one) => one.request.analysis === id);
  const all = (id: string): readonly Found[] => found.filter((one) => one.request.analysis === id);
  const csi = first('csi.index');
  const returns = first('sample.returns');
  const log = first('sample.cleaningLog');
  const alpha = first('reliability.cronbachAlpha');
  const normality = first('distribution.normality');
  const quadrant = first('improve.quadrant');
  const gap = first('describe.expectationGap');
  const features = all('index.byFeature');

  const findings = (one: Found | undefined, from = 0, to = Number.POSITIVE_INFINITY): b.NodeJson[] =>
    one
      ? one.analysis
          .narrative(one.result, locale)
          .flatMap((_, index) => (index >= from && index < to ? [b.findingNode(one.request, index)] : []))
      : [];
  const figures = (one: Found | undefined, ids?: readonly string[]): b.NodeJson[] =>
    one
      ? one.analysis
          .figures(one.result, locale)
          .flatMap(({ id, aspect }) =>
            ids === undefined || ids.includes(id) ? [b.figureNode(one.request, id, aspect)] : [],
          )
      : [];
  const tables = (one: Found | undefined, ids?: readonly string[]): b.NodeJson[] =>
    one
      ? one.analysis
          .tables(one.result)
          .flatMap(({ id }) => (ids === undefined || ids.includes(id) ? [b.resultTableNode(one.request, id)] : []))
      : [];
  const text = (value: string): readonly b.NodeJson[] => b.inlineNodes(value);

  const name = settings.name.trim();
  // 超市顾客满意度调查（示例） and 超市 both become 超市顾客满意度指数测评报告.
  const subject = name
    .replace(/（[^）]*）$/, '')
    .replace(/(问卷)?(调查|测评)$/, '')
    .replace(/(顾客|客户)?满意度$/, '');
  const title = zh
    ? name.endsWith('报告')
      ? name
      : `${subject}顾客满意度指数测评报告`
    : name === ''
      ? 'Customer satisfaction – evaluation report'
      : `${name} – evaluation report`;

  const cover = [
    b.titleNode(title),
    b.subtitleNode(say(`测评单位：${blank}`, `Prepared by ${blank}`)),
    b.subtitleNode(formatDate(project.now, locale)),
    b.pageBreakNode,
    b.contentsNode,
    b.pageBreakNode,
  ];

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
              ? '尚无可以计算的顾客满意度指数：请先导入数据并建立指标体系。'
              : '尚无可以计算的顾客满意度指数：请先建立指标体系，并把评价题归入指标。',
            variables.length === 0
              ? 'No index can be computed yet: import data and build the indicator tree first.'
              : 'No index can be computed yet: build the indicator tree and assign the questions to its indicators.',
          ),
        ]),
  ];

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
    [say('测评对象', 'Subject'), text(name === '' ? blank : name)],
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
    [say('报告撰写单位', 'Report written by'), text(blank)],
  ];
  const basics = [
    heading(1, '基本情况', 'Basic facts'),
    b.tableNode(
      facts.map(([label, content]) => [text(label), content]),
      [140, 460],
      { head: false, firstColumnHead: true },
    ),
    heading(1, '测评背景与目的', 'Background and purpose'),
    paragraph(
      '为了解顾客对产品和服务的真实评价，找出影响顾客满意的主要因素和最需要改进的环节，开展本次顾客满意度测评。',
      'This survey was made to learn how customers judge the products and services, what drives their satisfaction, and where improvement is needed most.',
    ),
    paragraph('测评结果用于：', 'The results serve to:'),
    b.bulletNode(
      [
        say(
          '给出顾客满意度指数及其误差范围，作为纵向比较和横向比较的基准；',
          'give the satisfaction index with its margin of error, as a base for comparisons over time and with others;',
        ),
        say(
          '按指标、按顾客特征定位强项与短板；',
          'locate strengths and weaknesses by indicator and by group of customers;',
        ),
        say(
          '依据明确的规则选出改进对象，形成可以落实的改进计划。',
          'choose what to improve by a stated rule and turn it into a plan.',
        ),
      ].map(text),
    ),
  ];

  const perception = variables.filter((variable) => variable.role === 'perception');
  const scale = perception.find((variable) => variable.scale !== null)?.scale ?? null;
  const methods = new Set([...entities.weighting.values()].map((weighting) => weighting.method));
  const methodNames = {
    direct: say('直接给定', 'set directly'),
    equal: say('等权', 'equal'),
    ahp: say('层次分析法（AHP）', 'analytic hierarchy process (AHP)'),
  };
  const structure = tables(csi, ['structure']);
  const system =
    indicators.length === 0
      ? []
      : [
          heading(1, '测评指标体系', 'Indicator system'),
          heading(2, '指标体系的构成', 'Structure'),
          paragraph(
            `测评指标体系共 ${tree.depth} 级，包括 ${tree.roots.length} 个一级指标和 ${tree.leaves.length} 个末级指标，逐级由抽象到具体，末级指标对应问卷中的题目。`,
            `The system has ${tree.depth} levels, ${tree.roots.length} indicators on the first and ${tree.leaves.length} on the lowest, which the questions measure.`,
          ),
          ...structure,
          ...(indicators.some((indicator) => indicator.definition.trim() !== '')
            ? [
                b.tableNode(
                  [
                    [text(say('指标', 'Indicator')), text(say('定义', 'Definition'))],
                    ...tree.nodes.flatMap(({ indicator }) =>
                      indicator.definition.trim() === '' ? [] : [[text(indicator.name), text(indicator.definition)]],
                    ),
                  ],
                  [170, 430],
                  { head: true },
                ),
              ]
            : []),
          heading(2, '指标的量化', 'Quantification'),
          ...(scale
            ? [
                paragraph(
                  `满意程度采用 ${scaleText(scale, locale)}量表测量，按量表的声明范围换算为 0–100 分；以 ${formatNumber(settings.satisfiedThreshold, 'integer', locale)} 分及以上为满意。顾客满意度指数（CSI）为末级指标得分的加权平均，权重为各级权重的连乘积（综合权重）。`,
                  `Satisfaction is rated on a scale of ${scaleText(scale, locale)} and mapped to 0-100 on its declared range; a score of ${formatNumber(settings.satisfiedThreshold, 'integer', locale)} or more counts as satisfied. The index (CSI) is the mean of the lowest-level scores weighted by the product of weights along the path.`,
                ),
              ]
            : []),
          heading(2, '权重的确定', 'Weights'),
          methods.size > 0
            ? paragraph(
                `指标权重的确定方法：${[...methods].map((method) => methodNames[method]).join('、')}。同一上级指标之下各指标的权重之和为 1。`,
                `Weights were set by: ${[...methods].map((method) => methodNames[method]).join(', ')}. The weights under one indicator sum to 1.`,
              )
            : paragraph(
                `指标权重由测评单位给定，依据：${blank}。同一上级指标之下各指标的权重之和为 1。`,
                `The weights were given by the evaluating organisation; grounds: ${blank}. The weights under one indicator sum to 1.`,
              ),
          ...all('weights.ahp').flatMap((one) => findings(one)),
        ];

  const counts = (role: Role): number => variables.filter((variable) => variable.role === role).length;
  const roleNames: readonly (readonly [Role, string, string])[] = [
    ['perception', '满意度题', 'perception'],
    ['expectation', '期望题', 'expectation'],
    ['importance', '重要度题', 'importance'],
    ['kanoFunctional', 'Kano 正向题', 'Kano functional'],
    ['kanoDysfunctional', 'Kano 反向题', 'Kano dysfunctional'],
    ['overallSatisfaction', '总体满意度题', 'overall satisfaction'],
    ['loyalty', '忠诚度题', 'loyalty'],
    ['multipleResponse', '多选题选项', 'multiple response'],
    ['openComment', '开放题', 'open comment'],
    ['profile', '背景题', 'profile'],
  ];
  const present = roleNames.flatMap(([role, zhName, enName]) =>
    counts(role) > 0 ? [zh ? `${zhName} ${counts(role)} 道` : `${counts(role)} ${enName}`] : [],
  );
  const questionnaire =
    variables.length === 0
      ? []
      : [
          heading(1, '问卷设计与检验', 'Questionnaire and its tests'),
          heading(2, '问卷的结构', 'Structure'),
          paragraph(
            present.length === 0
              ? '题目的用途尚未指定。'
              : `问卷${indicators.length > 0 ? '依据指标体系设计，' : ''}包括${present.join('、')}；全部题目见附录。`,
            present.length === 0
              ? 'The questions have no roles yet.'
              : `The questionnaire ${indicators.length > 0 ? 'follows the indicator system' : 'has these questions'}: ${present.join(', ')}. All questions are in the annex.`,
          ),
          ...(alpha
            ? [
                heading(2, '信度检验', 'Reliability'),
                ...findings(alpha),
                ...figures(alpha).slice(0, 1),
                ...tables(alpha, ['scales']),
              ]
            : []),
        ];

  const weightName = design.weight ? (entities.variable.get(design.weight.variableId)?.label ?? '') : '';
  const collection = [
    heading(1, '数据收集与整理', 'Data collection'),
    paragraph(`调查方式与抽样方法：${blank}。`, `Way of surveying and sampling: ${blank}.`),
    ...findings(returns),
    ...figures(returns).slice(0, 1),
    ...tables(returns).slice(0, 1),
    ...(design.weight
      ? [
          paragraph(
            `计算使用${design.weight.kind === 'survey' ? '抽样权重' : '频数权重'}“${weightName}”${design.stratum ? '，并考虑分层' : ''}${design.cluster ? '和整群抽样' : ''}对误差的影响。`,
            `Computations use the ${design.weight.kind} weights “${weightName}”${design.stratum ? ', with strata' : ''}${design.cluster ? ' and clusters' : ''} entering the standard errors.`,
          ),
        ]
      : []),
  ];

  const results = csi
    ? [
        heading(1, '测评结果', 'Results'),
        heading(2, '顾客满意度指数', 'Satisfaction index'),
        ...findings(csi, 0, 2),
        paragraph(
          '按 −60 至 60 的满意级度（CSM）表示为 {csi:overall.csm|number2}。',
          'On the scale of satisfaction grades (CSM, -60 to 60) this is {csi:overall.csm|number2}.',
          { csi: csi.request },
        ),
        heading(2, '各级指标得分', 'Scores of the indicators'),
        ...findings(csi, 2),
        ...figures(csi, ['first', 'leaves']),
        ...tables(csi, ['indicators']),
        ...(normality
          ? [
              heading(2, '分布与正态性', 'Distribution'),
              ...findings(normality),
              ...figures(normality, ['histogram', 'pp']),
              ...tables(normality, ['tests']),
            ]
          : []),
        ...(features.length > 0
          ? [
              heading(2, '不同顾客群体的满意度', 'Groups of customers'),
              ...features.flatMap((one) => [...findings(one), ...figures(one).slice(0, 1), ...tables(one).slice(0, 1)]),
            ]
          : []),
      ]
    : [];

  const analysis =
    quadrant || gap
      ? [
          heading(1, '分析', 'Analysis'),
          ...(quadrant
            ? [
                heading(2, '改进对象的选择（象限法）', 'Choosing what to improve (quadrants)'),
                ...findings(quadrant),
                ...figures(quadrant).slice(0, 1),
                ...tables(quadrant).slice(0, 1),
              ]
            : []),
          ...(gap
            ? [
                heading(2, '期望与感知', 'Expectation and perception'),
                ...findings(gap),
                ...figures(gap).slice(0, 1),
                ...tables(gap).slice(0, 1),
              ]
            : []),
        ]
      : [];

  const advice = csi ? adviceSection(csi, quadrant, first('improve.expectedGain'), locale) : [];

  const questionRows = variables.filter(
    (variable) => !['id', 'time', 'weight', 'stratum', 'cluster', 'none'].includes(variable.role) && !variable.personal,
  );
  const roleName = (variable: Variable): string =>
    roleNames.find(([role]) => role === variable.role)?.[zh ? 1 : 2] ?? '';
  const annexes = [
    ...(questionRows.length > 0
      ? [
          b.pageBreakNode,
          heading(1, '调查问卷', 'Questionnaire', 'annex'),
          b.tableNode(
            [
              [
                say('题号', 'No.'),
                say('题目', 'Question'),
                say('类型', 'Type'),
                say('量表', 'Scale'),
                say('对应指标', 'Indicator'),
              ].map(text),
              ...questionRows.map((variable) =>
                [
                  variable.name,
                  variable.label,
                  roleName(variable),
                  variable.scale
                    ? scaleText(variable.scale, locale)
                    : variable.valueLabels.map((label) => label.label).join(' / '),
                  (variable.indicatorId === null ? undefined : entities.indicator.get(variable.indicatorId)?.name) ??
                    '',
                ].map(text),
              ),
            ],
            [60, 220, 110, 120, 90],
            { head: true },
          ),
        ]
      : []),
    ...(csi
      ? [
          heading(1, '统计表', 'Tables', 'annex'),
          ...tables(csi, ['items']),
          ...tables(alpha, ['items']),
          ...tables(normality, ['shape']),
        ]
      : []),
    ...(log ? [heading(1, '数据整理记录', 'Cleaning log', 'annex'), ...findings(log), ...tables(log)] : []),
    ...(found.length > 0
      ? [heading(1, '计算说明', 'How the numbers were computed', 'annex'), ...methodNotes(found, locale)]
      : []),
  ];

  return {
    id: 'main',
    title,
    locale,
    document: {
      type: 'doc',
      content: [
        ...cover,
        ...abstract,
        ...basics,
        ...system,
        ...questionnaire,
        ...collection,
        ...results,
        ...analysis,
        ...advice,
        ...annexes,
      ],
    },
    figureStyles: {},
  };

  function methodNotes(used: readonly Found[], language: Locale): b.NodeJson[] {
    const seen = new Map(used.map((one) => [one.analysis.id, one.analysis]));
    return [...seen.values()].flatMap((one) => [
      b.headingNode(3, inLocale(one.title, language), 'plain'),
      b.paragraphNode(text(words(one.note.what))),
      b.paragraphNode(text(`${say('公式：', 'Formula: ')}${words(one.note.formula)}`)),
      b.paragraphNode(text(`${say('来源：', 'Source: ')}${one.note.source}`)),
    ]);
  }
}

/** Ids of the indicators to improve: the quadrant of high importance and low score where there is one, most important first; else the lowest scores. */
function improvementTargets(
  csi: Found,
  quadrant: Found | undefined,
): { readonly ids: readonly string[]; readonly byQuadrant: boolean } {
  const { points, fields } = (quadrant?.result.values ?? {}) as {
    points?: readonly { id: string }[];
    fields?: { II: readonly number[] };
  };
  if (points && fields) {
    const chosen = fields.II.flatMap((place) => points[place]?.id ?? []);
    if (chosen.length > 0) return { ids: chosen, byQuadrant: true };
  }
  const { nodes, lowest } = csi.result.values as { nodes?: readonly { id: string }[]; lowest?: readonly number[] };
  return { ids: (lowest ?? []).slice(0, 3).flatMap((place) => nodes?.[place]?.id ?? []), byQuadrant: false };
}

/** What the horizontal axis of the quadrants says of an indicator far to the right. */
const importanceWords: Readonly<Record<string, Bilingual>> = {
  expectation: { zh: '顾客期望', en: 'high expectation' },
  importance: { zh: '重要程度', en: 'high importance' },
  weight: { zh: '综合权重', en: 'high composite weight' },
  correlation: { zh: '与指数的相关', en: 'high correlation with the index' },
};

function adviceSection(csi: Found, quadrant: Found | undefined, gain: Found | undefined, locale: Locale): b.NodeJson[] {
  const { paragraph, heading } = b.speaking(locale);
  const { ids, byQuadrant } = improvementTargets(csi, quadrant);
  const axis = importanceWords[String(quadrant?.result.values['axis'])] ?? importanceWords['importance']!;
  if (ids.length === 0) return [];
  return [
    heading(1, '改进建议', 'Advice'),
    byQuadrant
      ? paragraph(
          `改进对象按象限法选定：${axis.zh}高而得分低的指标优先改进。`,
          `The targets follow from the quadrants: indicators of ${axis.en} and low score come first.`,
        )
      : paragraph(
          '改进对象按得分由低到高选定，列出得分最低的指标。',
          'The targets are the indicators with the lowest scores.',
        ),
    adviceTable(
      ids.map((id) => ({ id, label: csi.result.labels[id] ?? id })),
      { csi: csi.request, gain: gain?.request ?? null },
      locale,
    ),
  ];
}
