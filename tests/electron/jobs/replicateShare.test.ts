import { describe, expect, it } from 'vitest';
import {
  helpWithReplicates,
  isOpen,
  letHelpersLeave,
  type ReplicateOffer,
  ReplicateSharer,
} from '../../../electron/jobs/replicateShare.ts';
import { CancelledError } from '../../../shared/model/errors.ts';
import { runReplicates } from '../../../shared/model/replicates.ts';
import { uncontrolled } from '../../../shared/model/runControl.ts';
import { plsBootstrap, plsJackknife, type ResamplingInput } from '../../../shared/plssem/bootstrap.ts';
import { defaultOptions, estimatePls } from '../../../shared/plssem/estimate.ts';
import { specify } from '../../../shared/plssem/model.ts';
import { randomStream } from '../../../shared/numeric/random.ts';

const specification = specify({
  constructs: [
    { name: 'a', items: ['a1', 'a2'], mode: 'A' },
    { name: 'b', items: ['b1', 'b2'], mode: 'A' },
  ],
  paths: [{ from: 'a', to: 'b' }],
});
const random = randomStream(4);
const latent = Float64Array.from({ length: 60 }, () => random.normal());
const columns = specification.items.map(() => latent.map((value) => 50 + 10 * (value + random.normal())));
const estimate = estimatePls(specification, columns);
if (estimate.status !== 'ok') throw new Error(estimate.reason);
const input: ResamplingInput = { specification, rows: estimate.rows, options: defaultOptions, kind: 'none', seed: 3 };
const alone = runReplicates(plsBootstrap, input, 95, uncontrolled);
const progress = { before: 0, total: 95, phase: 'resampling' };

/** Shares the bootstrap with what `helper` does when it hears of the work. */
const sharer = new ReplicateSharer();
const shared = (helper: (offer: ReplicateOffer) => void, control = uncontrolled): Float64Array =>
  sharer.control(helper, control)(plsBootstrap, input, 95, progress);

describe('replicates shared by workers', () => {
  it('are the same with nobody, with one who does all, and with one who leaves at once', () => {
    expect(shared(() => undefined)).toEqual(alone);
    expect(shared(helpWithReplicates)).toEqual(alone);
    let open = false;
    const leaving = shared((offer) => {
      letHelpersLeave(offer, true);
      helpWithReplicates(offer);
      open = isOpen(offer);
    });
    expect(open).toBe(true);
    expect(leaving).toEqual(alone);
  });

  it('are done again where a helper has taken some and vanished', () => {
    const memories: SharedArrayBuffer[] = [];
    const vanished = shared(({ board, values }) => {
      memories.push(values.buffer);
      Atomics.add(board, 0, 2);
    });
    expect(vanished).toEqual(alone);
    // The one who vanished may come back and write: the memory is not used again.
    shared(({ values }) => memories.push(values.buffer));
    shared(({ values }) => memories.push(values.buffer));
    expect(memories[1]).not.toBe(memories[0]);
    expect(memories[2]).toBe(memories[1]);
  });

  it('cannot be spoiled by one who comes to an earlier round', () => {
    let earlier: ReplicateOffer | null = null;
    shared((offer) => (earlier = offer));
    const next = shared(() => {
      expect(isOpen(earlier!)).toBe(false);
      helpWithReplicates(earlier!);
    });
    expect(next).toEqual(alone);
  });

  it('are divided into rounds where their numbers are many', () => {
    const wide = {
      name: 'pls.bootstrap',
      prepare: () => ({ width: 2 ** 17, run: (i: number, out: Float64Array, at: number) => void (out[at] = i) }),
    };
    let offers = 0;
    const values = sharer.control(() => void offers++, uncontrolled)(wide, {}, 40, progress);
    // Of the three rounds the last is a single chunk, for which nobody is called.
    expect(offers).toBe(2);
    expect(Array.from({ length: 40 }, (_, i) => values[i * 2 ** 17])).toEqual(Array.from({ length: 40 }, (_, i) => i));
  });

  it('tell how far they are, stop when asked to, and are closed to helpers then', () => {
    const reports: number[] = [];
    let offered: ReplicateOffer | null = null;
    let asked = 0;
    const control = {
      report: (done: number) => void reports.push(done),
      throwIfCancelled: () => {
        if (++asked > 4) throw new CancelledError();
      },
    };
    expect(() => shared((offer) => (offered = offer), control)).toThrow(CancelledError);
    expect(reports).toEqual([0, 10, 20, 30]);
    expect(isOpen(offered!)).toBe(false);
  });

  it('leave out each row in turn as a refit to the others does', () => {
    const rows = runReplicates(plsJackknife, input, 60, uncontrolled);
    const width = rows.length / 60;
    for (const row of [0, 17, 59]) {
      const rest = estimatePls(
        specification,
        columns.map((column) => column.filter((_, place) => place !== row)),
      );
      if (rest.status !== 'ok') throw new Error(rest.reason);
      expect(rows[row * width]).toBeCloseTo(rest.coefficients[0]!, 10);
    }
  });
});
