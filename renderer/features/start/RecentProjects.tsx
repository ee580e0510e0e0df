import { CloseOutlined } from '@ant-design/icons';
import { Button, Tag, Tooltip } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../shared/contract/methods.ts';
import { formatNumber } from '../../../shared/format/formatNumber.ts';
import { useReport } from '../../app/notices.tsx';
import { useLocale } from '../../app/useLocale.ts';
import { useProjectActions } from '../../app/useProjectActions.ts';
import { useClient } from '../../client/ClientContext.tsx';
import { openHelp } from '../help/openHelp.ts';
import { localDateTime } from '../../components/localDateTime.ts';

type Recent = Output<'project.recent'>['projects'][number];

/** Projects of this machine, newest first, with the index last computed. */
export function RecentProjects() {
  const { t } = useTranslation('start');
  const locale = useLocale();
  const client = useClient();
  const actions = useProjectActions();
  const { reportError } = useReport();
  const [projects, setProjects] = useState<readonly Recent[] | null>(null);

  const load = useCallback(() => {
    client
      .call('project.recent', {})
      .then((answer) => setProjects(answer.projects))
      .catch((error: unknown) => {
        setProjects([]);
        reportError(error);
      });
  }, [client, reportError]);
  useEffect(load, [load]);

  const forget = async (recentId: string): Promise<void> => {
    try {
      await client.call('project.forget', { recentId });
    } catch (error) {
      reportError(error);
    }
    load();
  };

  const names = (projects ?? []).map((project) => project.name);
  const namesakes = new Set(names.filter((name, place) => names.indexOf(name) !== place));
  return (
    <section className="start-recent" aria-label={t('recent')}>
      <h2 className="start-title">{t('recent')}</h2>
      {projects?.length === 0 ? (
        <>
          <p className="start-note">{t('noRecent')}</p>
          <div className="start-first">
            <h3>{t('firstTime')}</h3>
            <p>{t('firstTimeText')}</p>
            <Button onClick={() => openHelp('steps')}>{t('howTo')}</Button>
          </div>
        </>
      ) : null}
      <ul className="start-projects">
        {projects?.map((project) => (
          <li key={project.recentId} className="start-project-row">
            <button
              type="button"
              className="start-project"
              disabled={!project.available}
              onClick={() => void actions.openRecent(project.recentId)}
            >
              <span className="start-project-name">
                <span className="start-project-title">{project.name}</span>
                {project.recovered ? (
                  <Tooltip title={t('recoveredHint')}>
                    <Tag color="gold">{t('recovered')}</Tag>
                  </Tooltip>
                ) : null}
                {project.available ? null : <Tag>{t('missing')}</Tag>}
              </span>
              <span className="start-project-note">
                {namesakes.has(project.name) ? `${project.file} · ` : ''}
                {project.savedAt ? localDateTime(project.savedAt) : t('neverSaved')} ·{' '}
                {t('forms', { count: project.rows, shown: formatNumber(project.rows, 'integer', locale) })}
              </span>
              <span className="start-project-index">
                {project.index === null ? null : (
                  <>
                    <span className="start-project-csi">CSI</span> {formatNumber(project.index, 'number1', locale)}
                  </>
                )}
              </span>
            </button>
            <Tooltip title={t('forget')}>
              <Button
                type="text"
                size="small"
                className="start-forget"
                aria-label={t('forgetProject', { name: project.name })}
                icon={<CloseOutlined />}
                onClick={() => void forget(project.recentId)}
              />
            </Tooltip>
          </li>
        ))}
      </ul>
    </section>
  );
}
