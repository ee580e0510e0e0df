import {
  codeReader,
  type CommentOptions,
  commentSource,
  codesInUse,
  wordCutter,
} from '../../analyses/commentSource.ts';
import { flatItems, hasIndex, projectIndex } from '../../analyses/projectIndex.ts';
import { significant as s } from '../../format/significant.ts';
import { indicatorId, variableId } from '../../model/ids.ts';
import { plainSegmenter } from '../../model/segmenter.ts';
import { meanStep } from './formMeans.ts';
import { designOf } from './formColumns.ts';
import { type Given, type Rule, step, sum } from './given.ts';

/** The comments that hold a word or got a code, as places among all of them; null where their words are cut by another segmenter. */
export function mentions(
  { snapshot, result, ancestors }: Given,
  source: ReturnType<typeof commentSource>,
): readonly number[] | null {
  const own = ancestors[0]?.object;
  const options = result.options as unknown as CommentOptions;
  const texts = source.answers.map((answer) => source.column.dictionary[answer]!);
  const { word, name, comments } = own ?? {};
  const all = [...texts.keys()];
  if (typeof word === 'string') {
    const cut = wordCutter(options, plainSegmenter);
    const whole = all.filter((place) => cut(texts[place]!).includes(word));
    if (whole.length === comments) return whole;
    const held = all.filter((place) => texts[place]!.normalize('NFKC').toLowerCase().includes(word));
    return held.length === comments ? held : null;
  }
  if (typeof name !== 'string') return null;
  const codes = codesInUse(snapshot, options, plainSegmenter);
  const at = codes.findIndex((code) => code.name === name);
  if (at < 0) return null;
  const codesOf = codeReader(codes, source.column);
  const found = all.filter((place) => codesOf(source.answers[place]!).includes(at));
  return found.length === comments ? found : null;
}

/** The comments of the question that was asked about, and the forms they stand in; null without a question. */
export function commentsOf({ snapshot, result }: Given) {
  const { question } = result.inputs;
  if (typeof question !== 'string') return null;
  const design = designOf(snapshot, result);
  return { design, source: commentSource(snapshot, variableId(question), design) };
}

/** Is the index of the form with the comment at a place satisfied (or not)? */
export function sideOf({ snapshot, result }: Given, { design, source }: NonNullable<ReturnType<typeof commentsOf>>) {
  const items = hasIndex(snapshot) ? [] : flatItems(snapshot.variables);
  const index =
    items.length > 0 || hasIndex(snapshot)
      ? projectIndex(snapshot, { items, weights: [], missing: 'renormalise' }, design)
      : null;
  const own = index?.indices.get(null);
  const threshold = Number(result.options['threshold']);
  return {
    index,
    isOn: (satisfied: boolean) => (place: number) => {
      const value = own?.[source.said[place]!] ?? Number.NaN;
      return !Number.isNaN(value) && value >= threshold === satisfied;
    },
  };
}

