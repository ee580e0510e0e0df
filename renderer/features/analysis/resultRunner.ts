import type { AnalysisRequest, AnalysisResult } from '../../../shared/analyses/types.ts';
import type { Output } from '../../../shared/contract/methods.ts';
import type { Bilingual } from '../../../shared/model/text.ts';
import { requestKey } from './cardModel.ts';

export type Outcome =
  | { readonly ok: true; readonly result: AnalysisResult }
  | { readonly ok: false; readonly message: Bilingual };

/** The last known answer for a card, and what it answers. */
export interface Answer {
  readonly key: string;
  /** Revision of the project the answer holds for. */
  readonly revision: number;
  readonly outcome: Outcome;
}

export interface Wanted {
  readonly id: string;
  readonly request: AnalysisRequest;
}

/** Two answers that say the same, whatever revision they were computed at. */
function sameOutcome(a: Outcome, b: Outcome): boolean {
  if (a.ok !== b.ok) return false;
  if (!a.ok || !b.ok) return JSON.stringify(a) === JSON.stringify(b);
  return JSON.stringify({ ...a.result, revision: 0 }) === JSON.stringify({ ...b.result, revision: 0 });
}

type Run = (requests: readonly AnalysisRequest[], signal: AbortSignal) => Promise<Output<'analysis.run'>>;

interface Flight {
  readonly revision: number;
  readonly asked: readonly { readonly id: string; readonly key: string }[];
  readonly controller: AbortController;
}

/**
 * Keeps answers for the cards in sight up to date: one batch in flight at a time; a batch that answers an old question is stopped and
 * asked anew; scrolling never stops one. Old answers stay until new ones come.
 */
export class ResultRunner {
  readonly #run: Run;
  #listeners = new Set<() => void>();
  #wanted = new Map<string, { readonly request: AnalysisRequest; readonly key: string }>();
  #visible: ReadonlySet<string> = new Set();
  #revision = -1;
  #answers: ReadonlyMap<string, Answer> = new Map();
  #flight: Flight | null = null;
  /** Set when a whole batch failed; nothing is asked again until something changes. */
  #failure: unknown = null;
  #stopped = false;

  constructor(run: Run) {
    this.#run = run;
  }

  /** For useSyncExternalStore. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly answers = (): ReadonlyMap<string, Answer> => this.#answers;
  readonly failure = (): unknown => this.#failure;

  isFresh(id: string): boolean {
    const wanted = this.#wanted.get(id);
    const answer = this.#answers.get(id);
    return (
      wanted !== undefined && answer !== undefined && answer.key === wanted.key && answer.revision >= this.#revision
    );
  }

  /** What should be answered, at which revision of the project. */
  want(revision: number, cards: readonly Wanted[]): void {
    this.#stopped = false;
    this.#wanted = new Map(cards.map((card) => [card.id, { request: card.request, key: requestKey(card.request) }]));
    if (revision !== this.#revision) this.#failure = null;
    this.#revision = revision;
    const flight = this.#flight;
    if (
      flight &&
      (flight.revision < revision || flight.asked.some((one) => this.#wanted.get(one.id)?.key !== one.key))
    ) {
      this.#flight = null;
      this.#failure = null;
      flight.controller.abort();
    }
    this.#next();
  }

  /** Which of the cards are in sight. */
  see(ids: ReadonlySet<string>): void {
    this.#visible = ids;
    this.#next();
  }

  retry(): void {
    this.#failure = null;
    this.#next();
  }

  stop(): void {
    this.#stopped = true;
    this.#flight?.controller.abort();
    this.#flight = null;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  #next(): void {
    if (this.#flight || this.#stopped || this.#failure !== null) return;
    const due = [...this.#wanted].filter(([id]) => this.#visible.has(id) && !this.isFresh(id));
    if (due.length === 0) return;
    const controller = new AbortController();
    const flight: Flight = { revision: this.#revision, asked: due.map(([id, { key }]) => ({ id, key })), controller };
    this.#flight = flight;
    this.#run(
      due.map(([, { request }]) => request),
      controller.signal,
    ).then(
      (output) => this.#landed(flight, output),
      (error: unknown) => this.#failed(flight, error),
    );
  }

  #landed(flight: Flight, output: Output<'analysis.run'>): void {
    if (this.#flight !== flight) return;
    this.#flight = null;
    const answers = new Map(this.#answers);
    const revision = Math.max(flight.revision, output.revision);
    flight.asked.forEach(({ id, key }, index) => {
      const given = output.results[index];
      if (!given) return;
      const outcome: Outcome = given.ok
        ? { ok: true, result: given.result as unknown as AnalysisResult }
        : { ok: false, message: given.error.message };
      // An answer that stays the same stays the same object, so that nothing of it is drawn anew.
      const before = answers.get(id);
      const kept = before && before.key === key && sameOutcome(before.outcome, outcome) ? before.outcome : outcome;
      answers.set(id, { key, revision, outcome: kept });
    });
    for (const id of answers.keys()) if (!this.#wanted.has(id)) answers.delete(id);
    this.#answers = answers;
    this.#tell();
    this.#next();
  }

  #failed(flight: Flight, error: unknown): void {
    if (this.#flight !== flight) return;
    this.#flight = null;
    this.#failure = error;
    this.#tell();
  }
}
