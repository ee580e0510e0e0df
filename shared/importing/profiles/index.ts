import type { SurveyPlatform } from './platform.ts';
import type { SurveyPlatformId } from './platformIds.ts';
import { tencent } from './tencent.ts';
import { wenjuanwang } from './wenjuanwang.ts';
import { wenjuanxing } from './wenjuanxing.ts';

export const surveyPlatforms: readonly SurveyPlatform[] = [wenjuanxing, tencent, wenjuanwang];

export const findSurveyPlatform = (id: SurveyPlatformId): SurveyPlatform =>
  surveyPlatforms.find((platform) => platform.id === id)!;
