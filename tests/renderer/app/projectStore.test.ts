import { afterEach, expect, it, vi } from 'vitest';
import { useProjectStore } from '../../../renderer/app/projectStore.ts';
import type { Client } from '../../../renderer/client/createClient.ts';
import type { Output } from '../../../shared/contract/methods.ts';

const stateAt = (revision: number): Output<'project.state'> => ({
  projectId: 'p',
  revision,
  rowCount: revision,
  entities: {},
  undo: null,
  redo: null,
  savedAt: null,
  dirty: true,
});
const event = (revision: number, patch: [] | null) => ({
  projectId: 'p',
  revision,
  patch,
  rowCount: revision,
  undo: null,
  redo: null,
  cause: 'command' as const,
});

afterEach(() => useProjectStore.getState().closed());

/** A client whose answers come when told. */
function slowClient() {
  const answers: ((state: Output<'project.state'>) => void)[] = [];
  const call = vi.fn(() => new Promise((resolve) => answers.push(resolve)));
  return { client: { call } as unknown as Client, answer: (state: Output<'project.state'>) => answers.shift()!(state) };
}

it('takes the whole state where the event lists no patch', async () => {
  const { client, answer } = slowClient();
  const { open, changed } = useProjectStore.getState();
  open(stateAt(1));
  const following = changed(event(2, null), client);
  answer(stateAt(2));
  await following;
  expect(useProjectStore.getState().project).toMatchObject({ revision: 2, rowCount: 2 });
});

it('does not go back to an older state that arrives late', async () => {
  const { client, answer } = slowClient();
  const { open, changed } = useProjectStore.getState();
  open(stateAt(1));
  const following = changed(event(2, null), client);
  open(stateAt(2));
  await changed(event(3, []), client);
  answer(stateAt(2));
  await following;
  expect(useProjectStore.getState().project?.revision).toBe(3);
});
