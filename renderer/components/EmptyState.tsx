import type { ReactNode } from 'react';

/** What a room says while there is nothing to show: what it is for, and the one thing to do next. */
export function EmptyState({
  title,
  children,
  actions,
  as: Element = 'main',
}: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** 'div' inside a room's own main part; a page has one. */
  readonly as?: 'main' | 'div';
}) {
  return (
    <Element className="shell-empty">
      <h2>{title}</h2>
      {children ? <div className="shell-empty-text">{children}</div> : null}
      {actions ? <div className="shell-empty-actions">{actions}</div> : null}
    </Element>
  );
}
