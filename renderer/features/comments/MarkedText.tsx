import type { CSSProperties } from 'react';

/** A text with stretches of it marked; they lie apart and in order. */
export function MarkedText({
  text,
  marks,
  colour,
}: {
  readonly text: string;
  readonly marks: readonly (readonly [number, number])[];
  readonly colour: string | null;
}) {
  const style = (colour ? { '--mark': colour } : {}) as CSSProperties;
  return (
    <>
      {marks.map(([start, end], place) => (
        <span key={start}>
          {text.slice(marks[place - 1]?.[1] ?? 0, start)}
          <mark className="comments-mark" style={style}>
            {text.slice(start, end)}
          </mark>
        </span>
      ))}
      {text.slice(marks.at(-1)?.[1] ?? 0)}
    </>
  );
}
