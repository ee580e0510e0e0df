import type { Adapter } from './adapter.ts';
import { ahpAdapter, ahpGroupAdapter } from './ahp.ts';
import {
  anovaAdapter,
  nistAnovaAdapter,
  psppNparAdapter,
  psppOnewayAdapter,
  varianceHomogeneityAdapter,
} from './anova.ts';
import { correlationAdapter, partialCorrelationAdapter, psppCorrelationsAdapter } from './correlation.ts';
import { crossTableAdapter, psppCrosstabsAdapter } from './crossTable.ts';
import { csiIndexAdapter } from './csiIndex.ts';
import {
  descriptivesAdapter,
  nistUnivariateAdapter,
  psppDescriptivesAdapter,
  psppFrequenciesAdapter,
} from './describe.ts';
import { discriminantAdapter } from './discriminant.ts';
import { efaAdapter, efaObliminAdapter, kmoAdapter, psppFactorAdapter } from './factorAnalysis.ts';
import { psppExamineAdapter } from './explore.ts';
import { fileReadAdapter } from './fileRead.ts';
import { meanIntervalAdapter, normalityAdapter, ppPlotAdapter, rakedAdapter, surveyAdapter } from './distribution.ts';
import { entropyWeightsAdapter } from './entropyWeights.ts';
import { kanoAdapter, kanoPublishedAdapter } from './kano.ts';
import {
  plsAdapter,
  plsBlindfoldingAdapter,
  plsBootstrapAdapter,
  plsComparisonAdapter,
  plsConsistentAdapter,
} from './pls.ts';
import { proportionAdapter } from './proportion.ts';
import { quadrantAdapter } from './quadrant.ts';
import { rakingAdapter, surveyIndexAdapter } from './survey.ts';
import { relativeImportanceAdapter } from './relativeImportance.ts';
import { nistRegressionAdapter, olsAdapter, psppRegressionAdapter } from './regression.ts';
import { psppReliabilityAdapter, reliabilityAdapter } from './reliability.ts';
import { allocationAdapter, ppsAdapter, sampleSizeAdapter } from './sampling.ts';
import { pairedAdapter, psppTTestAdapter, tTestAdapter } from './tTest.ts';

export const adapters: readonly Adapter[] = [
  ahpAdapter,
  ahpGroupAdapter,
  csiIndexAdapter,
  entropyWeightsAdapter,
  kanoAdapter,
  kanoPublishedAdapter,
  descriptivesAdapter,
  nistUnivariateAdapter,
  psppDescriptivesAdapter,
  psppFrequenciesAdapter,
  anovaAdapter,
  nistAnovaAdapter,
  varianceHomogeneityAdapter,
  psppOnewayAdapter,
  psppNparAdapter,
  correlationAdapter,
  partialCorrelationAdapter,
  psppCorrelationsAdapter,
  crossTableAdapter,
  psppCrosstabsAdapter,
  olsAdapter,
  nistRegressionAdapter,
  psppRegressionAdapter,
  tTestAdapter,
  pairedAdapter,
  psppTTestAdapter,
  psppExamineAdapter,
  sampleSizeAdapter,
  allocationAdapter,
  ppsAdapter,
  normalityAdapter,
  ppPlotAdapter,
  meanIntervalAdapter,
  surveyAdapter,
  rakedAdapter,
  rakingAdapter,
  surveyIndexAdapter,
  proportionAdapter,
  reliabilityAdapter,
  psppReliabilityAdapter,
  kmoAdapter,
  efaAdapter,
  efaObliminAdapter,
  psppFactorAdapter,
  discriminantAdapter,
  relativeImportanceAdapter,
  plsAdapter,
  plsConsistentAdapter,
  plsBlindfoldingAdapter,
  plsBootstrapAdapter,
  plsComparisonAdapter,
  quadrantAdapter,
  fileReadAdapter,
];
