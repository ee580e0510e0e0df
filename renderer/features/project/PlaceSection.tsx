import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { inLocale } from '../../../shared/model/text.ts';
import { useProject } from '../../app/projectStore.ts';
import { useLocale } from '../../app/useLocale.ts';
import { useProjectActions } from '../../app/useProjectActions.ts';
import { localDateTime } from '../../components/localDateTime.ts';

/** Where the user's data is, and what keeps it from being lost. */
export function PlaceSection() {
  const { t } = useTranslation('project');
  const locale = useLocale();
  const actions = useProjectActions();
  const { savedAt, saveProblem } = useProject();
  return (
    <div className="project-place">
      <p>{t('place.local')}</p>
      <p>{t('place.safe')}</p>
      <p>{t('place.raw')}</p>
      <p>
        {savedAt ? t('place.saved', { at: localDateTime(savedAt) }) : t('place.notSaved')}
        {saveProblem ? <span className="project-problem"> {inLocale(saveProblem, locale)}</span> : null}
      </p>
      <div className="project-buttons">
        <Button onClick={() => void actions.save()}>{t('common:project.save')}</Button>
        <Button onClick={() => void actions.saveCopy()}>{t('common:project.saveCopy')}</Button>
      </div>
    </div>
  );
}
