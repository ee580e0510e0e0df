import { useState } from 'react';
import { judgmentAt, sliderPlace } from './judgments.ts';

export interface JudgmentSliderProps {
  readonly first: string;
  readonly second: string;
  readonly label: string;
  readonly value: number;
  /** The judgment in words. */
  sentence(value: number): string;
  onCommit(value: number): void;
}

/** The judgment of one cell between its two indicators; saved when the slider is let go, so that a drag is one step. */
export function JudgmentSlider({ first, second, label, value, sentence, onCommit }: JudgmentSliderProps) {
  const [draft, setDraft] = useState<number | null>(null);
  const place = draft ?? sliderPlace(value);
  const commit = (): void => {
    if (draft === null) return;
    setDraft(null);
    if (draft !== sliderPlace(value)) onCommit(judgmentAt(draft));
  };
  const text = sentence(draft === null ? value : judgmentAt(draft));
  return (
    <div className="indicators-slider">
      <div>
        <span title={first}>{first}</span>
        <input
          type="range"
          min={-8}
          max={8}
          step={1}
          aria-label={label}
          aria-valuetext={text}
          value={place}
          onChange={(event) => setDraft(Number(event.target.value))}
          onPointerUp={commit}
          onKeyUp={commit}
          onBlur={commit}
        />
        <span title={second}>{second}</span>
      </div>
      <p className="indicators-note indicators-sentence" aria-live="polite">
        {text}
      </p>
    </div>
  );
}
