/** Survey platforms whose exports are recognised. */
export const surveyPlatformIds = ['wenjuanxing', 'tencent', 'wenjuanwang'] as const;
export type SurveyPlatformId = (typeof surveyPlatformIds)[number];
