/** Survey platforms whose exports are recognised. */
export const surveyPlatformIds = [
  'wenjuanxing',
  'tencent',
  'wenjuanwang',
  'jinshuju',
  'qualtrics',
  'surveyMonkey',
  'microsoftForms',
  'limeSurvey',
  'kobo',
] as const;
export type SurveyPlatformId = (typeof surveyPlatformIds)[number];
