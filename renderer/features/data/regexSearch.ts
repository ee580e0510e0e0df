import type { FindQuery, TextSearch } from './findCells.ts';
import type { RegexAnswer, RegexJob } from './regexWorker.ts';

/** An expression that takes longer is given up: some expressions never end. */
const limitMs = 3_000;

export class RegexProblem extends Error {
  readonly reason: 'invalid' | 'tooSlow';
  constructor(reason: 'invalid' | 'tooSlow') {
    super(reason);
    this.reason = reason;
  }
}

/** Each job has a worker of its own, ended when it is done or out of time. */
function runJob(job: RegexJob): Promise<RegexAnswer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./regexWorker.ts', import.meta.url), { type: 'module' });
    const end = (): void => {
      clearTimeout(timer);
      worker.terminate();
    };
    const timer = setTimeout(() => {
      end();
      reject(new RegexProblem('tooSlow'));
    }, limitMs);
    worker.addEventListener('message', (event: MessageEvent<RegexAnswer>) => {
      end();
      resolve(event.data);
    });
    worker.addEventListener('error', () => {
      end();
      reject(new RegexProblem('invalid'));
    });
    worker.postMessage(job);
  });
}

/** Search by a regular expression; $1 and $& in a replacement mean what they mean there. @throws RegexProblem 'invalid' at once, 'tooSlow' from its work */
export function regexSearch({ text, matchCase }: FindQuery): TextSearch {
  const flags = matchCase ? 'u' : 'iu';
  try {
    RegExp(text, flags);
  } catch {
    throw new RegexProblem('invalid');
  }
  return {
    matches: async (texts) => (await runJob({ pattern: text, flags, texts, replacement: null })) as readonly boolean[],
    replaced: async (texts, replacement) =>
      (await runJob({ pattern: text, flags, texts, replacement })) as readonly string[],
  };
}
