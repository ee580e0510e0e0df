import type { SurveyPlatform } from './platform.ts';

/** 问卷网: "Q1:您的性别", options and rows as "Q3_A1:您买过什么_食品"; "(跳过)" for questions not shown. */
export const wenjuanwang: SurveyPlatform = {
  id: 'wenjuanwang',
  title: { zh: '问卷网', en: 'Wenjuanwang' },
  service: [
    { heading: /^(答卷序号|答题序号|序号|答卷ID)$/i, kind: 'id' },
    { heading: /^(开始时间|结束时间|提交时间|答题时间)$/, kind: 'moment' },
    { heading: /^(答题用时|用时|答题时长)(\(秒\)|（秒）)?$/, kind: 'duration' },
    { heading: /^(来源|渠道|来源渠道|答题设备|设备|浏览器|操作系统|地区|省份|城市)$/, kind: 'source' },
    { heading: /^IP(地址)?$/i, kind: 'personal' },
    { heading: /^(总分|得分)$|[_:：(（](得分|分值|分数)[)）]?$/, kind: 'score' },
  ],
  atLeast: 4,
  question: /^Q(?<number>\d{1,3})(?:_[A-Z]?\d{1,3})?\s*[:：.．、]\s*(?<text>.*)$/i,
  skips: [
    { text: '(跳过)', code: -3, label: '跳过' },
    { text: '(空)', code: -2, label: '未填' },
  ],
};
