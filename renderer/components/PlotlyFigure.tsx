import { Skeleton } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChartFigure } from '../../shared/analyses/types.ts';
import { designWidth } from '../../shared/charts/theme.ts';
import type { FigurePoint } from '../../shared/explain/cellOfPoint.ts';
import { useLocale } from '../app/useLocale.ts';
import { figurePoint, type PlotlyPoint } from './figurePoint.ts';
import '../styles/figures.css';

export interface PlotlyFigureProps {
  /** With the user's style already applied (shared/charts/applyFigureStyle). */
  readonly figure: ChartFigure;
  /** Id of the element that tells the same in words or numbers. */
  readonly describedBy?: string;
  /** Widest the figure grows, in pixels; label positions are worked out for 720. */
  readonly maxWidth?: number;
  /** What pressing a point does; null = nothing. */
  readonly ask?: (point: FigurePoint) => (() => void) | null;
}

interface Listening {
  on(
    event: 'plotly_click' | 'plotly_hover',
    listener: (event: { readonly points: readonly PlotlyPoint[] }) => void,
  ): void;
  on(event: 'plotly_unhover', listener: () => void): void;
  removeAllListeners(event: string): void;
}

/** Is the element near the window? Figures far down a page are drawn when they come close, and stay drawn. */
function useNear(): [(element: HTMLDivElement | null) => void, boolean] {
  const [near, setNear] = useState(false);
  const observer = useRef<IntersectionObserver | null>(null);
  const [attach] = useState(() => (element: HTMLDivElement | null): void => {
    observer.current?.disconnect();
    if (!element) return;
    observer.current = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        setNear(true);
        observer.current?.disconnect();
      },
      { rootMargin: '600px' },
    );
    observer.current.observe(element);
  });
  return [attach, near];
}

/**
 * A chart on screen: keeps its shape while it waits, follows the width of its place, replaces changed numbers in place.
 * The picture is one image to a screen reader, with the sentence of altText; its numbers are in the table below.
 */
export function PlotlyFigure({ figure, describedBy, maxWidth = 760, ask }: PlotlyFigureProps) {
  const locale = useLocale();
  const { t } = useTranslation('analysis');
  const [attach, near] = useNear();
  const frame = useRef<HTMLDivElement | null>(null);
  const plot = useRef<HTMLDivElement | null>(null);
  const [width, setWidth] = useState(0);
  const [drawn, setDrawn] = useState(false);
  const [problem, setProblem] = useState(false);

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.round(entry?.contentRect.width ?? 0)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    const element = plot.current;
    if (!element || !near || width === 0) return;
    let current = true;
    const draw = async (): Promise<void> => {
      const { figureFontReady, Plotly, plotlyConfig, plotlyParts } = await import('./plotlyBundle.ts');
      await figureFontReady();
      if (!current) return;
      const { data, layout } = plotlyParts(figure);
      await Plotly.react(
        element,
        data,
        { ...layout, width, height: Math.round(width * figure.aspect), autosize: false },
        plotlyConfig(locale),
      );
      if (current) setDrawn(true);
    };
    draw().then(
      () => setProblem(false),
      (error: unknown) => {
        console.error(error);
        setProblem(true);
      },
    );
    return () => {
      current = false;
    };
  }, [figure, width, near, locale]);

  useEffect(() => {
    const element = plot.current as (HTMLDivElement & Listening) | null;
    if (!element || !drawn || !ask) return;
    const asked = ([point]: readonly PlotlyPoint[]) => (point ? ask(figurePoint(point)) : null);
    const mark = (on: boolean): void => void element.classList.toggle('figure-asked', on);
    element.on('plotly_hover', ({ points }) => mark(asked(points) !== null));
    element.on('plotly_unhover', () => mark(false));
    element.on('plotly_click', ({ points }) => asked(points)?.());
    return () => {
      for (const event of ['plotly_hover', 'plotly_unhover', 'plotly_click']) element.removeAllListeners(event);
      mark(false);
    };
  }, [ask, drawn]);

  useEffect(() => {
    const element = plot.current;
    return () => {
      if (element) void import('./plotlyBundle.ts').then(({ Plotly }) => Plotly.purge(element));
    };
  }, []);

  return (
    <div
      ref={(element) => {
        frame.current = element;
        attach(element);
      }}
      className="figure-frame"
      style={{ maxWidth: Math.max(320, maxWidth), height: Math.round((width || designWidth) * figure.aspect) }}
    >
      <div
        ref={plot}
        className="figure-plot"
        role="img"
        aria-label={figure.altText}
        aria-describedby={describedBy}
        tabIndex={0}
      />
      {drawn || problem ? null : (
        <div className="figure-waiting" aria-hidden="true">
          <Skeleton active={near} title={false} paragraph={{ rows: 3 }} />
        </div>
      )}
      {problem ? <p className="figure-problem">{t('figure.problem')}</p> : null}
    </div>
  );
}
