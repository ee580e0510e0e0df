import { describe, expect, it } from 'vitest';
import { reportTitle, surveySubject } from '../../../shared/report/drafting/reportTitle.ts';
import { guessStudy, studyWords } from '../../../shared/report/drafting/studyWords.ts';

const titled = (name: string, locale: 'zh-CN' | 'en'): string =>
  reportTitle(name, studyWords[guessStudy(name)].person, locale);

describe('the title of a Chinese report', () => {
  it.each([
    ['物业满意度_9月', '物业业主满意度指数测评报告（9月）'],
    ['物业满意度调查数据_2026-09', '物业业主满意度指数测评报告（2026年9月）'],
    ['202609_物业满意度(1)', '2026年9月物业业主满意度指数测评报告'],
    ['2026年翠湖小区物业服务满意度调查', '2026年翠湖小区物业服务业主满意度指数测评报告'],
    ['2026年9月超市顾客满意度调查问卷', '2026年9月超市顾客满意度指数测评报告'],
    ['186543210_按序号_超市顾客满意度调查_305_305.xlsx', '超市顾客满意度指数测评报告'],
    ['满意度_业主_翠湖花园_20260901', '翠湖花园业主满意度指数测评报告（2026年9月）'],
    ['问卷数据-翠湖花园-业主满意度', '翠湖花园业主满意度指数测评报告'],
    ['翠湖花园3期物业满意度0915', '翠湖花园3期物业业主满意度指数测评报告'],
    ['员工满意度_研发部_2026', '研发部员工满意度指数测评报告（2026年）'],
    ['银行网点满意度 2026Q3 最终版', '银行网点顾客满意度指数测评报告（2026年第三季度）'],
    ['地铁乘客满意度2026年第三季度', '地铁乘客满意度指数测评报告（2026年第三季度）'],
    ['A公司_经销商满意度_2026上半年', 'A公司经销商满意度指数测评报告（2026年上半年）'],
    ['医院患者满意度-第2轮', '医院患者满意度指数测评报告（第2轮）'],
    ['客户满意度原始数据（东区）', '顾客满意度指数测评报告（东区）'],
    ['某软件公司客户满意度调查_v2_final', '某软件公司顾客满意度指数测评报告'],
    ['超市满意度调查 - 副本 (2)', '超市顾客满意度指数测评报告'],
    ['酒店满意度与忠诚度调查', '酒店满意度与忠诚度测评报告'],
    ['满意度调查数据_9月', '顾客满意度指数测评报告（9月）'],
    ['智能手表满意度', '智能手表顾客满意度指数测评报告'],
    ['大数据平台用户满意度调查', '大数据平台用户满意度指数测评报告'],
    ['数据中心客户满意度调研', '数据中心顾客满意度指数测评报告'],
    ['2024级新生满意度', '2024级新生顾客满意度指数测评报告'],
    ['7-11便利店满意度', '7-11便利店顾客满意度指数测评报告'],
    ['12345热线满意度_2026-09-15', '12345热线顾客满意度指数测评报告（2026年9月）'],
    ['售后服务满意度测评报告', '售后服务满意度测评报告'],
    ['Hotel_guest_survey_2026-09', 'Hotel 顾客满意度指数测评报告（2026年9月）'],
  ])('on "%s" is %s', (name, title) => expect(titled(name, 'zh-CN')).toBe(title));
});

describe('the title of an English report', () => {
  it.each([
    ['Hotel_guest_survey_2026-09', 'Hotel guest survey, September 2026 – evaluation report'],
    ['HotelGuestSurvey2026', 'Hotel Guest Survey, 2026 – evaluation report'],
    ['Hotel guest survey', 'Hotel guest survey – evaluation report'],
    ['retail-csat-data-Q3-2026', 'Retail CSAT, third quarter of 2026 – evaluation report'],
    ['Employee_Satisfaction_Raw_Data_v2', 'Employee Satisfaction – evaluation report'],
    ['airline passenger satisfaction Sep 2026', 'Airline passenger satisfaction, September 2026 – evaluation report'],
    ['csat_export_20260915.csv', 'CSAT, September 2026 – evaluation report'],
    ['Clinic feedback report 2026', 'Clinic feedback report, 2026'],
    ['bank branches (north) 2026_final', 'Bank branches (north), 2026 – evaluation report'],
    ['data', 'Customer satisfaction – evaluation report'],
    ['', 'Customer satisfaction – evaluation report'],
  ])('on "%s" is %s', (name, title) => expect(titled(name, 'en')).toBe(title));
});

it('names what was surveyed without what says that it is a survey', () => {
  expect(surveySubject('物业满意度_9月', 'zh-CN')).toBe('物业');
  expect(surveySubject('2026年翠湖小区物业服务满意度调查', 'zh-CN')).toBe('翠湖小区物业服务');
  expect(surveySubject('满意度调查数据', 'zh-CN')).toBe('');
  expect(surveySubject('Hotel_guest_survey_2026-09', 'en')).toBe('Hotel guest survey');
});
