import entries from './entries.json' with { type: 'json' };

export type WorkerName = keyof typeof entries;

/**
 * Where a worker's program is: the TypeScript source when this module runs from its source (Node strips the types), else the built file,
 * which stands beside the hosts in out/main (chunks one folder deeper). entries.json names them for the build, too.
 */
export function workerEntry(name: WorkerName, from: string = import.meta.url): URL {
  if (from.endsWith('.ts')) return new URL(`../../${entries[name]}`, from);
  const folder = new URL('.', from);
  return new URL(folder.pathname.endsWith('/chunks/') ? `../${name}.js` : `./${name}.js`, folder);
}
