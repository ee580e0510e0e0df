export interface SparkBar {
  readonly label: string;
  readonly count: number;
  /** Non-answers and values out of range are drawn in grey. */
  readonly missing?: boolean;
}

/** A tiny bar chart of answers; a picture beside the numbers, not the numbers. */
export function SparkBars({
  bars,
  width,
  height,
  title,
}: {
  readonly bars: readonly SparkBar[];
  readonly width: number;
  readonly height: number;
  readonly title?: string;
}) {
  const most = Math.max(1, ...bars.map((bar) => bar.count));
  const step = bars.length === 0 ? width : Math.min(14, width / bars.length);
  return (
    <svg className="spark" width={width} height={height} role={title ? 'img' : 'presentation'} aria-label={title}>
      {bars.map((bar, index) => {
        const tall = bar.count === 0 ? 0 : Math.max(1, (bar.count / most) * (height - 1));
        return (
          <rect
            key={`${bar.label} ${index}`}
            className={bar.missing ? 'spark-missing' : 'spark-bar'}
            x={index * step + 0.5}
            y={height - tall}
            width={Math.max(1, step - 1.5)}
            height={tall}
          >
            <title>{`${bar.label}: ${bar.count}`}</title>
          </rect>
        );
      })}
      <line className="spark-base" x1={0} x2={bars.length * step} y1={height - 0.5} y2={height - 0.5} />
    </svg>
  );
}
