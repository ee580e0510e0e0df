import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './support/workbench.ts';

/** Names of formats and of this machine, and names nobody can resolve. */
const notPlaces = [
  'www.w3.org',
  'json-schema.org',
  'schemas.openxmlformats.org',
  'schemas.microsoft.com',
  'purl.org',
  '127.0.0.1',
  'localhost',
  'csi.invalid',
];
/** In licences, sources of formulas and messages of libraries: read by people. */
const citations = [
  'www.apache.org',
  'en.wikipedia.org',
  'www.boost.org',
  'svnweb.freebsd.org',
  'doi.org',
  'www.netlib.org',
  'pubs.opengroup.org',
  'sites.google.com',
  'jse.amstat.org',
  'developer.mozilla.org',
  'github.com',
  'git.io',
  'plotly.com',
  'react.dev',
  'react.i18next.com',
  'www.ag-grid.com',
  'prosemirror.net',
];
/** Plotly's own services: switched off in every figure's configuration, and out of reach by connect-src and form-action. */
const switchedOff = ['cloud.plotly.com', 'cdn.plot.ly'];

const known = new Set([...notPlaces, ...citations, ...switchedOff]);

describe('the built program', () => {
  const files = readdirSync(join(root, 'out'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(js|cjs|css|html)$/.test(name),
  );
  const textOf = (name: string): string => readFileSync(join(root, 'out', name), 'utf8');

  it('names no place that is not on the list', () => {
    const found = new Set<string>();
    for (const name of files)
      for (const match of textOf(name).matchAll(/\b(?:https?|wss?):\/\/([a-z0-9.-]+)/gi))
        found.add((match[1] ?? '').toLowerCase());
    expect([...found].filter((host) => !known.has(host))).toEqual([]);
  });

  it('holds no source maps, inline scripts or handlers', () => {
    expect(files.length).toBeGreaterThan(10);
    expect(
      readdirSync(join(root, 'out'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.map')),
    ).toEqual([]);
    for (const name of files.filter((one) => one.endsWith('.html')))
      expect(textOf(name)).not.toMatch(/<script(?![^>]*\bsrc=)|\son\w+\s*=|javascript:/i);
  });

  it('has one preload script, which asks for nothing but electron', () => {
    const preload = files.filter((name) => name.startsWith('preload'));
    expect(preload.length).toBe(1);
    expect([...textOf(preload[0] ?? '').matchAll(/require\(["']([^"']+)["']\)/g)].map((match) => match[1])).toEqual([
      'electron',
    ]);
  });

  it('loads charts, grid and editor only when they are needed', () => {
    const first = textOf(join('renderer', 'index.html'));
    expect(first).not.toMatch(/plotly|grid|editor|DataRoom|AnalysisRoom|ReportRoom/i);
    const entry = /src="\.\/(assets\/[^"]+)"/.exec(first)?.[1] ?? '';
    const loaded = [
      entry,
      ...[...first.matchAll(/modulepreload"[^>]*href="\.\/([^"]+)"/g)].map((match) => match[1] ?? ''),
    ];
    const bytes = loaded.reduce((sum, name) => sum + textOf(join('renderer', name)).length, 0);
    expect(bytes).toBeLessThan(1_500_000);
  });
});
