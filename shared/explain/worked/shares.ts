import { projectIndex } from '../../analyses/projectIndex.ts';
import { scoreSource } from '../../analyses/scoreSource.ts';
import { outcomeOf } from '../../analyses/weightData.ts';
import { significant as s } from '../../format/significant.ts';
import { decodeCategories, decodeNumeric, decodeScores } from '../../model/decode.ts';
import { type VariableId, variableId } from '../../model/ids.ts';
import type { Bilingual } from '../../model/text.ts';
import { loyaltyTypeCodes } from '../../satisfaction/loyaltyTypes.ts';
import { leafScoreColumn } from '../../satisfaction/respondentIndices.ts';
import type { WorkedStep } from '../types.ts';
import { designOf, type FormColumn, formColumns } from './formColumns.ts';
import { formMean, type FormShare, formShare, meanBound, meanStep } from './formMeans.ts';
import { type Given, numberOf, objectsOf, type Rule, step, sum } from './given.ts';

/** A column of marks: 1 = has the property, 0 = has not, NaN = was not asked or gave no answer. */
const marked = ({ snapshot, result }: Given, marks: Float64Array, shown: Bilingual): FormColumn => {
  const design = designOf(snapshot, result);
  return { values: marks, weights: design.weights, design, shown };
};

const levelOf = ({ result }: Given): number => {
  const { level } = result.options;
  return typeof level === 'number' ? level : 0.95;
};

/** A share in percent. */
const inPercent = (share: FormShare): readonly WorkedStep[] => [
  step(
    `${share.steps.share.formula.zh} × 100`,
    `${share.steps.share.formula.en} × 100`,
    `${share.steps.share.filled} × 100`,
    100 * share.share,
  ),
];

/** Of the answers on a scale: those to one answer, to the best ones, to the worst ones. */
function* battery(given: Given): ReturnType<Rule> {
  const { key, path, ancestors, result, snapshot } = given;
  const id = ancestors.find(({ object }) => typeof object['percents'] === 'object')?.object['id'];
  const variable = snapshot.variables.find((one) => one.id === id);
  const { scale } = variable ?? {};
  if (!variable || !scale) return;
  const box = numberOf(result.values, 'box') ?? 0;
  const { values } = decodeNumeric(snapshot, variable.id, designOf(snapshot, result).rows);
  // The place among the answers from the worst to the best; between two steps there is none.
  const places = values.map((value) =>
    !Number.isInteger(value - scale.min)
      ? Number.NaN
      : scale.direction === 'descending'
        ? scale.max - value
        : value - scale.min,
  );
  const shareOf = (zh: string, en: string, inside: (place: number) => boolean): FormShare | null =>
    formShare(
      marked(
        given,
        places.map((place) => (Number.isNaN(place) ? place : Number(inside(place)))),
        { zh, en },
      ),
    );
  const answer = /\.percents\.(\d+)$/.exec(path);
  if (answer) {
    const share = shareOf('选此答案', 'forms with this answer', (place) => place === Number(answer[1]));
    if (share) yield inPercent(share);
  }
  const end = /^(top|bottom)(Lower|Upper)?$/.exec(key);
  if (!end) return;
  const steps = scale.max - scale.min + 1;
  const share =
    end[1] === 'top'
      ? shareOf(`最好 ${box} 档`, `forms with the best ${box} answers`, (place) => place >= steps - box)
      : shareOf(`最差 ${box} 档`, `forms with the worst ${box} answers`, (place) => place < box);
  if (share) yield end[2] ? share.bound(levelOf(given), end[2] === 'Upper') : [share.steps.share];
}

/** The options of a question with several answers, 1 = chosen, one column each, and which places of the forms count. */
export function choicesOf({ snapshot, result }: Given) {
  const design = designOf(snapshot, result);
  const items = (result.inputs['items'] ?? []) as readonly VariableId[];
  const code = result.options['counted'];
  const columns = items.map((id) => {
    const column = snapshot.columns.get(id);
    if (column?.kind === 'text')
      return Float64Array.from(design.rows, (row) => (column.codes[row]! >= 0 ? 1 : Number.NaN));
    const { values } = decodeNumeric(snapshot, id, design.rows);
    return values.map((value) => (Number.isNaN(value) ? value : Number(value === code)));
  });
  const base = result.options['base'];
  const counts = (row: number): boolean =>
    base === 'all' || columns.some((column) => (base === 'chose' ? column[row] === 1 : !Number.isNaN(column[row]!)));
  return { design, items, columns, counts };
}

