import type { Adapter } from './adapter.ts';
import { ahpAdapter, ahpGroupAdapter } from './ahp.ts';
import { csiIndexAdapter } from './csiIndex.ts';
import {
  descriptivesAdapter,
  nistUnivariateAdapter,
  psppDescriptivesAdapter,
  psppFrequenciesAdapter,
} from './describe.ts';
import { discriminantAdapter } from './discriminant.ts';
import { efaAdapter, efaObliminAdapter, kmoAdapter, psppFactorAdapter } from './factorAnalysis.ts';
import { entropyWeightsAdapter } from './entropyWeights.ts';
import { fileReadAdapter } from './fileRead.ts';
import { meanIntervalAdapter, normalityAdapter, ppPlotAdapter, surveyAdapter } from './distribution.ts';
import { kanoAdapter, kanoPublishedAdapter } from './kano.ts';
import { proportionAdapter } from './proportion.ts';
import { quadrantAdapter } from './quadrant.ts';
import { rakingAdapter, surveyIndexAdapter } from './survey.ts';
import { relativeImportanceAdapter } from './relativeImportance.ts';
import { psppReliabilityAdapter, reliabilityAdapter } from './reliability.ts';

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
  normalityAdapter,
  ppPlotAdapter,
  meanIntervalAdapter,
  surveyAdapter,
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
  quadrantAdapter,
  fileReadAdapter,
];
