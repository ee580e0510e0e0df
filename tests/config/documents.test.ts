import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from './sources.ts';

const rooms = ['shared', 'electron', 'renderer', 'resources', 'tests'];
const documents = [
  'README.md',
  ...rooms.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md') && !name.includes('.output'))
      .map((name) => join(room, name)),
  ),
];

it('documents name files and folders that are there', () => {
  expect(documents.length).toBeGreaterThan(30);
  const missing = documents.flatMap((document) => {
    const text = readFileSync(join(root, document), 'utf8');
    const linked = [...text.matchAll(/\]\((?!\w+:)([^)\s#]+)/g)].map(([, path]) => join(dirname(document), path!));
    const named = [...text.matchAll(/`((?:shared|electron|renderer|resources|tests)\/[\w./-]+)`/g)].map(
      ([, path]) => path!,
    );
    return (
      [...linked, ...named]
        // What a run writes is there after it.
        .filter((path) => !path.includes('.output'))
        .filter((path) => !existsSync(join(root, path)) && !existsSync(join(root, `${path}.ts`)))
        .map((path) => `${document}: ${path}`)
    );
  });
  expect(missing).toEqual([]);
});
