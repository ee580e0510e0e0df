import { Button, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../../shared/format/formatNumber.ts';
import type { ColumnPlan } from '../../../shared/importing/plan.ts';
import type { Measure, ValueType } from '../../../shared/model/variable.ts';
import { indicatorRoles } from '../../../shared/model/variable.ts';
import { useLocale } from '../../app/useLocale.ts';
import { columnLetters } from '../../components/columnLetters.ts';
import { LabelLinesInput } from '../../components/LabelLinesInput.tsx';
import { RoleSelect } from '../../components/RoleSelect.tsx';
import { ScaleEditor } from '../../components/ScaleEditor.tsx';
import { TextField } from '../../components/TextField.tsx';
import { doubtText } from './ColumnsStep.tsx';
import type { Summary } from './ImportSheet.tsx';
import type { ColumnChange } from './planTools.ts';

const types: readonly ValueType[] = ['number', 'text', 'date'];
const measures: readonly Measure[] = ['nominal', 'ordinal', 'scale'];

export interface ColumnEditorProps {
  /** The selected columns; one shows everything, several what they can share. */
  readonly columns: readonly ColumnPlan[];
  readonly facts: ReadonlyMap<number, Summary['facts'][number]>;
  readonly indicatorNames: readonly string[];
  onChange(change: ColumnChange): void;
  onAccept(): void;
}

/** The common value, or null when the columns differ. */
function common<T>(columns: readonly ColumnPlan[], of: (column: ColumnPlan) => T): T | null {
  const [first, ...rest] = columns;
  if (!first) return null;
  const value = of(first);
  return rest.every((column) => JSON.stringify(of(column)) === JSON.stringify(value)) ? value : null;
}

/** What the selected columns are, to correct; a change goes to all of them. */
export function ColumnEditor({ columns, facts, indicatorNames, onChange, onAccept }: ColumnEditorProps) {
  const { t } = useTranslation('import');
  const locale = useLocale();
  const whole = (count: number): string => formatNumber(count, 'integer', locale);
  const [first] = columns;
  if (!first) {
    return (
      <aside className="import-editor" aria-label={t('editor')}>
        <p className="field-note">{t('selectOne')}</p>
      </aside>
    );
  }
  const single = columns.length === 1 ? first : null;
  const key = columns.map((column) => column.column).join(' ');
  const role = common(columns, (column) => column.role);
  const type = common(columns, (column) => column.type);
  const fact = single ? facts.get(single.column) : undefined;
  const doubts = single ? single.doubts : [];
  const doubtCount = columns.filter((column) => column.doubts.length > 0).length;
  return (
    <aside className="import-editor" aria-label={t('editor')} key={key}>
      <h3>
        {single
          ? t('oneColumn', { column: columnLetters(single.column) })
          : t('manyColumns', { count: columns.length })}
      </h3>
      {doubtCount > 0 ? (
        <div className="import-doubt-box">
          {single ? (
            <ul>
              {doubts.map((doubt, index) => (
                <li key={`${doubt.code} ${index}`}>{doubtText(doubt, locale)}</li>
              ))}
            </ul>
          ) : (
            <p>{t('doubtsAmong', { count: doubtCount })}</p>
          )}
          <Button size="small" onClick={onAccept}>
            {t('accept')}
          </Button>
        </div>
      ) : null}
      {single ? (
        <>
          <TextField
            id="column-label"
            label={t('head.question')}
            value={single.label}
            multiline
            required
            onCommit={(label) => onChange({ label })}
          />
          <TextField
            id="column-name"
            label={t('shortName')}
            value={single.name}
            required
            onCommit={(name) => onChange({ name })}
          />
        </>
      ) : null}
      <div className="import-switch">
        <Switch
          size="small"
          id="column-include"
          checked={columns.every((column) => column.include)}
          onChange={(include) => onChange({ include })}
        />
        <label htmlFor="column-include">{t('includeThese')}</label>
      </div>
      <div className="field">
        <label htmlFor="column-role">{t('head.role')}</label>
        <RoleSelect id="column-role" value={role} onChange={(next) => onChange({ role: next })} />
      </div>
      <div className="import-pair">
        <div className="field">
          <label htmlFor="column-type">{t('head.type')}</label>
          <Select<ValueType>
            id="column-type"
            value={type}
            placeholder={t('mixed')}
            options={types.map((one) => ({ value: one, label: t(`common:types.${one}`) }))}
            onChange={(next) => onChange(next === 'number' ? { type: next } : { type: next, scale: null })}
          />
        </div>
        <div className="field">
          <label htmlFor="column-measure">{t('measure')}</label>
          <Select<Measure>
            id="column-measure"
            value={common(columns, (column) => column.measure)}
            placeholder={t('mixed')}
            options={measures.map((one) => ({ value: one, label: t(`common:measures.${one}`) }))}
            onChange={(measure) => onChange({ measure })}
          />
        </div>
      </div>
      {single && indicatorRoles.includes(single.role) ? (
        <div className="field">
          <label htmlFor="column-indicator">{t('head.indicator')}</label>
          <Select
            id="column-indicator"
            allowClear
            showSearch
            value={single.indicatorName}
            placeholder={t('common:field.noIndicator')}
            options={indicatorNames.map((name) => ({ value: name, label: name }))}
            onChange={(name: string | undefined) => onChange({ indicatorName: name ?? null })}
          />
        </div>
      ) : null}
      {type === 'number' ? (
        <ScaleEditor scale={common(columns, (column) => column.scale)} onChange={(scale) => onChange({ scale })} />
      ) : null}
      {single && type === 'number' && !single.scale ? (
        <LabelLinesInput
          id="column-labels"
          label={t('common:scale.labels')}
          labels={single.valueLabels}
          onChange={(valueLabels) => onChange({ valueLabels })}
        />
      ) : null}
      {single && single.textCodes.length > 0 ? (
        <p className="field-note">
          {t('textCodes', { list: single.textCodes.map((code) => `${code.text} → ${code.code}`).join(t('comma')) })}
        </p>
      ) : null}
      {single?.reading === 'duration' ? <p className="field-note">{t('duration')}</p> : null}
      {single?.blankTexts && single.blankTexts.length > 0 ? (
        <p className="field-note">{t('blankTexts', { list: single.blankTexts.join(t('comma')) })}</p>
      ) : null}
      {fact ? (
        <p className="field-note">
          {t('counts', {
            answered: whole(fact.answered),
            blank: whole(fact.blank),
            nonAnswer: whole(fact.nonAnswer),
            outOfRange: whole(fact.outOfRange),
            distinct: whole(fact.distinct),
          })}
          {fact.unreadable > 0 ? (
            <>
              <br />
              {t('unreadable', { count: fact.unreadable, examples: fact.examples.join(t('comma')) })}
            </>
          ) : null}
        </p>
      ) : null}
      <div className="import-switch">
        <Switch
          size="small"
          id="column-personal"
          checked={columns.every((column) => column.personal)}
          onChange={(personal) => onChange({ personal })}
        />
        <label htmlFor="column-personal">{t('personal')}</label>
      </div>
    </aside>
  );
}
