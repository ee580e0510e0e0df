import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export interface SourceFile {
  /** Relative to the repository, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** The text with comments blanked out; line numbers stay. */
  readonly code: string;
}

export interface ImportEdge {
  readonly from: string;
  /** A file of ours (relative to the repository) or a package's name, 'node:…' included. */
  readonly to: string;
  readonly ours: boolean;
  readonly typeOnly: boolean;
}

const sourceName = /\.(ts|tsx|mts|cts|mjs|cjs|js)$/;

/** All source files under the named folders of the repository. */
export function readSources(folders: readonly string[]): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && sourceName.test(entry.name))
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        const text = readFileSync(path, 'utf8');
        return { path: relative(root, path).split(sep).join('/'), text, code: withoutComments(text) };
      }),
  );
}

/** Blanks comments out; strings and templates are kept, so that a `//` in an address stays. */
export function withoutComments(text: string): string {
  const token =
    /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[\s\S]|[^`\\])*`|\/(?![*/\s])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[dgimsuvy]*(?=\s*[.,;)\]}])/g;
  return text.replace(token, (found) =>
    found.startsWith('//') || found.startsWith('/*') ? found.replace(/[^\n]/g, ' ') : found,
  );
}

const staticImport = /(?:^|[;\n])\s*(import|export)\s+(type\s+)?(?:[\w*{}\s,$]+?\s+from\s+)?(['"])([^'"\n]+)\3/g;
const dynamicImport = /\bimport\(\s*(['"])([^'"\n]+)\1/g;

/** What a file imports, types included. */
export function importsOf(file: SourceFile): ImportEdge[] {
  const edge = (specifier: string, typeOnly: boolean): ImportEdge => {
    const ours = specifier.startsWith('.');
    const to = ours
      ? relative(root, resolve(root, dirname(file.path), specifier))
          .split(sep)
          .join(posix.sep)
      : specifier;
    return { from: file.path, to, ours, typeOnly };
  };
  return [
    ...[...file.code.matchAll(staticImport)].map((match) => edge(match[4] ?? '', match[2] !== undefined)),
    ...[...file.code.matchAll(dynamicImport)].map((match) => edge(match[2] ?? '', false)),
  ];
}

/** 'ag-grid-react', '@tiptap/core', 'node:fs' */
export function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}
