import { afterEach, describe, expect, it, vi } from 'vitest';
import { requestColumns, useColumnStore } from '../../../renderer/features/data/columnCache.ts';
import { contentAt, type PackedColumn } from '../../../renderer/features/data/packedColumn.ts';
import type { Client } from '../../../renderer/client/createClient.ts';
import type { ToldPatch } from '../../../shared/commands/types.ts';
import type { Events } from '../../../shared/contract/events.ts';
import { variableId } from '../../../shared/model/ids.ts';

/** A host that answers when it is told to. */
function hostOf() {
  const asked: { readonly ids: readonly string[]; answer(revision: number, value: number): void; fail(): void }[] = [];
  let changed: ((event: Events['project.changed']) => void) | undefined;
  const client = {
    on(name: string, listener: (event: Events['project.changed']) => void) {
      if (name === 'project.changed') changed = listener;
      return () => undefined;
    },
    onConnection: () => () => undefined,
    call: (_method: string, { variables }: { readonly variables: readonly string[] }) =>
      new Promise((resolve, reject) => {
        asked.push({
          ids: [...variables],
          answer: (revision, value) =>
            resolve({
              revision,
              columns: variables.map(
                (id): PackedColumn => ({
                  variableId: id,
                  kind: 'numeric',
                  encoding: 'int8',
                  data: btoa(String.fromCharCode(value, value)),
                  dictionary: [],
                }),
              ),
            }),
          fail: () => reject(new Error('gone')),
        });
      }),
  } as unknown as Client;
  const tell = (revision: number, patch: ToldPatch): void =>
    changed?.({ projectId: 'p', revision, patch, rowCount: 2, undo: null, redo: null, cause: 'command' });
  return { client, asked, tell };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
const shown = (id: string) => {
  const column = useColumnStore.getState().columns.get(id);
  return column ? [contentAt(column, 0), contentAt(column, 1)] : null;
};
const answers = (...ids: string[]): ToldPatch => [{ op: 'answers', variableIds: ids.map((id) => variableId(id)) }];

describe('answers that changed in more cells than are told', () => {
  afterEach(() => useColumnStore.setState({ projectId: '', columns: new Map() }));

  it('are asked for anew and shown as they were until then; columns not held are not asked for', async () => {
    const { client, asked, tell } = hostOf();
    requestColumns(client, 'p', ['a']);
    asked[0]!.answer(1, 5);
    await settled();
    tell(2, answers('a', 'b'));
    expect(asked.map(({ ids }) => ids)).toEqual([['a'], ['a']]);
    expect(shown('a')).toEqual([5, 5]);
    // A change told cell by cell comes while the answer is on its way.
    tell(3, [{ op: 'cells', variableId: variableId('a'), rows: [1], values: [9] }]);
    asked[1]!.answer(2, 7);
    await settled();
    expect(shown('a')).toEqual([7, 9]);
  });

  it('are not taken from an answer given before the change', async () => {
    const { client, asked, tell } = hostOf();
    requestColumns(client, 'p', ['a']);
    tell(2, answers('a'));
    asked[0]!.answer(1, 5);
    await settled();
    expect(shown('a')).toBeNull();
    asked[1]!.answer(2, 7);
    await settled();
    expect(shown('a')).toEqual([7, 7]);
  });

  it('are not shown on as they were when the host does not answer', async () => {
    const { client, asked, tell } = hostOf();
    requestColumns(client, 'p', ['a', 'c']);
    asked[0]!.answer(1, 5);
    await settled();
    tell(2, answers('a'));
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    asked[1]!.fail();
    await settled();
    expect(log).toHaveBeenCalledOnce();
    log.mockRestore();
    expect([shown('a'), shown('c')]).toEqual([null, [5, 5]]);
    requestColumns(client, 'p', ['a']);
    asked[2]!.answer(2, 7);
    await settled();
    expect(shown('a')).toEqual([7, 7]);
  });
});
