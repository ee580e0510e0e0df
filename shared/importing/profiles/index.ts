import type { SurveyPlatform } from './platform.ts';
import type { SurveyPlatformId } from './platformIds.ts';
import { kobo, limeSurvey, microsoftForms, qualtrics, surveyMonkey } from './abroad.ts';
import { jinshuju } from './jinshuju.ts';
import { tencent } from './tencent.ts';
import { wenjuanwang } from './wenjuanwang.ts';
import { wenjuanxing } from './wenjuanxing.ts';

export const surveyPlatforms: readonly SurveyPlatform[] = [
  wenjuanxing,
  tencent,
  wenjuanwang,
  jinshuju,
  qualtrics,
  surveyMonkey,
  microsoftForms,
  limeSurvey,
  kobo,
];

export const findSurveyPlatform = (id: SurveyPlatformId): SurveyPlatform =>
  surveyPlatforms.find((platform) => platform.id === id)!;
