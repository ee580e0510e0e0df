/** What the .sav reader and writer accept; the numbers bound memory and time for hostile files. */
export const savLimits = {
  fileBytes: 768 * 1024 * 1024,
  variables: 32_767,
  /** Variables times cases. */
  cells: 30_000_000,
  /** 8-byte units of all cases: a wide text of nothing but spaces takes a byte per unit or less, but the time of all of them. */
  units: 256_000_000,
  /** UTF-16 units over all distinct texts, 32 more counted for each. */
  textUnits: 160 * 1024 * 1024,
  /** Cells that hold text: each is a reference. */
  textCells: 20_000_000,
  valueLabels: 1_000_000,
  /** Bytes of one text variable, the limit of the format. */
  textWidth: 32_767,
  /** One block of zlib data, inflated. */
  blockBytes: 64 * 1024 * 1024,
} as const;

/** Widest text that needs no segments; what is declared and what counts of each segment of a wider one. */
export const segmentBytes = { single: 255, stored: 255, counted: 252 } as const;

/** Largest and second largest negative number: system-missing, and the open low end of a range. */
export const sysmis = -Number.MAX_VALUE;
export const highest = Number.MAX_VALUE;
export const lowest = -1.797693134862315508561e308;
