import { describe, expect, it } from 'vitest';
import packageFile from '../../package.json' with { type: 'json' };
import { type ImportEdge, importsOf, packageOf, readSources, withoutComments } from './sources.ts';

const edges = readSources(['shared', 'electron', 'renderer', 'resources']).flatMap(importsOf);

/** First folder, and the second one where rules are told apart by it: 'renderer', 'shared/stats', 'electron/hosts/desktop'. */
function roomOf(path: string): string {
  const parts = path.split('/');
  if (parts[0] === 'renderer' || parts[0] === 'resources') return parts[0];
  if (parts[1] === 'hosts') return parts.length > 3 ? parts.slice(0, 3).join('/') : 'electron/hosts';
  return parts.length > 2 ? parts.slice(0, 2).join('/') : (parts[0] ?? '');
}

const offences = (bad: (edge: ImportEdge) => boolean): string[] =>
  edges.filter(bad).map((edge) => `${edge.from} -> ${edge.to}${edge.typeOnly ? ' (type)' : ''}`);

/** What each room of shared may import beside itself; `types` only as types. */
const sharedLayers: Readonly<
  Record<
    string,
    { readonly may: readonly string[]; readonly types?: readonly string[]; readonly packages?: readonly string[] }
  >
> = {
  model: { may: [] },
  numeric: { may: ['model'], packages: ['ml-matrix', '@stdlib'] },
  stats: { may: ['model', 'numeric'] },
  satisfaction: { may: ['model', 'numeric', 'stats'] },
  plssem: { may: ['model', 'numeric', 'stats'] },
  format: { may: ['model'], types: ['analyses'] },
  charts: { may: ['model', 'numeric', 'format'], types: ['analyses'] },
  analyses: { may: ['model', 'numeric', 'stats', 'satisfaction', 'plssem', 'format', 'charts'] },
  report: { may: ['model', 'satisfaction', 'format', 'charts', 'analyses'] },
  explain: { may: ['model', 'numeric', 'stats', 'satisfaction', 'plssem', 'format', 'analyses'] },
  importing: { may: ['model', 'numeric', 'format'] },
  cleaning: { may: ['model', 'numeric', 'stats'], packages: ['simple-statistics'] },
  commands: { may: ['model', 'numeric', 'satisfaction', 'cleaning', 'importing', 'report'], packages: ['zod'] },
  contract: { may: ['model', 'importing', 'cleaning', 'commands'], types: ['analyses', 'report'], packages: ['zod'] },
};

const electronLayers: Readonly<
  Record<string, { readonly may: readonly string[]; readonly types?: readonly string[] }>
> = {
  'electron/storage': { may: [] },
  'electron/workbooks': { may: [] },
  'electron/export': { may: [], types: ['electron/services'] },
  'electron/jobs': { may: ['electron/storage', 'electron/workbooks', 'electron/export'], types: ['electron/services'] },
  'electron/services': { may: ['electron/storage', 'electron/workbooks', 'electron/export', 'electron/jobs'] },
  'electron/hosts': { may: ['electron/services'] },
  'electron/hosts/desktop': { may: ['electron/hosts', 'electron/services'] },
  'electron/hosts/web': { may: ['electron/hosts', 'electron/services'] },
  // The command line reads tables without a project, and prints through the web host's browser.
  'electron/hosts/cli': { may: ['electron/hosts', 'electron/hosts/web', 'electron/services', 'electron/workbooks'] },
  'electron/preload': { may: [] },
};

describe('rooms', () => {
  it('finds the imports at all', () => {
    expect(edges.length).toBeGreaterThan(500);
    expect(edges).toContainEqual({ from: 'electron/preload/index.ts', to: 'electron', ours: false, typeOnly: false });
    expect(edges).toContainEqual({
      from: 'electron/preload/index.ts',
      to: 'shared/contract/wire.ts',
      ours: true,
      typeOnly: true,
    });
  });

  it('keeps renderer and electron apart', () => {
    expect(
      offences((edge) => edge.ours && edge.from.startsWith('renderer/') && edge.to.startsWith('electron/')),
    ).toEqual([]);
    expect(
      offences((edge) => edge.ours && edge.from.startsWith('electron/') && edge.to.startsWith('renderer/')),
    ).toEqual([]);
  });

  it('lets shared import shared only', () => {
    expect(offences((edge) => edge.ours && edge.from.startsWith('shared/') && !edge.to.startsWith('shared/'))).toEqual(
      [],
    );
  });

  it('lets nothing of the product import tests', () => {
    expect(offences((edge) => edge.ours && edge.to.startsWith('tests/'))).toEqual([]);
  });

  it("imports 'electron' in the desktop host and the preload script only", () => {
    expect(
      offences((edge) => edge.to === 'electron' && !/^electron\/(hosts\/desktop|preload)\//.test(edge.from)),
    ).toEqual([]);
  });

  it('ships no package that nothing of the product imports', () => {
    const imported = new Set(
      edges
        .filter((edge) => !edge.ours && !edge.typeOnly && /^(shared|electron)\//.test(edge.from))
        .map((edge) => packageOf(edge.to)),
    );
    expect(Object.keys(packageFile.dependencies).filter((name) => !imported.has(name))).toEqual([]);
  });

  it('gives the browser no Node', () => {
    const nodeOnly = new Set(['better-sqlite3', 'exceljs', 'docx', 'playwright-core', 'electron']);
    expect(
      offences(
        (edge) =>
          edge.from.startsWith('renderer/') &&
          !edge.ours &&
          (edge.to.startsWith('node:') || nodeOnly.has(packageOf(edge.to))),
      ),
    ).toEqual([]);
  });

  it.each(Object.entries(sharedLayers))('keeps shared/%s to its layer', (room, { may, types = [], packages = [] }) => {
    const found = edges.filter((edge) => roomOf(edge.from) === `shared/${room}`);
    const wrong = found.filter((edge) => {
      if (!edge.ours) return !packages.some((name) => packageOf(edge.to) === name || edge.to.startsWith(`${name}/`));
      const target = roomOf(edge.to).replace('shared/', '');
      return target !== room && !may.includes(target) && !(edge.typeOnly && types.includes(target));
    });
    expect(wrong).toEqual([]);
  });

  it('knows every room of shared', () => {
    const rooms = new Set(edges.map((edge) => roomOf(edge.from)).filter((room) => room.startsWith('shared/')));
    expect([...rooms].filter((room) => !(room.replace('shared/', '') in sharedLayers))).toEqual([]);
  });

  it.each(Object.entries(electronLayers))('keeps %s to its layer', (room, { may, types = [] }) => {
    const wrong = edges.filter((edge) => {
      if (roomOf(edge.from) !== room || !edge.ours || !edge.to.startsWith('electron/')) return false;
      const target = roomOf(edge.to);
      return target !== room && !may.includes(target) && !(edge.typeOnly && types.includes(target));
    });
    expect(wrong).toEqual([]);
  });
});

describe('withoutComments', () => {
  it('blanks comments and keeps strings, addresses and expressions', () => {
    expect(withoutComments("a; // b\nc('http://x'); /* d\n*/ e")).toBe("a;     \nc('http://x');     \n   e");
    expect(withoutComments('x.replace(/[/*]/g, "//")')).toBe('x.replace(/[/*]/g, "//")');
  });
});
