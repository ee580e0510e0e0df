import { Button } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportPlan } from '../../../shared/importing/plan.ts';
import type { ImportRecord } from '../../../shared/model/project.ts';
import { useNavigation } from '../../app/navigation.ts';
import { useProject } from '../../app/projectStore.ts';
import { localDateTime } from '../../components/localDateTime.ts';

/** The plan of a record in a few words: sheet, rows, how many columns. */
function usePlanText(): (record: ImportRecord) => string {
  const { t } = useTranslation('project');
  return (record) => {
    const plan = record.plan as Partial<ImportPlan>;
    if (!plan.sheet || !plan.headerRows || !plan.columns) return '';
    const [first, last] = plan.headerRows;
    return t(last < first ? 'planTextNoHead' : 'planText', {
      sheet: plan.sheet,
      head: first === last ? first + 1 : `${first + 1}–${last + 1}`,
      from: (plan.firstDataRow ?? 0) + 1,
      to: (plan.lastDataRow ?? 0) + 1,
      columns: plan.columns.filter((column) => column.include).length,
    });
  };
}

/** Every import into this project with the plan it used. */
export function ImportsSection() {
  const { t } = useTranslation('project');
  const { entities, rowCount } = useProject();
  const startImport = useNavigation((state) => state.startImport);
  const planText = usePlanText();
  const records = useMemo(
    () => [...entities.import.values()].toSorted((a, b) => b.importedAt.localeCompare(a.importedAt)),
    [entities.import],
  );
  return (
    <>
      <div className="project-line">
        <p className="field-note">{t('importsText')}</p>
        {rowCount > 0 ? (
          <>
            <Button onClick={() => startImport(undefined, 'append')}>{t('stackFile')}</Button>
            <Button onClick={() => startImport(undefined, 'join')}>{t('joinFile')}</Button>
          </>
        ) : null}
        <Button onClick={() => startImport()}>{t('common:project.import')}</Button>
      </div>
      {records.length === 0 ? (
        <p className="project-none">{t('noImports')}</p>
      ) : (
        <table className="project-table">
          <thead>
            <tr>
              <th>{t('file')}</th>
              <th>{t('plan')}</th>
              <th>{t('at')}</th>
              <th className="project-number">{t('forms')}</th>
            </tr>
          </thead>
          <tbody>
            {records.map((record) => (
              <tr key={record.id}>
                <td title={`SHA-256 ${record.sha256}`}>{record.fileName}</td>
                <td>
                  {record.how ? `${t(`how.${record.how}`)} · ` : ''}
                  {planText(record)}
                </td>
                <td className="project-moment">{localDateTime(record.importedAt)}</td>
                <td className="project-number">{record.rows.toLocaleString('en-US')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
