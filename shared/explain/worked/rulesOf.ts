import { answerRules } from './answers.ts';
import { associationRules } from './association.ts';
import { bannerRules } from './banners.ts';
import { choiceRules } from './choices.ts';
import { commentRules } from './comments.ts';
import { comparisonRules, statistic } from './comparisons.ts';
import { countRules } from './counts.ts';
import { crossTableTestRules } from './crossTableTests.ts';
import { deliveredRules } from './deliveredValue.ts';
import { designTestRules } from './designTests.ts';
import { discriminantRules } from './discriminants.ts';
import { driverRules } from './drivers.ts';
import { featureScreenRules } from './featureScreen.ts';
import { expertScoreRules } from './expertScores.ts';
import { exploringRules } from './exploring.ts';
import { fieldworkRules } from './fieldwork.ts';
import type { Rule } from './given.ts';
import { factorRules } from './factors.ts';
import { groupTestRules } from './groupTests.ts';
import { hingeRules } from './hinges.ts';
import { improvementRules } from './improvement.ts';
import { itemRules } from './items.ts';
import { judgmentRules } from './judgments.ts';
import { kanoRules } from './kano.ts';
import { measurementRules } from './measurement.ts';
import { modelComparisonRules } from './modelComparisons.ts';
import { modelRules } from './models.ts';
import { normalityRules } from './normality.ts';
import { regressionRules } from './regression.ts';
import { planningRules } from './planning.ts';
import { relationRules } from './relations.ts';
import { resamplingRules } from './resampling.ts';
import { reliabilityRules } from './reliability.ts';
import { restRules } from './restOfForms.ts';
import { rollUpRules } from './rollUps.ts';
import { shareRules } from './shares.ts';
import { signedRankRules } from './signedRanks.ts';
import { tableRules } from './tables.ts';
import { twoSideRules } from './twoSides.ts';
import { wayRules } from './waysToIndex.ts';
import { validityRules } from './validity.ts';
import { weightBasisRules } from './weightBases.ts';

/** The rules of an analysis: its own, then counts, then what is computed from answers whichever the analysis. */
export function rulesOf(analysis: string): readonly Rule[] {
  const own = [
    associationRules,
    bannerRules,
    choiceRules,
    comparisonRules,
    designTestRules,
    groupTestRules,
    hingeRules,
    wayRules,
    improvementRules,
    itemRules,
    measurementRules,
    modelComparisonRules,
    modelRules,
    normalityRules,
    relationRules,
    reliabilityRules,
    restRules,
    shareRules,
    crossTableTestRules,
    tableRules,
    discriminantRules,
    driverRules,
    featureScreenRules,
    regressionRules,
    twoSideRules,
    planningRules,
    rollUpRules,
    deliveredRules,
    fieldworkRules,
    signedRankRules,
    commentRules,
    exploringRules,
    kanoRules,
    judgmentRules,
    expertScoreRules,
    factorRules,
    validityRules,
    weightBasisRules,
  ].flatMap((table) => table[analysis] ?? []);
  return [...own, statistic, ...countRules, ...resamplingRules, ...answerRules];
}
