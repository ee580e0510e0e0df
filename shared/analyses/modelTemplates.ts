import type { IndicatorId } from '../model/ids.ts';
import type { Indicator } from '../model/indicator.ts';
import type { StructuralModel } from '../model/structuralModel.ts';
import { type Bilingual, inLocale, type Locale } from '../model/text.ts';
import type { Role, Variable } from '../model/variable.ts';

interface ConstructTemplate {
  readonly key: string;
  readonly name: Bilingual;
  readonly x: number;
  readonly y: number;
  /** Words in a question's name or label that make it one of this construct. */
  readonly words: RegExp;
  readonly roles: readonly Role[];
}

export interface ModelTemplate {
  readonly id: 'acsi' | 'ecsi' | 'ccsi';
  readonly title: Bilingual;
  readonly note: Bilingual;
  readonly constructs: readonly ConstructTemplate[];
  readonly paths: readonly (readonly [string, string])[];
}

const image = (x: number, y: number, zh = '企业形象', en = 'Image'): ConstructTemplate => ({
  key: 'image',
  name: { zh, en },
  x,
  y,
  words: /^imag|形象|品牌|声誉|image|brand|reputation/i,
  roles: [],
});
const expectation = (x: number, y: number, zh = '顾客期望'): ConstructTemplate => ({
  key: 'expectation',
  name: { zh, en: 'Expectation' },
  x,
  y,
  words: /^cuex|^exp|期望|预期|expect/i,
  roles: ['expectation'],
});
const quality = (x: number, y: number): ConstructTemplate => ({
  key: 'quality',
  name: { zh: '感知质量', en: 'Perceived quality' },
  x,
  y,
  words: /^perq|^qual|质量|品质|quality/i,
  roles: ['perception'],
});
const value = (x: number, y: number): ConstructTemplate => ({
  key: 'value',
  name: { zh: '感知价值', en: 'Perceived value' },
  x,
  y,
  words: /^perv|^val|价值|价格|性价比|value|price/i,
  roles: [],
});
const satisfaction = (x: number, y: number): ConstructTemplate => ({
  key: 'satisfaction',
  name: { zh: '顾客满意', en: 'Satisfaction' },
  x,
  y,
  words: /^cusa|^sat|总体满意|总的满意|与理想|与期望相比|overall satisf/i,
  roles: ['overallSatisfaction'],
});
const complaints = (x: number, y: number): ConstructTemplate => ({
  key: 'complaints',
  name: { zh: '顾客抱怨', en: 'Complaints' },
  x,
  y,
  words: /^cusco|^comp|抱怨|投诉|complain/i,
  roles: [],
});
const loyalty = (x: number, y: number): ConstructTemplate => ({
  key: 'loyalty',
  name: { zh: '顾客忠诚', en: 'Loyalty' },
  x,
  y,
  words: /^cusl|^loy|忠诚|再次购买|再次选择|推荐|loyal|recommend|repurchase/i,
  roles: ['loyalty'],
});

const core = [
  ['expectation', 'quality'],
  ['expectation', 'value'],
  ['quality', 'value'],
  ['expectation', 'satisfaction'],
  ['quality', 'satisfaction'],
  ['value', 'satisfaction'],
] as const;
const after = [
  ['satisfaction', 'complaints'],
  ['satisfaction', 'loyalty'],
  ['complaints', 'loyalty'],
] as const;

