/**
 * What a test's browser is started with: where the machine names no language, Chromium cannot open a file whose name has other letters
 * than English ones, and waits without a word.
 */
export const browserEnvironment = (): Record<string, string> => ({
  ...Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  ),
  ...(process.platform === 'linux' ? { LC_ALL: 'C.UTF-8' } : {}),
});
