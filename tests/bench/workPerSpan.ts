import type { Page } from 'playwright-core';

interface TraceEvent {
  readonly name: string;
  readonly cat: string;
  readonly ph: string;
  readonly ts: number;
  /** Duration, and what of it the thread was on the processor; both in microseconds. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly pid: number;
  readonly tid: number;
}

interface Span {
  readonly pid: number;
  readonly tid: number;
  readonly from: number;
  readonly until: number;
}

/**
 * What the window's thread did on the processor for each measured span, in milliseconds: tasks that lie in it, by the browser's own trace.
 * Unlike the time that passes, it has no waiting for the next frame in it, nor for a processor that others hold.
 * spanName: the name the page gives its spans by performance.measure while work runs.
 */
export async function workPerSpan(page: Page, spanName: string, work: () => Promise<void>): Promise<readonly number[]> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['disabled-by-default-devtools.timeline', 'blink.user_timing'] },
  });
  await work();
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
  await session.detach();
  return spansOf(events, spanName).map((span) => workIn(span, events));
}

function spansOf(events: readonly TraceEvent[], name: string): readonly Span[] {
  const marks = events
    .filter((event) => event.name === name && event.cat.includes('blink.user_timing'))
    .toSorted((a, b) => a.ts - b.ts);
  const ends = marks.filter(({ ph }) => ph === 'e');
  return marks
    .filter(({ ph }) => ph === 'b')
    .flatMap(({ pid, tid, ts }, place) => {
      const end = ends[place];
      return end ? [{ pid, tid, from: ts, until: end.ts }] : [];
    });
}

/** A task that began before the span counts with the part that lies in it. */
function workIn({ pid, tid, from, until }: Span, events: readonly TraceEvent[]): number {
  let work = 0;
  for (const event of events) {
    if (event.name !== 'RunTask' || event.pid !== pid || event.tid !== tid || !event.dur || !event.tdur) continue;
    const inside = Math.min(event.ts + event.dur, until) - Math.max(event.ts, from);
    if (inside > 0) work += (event.tdur * inside) / event.dur;
  }
  return work / 1000;
}
