import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { catalogue } from '../../../shared/analyses/catalogue.ts';
import { analysisGroups } from '../../../shared/analyses/types.ts';
import { inLocale } from '../../../shared/model/text.ts';
import { useNavigation } from '../../app/navigation.ts';
import { useProjectStore } from '../../app/projectStore.ts';
import { useLocale } from '../../app/useLocale.ts';
import { matchesSearch } from '../analysis/cardModel.ts';
import { closeHelp } from './openHelp.ts';
import { SearchedList } from './SearchedList.tsx';

/** Every analysis of the catalogue: what it does, its formula and source; with a project open it leads to the analysis. */
export function MethodNotes() {
  const { t } = useTranslation('help');
  const locale = useLocale();
  const projectOpen = useProjectStore((store) => store.project !== null);
  const goTo = useNavigation((state) => state.goTo);
  return (
    <SearchedList label={t('searchMethods')}>
      {(search) => {
        const groups = analysisGroups
          .map((group) => ({
            group,
            members: catalogue.filter((analysis) => analysis.group === group && matchesSearch(analysis, search)),
          }))
          .filter(({ members }) => members.length > 0);
        if (groups.length === 0) return null;
        return groups.map(({ group, members }) => (
          <section key={group}>
            <h3 className="help-group">{t(`analysis:groups.${group}`)}</h3>
            {members.map((analysis) => {
              const title = inLocale(analysis.title, locale);
              return (
                <details key={analysis.id} className="help-method">
                  <summary>
                    <b>{title}</b>
                    <span>{inLocale(analysis.note.what, locale)}</span>
                  </summary>
                  <dl>
                    <dt>{t('analysis:facts.what')}</dt>
                    <dd>{inLocale(analysis.note.what, locale)}</dd>
                    <dt>{t('analysis:facts.formula')}</dt>
                    <dd>{inLocale(analysis.note.formula, locale)}</dd>
                    <dt>{t('analysis:facts.source')}</dt>
                    <dd>{analysis.note.source}</dd>
                  </dl>
                  {projectOpen ? (
                    <Button
                      size="small"
                      aria-label={t('openMethodNamed', { title })}
                      onClick={() => {
                        closeHelp();
                        goTo('analysis', { kind: 'analysis', id: analysis.id });
                      }}
                    >
                      {t('openMethod')}
                    </Button>
                  ) : null}
                </details>
              );
            })}
          </section>
        ));
      }}
    </SearchedList>
  );
}
