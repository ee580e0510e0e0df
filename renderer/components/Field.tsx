import type { ReactNode } from 'react';

/** A label, what is chosen under it, and what is wrong with it or good to know. */
export function Field({
  label,
  htmlFor,
  hint,
  problem,
  children,
}: {
  readonly label: string;
  readonly htmlFor?: string;
  readonly hint?: string | undefined;
  readonly problem?: string | undefined;
  readonly children: ReactNode;
}) {
  return (
    <div className="options-field">
      <label htmlFor={htmlFor}>{label}</label>
      {children}
      {problem ? (
        <p className="options-problem" role="alert">
          {problem}
        </p>
      ) : null}
      {hint ? <p className="options-hint">{hint}</p> : null}
    </div>
  );
}
