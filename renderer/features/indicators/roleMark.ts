import type { Role } from '../../../shared/model/variable.ts';

/** Which tint a question's chip has; the word is always there too. */
export const roleTone = (role: Role): string =>
  ['perception', 'expectation', 'importance', 'kanoFunctional', 'kanoDysfunctional'].includes(role) ? role : 'other';
