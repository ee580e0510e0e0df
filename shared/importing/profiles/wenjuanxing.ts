import type { SurveyPlatform } from './platform.ts';

/** 问卷星: "1、您的性别:", "3(A)", "3、您买过什么？(食品)", "5、请评价—收银速度"; -3 / (跳过) and -2 / (空) for no answer. */
export const wenjuanxing: SurveyPlatform = {
  id: 'wenjuanxing',
  title: { zh: '问卷星', en: 'Wenjuanxing' },
  service: [
    { heading: /^序号$/, kind: 'id' },
    { heading: /^(提交答卷时间|提交时间)$/, kind: 'moment' },
    { heading: /^(所用时间|答题用时)$/, kind: 'duration' },
    { heading: /^(来源|来源详情)$/, kind: 'source' },
    { heading: /^来自IP$/i, kind: 'personal' },
    { heading: /^(总分|得分)$|[—(（](得分|分值|分数)[)）]?$/, kind: 'score' },
  ],
  atLeast: 4,
  question: /^(?<number>\d{1,3})(?:[、.．]\s*(?<text>.*)|(?<text2>[(（].+[)）]))$/,
  skips: [
    { text: '(跳过)', code: -3, label: '跳过' },
    { text: '(空)', code: -2, label: '未填' },
  ],
};
