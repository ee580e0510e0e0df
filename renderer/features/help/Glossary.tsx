import { useTranslation } from 'react-i18next';
import { SearchedList } from './SearchedList.tsx';
import { termIds } from './terms.ts';

/** Terms with their meaning; found by either. */
export function Glossary() {
  const { t } = useTranslation('help');
  return (
    <SearchedList label={t('searchTerms')}>
      {(search) => {
        const wanted = search.toLowerCase();
        const found = termIds
          .map((id) => ({ id, name: t(`terms.${id}.name`), text: t(`terms.${id}.text`) }))
          .filter(({ name, text }) => `${name}\n${text}`.toLowerCase().includes(wanted));
        return found.length === 0 ? null : (
          <dl className="help-terms">
            {found.map(({ id, name, text }) => (
              <div key={id}>
                <dt>{name}</dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
        );
      }}
    </SearchedList>
  );
}
