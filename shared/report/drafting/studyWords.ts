import { type Bilingual, capitalised } from '../../model/text.ts';

/** What was evaluated; decides whom the report speaks of and what the results are for. */
export const studyKinds = ['general', 'product', 'service', 'supermarket', 'property', 'employee'] as const;
export type StudyKind = (typeof studyKinds)[number];

export interface StudyWords {
  /** Who answered. */
  readonly person: Bilingual;
  readonly purpose: Bilingual;
  readonly uses: readonly Bilingual[];
  /** Where the reasons for lost points are looked for. */
  readonly sources: Bilingual;
}

const located = (person: Bilingual): Bilingual => ({
  zh: `按指标、按${person.zh}特征定位强项与短板；`,
  en: `locate strengths and weaknesses by indicator and by group of ${person.en}s;`,
});
const base: Bilingual = {
  zh: '给出满意度指数及其误差范围，作为纵向比较和横向比较的基准；',
  en: 'give the satisfaction index with its margin of error, as a base for comparisons over time and with others;',
};
const plan: Bilingual = {
  zh: '依据明确的规则选出改进对象，形成可以落实的改进计划。',
  en: 'choose what to improve by a stated rule and turn it into a plan.',
};
const customer: Bilingual = { zh: '顾客', en: 'customer' };

export const studyWords: Readonly<Record<StudyKind, StudyWords>> = {
  general: {
    person: customer,
    purpose: {
      zh: '为了解顾客对产品和服务的真实评价，找出影响顾客满意的主要因素和最需要改进的环节，开展本次顾客满意度测评。',
      en: 'This survey was made to learn how customers judge the products and services, what drives their satisfaction, and where improvement is needed most.',
    },
    uses: [{ ...base, zh: '给出顾客满意度指数及其误差范围，作为纵向比较和横向比较的基准；' }, located(customer), plan],
    sources: { zh: '现场观察、投诉与开放题意见', en: 'observation, complaints, open comments' },
  },
  product: {
    person: customer,
    purpose: {
      zh: '为了解顾客对产品性能、质量、外观、价格和售后服务的真实评价，找出影响顾客满意和再次购买的主要因素，开展本次产品满意度测评。',
      en: 'This survey was made to learn how customers judge the performance, quality, design, price and after-sales service of the product, and what drives their satisfaction and repurchase.',
    },
    uses: [
      base,
      located(customer),
      {
        zh: '为产品改型、质量改进和售后服务提供依据；',
        en: 'give grounds for changes of the product, its quality and its after-sales service;',
      },
      plan,
    ],
    sources: { zh: '质量记录、退换货与维修单、开放题意见', en: 'quality records, returns and repairs, open comments' },
  },
  service: {
    person: customer,
    purpose: {
      zh: '为了解顾客在服务全过程各个接触点的真实感受，找出影响顾客满意的主要环节和最需要改进的服务行为，开展本次服务满意度测评。',
      en: 'This survey was made to learn how customers experience the service at each point of contact, and which steps and conduct need improvement most.',
    },
    uses: [
      base,
      located(customer),
      {
        zh: '为服务流程、服务规范和人员培训的改进提供依据；',
        en: 'give grounds for better processes, standards and training;',
      },
      plan,
    ],
    sources: {
      zh: '服务过程观察、神秘顾客、投诉与开放题意见',
      en: 'observation, mystery visits, complaints, open comments',
    },
  },
  supermarket: {
    person: customer,
    purpose: {
      zh: '为了解顾客对商品、价格、环境、服务和便利程度的真实评价，找出影响顾客到店和复购的主要因素，开展本次超市顾客满意度测评。',
      en: 'This survey was made to learn how shoppers judge the goods, prices, surroundings, service and convenience of the store, and what drives their visits.',
    },
    uses: [
      base,
      located(customer),
      {
        zh: '为商品结构、价格带、陈列、收银和退换货的改进提供依据；',
        en: 'give grounds for assortment, prices, display, checkout and returns;',
      },
      plan,
    ],
    sources: {
      zh: '卖场巡查、收银排队与缺货记录、投诉与开放题意见',
      en: 'walks through the store, records of queues and gaps on shelves, complaints, open comments',
    },
  },
  property: {
    person: { zh: '业主', en: 'resident' },
    purpose: {
      zh: '为了解业主对客户服务、秩序维护、环境保洁、绿化、设施维护和收费的真实评价，找出影响业主满意和按时缴费的主要因素，开展本次物业服务满意度测评。',
      en: 'This survey was made to learn how residents judge the service desk, security, cleaning, green areas, maintenance and fees of the property management.',
    },
    uses: [
      base,
      located({ zh: '业主', en: 'resident' }),
      {
        zh: '为项目考核、服务标准调整和维修计划提供依据；',
        en: 'give grounds for the appraisal of sites, service standards and maintenance plans;',
      },
      plan,
    ],
    sources: {
      zh: '小区巡查、报事报修工单、投诉与开放题意见',
      en: 'walks through the site, work orders, complaints, open comments',
    },
  },
  employee: {
    person: { zh: '员工', en: 'employee' },
    purpose: {
      zh: '为了解员工对工作本身、薪酬福利、管理与沟通、成长发展和工作环境的真实感受，找出影响员工满意和敬业的主要因素，开展本次员工满意度测评。',
      en: 'This survey was made to learn how employees feel about their work, pay, management, development and working conditions, and what drives their satisfaction and commitment.',
    },
    uses: [
      base,
      located({ zh: '员工', en: 'employee' }),
      {
        zh: '为薪酬、管理、培训和工作环境的改进提供依据；',
        en: 'give grounds for better pay, management, training and working conditions;',
      },
      plan,
    ],
    sources: { zh: '座谈、离职访谈与开放题意见', en: 'talks, exit interviews, open comments' },
  },
};

const signs: readonly (readonly [StudyKind, RegExp])[] = [
  ['employee', /员工|雇员|职工|employee|staff/i],
  ['property', /物业|小区|业主|property|resident/i],
  ['supermarket', /超市|商场|卖场|门店|便利店|supermarket|store|retail/i],
  ['service', /服务|酒店|银行|医院|餐|快递|航空|航班|机场|旅客|service|hotel|bank|clinic|airline|flight|airport/i],
  ['product', /产品|商品|手机|家电|汽车|product/i],
];

/** Words about customers as they are said of those a study asks; the index of employees has a short name of its own. */
export function saidOf({ person }: StudyWords, text: Bilingual): Bilingual {
  const zh = text.zh.replaceAll('顾客', person.zh);
  const en = text.en.replaceAll('Customer', capitalised(person.en)).replaceAll('customer', person.en);
  return person.zh === '员工' ? { zh: zh.replaceAll('CSI', 'ESI'), en: en.replaceAll('CSI', 'ESI') } : { zh, en };
}

/** The kind of study as the project's name suggests it. */
export function guessStudy(name: string): StudyKind {
  return signs.find(([, sign]) => sign.test(name))?.[0] ?? 'general';
}
