import { Checkbox, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../../shared/format/formatNumber.ts';
import type { ImportPlan } from '../../../shared/importing/plan.ts';
import { ordered } from '../../../shared/model/project.ts';
import { useProject } from '../../app/projectStore.ts';
import { useLocale } from '../../app/useLocale.ts';
import { firstNames } from './combineDrafts.ts';
import type { CombineCheck } from './useCombineCheck.ts';

export interface JoinDraft {
  readonly variableId: string | null;
  readonly column: number | null;
  /** Forms whose key the file has more than once stay blank. */
  readonly leaveBlank: boolean;
}

/** Which columns say what belongs together, and how forms and rows would meet. */
export function JoinOptions({
  join,
  plan,
  check,
  problem,
  onJoin,
}: {
  readonly join: JoinDraft;
  readonly plan: ImportPlan;
  readonly check: CombineCheck | null;
  readonly problem: string | null;
  onJoin(join: JoinDraft): void;
}) {
  const { t } = useTranslation('import');
  const locale = useLocale();
  const { entities } = useProject();
  const number = (value: number): string => formatNumber(value, 'integer', locale);
  const labelOf = ({ name, label }: { readonly name: string; readonly label: string }): string =>
    name === label ? label : `${name} ${label}`;
  const questions = ordered(entities.variable)
    .filter((variable) => variable.type !== 'date')
    .map((variable) => ({ value: variable.id as string, label: labelOf(variable) }));
  const columns = plan.columns
    .filter((column) => column.include && column.type !== 'date')
    .map((column) => ({ value: column.column, label: labelOf(column) }));
  const names = (all: readonly string[]): string =>
    firstNames(all, t('comma'), (count) => t('combine.more', { count }));
  const found = check?.kind === 'join' ? check : null;
  const some = (what: { readonly count: number; readonly examples: readonly string[] }): string =>
    what.examples.slice(0, 5).join(t('comma')) + (what.count > 5 ? '…' : '');
  const lines = found
    ? [
        { key: 'unmatchedForms', count: found.unmatchedForms.count, names: some(found.unmatchedForms) },
        { key: 'formsWithoutKey', count: found.formsWithoutKey, names: '' },
        { key: 'unmatchedRows', count: found.unmatchedRows.count, names: some(found.unmatchedRows) },
        { key: 'rowsWithoutKey', count: found.rowsWithoutKey, names: '' },
        { key: 'repeatedInProject', count: found.repeatedInProject.count, names: some(found.repeatedInProject) },
        { key: 'repeatedInFile', count: found.repeatedInFile.count, names: some(found.repeatedInFile) },
      ].filter((line) => line.count > 0)
    : [];
  const renamed = found?.columns.filter((column) => column.renamed) ?? [];
  return (
    <div className="import-combine">
      <div className="import-wave">
        <label className="import-wave-field" htmlFor="join-question">
          <span>{t('combine.join.question')}</span>
          <Select
            id="join-question"
            value={join.variableId}
            options={questions}
            showSearch={{ optionFilterProp: 'label' }}
            onChange={(variableId) => onJoin({ ...join, variableId })}
          />
        </label>
        <label className="import-wave-field" htmlFor="join-column">
          <span>{t('combine.join.column')}</span>
          <Select
            id="join-column"
            value={join.column}
            options={columns}
            showSearch={{ optionFilterProp: 'label' }}
            onChange={(column) => onJoin({ ...join, column })}
          />
        </label>
      </div>
      {problem ? <p className="import-bad">{problem}</p> : null}
      {found ? (
        <ul className="import-facts" aria-label={t('combine.facts')}>
          <li data-bad={found.matched === 0}>
            {t('combine.join.matched', { matched: number(found.matched), forms: number(found.forms) })}
          </li>
          {lines.map((line) => (
            <li key={line.key} data-doubt={line.key === 'repeatedInFile'}>
              {t(`combine.join.${line.key}`, { count: line.count, names: line.names })}
            </li>
          ))}
          <li>
            {t('combine.join.columns', {
              count: found.columns.length,
              names: names(found.columns.map((one) => one.label)),
            })}
          </li>
          {renamed.length > 0 ? (
            <li>
              {t('combine.join.renamed', {
                count: renamed.length,
                names: names(renamed.map((one) => one.name)),
              })}
            </li>
          ) : null}
        </ul>
      ) : null}
      {found && found.repeatedInFile.count > 0 ? (
        <Checkbox checked={join.leaveBlank} onChange={(event) => onJoin({ ...join, leaveBlank: event.target.checked })}>
          {t('combine.join.leaveBlank')}
        </Checkbox>
      ) : null}
    </div>
  );
}
