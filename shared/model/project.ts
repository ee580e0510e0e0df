import type { Exclusion, ProjectSettings, SurveyDesign } from './dataset.ts';
import type { Indicator, Weighting } from './indicator.ts';
import type { Rule } from './rule.ts';
import type { StructuralModel } from './structuralModel.ts';
import type { Bilingual, Locale } from './text.ts';
import type { Variable } from './variable.ts';

/** A result the user keeps on the analysis screen: which analysis, with what, and how it is shown. */
export interface AnalysisCard {
  readonly id: string;
  readonly analysis: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly options: Readonly<Record<string, unknown>>;
  /** The user's own title, or null for the catalogue's. */
  readonly title: string | null;
  readonly pinned: boolean;
  readonly order: number;
  /** The user's changes to a figure: figure id -> title, colours, size. */
  readonly figureStyles: Readonly<Record<string, FigureStyle>>;
}

/** What an author changed of a figure; what is absent stays as the figure is drawn, what a figure cannot take is passed over. */
export interface FigureStyle {
  readonly title?: string;
  /** Hex colours in trace order; missing entries keep the theme's. */
  readonly colours?: readonly string[];
  /** Values written at the data; in a plane the names of its points. */
  readonly labels?: boolean;
  /** Decimals of the written values, 0-4. */
  readonly digits?: number;
  /** Categories by their value; absent = as in the survey or as the analysis ranks them. */
  readonly order?: FigureOrder;
  readonly letters?: FigureLetters;
  readonly legend?: FigureLegend;
  readonly axis?: FigureAxisRange;
  readonly grid?: boolean;
}
/** Of a written value. */
export const mostDigits = 4;
export const figureOrders = ['descending', 'ascending'] as const;
export type FigureOrder = (typeof figureOrders)[number];
export const figureLetters = ['small', 'large'] as const;
export type FigureLetters = (typeof figureLetters)[number];
export const figureLegends = ['top', 'right', 'bottom', 'none'] as const;
export type FigureLegend = (typeof figureLegends)[number];
/** From 0, over the whole scale of the values, or as near to the data as they allow. */
export const figureAxisRanges = ['zero', 'scale', 'fitted'] as const;
export type FigureAxisRange = (typeof figureAxisRanges)[number];

/** Keep the forms whose answer to a question is one of these (codes for numbers, texts for text columns). Several conditions: all must hold. */
export interface FilterCondition {
  readonly variableId: string;
  readonly values: readonly (number | string)[];
}

/** How reports of a company look; '' and null leave the program's own. */
export interface ReportLook {
  /** Hex colour of heading numbers and rules. */
  readonly accent: string;
  readonly latinFont: string;
  readonly eastAsianFont: string;
  /** Stands in the header of every page. */
  readonly company: string;
  /** Picture for the cover, by the id of a report file. */
  readonly logo: string | null;
  /** A Word file whose styles, headers, footers and cover the exported Word file takes over, by the id of a report file. */
  readonly letterhead: string | null;
}

export const defaultLook: ReportLook = {
  accent: '',
  latinFont: '',
  eastAsianFont: '',
  company: '',
  logo: null,
  letterhead: null,
};

/** A picture or letterhead of the report, named by its contents, so that editing the text never copies it. */
export interface ReportFile {
  readonly id: string;
  readonly name: string;
  readonly mediaType: ReportFileType;
  readonly base64: string;
}
export const reportFileTypes = [
  'image/png',
  'image/jpeg',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
] as const;
export type ReportFileType = (typeof reportFileTypes)[number];

/** What a final report keeps beside its text: the results its numbers came from, and of which data they are. */
export interface ReportFreeze {
  /** ISO time. */
  readonly at: string;
  readonly revision: number;
  /** SHA-256 over answers and definitions. */
  readonly dataHash: string;
  /** result null: there was none, for the reason in message. */
  readonly results: readonly {
    readonly request: {
      readonly analysis: string;
      readonly inputs: Readonly<Record<string, unknown>>;
      readonly options: Readonly<Record<string, unknown>>;
    };
    readonly result: unknown;
    readonly message: Bilingual | null;
  }[];
}

/** The report as a ProseMirror document (JSON); its node types are declared in shared/report/document.ts. */
export interface StoredReport {
  readonly id: string;
  readonly title: string;
  readonly locale: Locale;
  readonly document: Readonly<Record<string, unknown>>;
  readonly figureStyles: Readonly<Record<string, FigureStyle>>;
  readonly look?: ReportLook | undefined;
  /** Of the report 'frozen' only. */
  readonly freeze?: ReportFreeze;
}

/** One import into this project, with the plan it used, so that next month's file can use it again. */
export interface ImportRecord {
  readonly id: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly importedAt: string;
  readonly plan: Readonly<Record<string, unknown>>;
  /** First form of this import in the project's row numbering, and how many. Columns joined by a key concern all forms there were. */
  readonly firstRow: number;
  readonly rows: number;
  /** What was done with the file; absent: its forms replaced what was there. */
  readonly how?: 'stack' | 'join';
  /** The sheet's column (0-based) of each question it was read into, by the question's id. */
  readonly questions?: Readonly<Record<string, number>>;
  /** What a .sav file said of its variables (SavDictionary), so that an export can say it again; absent for other files. */
  readonly dictionary?: Readonly<Record<string, unknown>>;
}

/**
 * The collections of a project: every saved fact that is not a cell. One entity = one JSON value under (collection, id).
 * 'exclusion' is keyed by the form's row; 'settings', 'design', 'filter', 'model' and 'report' hold one entity with id 'main'; a report that
 * has been made final is kept beside it as 'frozen'.
 */
export interface Collections {
  variable: Variable;
  indicator: Indicator;
  weighting: Weighting;
  exclusion: Exclusion;
  card: AnalysisCard;
  import: ImportRecord;
  settings: ProjectSettings;
  design: SurveyDesign;
  filter: { readonly conditions: readonly FilterCondition[] };
  model: StructuralModel;
  report: StoredReport;
  reportFile: ReportFile;
  rule: Rule;
}
export type Collection = keyof Collections;
export const collections: readonly Collection[] = [
  'variable',
  'indicator',
  'weighting',
  'exclusion',
  'card',
  'import',
  'settings',
  'design',
  'filter',
  'model',
  'report',
  'reportFile',
  'rule',
];

/** All entities of a project by collection and id, as commands read them. */
export type Entities = { readonly [C in Collection]: ReadonlyMap<string, Collections[C]> };

/** The entities of a project with nothing in it. */
export function emptyEntities(): { [C in Collection]: Map<string, Collections[C]> } {
  return {
    variable: new Map(),
    indicator: new Map(),
    weighting: new Map(),
    exclusion: new Map(),
    card: new Map(),
    import: new Map(),
    settings: new Map(),
    design: new Map(),
    filter: new Map(),
    model: new Map(),
    report: new Map(),
    reportFile: new Map(),
    rule: new Map(),
  };
}

/** Entities in display order. */
export const ordered = <T extends { readonly order: number }>(entities: ReadonlyMap<string, T>): T[] =>
  [...entities.values()].toSorted((a, b) => a.order - b.order);
