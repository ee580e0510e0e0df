import { comparedGroups } from '../analyses/comparedGroups.ts';
import { featureGroups } from '../analyses/featureGroups.ts';
import { modelOf, plsData } from '../analyses/plsRun.ts';
import { projectIndex } from '../analyses/projectIndex.ts';
import type { AnalysisResult, ModelOption } from '../analyses/types.ts';
import type { Snapshot } from '../model/dataset.ts';
import { decodeCategories } from '../model/decode.ts';
import { rangesOf } from '../model/formRanges.ts';
import { type VariableId, variableId } from '../model/ids.ts';
import type { Bilingual } from '../model/text.ts';
import type { IndexMissing } from '../satisfaction/respondentIndices.ts';
import type { CountedForms } from './types.ts';
import { commentsOf, mentions, sideOf, uncodedOf } from './worked/comments.ts';
import { formsOfGroup } from './worked/discriminants.ts';
import { designOf } from './worked/formColumns.ts';
import { type Given, givenAt, numberOf, objectsOf } from './worked/given.ts';
import { choicesOf, loyaltyInBand, loyaltyNames, loyaltyOf } from './worked/shares.ts';

interface Listed {
  /** 0-based, rising. */
  readonly forms: readonly number[];
  readonly shown: Bilingual;
}

/** The comments counted: all, those of one side, those that hold a word or got a code or none. */
function comments(given: Given): Listed | null {
  const { key, path, ancestors } = given;
  const asked = commentsOf(given);
  // Whoever was asked could have written, and an indicator's score is of all forms.
  if (!asked || path === 'answeredShare' || key === 'score') return null;
  const { design, source } = asked;
  const side = /^(?:satisfied|notSatisfied)$/.exec(key)?.[0];
  const { word, name } = ancestors[0]?.object ?? {};
  const about = [word, name].find((one) => typeof one === 'string');
  const found =
    path === 'uncoded'
      ? uncodedOf(given, asked)
      : /^(?:words|codes)\.\d+\.(?:comments|satisfied|notSatisfied)$/.test(path)
        ? mentions(given, source)
        : null;
  const all = [...source.said.keys()];
  const places = found ?? all;
  const inside = side ? places.filter(sideOf(given, asked).isOn(side === 'satisfied')) : places;
  const shown = !found
    ? { zh: '写了意见的问卷', en: 'forms with a comment' }
    : path === 'uncoded'
      ? { zh: '意见没有归类的问卷', en: 'forms whose comment got no code' }
      : { zh: `意见提到“${about}”的问卷`, en: `forms whose comment speaks of “${about}”` };
  return { forms: inside.map((place) => design.rows[source.said[place]!]!), shown };
}

/** The forms of a group that a discriminant function is to tell. */
function groupToTell(given: Given): Listed | null {
  const at = /^(?:groups\.(\d+)\.n|items\.\d+\.means\.(\d+))$/.exec(given.path);
  const group = Number(at?.[1] ?? at?.[2]);
  const forms = at ? formsOfGroup(given, group) : null;
  const label = objectsOf(given.result.values['groups'])[group]?.['label'];
  if (!forms || !label) return null;
  const { zh, en } = typeof label === 'string' ? { zh: label, en: label } : (label as unknown as Bilingual);
  return { forms, shown: { zh: `“${zh}”组中各题都答了的问卷`, en: `forms of “${en}” that answered every item` } };
}

/** The forms of a type of customer, or of a band of satisfaction. */
function loyaltyPart(given: Given): Listed | null {
  const at = /^(?:types\.(\d+)\.count|curve\.(\d+)\.\w+)$/.exec(given.path);
  const both = at ? loyaltyOf(given) : null;
  if (!at || !both) return null;
  const { design, codes } = both;
  if (at[1] !== undefined) {
    const forms = [...design.rows].filter((_, place) => codes[place] === Number(at[1]));
    const { zh, en } = loyaltyNames[String(given.ancestors[0]?.object['type'])] ?? { zh: '此类', en: 'of this type' };
    return { forms, shown: { zh: `${zh}的问卷`, en: `forms that are ${en}` } };
  }
  const own = given.ancestors[0]!.object;
  const [from, to] = [numberOf(own, 'from') ?? 0, numberOf(own, 'to') ?? 0];
  const inside = loyaltyInBand(both, from, to);
  return {
    forms: [...design.rows].filter((_, place) => !Number.isNaN(inside[place]!)),
    shown: {
      zh: `满意得分 ${from}–${to}、答了忠诚题的问卷`,
      en: `forms with satisfaction ${from}–${to} and a loyalty answer`,
    },
  };
}

