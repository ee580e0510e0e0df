import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { shortcutGroups } from './shortcuts.ts';

/** "Ctrl+C / X" as keys with the words between them left as they are. */
function Keys({ keys }: { readonly keys: string }) {
  return keys.split(' / ').map((chord, index) => (
    <Fragment key={chord}>
      {index > 0 ? ' / ' : null}
      <kbd>{chord}</kbd>
    </Fragment>
  ));
}

/** What the keys do, part by part of the program. */
export function Shortcuts() {
  const { t } = useTranslation('help');
  return (
    <div className="help-scroll" tabIndex={0} role="region" aria-label={t('tabs.keys')}>
      <div className="help-keys">
        {shortcutGroups.map(({ group, keys }) => (
          <section key={group}>
            <h3>{t(`groups.${group}`)}</h3>
            <dl>
              {keys.map((one) => (
                <div key={one.id}>
                  <dt>
                    <Keys keys={one.keys} />
                  </dt>
                  <dd>{t(`keys.${group}.${one.id}`)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="field-note">{t('macKeys')}</p>
    </div>
  );
}
