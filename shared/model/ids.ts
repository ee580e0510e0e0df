declare const brand: unique symbol;
type Branded<Base, Name extends string> = Base & { readonly [brand]: Name };

export type ProjectId = Branded<string, 'ProjectId'>;
export type VariableId = Branded<string, 'VariableId'>;
export type IndicatorId = Branded<string, 'IndicatorId'>;
export type ImportId = Branded<string, 'ImportId'>;
/** An opaque name for a file the user chose; the renderer never sees a path. */
export type FileHandle = Branded<string, 'FileHandle'>;

/** 0-1 */
export type Proportion = number;
/** 0-100 */
export type Percent = number;

export const variableId = (text: string): VariableId => text as VariableId;
export const indicatorId = (text: string): IndicatorId => text as IndicatorId;
