import { paperMm, runningCss } from '../../../../shared/report/reportCss.ts';

const mm = (value: number): string => `${value}mm`;
const paperRules = (['upright', 'wide'] as const)
  .map((paper) => {
    const { width, height, top, right, bottom, left } = paperMm[paper];
    const name = `.sheet-${paper}`;
    return `
${name} { --width: ${mm(width)}; --height: ${mm(height)}; }
${name} .window { left: ${mm(left)}; top: ${mm(top)}; width: ${mm(width - left - right)}; height: ${mm(height - top - bottom)}; }
${name} .head { left: ${mm(left)}; right: ${mm(right)}; top: 0; height: ${mm(top)}; }
${name} .foot { left: ${mm(left)}; right: ${mm(right)}; bottom: 0; height: ${mm(bottom)}; }`;
  })
  .join('');

/** Sheets of paper one below the other, at --scale; inside a shadow root, where only this and the report's own rules hold. */
export const sheetsCss = `
:host { display: block; }
.sheets { display: flex; flex-direction: column; gap: 20px; align-items: safe center; width: fit-content; min-width: 100%; box-sizing: border-box; padding: 20px 24px 48px; }
.sheet { position: relative; flex: none; width: calc(var(--width) * var(--scale)); height: calc(var(--height) * var(--scale)); overflow: hidden; background: #fff; box-shadow: 0 1px 3px rgb(16 24 40 / 16%), 0 4px 18px rgb(16 24 40 / 7%); }
.paper { position: absolute; left: 0; top: 0; width: var(--width); height: var(--height); transform: scale(var(--scale)); transform-origin: 0 0; }
.window { position: absolute; overflow: hidden; }
.head, .foot { position: absolute; display: flex; align-items: center; justify-content: space-between; gap: 8mm; ${runningCss} font-synthesis: none; white-space: nowrap; }
.foot { justify-content: center; white-space: pre; }
.csi-report [data-node] { cursor: default; }
.csi-report a { cursor: pointer; }
.csi-report .chosen { background: rgb(31 95 191 / 7%); outline: 1px solid #b9cff0; outline-offset: -1px; }
.measure { position: absolute; left: 0; top: 0; width: 0; height: 0; overflow: hidden; visibility: hidden; contain: strict; }
${paperRules}
`;
