import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatDateTime } from '../../../shared/format/formatDate.ts';
import { formatNumber } from '../../../shared/format/formatNumber.ts';
import { inLocale } from '../../../shared/model/text.ts';
import type { ValueType } from '../../../shared/model/variable.ts';
import { useLocale } from '../../app/useLocale.ts';
import type { PreviewState } from './usePreview.ts';

const shownFacts = [
  'iterations',
  'n',
  'leftOut',
  'effectiveN',
  'designEffect',
  'smallestWeight',
  'largestWeight',
  'trimmed',
  'groups',
  'options',
  'unread',
];

/** Before and after of a change that has not been made, or why it cannot be, beside the form that asks for it. */
export function PreviewPane({ preview }: { readonly preview: PreviewState }) {
  const { t } = useTranslation('cleaning');
  return (
    <section className="cleaning-side" aria-label={t('preview.title')}>
      <h3>{t('preview.title')}</h3>
      <Effect preview={preview} />
    </section>
  );
}

function Effect({ preview }: { readonly preview: PreviewState }) {
  const { t } = useTranslation('cleaning');
  const locale = useLocale();
  const number = (value: number): string =>
    formatNumber(value, Number.isInteger(value) ? 'integer' : 'number3', locale);
  const word = (content: string | number | null, type: ValueType, name: string | null): string => {
    if (content === null) return t('preview.blank');
    if (typeof content === 'string') return content;
    if (name !== null && name !== String(content)) return `${content} ${name}`;
    return type === 'date' ? formatDateTime(content) : number(content);
  };
  if (preview.state === 'incomplete') return <p className="field-note">{t('preview.incomplete')}</p>;
  if (preview.state === 'working') return <p className="field-note">{t('preview.working')}</p>;
  if (preview.state === 'refused') return <Alert type="warning" showIcon title={preview.sentence} />;
  const { label, made, removed, changes, moreChanges, facts } = preview.preview;
  const showQuestion = new Set(changes.map((change) => change.question)).size > 1;
  const showBefore = changes.some((change) => !change.isNew);
  return (
    <div className="cleaning-preview" role="status">
      <p className="cleaning-preview-label">{inLocale(label, locale)}</p>
      {made.length > 0 ? (
        <p className="field-note">
          {t('preview.made', {
            count: made.length,
            names: made
              .slice(0, 5)
              .map((one) => one.name)
              .join(t('comma')),
          })}
        </p>
      ) : null}
      {removed.length > 0 ? (
        <p className="field-note">{t('preview.removed', { names: removed.slice(0, 5).join(t('comma')) })}</p>
      ) : null}
      {shownFacts.some((name) => name in facts) ? (
        <dl className="data-facts">
          {shownFacts.map((name) => {
            const value = facts[name];
            return typeof value === 'number' ? (
              <div key={name}>
                <dt>{t(`facts.${name}`)}</dt>
                <dd>{name === 'effectiveN' ? formatNumber(value, 'number1', locale) : number(value)}</dd>
              </div>
            ) : null;
          })}
        </dl>
      ) : null}
      {changes.length > 0 ? (
        <table className="cleaning-changes">
          <thead>
            <tr>
              {showQuestion ? <th scope="col">{t('preview.question')}</th> : null}
              {showBefore ? <th scope="col">{t('preview.from')}</th> : null}
              <th scope="col">{t(showBefore ? 'preview.to' : 'preview.new')}</th>
              <th scope="col" className="cleaning-count">
                {t('preview.count')}
              </th>
            </tr>
          </thead>
          <tbody>
            {changes.map((change) => (
              <tr key={JSON.stringify([change.question, change.from, change.to])}>
                {showQuestion ? <td>{change.question}</td> : null}
                {showBefore ? <td>{change.isNew ? '—' : word(change.from, change.type, change.fromLabel)}</td> : null}
                <td>{word(change.to, change.type, change.toLabel)}</td>
                <td className="cleaning-count">{number(change.count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {moreChanges > 0 ? <p className="field-note">{t('preview.more', { count: moreChanges })}</p> : null}
    </div>
  );
}
