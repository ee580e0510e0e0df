import { Button } from 'antd';
import { type ReactNode, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFocusHandedOn } from './useFocusHandedOn.ts';
import './review.css';

interface StripProps {
  readonly icon: ReactNode;
  readonly tone: 'calm' | 'doubt';
  readonly text: ReactNode;
  readonly actions?: ReactNode;
  /** How the list is called on its button; absent: there is none. */
  readonly listName?: string | undefined;
  readonly children?: ReactNode;
  /** How often something elsewhere has led to the list: it unfolds then and takes the focus. */
  readonly called?: number;
}

/** One line over the page, with a list that unfolds beneath it. */
export function Strip({ icon, tone, text, actions, listName, children, called = 0 }: StripProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const place = useFocusHandedOn();
  const { t } = useTranslation('review');
  const [answered, setAnswered] = useState(called);
  if (answered !== called) {
    setAnswered(called);
    setOpen(true);
  }
  useEffect(() => {
    if (called > 0) place.current?.querySelector<HTMLElement>('.review-list button')?.focus();
  }, [called, place]);
  return (
    <section ref={place} className={`review-strip review-${tone}`} aria-label={t('label')}>
      <div className="review-line">
        {icon}
        <span role="status" className="review-text">
          {text}
        </span>
        {listName === undefined ? null : (
          <Button size="small" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
            {open ? t('fold') : listName}
          </Button>
        )}
        {actions}
      </div>
      {open && listName !== undefined ? (
        <div className="review-list" id={id}>
          {children}
        </div>
      ) : null}
    </section>
  );
}
