import { Select, Switch } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../../shared/format/formatNumber.ts';
import { indicatorRoles, type Measure, type Variable } from '../../../shared/model/variable.ts';
import { useProject } from '../../app/projectStore.ts';
import { useLocale } from '../../app/useLocale.ts';
import { useProjectActions } from '../../app/useProjectActions.ts';
import { IndicatorSelect } from '../../components/IndicatorSelect.tsx';
import { LabelLinesInput } from '../../components/LabelLinesInput.tsx';
import { RoleSelect } from '../../components/RoleSelect.tsx';
import { ScaleEditor } from '../../components/ScaleEditor.tsx';
import { columnLetters } from '../../components/columnLetters.ts';
import { TextField } from '../../components/TextField.tsx';
import { cellText } from './cellText.ts';
import { useColumn } from './columnCache.ts';
import { countedAnswers, sparkBars } from './countAnswers.ts';

const measures: readonly Measure[] = ['nominal', 'ordinal', 'scale'];
/** Answers listed in the inspector; the analysis room lists all. */
const shownAnswers = 12;

function Distribution({ variable }: { readonly variable: Variable }) {
  const { t } = useTranslation('data');
  const locale = useLocale();
  const column = useColumn(variable.id);
  const counts = useMemo(() => (column ? countedAnswers(column, variable) : null), [column, variable]);
  if (!counts) return <p className="field-note">{t('common:loading')}</p>;
  const bars = sparkBars(counts, variable).slice(0, shownAnswers);
  const most = Math.max(1, ...bars.map((bar) => bar.count));
  const given = counts.answered + counts.nonAnswer + counts.outOfRange;
  const total = Math.max(1, given + counts.blank + counts.unread);
  const facts: readonly (readonly [string, string])[] = [
    [t('facts.answered'), formatNumber(counts.answered, 'integer', locale)],
    [t('facts.blank'), formatNumber(counts.blank, 'integer', locale)],
    ...(counts.notAsked > 0 ? [[t('facts.notAsked'), formatNumber(counts.notAsked, 'integer', locale)] as const] : []),
    ...(counts.unread > 0 ? [[t('facts.unread'), formatNumber(counts.unread, 'integer', locale)] as const] : []),
    ...(counts.nonAnswer > 0
      ? [[t('facts.nonAnswer'), formatNumber(counts.nonAnswer, 'integer', locale)] as const]
      : []),
    ...(counts.outOfRange > 0
      ? [[t('facts.outOfRange'), formatNumber(counts.outOfRange, 'integer', locale)] as const]
      : []),
    ...(counts.mean === null || variable.measure === 'nominal'
      ? []
      : [[t('facts.mean'), formatNumber(counts.mean, 'number2', locale)] as const]),
    ...(counts.sd === null || variable.measure === 'nominal'
      ? []
      : [[t('facts.sd'), formatNumber(counts.sd, 'number2', locale)] as const]),
    ...(counts.min === null || counts.max === null
      ? []
      : [
          [
            t('facts.range'),
            `${cellText(counts.min, variable, false)} – ${cellText(counts.max, variable, false)}`,
          ] as const,
        ]),
  ];
  return (
    <>
      <dl className="data-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {variable.role === 'openComment' ? null : (
        <table className="data-bars">
          <caption className="visually-hidden">{t('distribution')}</caption>
          <tbody>
            {bars.map((bar, index) => (
              <tr key={`${bar.label} ${index}`} className={bar.missing ? 'data-bars-missing' : ''}>
                <th scope="row" title={bar.label}>
                  {bar.label}
                </th>
                <td className="data-bars-bar">
                  {bar.count > 0 ? <span style={{ width: `${(100 * bar.count) / most}%` }} /> : null}
                </td>
                <td className="data-bars-count">{formatNumber(bar.count, 'integer', locale)}</td>
                <td className="data-bars-share">{formatNumber(bar.count / total, 'share1', locale)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {variable.role === 'openComment' ? (
        <p className="field-note">
          {t('facts.different', {
            count: counts.distinct,
            shown: formatNumber(counts.distinct, 'integer', locale),
          })}
        </p>
      ) : bars.reduce((sum, bar) => sum + bar.count, 0) < given ? (
        <p className="field-note">
          {t('facts.more', {
            count: counts.distinct - bars.length,
            shown: formatNumber(counts.distinct - bars.length, 'integer', locale),
          })}
        </p>
      ) : null}
    </>
  );
}

/** The selected question: how its answers are spread, and its definition, editable. */
export function QuestionInspector({ variable }: { readonly variable: Variable }) {
  const { t } = useTranslation('data');
  const actions = useProjectActions();
  const { entities } = useProject();
  type Changes = Extract<
    Parameters<typeof actions.apply>[0],
    { type: 'variables.update' }
  >['updates'][number]['changes'];
  const change = (changes: Changes): void =>
    void actions.apply({ type: 'variables.update', updates: [{ variableId: variable.id, changes }] });
  const takesIndicator = indicatorRoles.includes(variable.role);
  const { id } = variable;
  return (
    <div className="data-inspector">
      <Distribution variable={variable} />
      <h3>{t('definition')}</h3>
      <TextField
        id="question-label"
        label={t('question')}
        value={variable.label}
        multiline
        required
        onCommit={(label) => change({ label })}
      />
      <TextField
        id="question-name"
        label={t('shortName')}
        value={variable.name}
        required
        onCommit={(name) => change({ name })}
      />
      <div className="data-pair">
        <div className="field">
          <label htmlFor="question-role">{t('role')}</label>
          <RoleSelect
            id="question-role"
            value={variable.role}
            onChange={(role) => change(indicatorRoles.includes(role) ? { role } : { role, indicatorId: null })}
          />
        </div>
        <div className="field">
          <label htmlFor="question-measure">{t('measure')}</label>
          <Select<Measure>
            id="question-measure"
            value={variable.measure}
            options={measures.map((measure) => ({ value: measure, label: t(`common:measures.${measure}`) }))}
            onChange={(measure) => change({ measure })}
          />
        </div>
      </div>
      {takesIndicator ? (
        <div className="field">
          <label htmlFor="question-indicator">{t('indicator')}</label>
          <IndicatorSelect
            id="question-indicator"
            indicators={entities.indicator}
            value={variable.indicatorId}
            onChange={(indicatorId) => change({ indicatorId })}
          />
        </div>
      ) : null}
      {variable.type === 'number' ? (
        <ScaleEditor
          key={`scale ${id}`}
          scale={variable.scale}
          onChange={(scale) =>
            change({ scale: scale ? { ...scale, labels: [...scale.labels], nonAnswers: [...scale.nonAnswers] } : null })
          }
        />
      ) : null}
      {variable.type === 'number' && !variable.scale ? (
        <LabelLinesInput
          key={`labels ${id}`}
          id="question-labels"
          label={t('common:scale.labels')}
          placeholder={t('labelsHint')}
          labels={variable.valueLabels}
          onChange={(labels) => change({ valueLabels: [...labels] })}
        />
      ) : null}
      <div className="data-switch">
        <Switch
          size="small"
          id="question-personal"
          checked={variable.personal}
          onChange={(personal) => change({ personal })}
        />
        <label htmlFor="question-personal">{t('personal')}</label>
      </div>
      {variable.source ? (
        <p className="field-note">
          {t('source', { sheet: variable.source.sheet, column: columnLetters(variable.source.column) })}
        </p>
      ) : null}
    </div>
  );
}
