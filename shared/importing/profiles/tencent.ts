import type { SurveyPlatform } from './platform.ts';

/** 腾讯问卷: "1.您的性别", options and rows after a colon ("3.您买过什么:食品"); questions not shown stay empty or "-". */
export const tencent: SurveyPlatform = {
  id: 'tencent',
  title: { zh: '腾讯问卷', en: 'Tencent Survey' },
  service: [
    { heading: /^(编号|答卷编号)$/, kind: 'id' },
    { heading: /^(开始|结束)答题时间$/, kind: 'moment' },
    { heading: /^答题时长(\(秒\)|（秒）)?$/, kind: 'duration' },
    { heading: /^(来源渠道|渠道|自定义字段|UA|Referrer|设备类型|地理位置.*|国家|省份|城市)$/i, kind: 'source' },
    { heading: /^IP(地址)?$/i, kind: 'personal' },
    { heading: /^(总分|得分)$|[:：(（](得分|分值|分数)[)）]?$/, kind: 'score' },
  ],
  atLeast: 4,
  question: /^(?:Q|q)?(?<number>\d{1,3})[.．、]\s*(?<text>.*)$/,
  skips: [
    { text: '(跳过)', code: -3, label: '跳过' },
    { text: '-', code: -3, label: '跳过' },
  ],
};
