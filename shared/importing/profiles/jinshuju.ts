import type { SurveyPlatform } from './platform.ts';

/** 金数据: questions as their maker wrote them, numbered or not; the form's own columns at the end. */
export const jinshuju: SurveyPlatform = {
  id: 'jinshuju',
  title: { zh: '金数据', en: 'Jinshuju' },
  service: [
    { heading: /^序号$/, kind: 'id' },
    { heading: /^(提交时间|更新时间|修改时间)$/, kind: 'moment' },
    { heading: /^填写时长(\(秒\)|（秒）)?$/, kind: 'duration' },
    { heading: /^(提交人|微信昵称|微信OpenID|扩展属性)$/i, kind: 'personal' },
    { heading: /^(填写设备|操作系统|浏览器|填写地区|IP所在地|微信性别|微信国家|微信省市)$/i, kind: 'source' },
    { heading: /^(填写者)?IP(地址)?$/i, kind: 'personal' },
    { heading: /^(总分|得分)$/, kind: 'score' },
  ],
  atLeast: 5,
  question: /^(?<number>\d{1,3})[.．、]\s*(?<text>.*)$/,
  skips: [],
};
