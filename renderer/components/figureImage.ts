import fontUrl from '@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff2?url';
import type { ChartFigure } from '../../shared/analyses/types.ts';
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
  const height = Math.round(designWidth * figure.aspect);
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

/** A drawn SVG of width x height pixels as a PNG of scale times that size, on white, with the shipped face for its texts. */
export async function svgPng(svg: string, width: number, height: number, scale: number): Promise<Blob> {
  const withFace = svg.replace(/(<svg[^>]*>)/, `$1${await embeddedFace()}`);
  const address = URL.createObjectURL(new Blob([withFace], { type: 'image/svg+xml' }));
  try {
    const image = await loadedImage(address);
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('this window cannot draw images');
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise<Blob>((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the image could not be made'))), 'image/png'),
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** The figure as a PNG, scale times its design width (720 px): 2 for the screen and mail, 3 for print. */
export async function figurePng(figure: ChartFigure, locale: Locale, scale: number): Promise<Blob> {
  const svg = await (await figureSvg(figure, locale)).text();
  return svgPng(svg, designWidth, Math.round(designWidth * figure.aspect), scale);
}
