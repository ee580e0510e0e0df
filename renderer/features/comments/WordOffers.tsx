import { PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox } from 'antd';
import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommentsRead } from './useComments.ts';

export interface WordOffersProps {
  readonly words: CommentsRead['words'] | null;
  /** A word goes to the selected code instead of becoming one. */
  readonly join: boolean;
  readonly canJoin: boolean;
  onJoin(join: boolean): void;
  onTake(word: string): void;
}

/** The most frequent words of the comments without a code; one click makes a word a code. */
export function WordOffers({ words, join, canJoin, onJoin, onTake }: WordOffersProps) {
  const { t } = useTranslation('comments');
  const list = useRef<HTMLUListElement | null>(null);
  const within = useRef(false);
  // The word just taken leaves the list: the focus goes to the next first one instead of out of the dialog.
  useLayoutEffect(() => {
    if (!within.current || list.current?.contains(document.activeElement)) return;
    (list.current?.querySelector('button') ?? list.current)?.focus();
  }, [words]);
  return (
    <section className="comments-rest" aria-label={t('rest')}>
      <div className="comments-rest-head">
        <h4>{t('rest')}</h4>
        <Checkbox checked={join && canJoin} disabled={!canJoin} onChange={(event) => onJoin(event.target.checked)}>
          {t('joinSelected')}
        </Checkbox>
      </div>
      <ul
        className="comments-offers"
        ref={list}
        tabIndex={-1}
        onFocus={() => (within.current = true)}
        onBlur={(event) => {
          if (event.relatedTarget) within.current = false;
        }}
      >
        {words?.map(({ word, comments }) => (
          <li key={word}>
            <Button size="small" icon={<PlusOutlined />} onClick={() => onTake(word)}>
              {word} <small>{comments.toLocaleString('en-US')}</small>
            </Button>
          </li>
        ))}
        {words?.length === 0 ? <li className="comments-empty">{t('noRest')}</li> : null}
      </ul>
    </section>
  );
}
