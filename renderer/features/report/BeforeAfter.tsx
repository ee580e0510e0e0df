import { useTranslation } from 'react-i18next';
import { type Stretch, wordChanges } from './wordChanges.ts';
import './review.css';

function Stretches({ parts, as: Changed }: { readonly parts: readonly Stretch[]; readonly as: 'del' | 'ins' }) {
  return parts.map((part, place) => (part.changed ? <Changed key={place}>{part.text}</Changed> : part.text));
}

/** Before and after, each with what the other has not. */
export function BeforeAfter({ before, after }: { readonly before: string; readonly after: string }) {
  const { t } = useTranslation('review');
  const parts = wordChanges(before, after);
  return (
    <dl className="review-pair">
      <dt>{t('before')}</dt>
      <dd>{before === '' ? t('nothing') : <Stretches parts={parts.before} as="del" />}</dd>
      <dt>{t('after')}</dt>
      <dd>{after === '' ? t('nothing') : <Stretches parts={parts.after} as="ins" />}</dd>
    </dl>
  );
}