/** Forms that chose an option, among those that count. */
function* multipleResponse(given: Given): ReturnType<Rule> {
  const { key, path, ancestors, result, snapshot } = given;
  const { design, items, columns, counts } = choicesOf(given);
  const weightOf = (row: number): number => design.weights?.[row] ?? 1;
  const weightOfAll = (inside: (row: number) => boolean): number =>
    sum(Array.from(design.rows.keys()).flatMap((row) => (counts(row) && inside(row) ? [weightOf(row)] : [])));
  const cases = weightOfAll(() => true);
  const chosen = columns.map((column) => weightOfAll((row) => column[row] === 1));
  const choices = sum(chosen);
  const [zh, en] = design.weights ? ['权重和', 'weight of '] : ['份数', ''];
  if (key === 'perForm')
    yield [
      step(
        `选择次数/${design.weights ? '权重和' : '份数'}`,
        'choices/forms',
        `${s(choices)} / ${s(cases)}`,
        choices / cases,
      ),
    ];
  if (key === 'choices')
    yield [step(`各选项${zh}之和`, 'sum over the options', chosen.map((one) => s(one)).join(' + '), choices)];
  const place = items.findIndex((id) => id === ancestors[0]?.object['id']);
  const group = /^options\.(\d+)\.groups\.(\d+)\.share$/.exec(path);
  const at = group ? Number(group[1]) : place;
  const column = columns[at];
  if (!column) return;
  if (group) {
    const by = result.values['by'];
    const label = objectsOf(result.values['groups'])[Number(group[2])]?.['label'];
    if (typeof by !== 'string') return;
    const { codes, labels } = decodeCategories(snapshot, variableId(by), design.rows);
    const own = labels.indexOf(String(label));
    const [part, whole] = [
      weightOfAll((row) => codes[row] === own && column[row] === 1),
      weightOfAll((row) => codes[row] === own),
    ];
    yield [
      step(
        `本组选择的${zh}/本组${zh}`,
        `${en}those of the group that chose it/${en}the group`,
        `${s(part)} / ${s(whole)}`,
        part / whole,
      ),
    ];
    return;
  }
  const some = chosen[at]!;
  if (key === 'count')
    yield [
      design.weights
        ? step('选择此项的权重和', 'weight of the forms that chose it', `${s(cases)} − ${s(cases - some)}`, some)
        : step('选择此项的份数', 'forms that chose it', `${s(cases)} − ${s(cases - some)}`, some),
    ];
  if (key === 'responses')
    yield [
      step(
        `选择的${zh}/选择总次数`,
        `${en}forms that chose it/all choices`,
        `${s(some)} / ${s(choices)}`,
        some / choices,
      ),
    ];
  const share = formShare(
    marked(
      given,
      Float64Array.from(column, (mark, row) => (counts(row) ? Number(mark === 1) : Number.NaN)),
      {
        zh: '选择此项',
        en: 'forms that chose it',
      },
    ),
  );
  if (!share) return;
  if (key === 'cases') yield [share.steps.share];
  if (key === 'lower' || key === 'upper') yield share.bound(levelOf(given), key === 'upper');
}

/** Forms with one answer, or the satisfied ones, with the interval of their share. */
function* proportions(given: Given): ReturnType<Rule> {
  const { key, path, ancestors, result, snapshot } = given;
  const row = ancestors.find(({ object }) => typeof object['successes'] === 'number')?.object;
  const label = (row?.['label'] as Bilingual | undefined)?.zh;
  if (result.inputs['counts'] || label === undefined) return;
  const design = designOf(snapshot, result);
  const { variable } = result.inputs;
  let marks: Float64Array;
  let shown: Bilingual;
  if (typeof variable === 'string') {
    const { codes, labels } = decodeCategories(snapshot, variableId(variable), design.rows);
    const own = labels.indexOf(label);
    marks = Float64Array.from(codes, (code) => (code < 0 ? Number.NaN : Number(code === own)));
    shown = { zh: `答“${label}”`, en: `forms that answered “${label}”` };
  } else {
    const threshold = Number(result.options['threshold']);
    const source = scoreSource(snapshot, null, [], [], false, design);
    if (!source) return;
    marks = source.values.map((value) => (Number.isNaN(value) ? value : Number(value >= threshold - 1e-9)));
    shown = { zh: `达到 ${s(threshold)} 分`, en: `forms at ${s(threshold)} or above` };
  }
  const share = formShare(marked(given, marks, shown));
  if (!share) return;
  if (key === 'successes') yield [share.steps.count];
  if (key === 'proportion') yield [share.steps.share];
  if (key === 'se') {
    const found = formMean(marked(given, marks, shown));
    if (found) yield found.steps.se;
  }
  if ((key === 'lower' || key === 'upper') && /\.(?:wilson|interval)\.\w+$/.test(path))
    yield share.bound(levelOf(given), key === 'upper');
}

export const loyaltyNames: Readonly<Record<string, Bilingual>> = {
  apostle: { zh: '满意且忠诚', en: 'satisfied and loyal' },
  mercenary: { zh: '满意而不忠诚', en: 'satisfied, not loyal' },
  hostage: { zh: '不满意而忠诚', en: 'not satisfied, yet loyal' },
  defector: { zh: '不满意也不忠诚', en: 'neither satisfied nor loyal' },
};

