/**
 * Names of the annotations that a restyled figure changes, in plotly's own field for an annotation's name: values at the data, names of
 * series at their first point, names of points in a plane, the list of names that numbers at the points stand for, words in the corners.
 */
export const valueNote = 'value';
export const seriesNote = 'series';
export const pointNote = 'point';
export const keyNote = 'key';
export const cornerNote = 'corner';
