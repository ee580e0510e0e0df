import constants from 'plotly.js/src/constants/numerical';

// Plotly writes negative numbers of its axes with U+2212. Values, tables and Office charts have the hyphen that can be typed, searched and
// pasted into a sheet: one sign for all. Imported before plotly's core, which reads the sign once.
constants.MINUS_SIGN = '-';
