import { comparePaired } from './members/comparePaired.ts';
import { compareTTest } from './members/compareTTest.ts';
import { csiIndex } from './members/csiIndex.ts';
import { describeBannerTable } from './members/describeBannerTable.ts';
import { describeBattery } from './members/describeBattery.ts';
import { describeCrossTable } from './members/describeCrossTable.ts';
import { csiFiveWays } from './members/csiFiveWays.ts';
import { csiInterval } from './members/csiInterval.ts';
import { csiRatio } from './members/csiRatio.ts';
import { csiRollUp } from './members/csiRollUp.ts';
import { describeExpectationGap } from './members/describeExpectationGap.ts';
import { describeExplore } from './members/describeExplore.ts';
import { describeFrequencies } from './members/describeFrequencies.ts';
import { describeMultipleResponse } from './members/describeMultipleResponse.ts';
import { describeStatistics } from './members/describeStatistics.ts';
import { distributionMeanInterval } from './members/distributionMeanInterval.ts';
import { distributionNormality } from './members/distributionNormality.ts';
import { distributionProportionInterval } from './members/distributionProportionInterval.ts';
import { improveAgreement } from './members/improveAgreement.ts';
import { improveCertainty } from './members/improveCertainty.ts';
import { improveCoefficient } from './members/improveCoefficient.ts';
import { improveExpectedGain } from './members/improveExpectedGain.ts';
import { improveZone } from './members/improveZone.ts';
import { improveQuadrant } from './members/improveQuadrant.ts';
import { indexByFeature } from './members/indexByFeature.ts';
import { influenceDiscriminant } from './members/influenceDiscriminant.ts';
import { influenceRelativeImportance } from './members/influenceRelativeImportance.ts';
import { influenceAnova } from './members/influenceAnova.ts';
import { influenceCorrelation } from './members/influenceCorrelation.ts';
import { influenceRegression } from './members/influenceRegression.ts';
import { kanoTable } from './members/kanoTable.ts';
import { loyaltyNps } from './members/loyaltyNps.ts';
import { loyaltyTypesAnalysis } from './members/loyaltyTypes.ts';
import { influenceFeatureScreen } from './members/influenceFeatureScreen.ts';
import { modelCompareGroups } from './members/modelCompareGroups.ts';
import { modelCompareModels } from './members/modelCompareModels.ts';
import { modelMeasurement } from './members/modelMeasurement.ts';
import { modelPls } from './members/modelPls.ts';
import { reliabilityCronbachAlpha } from './members/reliabilityCronbachAlpha.ts';
import { reliabilityItemAnalysis } from './members/reliabilityItemAnalysis.ts';
import { reliabilityOmega } from './members/reliabilityOmega.ts';
import { reliabilitySplitHalf } from './members/reliabilitySplitHalf.ts';
import { sampleCleaningLog } from './members/sampleCleaningLog.ts';
import { sampleAllocation } from './members/sampleAllocation.ts';
import { samplePps } from './members/samplePps.ts';
import { sampleReturns } from './members/sampleReturns.ts';
import { validityConvergent } from './members/validityConvergent.ts';
import { validityFactorability } from './members/validityFactorability.ts';
import { validityFactorAnalysis } from './members/validityFactorAnalysis.ts';
import { sampleSize } from './members/sampleSize.ts';
import { valueDelivered } from './members/valueDelivered.ts';
import { textComments } from './members/textComments.ts';
import { weightsAhp } from './members/weightsAhp.ts';
import { weightsAhpGroup } from './members/weightsAhpGroup.ts';
import { weightsCritic } from './members/weightsCritic.ts';
import { weightsCorrelation } from './members/weightsCorrelation.ts';
import { weightsDuel } from './members/weightsDuel.ts';
import { weightsEntropy } from './members/weightsEntropy.ts';
import { weightsEqual } from './members/weightsEqual.ts';
import { weightsExpertRounds } from './members/weightsExpertRounds.ts';
import { weightsFactor } from './members/weightsFactor.ts';
import { weightsImproved } from './members/weightsImproved.ts';
import { weightsPairedWins } from './members/weightsPairedWins.ts';
import { weightsPls } from './members/weightsPls.ts';
import { weightsRanking } from './members/weightsRanking.ts';
import { weightsRegression } from './members/weightsRegression.ts';
import { weightsRelative } from './members/weightsRelative.ts';
import { weightsStated } from './members/weightsStated.ts';
import { weightsVariation } from './members/weightsVariation.ts';
import type { AnyAnalysis } from './types.ts';

/** Every analysis of the workbench, in the order of the navigation. Forms, command line, docs and the whole evaluation come from it. */
export const catalogue: readonly AnyAnalysis[] = [
  sampleSize,
  sampleAllocation,
  samplePps,
  sampleReturns,
  sampleCleaningLog,
  reliabilityCronbachAlpha,
  reliabilityOmega,
  reliabilitySplitHalf,
  reliabilityItemAnalysis,
  validityFactorability,
  validityFactorAnalysis,
  validityConvergent,
  describeStatistics,
  describeExplore,
  describeFrequencies,
  describeBattery,
  describeMultipleResponse,
  describeCrossTable,
  describeBannerTable,
  describeExpectationGap,
  textComments,
  csiIndex,
  csiFiveWays,
  csiInterval,
  csiRatio,
  indexByFeature,
  csiRollUp,
  distributionNormality,
  distributionMeanInterval,
  distributionProportionInterval,
  influenceDiscriminant,
  influenceRelativeImportance,
  influenceCorrelation,
  compareTTest,
  comparePaired,
  influenceAnova,
  influenceRegression,
  influenceFeatureScreen,
  improveQuadrant,
  improveCoefficient,
  improveExpectedGain,
  improveZone,
  improveAgreement,
  improveCertainty,
  kanoTable,
  valueDelivered,
  loyaltyNps,
  loyaltyTypesAnalysis,
  weightsDuel,
  modelPls,
  modelMeasurement,
  modelCompareGroups,
  modelCompareModels,
  weightsAhp,
  weightsAhpGroup,
  weightsEqual,
  weightsExpertRounds,
  weightsPairedWins,
  weightsRanking,
  weightsStated,
  weightsImproved,
  weightsCorrelation,
  weightsRegression,
  weightsRelative,
  weightsPls,
  weightsFactor,
  weightsEntropy,
  weightsVariation,
  weightsCritic,
];

export function findAnalysis(id: string): AnyAnalysis | undefined {
  return catalogue.find((analysis) => analysis.id === id);
}
