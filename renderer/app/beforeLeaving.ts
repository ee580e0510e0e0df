type Settle = () => Promise<void>;

const waiting = new Set<Settle>();

/** What a room still has in hand is saved before the project is closed. Gives the function that takes it back. */
export function beforeLeaving(settle: Settle): () => void {
  waiting.add(settle);
  return () => void waiting.delete(settle);
}

/** Saves everything that rooms have in hand. */
export const settleAll = async (): Promise<void> => void (await Promise.all([...waiting].map((settle) => settle())));
