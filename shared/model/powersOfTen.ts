/** Exponents of the Chinese words for powers of ten behind digits: "5千", "1.2万". */
export const powersOfTen: Readonly<Record<string, number>> = { 百: 2, 千: 3, 万: 4, 亿: 8 };
