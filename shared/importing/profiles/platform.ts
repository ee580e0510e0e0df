import type { Bilingual } from '../../model/text.ts';
import type { SurveyPlatformId } from './platformIds.ts';

/** What a platform writes beside the answers. */
export type ServiceKind = 'id' | 'moment' | 'duration' | 'source' | 'personal' | 'score' | 'technical';

/** A mark in place of an answer. text: as the export by words writes it; code: as the export by codes does. */
export interface SkipMark {
  readonly text: string;
  readonly code: number;
  readonly label: string;
}

/** How one platform writes its exports. All patterns are tried on the heading without white space at its ends. */
export interface SurveyPlatform {
  readonly id: SurveyPlatformId;
  readonly title: Bilingual;
  /** Columns of the platform's own, by heading. */
  readonly service: readonly { readonly heading: RegExp; readonly kind: ServiceKind }[];
  /** So many of them must be there for the file to be an export of this platform. */
  readonly atLeast: number;
  /** A question's heading: groups number and text. null where questions are written in no way of their own. */
  readonly question: RegExp | null;
  readonly skips: readonly SkipMark[];
}

/** The kind of a column of the platform's own, or null for a question. */
export function serviceKind(platform: SurveyPlatform, heading: string): ServiceKind | null {
  return platform.service.find((entry) => entry.heading.test(heading))?.kind ?? null;
}
