/** What stands where a number cannot be had. */
export const missingMark = '–';