/** The forms that shares of options are taken of. */
function choosers(given: Given): Listed | null {
  const { snapshot, result, path } = given;
  const { design, counts } = choicesOf(given);
  const base = [...design.rows.keys()].filter(counts);
  const bases: Readonly<Record<string, Bilingual>> = {
    chose: { zh: '至少选了一项的问卷', en: 'forms with at least one choice' },
    answered: { zh: '看到这道题的问卷', en: 'forms with any option not blank' },
    all: { zh: '全部问卷', en: 'all forms' },
  };
  const shown = bases[String(result.options['base'])] ?? bases['chose']!;
  const group = /^options\.\d+\.groups\.(\d+)\.\w+$/.exec(path) ?? /^groups\.(\d+)\.\w+$/.exec(path);
  const by = result.values['by'];
  if (!group || typeof by !== 'string') return { forms: base.map((place) => design.rows[place]!), shown };
  const label = String(objectsOf(result.values['groups'])[Number(group[1])]?.['label']);
  const { codes, labels } = decodeCategories(snapshot, variableId(by), design.rows);
  return {
    forms: base.filter((place) => labels[codes[place]!] === label).map((place) => design.rows[place]!),
    shown: { zh: `“${label}”中${shown.zh}`, en: `${shown.en}, of “${label}”` },
  };
}

/** The forms of one combination of features with an index of their own. */
function combination(given: Given): Listed | null {
  const { snapshot, result, path } = given;
  const { inputs, options, values } = result;
  const group = /^groups\.(\d+)\.(?:n|percent|index|sd|se|lower|upper|satisfiedShare)$/.exec(path)?.[1];
  const features = ['feature', 'second', 'third'].flatMap((name) =>
    typeof inputs[name] === 'string' ? [variableId(inputs[name])] : [],
  );
  // One feature alone is told by its answer.
  if (group === undefined || features.length < 2) return null;
  const design = designOf(snapshot, result);
  const source = {
    items: inputs['items'] as readonly VariableId[],
    weights: options['weights'] as readonly number[],
    missing: options['missing'] as IndexMissing,
  };
  const indices = projectIndex(snapshot, source, design)?.indices.get(null);
  const label = String(objectsOf(values['groups'])[Number(group)]?.['label']);
  const { codes, labels } = featureGroups(snapshot, features, design);
  const own = labels.indexOf(label);
  return {
    forms: [...design.rows].filter((_, place) => codes[place] === own && !Number.isNaN(indices?.[place] ?? Number.NaN)),
    shown: { zh: label, en: label },
  };
}

/** Everybody, whatever they answered: in the first column of a banner table, and where a percentage is of all forms. */
function everybody({ snapshot, result, path }: Given): Listed | null {
  if (!/^columns\.0\.n$|^questions\.\d+\.rows\.\d+\.percent$/.test(path)) return null;
  return { forms: [...designOf(snapshot, result).rows], shown: { zh: '全部在用的问卷', en: 'all forms in use' } };
}

/** The forms of the two groups a model is compared for, or of one. */
function modelGroups({ snapshot, result, path }: Given): Listed | null {
  const { inputs, options } = result;
  const given = modelOf(snapshot, options['model'] as ModelOption | null);
  const asked = options as unknown as Parameters<typeof comparedGroups>[3];
  const found =
    given && typeof inputs['feature'] === 'string'
      ? comparedGroups(snapshot, plsData(snapshot, given), variableId(inputs['feature']), asked)
      : null;
  if (!found) return null;
  const { first, second, groupOf, forms } = found;
  // Without them, gaps are filled with the means of both groups.
  const alone = options['missing'] === 'listwise' || path.startsWith('groups.');
  const side = alone ? /^groups\.([01])\.|\.(first|second)$/.exec(path) : null;
  const code = side ? (side[1] === '0' || side[2] === 'first' ? 1 : 2) : null;
  const shown = code === 1 ? first.label : code === 2 ? second.label : `${first.label} + ${second.label}`;
  return {
    forms: [...forms].filter((_, row) => code === null || groupOf[row] === code),
    shown: { zh: shown, en: shown },
  };
}

const listers: Readonly<Record<string, (given: Given) => Listed | null>> = {
  'describe.bannerTable': everybody,
  'describe.frequencies': everybody,
  'describe.multipleResponse': choosers,
  'index.byFeature': combination,
  'influence.discriminant': groupToTell,
  'loyalty.types': loyaltyPart,
  'model.compareGroups': modelGroups,
  'text.comments': comments,
};

/** The very forms a number counts, where no answer alone tells them; null for any other. */
export function listedForms(snapshot: Snapshot, result: AnalysisResult, path: string): CountedForms | null {
  const lister = listers[result.analysis];
  const given = lister ? givenAt(snapshot, result, path, null) : null;
  const found = given && lister?.(given);
  return found ? { listed: rangesOf(found.forms), shown: found.shown } : null;
}
