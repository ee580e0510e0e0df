const powers: Readonly<Record<string, number>> = { '²': 2, '³': 3, '⁴': 4 };
const functions: Readonly<Record<string, (value: number) => number>> = {
  '√': Math.sqrt,
  ln: Math.log,
};

/**
 * What a filled formula gives when it is worked out by hand: numbers, + − × /, brackets, powers, roots, logarithms, max and min. Null where
 * there is more in it than that (a probability).
 */
export function byHand(filled: string): number | null {
  const text = filled.replace(/　\(df = .*\)$/, '').replaceAll(/\s/g, '');
  if (!/^(?:\d+(?:\.\d+)?(?:e[+−]?\d+)?|[−+×/(),²³⁴√]|ln|max|min)+$/.test(text)) return null;
  let at = 0;
  const take = (pattern: RegExp): string | null => {
    const found = pattern.exec(text.slice(at))?.[0] ?? null;
    if (found !== null) at += found.length;
    return found;
  };
  const expression = (): number => {
    let value = product();
    for (let sign = take(/^[+−]/); sign; sign = take(/^[+−]/)) value += sign === '+' ? product() : -product();
    return value;
  };
  const product = (): number => {
    let value = factor();
    for (let sign = take(/^[×/]/); sign; sign = take(/^[×/]/))
      value = sign === '×' ? value * factor() : value / factor();
    return value;
  };
  const list = (): number[] => {
    take(/^\(/);
    const values = [expression()];
    while (take(/^,/)) values.push(expression());
    take(/^\)/);
    return values;
  };
  const factor = (): number => {
    if (take(/^−/)) return -factor();
    const name = take(/^(?:√|ln)/);
    if (name) return functions[name]!(factor());
    const end = take(/^(?:max|min)/);
    if (end) return end === 'max' ? Math.max(...list()) : Math.min(...list());
    let value = text[at] === '(' ? list()[0]! : Number(take(/^\d+(?:\.\d+)?(?:e[+−]?\d+)?/)?.replace('−', '-'));
    for (let power = take(/^[²³⁴]/); power; power = take(/^[²³⁴]/)) value **= powers[power]!;
    return value;
  };
  const value = expression();
  if (at < text.length || Number.isNaN(value)) throw new Error(`not by hand: ${filled}`);
  return value;
}
