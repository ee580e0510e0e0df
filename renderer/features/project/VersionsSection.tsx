import { Button, Popconfirm, Tag } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../shared/contract/methods.ts';
import { useReport } from '../../app/notices.tsx';
import { useProject } from '../../app/projectStore.ts';
import { useProjectActions } from '../../app/useProjectActions.ts';
import { useClient } from '../../client/ClientContext.tsx';
import { localDateTime } from '../../components/localDateTime.ts';
import { NameDialog } from '../../components/NameDialog.tsx';

/** Kept states of the whole project, to return to. */
export function VersionsSection() {
  const { t } = useTranslation('project');
  const client = useClient();
  const actions = useProjectActions();
  const { reportError } = useReport();
  const { projectId, revision } = useProject();
  const [versions, setVersions] = useState<Output<'version.list'>['versions'] | null>(null);
  const [naming, setNaming] = useState(false);
  const load = useCallback(() => {
    client
      .call('version.list', { projectId })
      .then((answer) => setVersions(answer.versions.toSorted((a, b) => b.at.localeCompare(a.at))))
      .catch(reportError);
  }, [client, projectId, reportError]);
  // The revision stands for everything that may have kept a version by itself: imports, going back.
  useEffect(load, [load, revision]);
  return (
    <>
      <div className="project-line">
        <p className="field-note">{t('versionsText')}</p>
        <Button onClick={() => setNaming(true)}>{t('keep')}</Button>
      </div>
      {versions && versions.length > 0 ? (
        <table className="project-table">
          <thead>
            <tr>
              <th>{t('version')}</th>
              <th>{t('at')}</th>
              <th className="project-number">{t('forms')}</th>
              <th>
                <span className="visually-hidden">{t('restore')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {versions.map((version) => (
              <tr key={version.versionId}>
                <td>
                  {version.name} {version.automatic ? <Tag>{t('automatic')}</Tag> : null}
                </td>
                <td className="project-moment">{localDateTime(version.at)}</td>
                <td className="project-number">{version.rows.toLocaleString('en-US')}</td>
                <td className="project-number">
                  <Popconfirm
                    title={t('restoreAsk', { name: version.name })}
                    description={t('restoreText')}
                    okText={t('restore')}
                    cancelText={t('common:cancel')}
                    onConfirm={async () => {
                      await actions.restoreVersion(version.versionId);
                      load();
                    }}
                  >
                    <Button size="small">{t('restore')}</Button>
                  </Popconfirm>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {versions?.length === 0 ? <p className="project-none">{t('noVersions')}</p> : null}
      {naming ? (
        <NameDialog
          title={t('keep').replace('…', '')}
          label={t('common:project.versionName')}
          hint={t('common:project.versionHint')}
          initial=""
          onCancel={() => setNaming(false)}
          onName={async (name) => {
            if (!(await actions.keepVersion(name))) return;
            setNaming(false);
            load();
          }}
        />
      ) : null}
    </>
  );
}
