/** The constants plotly's modules share; it ships no types for them. */
declare module 'plotly.js/src/constants/numerical' {
  const constants: { MINUS_SIGN: string };
  export default constants;
}
