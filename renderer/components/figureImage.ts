import fontUrl from '@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff2?url';
import type { ChartFigure } from '../../shared/analyses/types.ts';
import { figureHeight } from '../../shared/charts/figureHeight.ts';
import { designWidth } from '../../shared/charts/theme.ts';
import type { Locale } from '../../shared/model/text.ts';

/** Bytes as base64 without a call stack as long as the file. */
export async function base64Of(blob: Blob): Promise<string> {
  const address = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(reader.result as string));
    reader.addEventListener('error', () => reject(reader.error ?? new Error('the file could not be read')));
    reader.readAsDataURL(blob);
  });
  return address.slice(address.indexOf(',') + 1);
}

/** The figure at its design width as an SVG file; its texts stay texts. */
export async function figureSvg(figure: ChartFigure, locale: Locale): Promise<Blob> {
  const { figureFontReady, Plotly, plotlyConfig, plotlyParts } = await import('./plotlyBundle.ts');
  await figureFontReady();
  const { data, layout } = plotlyParts(figure);
  const height = figureHeight(figure, designWidth);
  const text = await Plotly.toImage(
    { data, layout, config: plotlyConfig(locale) },
    { format: 'svg', width: designWidth, height },
  );
  const svg = text.startsWith('data:') ? decodeURIComponent(text.slice(text.indexOf(',') + 1)) : text;
  return new Blob([svg], { type: 'image/svg+xml' });
}

let fontFace: Promise<string> | null = null;

/** An SVG drawn as an image sees no web fonts of the page, so the shipped Chinese face travels inside it. */
async function embeddedFace(): Promise<string> {
  fontFace ??= fetch(fontUrl)
    .then((response) => response.blob())
    .then(base64Of)
    .then(
      (data) =>
        `<style>@font-face{font-family:'Noto Sans SC';src:url(data:font/woff2;base64,${data}) format('woff2')}</style>`,
    );
  return fontFace;
}

async function loadedImage(address: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = address;
  await image.decode();
  return image;
}

/** A drawn SVG and its size in pixels. */
export interface DrawnSvg {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/** Drawn SVGs as PNGs of scale times their size, on white. They are stacked into one picture, so that the shipped face is read once for all. */
export async function svgPngs(drawn: readonly DrawnSvg[], scale: number): Promise<readonly Blob[]> {
  let top = 0;
  const placed = drawn.map((one) => {
    const y = top;
    top += one.height;
    return { ...one, y };
  });
  const width = Math.max(1, ...drawn.map((one) => one.width));
  const parts = placed.map(({ svg, y }) => svg.replace('<svg', `<svg x="0" y="${y}"`));
  const whole = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${top}" viewBox="0 0 ${width} ${top}">${await embeddedFace()}${parts.join('')}</svg>`;
  const address = URL.createObjectURL(new Blob([whole], { type: 'image/svg+xml' }));
  try {
    const image = await loadedImage(address);
    return await Promise.all(
      placed.map((one) => {
        const canvas = document.createElement('canvas');
        canvas.width = Math.round(one.width * scale);
        canvas.height = Math.round(one.height * scale);
        const context = canvas.getContext('2d');
        if (!context) throw new Error('this window cannot draw images');
        context.fillStyle = '#ffffff';
        context.fillRect(0, 0, canvas.width, canvas.height);
        context.drawImage(image, 0, one.y, one.width, one.height, 0, 0, canvas.width, canvas.height);
        return new Promise<Blob>((resolve, reject) =>
          canvas.toBlob(
            (blob) => (blob ? resolve(blob) : reject(new Error('the image could not be made'))),
            'image/png',
          ),
        );
      }),
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** The figure as a PNG, scale times its design width (720 px): 2 for the screen and mail, 3 for print. */
export async function figurePng(figure: ChartFigure, locale: Locale, scale: number): Promise<Blob> {
  const svg = await (await figureSvg(figure, locale)).text();
  const [png] = await svgPngs([{ svg, width: designWidth, height: figureHeight(figure, designWidth) }], scale);
  return png!;
}
