import { findAnalysis } from '../../analyses/catalogue.ts';
import type { AnalysisRequest, AnalysisResult, AnyAnalysis } from '../../analyses/types.ts';
import { defaultSettings, simpleDesign } from '../../model/dataset.ts';
import type { Weighting } from '../../model/indicator.ts';
import { type Entities, ordered } from '../../model/project.ts';
import { inLocale, type Locale } from '../../model/text.ts';
import type { Role, Scale } from '../../model/variable.ts';
import { indicatorTree } from '../../satisfaction/indicatorTree.ts';
import { toldOf } from '../editedSentence.ts';
import { requestKey } from '../requestKey.ts';
import type { Outcomes } from '../resolve.ts';
import * as b from '../templateBlocks.ts';
import { reportTitle, surveySubject } from './reportTitle.ts';
import { guessStudy, studyWords, type StudyKind } from './studyWords.ts';

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
const reported: readonly string[] = [
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

/** Whose index it is where it is not the customers'. */
const indexSubjects: Partial<Record<StudyKind, string>> = { employee: 'employees', property: 'residents' };

function ahpRequest(weighting: Weighting, entities: Entities): AnalysisRequest | null {
  if (weighting.method !== 'ahp' || !weighting.judgments) return null;
  const labels = weighting.childIds.map((id) => entities.indicator.get(id)?.name ?? '');
  return {
    analysis: 'weights.ahp',
    inputs: { judgments: { labels, rows: weighting.judgments.map((row) => [...row]) } },
    options: { priorities: weighting.priorities, randomIndex: weighting.randomIndex },
  };
}

/** The requests whose results draftReport needs for a kind of study. Absent: as the project's name suggests. */
export function templateRequests(
  project: Pick<TemplateProject, 'entities' | 'proposals'>,
  study: StudyKind = guessStudy(project.entities.settings.get('main')?.name ?? ''),
): readonly AnalysisRequest[] {
  let features = 0;
  const wanted = project.proposals.filter(
    ({ analysis }) => reported.includes(analysis) && (analysis !== 'index.byFeature' || features++ < mostFeatures),
  );
  const ahp = [...project.entities.weighting.values()].flatMap(
    (weighting) => ahpRequest(weighting, project.entities) ?? [],
  );
  const subject = indexSubjects[study];
  const spoken = wanted.map(
    (request): AnalysisRequest =>
      subject !== undefined && request.analysis === 'csi.index'
        ? { ...request, options: { ...request.options, subject } }
        : request,
  );
  return [...spoken, ...ahp];
}

/** A result there is, with where it came from. */
export interface Found {
  readonly request: AnalysisRequest;
  readonly result: AnalysisResult;
  readonly analysis: AnyAnalysis;
}

export const fill = (locale: Locale): string => inLocale({ zh: '【请填写】', en: '[to be filled in]' }, locale);

export function scaleText(scale: Scale, locale: Locale): string {
  const range = locale === 'zh-CN' ? `${scale.min}–${scale.max} 分` : `${scale.min} to ${scale.max}`;
  const ends = [scale.min, scale.max].flatMap(
    (value) => scale.labels.find((label) => label.value === value)?.label ?? [],
  );
  if (ends.length < 2) return range;
  return locale === 'zh-CN' ? `${range}（${ends[0]}–${ends[1]}）` : `${range} (${ends[0]} to ${ends[1]})`;
}

export const roleNames: readonly (readonly [Role, string, string])[] = [
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

/** Everything the parts of a drafted report are written from, worked out once. */
export function draftContext(project: TemplateProject, locale: Locale, study: StudyKind) {
  const { entities } = project;
  const { say, words, paragraph, heading } = b.speaking(locale);
  const zh = locale === 'zh-CN';
  const settings = entities.settings.get('main') ?? defaultSettings;
  const design = entities.design.get('main') ?? simpleDesign;
  const variables = ordered(entities.variable);
  const indicators = [...entities.indicator.values()];
  const tree = indicatorTree(indicators);
  const blank = fill(locale);

  const found: readonly Found[] = templateRequests(project, study).flatMap((request) => {
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
  const gain = first('improve.expectedGain');
  const gap = first('describe.expectationGap');
  const features = all('index.byFeature');

  const findings = (one: Found | undefined, from = 0, to = Number.POSITIVE_INFINITY): b.NodeJson[] =>
    one
      ? one.analysis
          .narrative(one.result, locale)
          .flatMap((said, index) =>
            index >= from && index < to
              ? [b.findingNode(one.request, index, { about: said.about, told: toldOf([said], one.result, locale) })]
              : [],
          )
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

  const { person } = studyWords[study];
  const name = settings.name.trim();
  const title = reportTitle(name, person, locale);

  return {
    entities,
    locale,
    zh,
    study: studyWords[study],
    studyKind: study,
    settings,
    design,
    variables,
    indicators,
    tree,
    blank,
    found,
    all,
    csi,
    returns,
    log,
    alpha,
    normality,
    quadrant,
    gap,
    gain,
    features,
    findings,
    figures,
    tables,
    text,
    subject: surveySubject(name, locale),
    title,
    say,
    words,
    paragraph,
    heading,
  };
}
export type DraftContext = ReturnType<typeof draftContext>;
