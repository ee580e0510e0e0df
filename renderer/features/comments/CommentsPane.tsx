import { Empty, Input, Pagination, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { MarkedText } from './MarkedText.tsx';
import type { CommentsRead } from './useComments.ts';

export const commentsOfPage = 100;

export type Shown = 'code' | 'uncoded' | 'all';

export interface CommentsPaneProps {
  readonly read: CommentsRead | null;
  /** The answer before is still on screen. */
  readonly waiting: boolean;
  readonly show: Shown;
  /** Name and colour of the selected code; null when none is selected or it does not count yet. */
  readonly code: { readonly name: string; readonly colour: string | null } | null;
  readonly word: string;
  readonly page: number;
  onShow(show: Shown): void;
  onWord(word: string): void;
  onPage(page: number): void;
}

/** The comments of the selected code with what made them get it, those without a code, or all. */
export function CommentsPane({ read, waiting, show, code, word, page, onShow, onWord, onPage }: CommentsPaneProps) {
  const { t } = useTranslation('comments');
  return (
    <section className="comments-pane" aria-label={t('matching')}>
      <div className="comments-pane-head">
        <Segmented<Shown>
          size="small"
          aria-label={t('show')}
          value={show}
          onChange={onShow}
          options={[
            { value: 'code', label: code?.name ?? t('thisCode'), disabled: code === null },
            { value: 'uncoded', label: t('uncoded', { count: read?.uncoded ?? 0 }) },
            { value: 'all', label: t('allComments', { count: read?.comments ?? 0 }) },
          ]}
        />
        <Input.Search
          size="small"
          allowClear
          className="comments-search"
          aria-label={t('search')}
          placeholder={t('search')}
          value={word}
          maxLength={60}
          onChange={(event) => onWord(event.target.value)}
        />
      </div>
      <ol className={waiting ? 'comments-list comments-waiting' : 'comments-list'} aria-busy={waiting}>
        {read?.page.map(({ row, text, marks }) => (
          <li key={row}>
            <span className="comments-form" title={t('form', { form: row + 1 })}>
              {row + 1}
            </span>
            <span>
              <MarkedText text={text} marks={marks as readonly [number, number][]} colour={code?.colour ?? null} />
            </span>
          </li>
        ))}
        {read?.shown === 0 ? <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('noneShown')} /> : null}
      </ol>
      <div className="comments-pane-foot">
        <span role="status">{t('shown', { count: read?.shown ?? 0 })}</span>
        {(read?.shown ?? 0) > commentsOfPage ? (
          <Pagination
            size="small"
            simple
            current={page}
            pageSize={commentsOfPage}
            total={read?.shown ?? 0}
            showSizeChanger={false}
            onChange={onPage}
          />
        ) : null}
      </div>
    </section>
  );
}