/** National satisfaction index models. Of the paths of CCSI publications differ; ours is a starting point. */
export const modelTemplates: readonly ModelTemplate[] = [
  {
    id: 'ecsi',
    title: { zh: 'ECSI 欧洲顾客满意度指数', en: 'ECSI, European index' },
    note: { zh: '七个潜变量，十二条路径。', en: 'Seven constructs, twelve paths.' },
    constructs: [
      image(110, 130),
      expectation(85, 315),
      quality(480, 390),
      value(330, 260),
      satisfaction(405, 125),
      complaints(630, 50),
      loyalty(620, 225),
    ],
    paths: [['image', 'expectation'], ['image', 'satisfaction'], ['image', 'loyalty'], ...core, ...after],
  },
  {
    id: 'acsi',
    title: { zh: 'ACSI（Fornell）美国顾客满意度指数', en: 'ACSI (Fornell), American index' },
    note: { zh: '六个潜变量，九条路径。', en: 'Six constructs, nine paths.' },
    constructs: [
      expectation(90, 70),
      quality(90, 350),
      value(260, 210),
      satisfaction(470, 210),
      complaints(630, 70),
      loyalty(630, 350),
    ],
    paths: [...core, ...after],
  },
  {
    id: 'ccsi',
    title: { zh: 'CCSI 中国顾客满意度指数', en: 'CCSI, Chinese index' },
    note: {
      zh: '六个潜变量，十条路径。文献中 CCSI 的路径数目不一，此为可修改的起点。',
      en: 'Six constructs, ten paths. Publications differ on the paths of CCSI: a starting point to be edited.',
    },
    constructs: [
      image(130, 65, '品牌形象', 'Brand image'),
      expectation(85, 320, '预期质量'),
      quality(510, 390),
      value(360, 275),
      satisfaction(460, 150),
      loyalty(635, 45),
    ],
    paths: [
      ['image', 'expectation'],
      ['image', 'satisfaction'],
      ['image', 'loyalty'],
      ...core,
      ['satisfaction', 'loyalty'],
    ],
  },
];

/** Can this question be an item: a number on a declared scale. */
export const canBeItem = (variable: Variable): boolean => variable.type === 'number' && variable.scale !== null;

/** Roles whose questions tell of something else than a construct: importance, Kano pairs, who answers, how forms are counted. */
const otherRoles: readonly Role[] = [
  'importance',
  'kanoFunctional',
  'kanoDysfunctional',
  'profile',
  'weight',
  'stratum',
  'cluster',
  'id',
  'time',
];

/** A question one would look for in a model; others may be put there, too. */
export const isLikelyItem = (variable: Variable): boolean => canBeItem(variable) && !otherRoles.includes(variable.role);

/** Names of the indicator a question belongs to and of those above it. */
function namesAbove(variable: Variable, indicators: readonly Indicator[]): readonly string[] {
  const names: string[] = [];
  let at: IndicatorId | null = variable.indicatorId;
  while (at !== null && names.length <= indicators.length) {
    const found = indicators.find(({ id }) => id === at);
    if (!found) break;
    names.push(found.name);
    at = found.parentId;
  }
  return names;
}

/**
 * The template with the questions of a project proposed for its blocks: a role of their own first (expectation, satisfaction, loyalty), then
 * the words of name, label and of the indicators above, then the role. A question goes to one construct; constructs without any stay
 * empty for the user to fill.
 */
export function proposeModel(
  template: ModelTemplate,
  variables: readonly Variable[],
  locale: Locale,
  indicators: readonly Indicator[] = [],
): StructuralModel {
  const blocks = new Map<string, string[]>(template.constructs.map(({ key }) => [key, []]));
  for (const variable of variables.filter(isLikelyItem)) {
    const texts = [variable.name, variable.label, ...namesAbove(variable, indicators)];
    const special = template.constructs.find(
      ({ roles }) => roles.includes(variable.role) && variable.role !== 'perception',
    );
    const worded = template.constructs.find(({ words }) => texts.some((text) => words.test(text)));
    const usual = template.constructs.find(({ roles }) => roles.includes(variable.role));
    const found = special ?? worded ?? usual;
    if (found) blocks.get(found.key)!.push(variable.id);
  }
  const nameOf = new Map(template.constructs.map(({ key, name }) => [key, inLocale(name, locale)]));
  return {
    constructs: template.constructs.map(({ key, x, y }) => ({
      name: nameOf.get(key)!,
      items: blocks.get(key)!,
      mode: 'A',
      x,
      y,
    })),
    paths: template.paths.map(([from, to]) => ({ from: nameOf.get(from)!, to: nameOf.get(to)! })),
  };
}
