import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { toWire } from '../../../electron/services/toWire.ts';
import type { Input, MethodName, Output } from '../../../shared/contract/methods.ts';
import { type Harness, root, startServices } from './services.ts';

export const sampleFile = join(root, 'resources/samples/supermarket.xlsx');

/** The services in a folder of their own, with the sample project open. */
interface SampleContract {
  readonly folder: string;
  readonly host: Harness;
  readonly sample: Output<'project.openSample'>;
  /** The first question on what customers perceived. */
  readonly scoreId: string;
  /** A good call; the services parse what comes back. */
  call<M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>>;
  /** A call that is refused: the error as it goes over the wire. */
  refused(method: string, input: unknown): Promise<unknown>;
  setCell(projectId: string, variableId: string, row: number, value: number): Promise<Output<'project.apply'>>;
  close(): Promise<void>;
}

/** The first question on what customers perceived. */
export const firstScore = (state: Output<'project.state'>): string => {
  const questions = Object.values(state.entities['variable']!) as { id: string; role: string; order: number }[];
  return questions.filter((question) => question.role === 'perception').toSorted((a, b) => a.order - b.order)[0]!.id;
};

async function openSampleContract(): Promise<SampleContract> {
  const folder = mkdtempSync(join(tmpdir(), 'csi-contract-'));
  const host = await startServices(folder, {
    chooseFile: () => Promise.resolve(sampleFile),
    chooseTarget: (name) => Promise.resolve(join(folder, name)),
  });
  const sample = await host.call('project.openSample', {});
  return {
    folder,
    host,
    sample,
    scoreId: firstScore(sample),
    call: (method, input) => host.call(method, input),
    async refused(method, input) {
      try {
        await host.services.call(method, input, {
          callId: 'x',
          signal: new AbortController().signal,
          report: () => undefined,
        });
      } catch (error) {
        return toWire(error);
      }
      throw new Error(`${method} was not refused`);
    },
    setCell: (projectId, variableId, row, value) =>
      host.call('project.apply', { projectId, command: { type: 'cells.set', edits: [{ variableId, row, value }] } }),
    async close() {
      await host.services.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Open from before the first test of the file that imports this until after its last. */
export let contract: SampleContract;
beforeAll(async () => {
  contract = await openSampleContract();
});
afterAll(() => contract.close());
