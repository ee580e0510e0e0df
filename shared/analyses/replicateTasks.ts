import type { ReplicateTask } from '../model/replicates.ts';
import { plsBootstrap, plsJackknife } from '../plssem/bootstrap.ts';
import { plsPermutation } from '../plssem/permutation.ts';

/** Every kind of replicate work that workers can share, by its name: how a worker that was asked to help finds it. */
const tasks = [plsBootstrap, plsJackknife, plsPermutation] as const satisfies readonly ReplicateTask<never>[];

/** @throws Error for a name that is not in the table: a mistake of the program */
export function findReplicateTask(name: string): ReplicateTask<never> {
  const task = tasks.find((one) => one.name === name);
  if (!task) throw new Error(`unknown replicate task ${name}`);
  return task;
}
