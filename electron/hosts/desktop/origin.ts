/** Our own scheme and its only host. Pages never come from file: or the network. */
export const scheme = 'app';
const appHost = 'app';
export const appOrigin = `${scheme}://${appHost}`;

/** The address is one of ours, judged by its parsed parts: text tests would let look-alikes pass. Node gives non-special schemes the origin 'null', so parts are compared. */
export function isAppUrl(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return url.protocol === `${scheme}:` && url.host === appHost && url.username === '' && url.password === '';
}