/** Satisfaction and loyalty of each form, 0-100, and its type; null where one of them is not asked. */
export function loyaltyOf({ snapshot, result }: Given) {
  const design = designOf(snapshot, result);
  const index = projectIndex(snapshot, { items: [], weights: [], missing: 'renormalise' }, design);
  const asked = (result.inputs['loyalty'] ?? []) as readonly VariableId[];
  const ids =
    asked.length > 0
      ? asked
      : snapshot.variables.filter((one) => one.role === 'loyalty' && one.scale !== null).map(({ id }) => id);
  if (!index || ids.length === 0) return null;
  const chosen = result.inputs['satisfaction'];
  const satisfaction = outcomeOf(
    snapshot,
    typeof chosen === 'string' ? variableId(chosen) : null,
    index,
    design,
  ).values;
  const scores = leafScoreColumn(
    ids.map((id) => decodeScores(snapshot, id, design.rows).values),
    'renormalise',
  );
  const codes = loyaltyTypeCodes(satisfaction, scores, {
    satisfaction: Number(result.options['threshold']),
    loyalty: Number(result.options['loyaltyThreshold']),
  });
  return { design, ids, satisfaction, scores, codes };
}

/** Loyalty of the forms whose satisfaction lies in a band; NaN = another band, or no answer. */
export function loyaltyInBand(
  { satisfaction, scores }: NonNullable<ReturnType<typeof loyaltyOf>>,
  from: number,
  to: number,
): Float64Array {
  return scores.map((score, row) => {
    const value = satisfaction[row]!;
    return value >= from && (value < to || (to === 100 && value <= 100)) ? score : Number.NaN;
  });
}

/** Customers by satisfaction and loyalty, and loyalty along satisfaction. */
function* loyalty(given: Given): ReturnType<Rule> {
  const { key, path, ancestors } = given;
  const at = /^(types|curve)\.(\d+)\.\w+$/.exec(path);
  const both = at ? loyaltyOf(given) : null;
  if (!at || !both) return;
  const own = ancestors[0]!.object;
  if (at[1] === 'types') {
    const { codes } = both;
    const marks = Float64Array.from(codes, (code) => (code < 0 ? Number.NaN : Number(code === Number(at[2]))));
    const share = formShare(
      marked(given, marks, loyaltyNames[String(own['type'])] ?? { zh: '此类', en: 'of this type' }),
    );
    if (!share) return;
    if (key === 'count') yield [share.steps.count];
    if (key === 'share') yield [share.steps.share];
    if (key === 'lower' || key === 'upper') yield share.bound(levelOf(given), key === 'upper');
    return;
  }
  const [from, to] = [numberOf(own, 'from') ?? 0, numberOf(own, 'to') ?? 0];
  const inside = loyaltyInBand(both, from, to);
  const column = marked(given, inside, { zh: '忠诚得分', en: 'loyalty score' });
  const mean = meanStep(column);
  const found = formMean(column);
  if (key === 'loyalty' && mean) yield [mean];
  if ((key === 'lower' || key === 'upper') && found) yield meanBound(found, levelOf(given), key === 'upper');
  const there = inside.filter((value) => !Number.isNaN(value)).length;
  if (key === 'n')
    yield [
      step(
        `满意度得分在 ${from}–${to} 之间、答了忠诚题的份数（共 ${inside.length} 份）`,
        `forms with satisfaction ${from}–${to} and a loyalty answer, of ${inside.length}`,
        `${inside.length} − ${inside.length - there}`,
        there,
      ),
    ];
}

/** The bounds of the share of forms at or above the score that counts as satisfied, and what they leave to the others. */
function* satisfiedBounds(given: Given): ReturnType<Rule> {
  const end = /^(s|notS)atisfied(Lower|Upper)$/.exec(given.key);
  const threshold = given.result.options['threshold'];
  if (!end || typeof threshold !== 'number') return;
  for (const column of formColumns(given)) {
    const marks = column.values.map((value) => (Number.isNaN(value) ? value : Number(value >= threshold - 1e-9)));
    const shown = { zh: `达到 ${s(threshold)} 分`, en: `forms at ${s(threshold)} or above` };
    const share = formShare({ ...column, values: marks, shown });
    if (!share) continue;
    const others = end[1] === 'notS';
    const upper = (end[2] === 'Upper') !== others;
    const steps = share.bound(levelOf(given), upper);
    const bound = steps.at(-1)?.value;
    const [zh, en] = upper ? ['上限', 'upper'] : ['下限', 'lower'];
    yield others && bound !== undefined
      ? [...steps, step(`1 − 满意率${zh}`, `1 − ${en} bound of the share of satisfied`, `1 − ${s(bound)}`, 1 - bound)]
      : steps;
  }
}

export const shareRules: Readonly<Record<string, readonly Rule[]>> = {
  'describe.battery': [battery],
  'describe.multipleResponse': [multipleResponse],
  'distribution.proportionInterval': [proportions],
  'loyalty.types': [loyalty],
  'csi.index': [satisfiedBounds],
};