/** How many comments speak of something, of all and of those of satisfied and not satisfied forms. */
function* comments(given: Given): ReturnType<Rule> {
  const { key, path, ancestors } = given;
  const asked = commentsOf(given);
  if (!asked) return;
  const { design, source } = asked;
  const { said, saidWeight, askedWeight } = source;
  const weightOf = (place: number): number => design.weights?.[said[place]!] ?? 1;
  const weigh = (places: readonly number[]): number => sum(places.map(weightOf));
  const [zh, en] = design.weights ? ['权重和', 'weight of '] : ['条数', ''];
  const { index, isOn: inGroup } = sideOf(given, asked);
  const everybody = [...said.keys()];
  if (path === 'comments')
    yield [
      step(
        '问到的份数 − 没有写意见的份数',
        'forms asked − forms without a comment',
        `${design.rows.length} − ${design.rows.length - said.length}`,
        said.length,
      ),
    ];
  if (key === 'answeredShare')
    yield [
      step(
        design.weights ? '写了意见的权重和/问到的权重和' : '写了意见的份数/问到的份数',
        design.weights ? 'weight with a comment/weight asked' : 'forms with a comment/forms asked',
        `${s(saidWeight)} / ${s(askedWeight)}`,
        saidWeight / askedWeight,
      ),
    ];
  if (key === 'score') {
    const id = ancestors[0]?.object['indicator'];
    const values = typeof id === 'string' ? index?.leafScores.get(indicatorId(id)) : undefined;
    const mean =
      values && meanStep({ values, weights: design.weights, design, shown: { zh: '指标得分', en: 'indicator score' } });
    if (mean) yield [mean];
  }
  const total = /^groups\.(satisfied|notSatisfied)$/.exec(path);
  const uncoded = path === 'uncoded' || path === 'uncodedShare';
  if (!total && !uncoded && !/^(?:words|codes)\.\d+\.\w+$/.test(path)) return;
  const found = total || uncoded ? everybody : mentions(given, source);
  if (!found) return;
  const counted = (places: readonly number[], whatZh: string, whatEn: string) =>
    step(
      `${whatZh}（共 ${said.length} 条意见）`,
      `${whatEn}, of ${said.length} comments`,
      `${said.length} − ${said.length - places.length}`,
      places.length,
    );
  const group = /^(satisfied|notSatisfied)(Share)?$/.exec(key);
  const [sideZh, sideEn] = group?.[1] === 'satisfied' ? ['满意者', 'satisfied'] : ['不满意者', 'not satisfied'];
  if (total)
    yield [
      counted(found.filter(inGroup(total[1] === 'satisfied')), `${sideZh}的意见条数`, `comments of ${sideEn} forms`),
    ];
  else if (group) {
    const [part, whole] = [found, everybody].map((places) => places.filter(inGroup(group[1] === 'satisfied'))) as [
      number[],
      number[],
    ];
    if (!group[2]) yield [counted(part, `${sideZh}中提到的意见条数`, `comments of ${sideEn} forms that speak of it`)];
    else
      yield [
        step(
          `${sideZh}中提到的${zh}/${sideZh}意见的${zh}`,
          `${en}${sideEn} who mention it/${en}${sideEn}`,
          `${s(weigh(part))} / ${s(weigh(whole))}`,
          weigh(part) / weigh(whole),
        ),
      ];
  } else if (key === 'comments') yield [counted(found, '提到的意见条数', 'comments that speak of it')];
  else if (key === 'share')
    yield [
      step(
        `提到的${zh}/全部意见的${zh}`,
        `${en}comments that speak of it/${en}all comments`,
        `${s(weigh(found))} / ${s(saidWeight)}`,
        weigh(found) / saidWeight,
      ),
    ];
}

/** The comments that got no code, as places among all of them. */
export function uncodedOf(
  { snapshot, result }: Given,
  { source }: NonNullable<ReturnType<typeof commentsOf>>,
): readonly number[] {
  const codesOf = codeReader(
    codesInUse(snapshot, result.options as unknown as CommentOptions, plainSegmenter),
    source.column,
  );
  return [...source.said.keys()].filter((place) => codesOf(source.answers[place]!).length === 0);
}

/** Comments that got no code. */
function* withoutCode(given: Given): ReturnType<Rule> {
  const { path } = given;
  const asked = path === 'uncoded' || path === 'uncodedShare' ? commentsOf(given) : null;
  if (!asked) return;
  const { design, source } = asked;
  const none = uncodedOf(given, asked);
  const weight = sum(none.map((place) => design.weights?.[source.said[place]!] ?? 1));
  yield path === 'uncoded'
    ? [
        step(
          '意见条数 − 归了类的条数',
          'comments − those with a code',
          `${source.said.length} − ${source.said.length - none.length}`,
          none.length,
        ),
      ]
    : [
        step(
          design.weights ? '未归类的权重和/全部意见的权重和' : '未归类的条数/意见条数',
          design.weights ? 'weight without a code/weight of all comments' : 'without a code/comments',
          `${s(weight)} / ${s(source.saidWeight)}`,
          weight / source.saidWeight,
        ),
      ];
}

export const commentRules: Readonly<Record<string, readonly Rule[]>> = { 'text.comments': [withoutCode, comments] };
