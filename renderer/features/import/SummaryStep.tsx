import { Button, Checkbox, Radio, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { findIndicatorTemplate, indicatorTemplates } from '../../../resources/templates/index.ts';
import { formatNumber } from '../../../shared/format/formatNumber.ts';
import { differenceSeverity } from '../../../shared/importing/comparePlan.ts';
import type { Doubt, ImportPlan } from '../../../shared/importing/plan.ts';
import { inLocale } from '../../../shared/model/text.ts';
import { templateLeaves } from '../../../shared/satisfaction/template.ts';
import type { ImportMode } from '../../app/navigation.ts';
import { useLocale } from '../../app/useLocale.ts';
import { doubtText } from './ColumnsStep.tsx';
import { type FileNotice, FileNotices } from './FileNotices.tsx';
import type { Summary } from './ImportSheet.tsx';
import {
  columnOfDifference,
  countRoles,
  indexRoles,
  namedDifference,
  ownDoubts,
  sharedDoubts,
  weightColumn,
} from './planTools.ts';

export interface SummaryStepProps {
  readonly plan: ImportPlan;
  readonly summary: Summary;
  readonly differences: Summary['differences'];
  /** What the reader noticed in the sheet. */
  readonly notices: readonly FileNotice[];
  readonly hasData: boolean;
  readonly hasTree: boolean;
  readonly keepTree: boolean;
  readonly mode: ImportMode;
  /** Options of the mode: the wave mark, or the key. */
  readonly combine: ReactNode;
  /** Nothing of the mode stands in the way. */
  readonly ready: boolean;
  readonly useWeight: boolean;
  onUseWeight(use: boolean): void;
  onMode(mode: ImportMode): void;
  onTemplate(template: string | null, keepTree: boolean): void;
  onDoubts(): void;
  /** Look at one column in step two. */
  onColumn(column: number): void;
  /** A renamed column is another question after all. */
  onSeparate(difference: Doubt): void;
}

const keep = '#keep';
const noTree = '#none';

/** What differs from the remembered plan, each with the way to where it is decided. */
function Differences({ plan, differences, onColumn, onSeparate }: SummaryStepProps) {
  const { t } = useTranslation('import');
  const locale = useLocale();
  return (
    <div className="import-doubt-box" role="group" aria-label={t('differences', { count: differences.length })}>
      <h3>{t('differences', { count: differences.length })}</h3>
      <ul>
        {differences.map((difference, index) => {
          const column = columnOfDifference(plan, difference);
          return (
            <li key={`${difference.code} ${index}`}>
              <span className="import-severity" data-severity={differenceSeverity(difference)}>
                {t(`severity.${differenceSeverity(difference)}`)}
              </span>
              {doubtText(namedDifference(difference, column), locale)}
              {column ? (
                <Button
                  type="link"
                  size="small"
                  aria-label={t('differenceAt', { question: column.label })}
                  onClick={() => onColumn(column.column)}
                >
                  {t('goThere')}
                </Button>
              ) : null}
              {column && difference.code === 'difference.renamed' ? (
                <Button
                  type="link"
                  size="small"
                  aria-label={t('separateOf', { question: column.label })}
                  onClick={() => onSeparate(difference)}
                >
                  {t('separate')}
                </Button>
              ) : null}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** Step 3: what will happen, in numbers; differences from the remembered plan; where the data goes. */
export function SummaryStep(props: SummaryStepProps) {
  const { t } = useTranslation('import');
  const locale = useLocale();
  const { plan, summary, differences } = props;
  const number = (value: number): string => formatNumber(value, 'integer', locale);
  // What is joined are rows of a list, not forms.
  const joins = props.hasData && props.mode === 'join';
  const left = plan.columns.filter((column) => !column.include).length;
  const shared = sharedDoubts(plan);
  const doubtful = plan.columns.filter((column) => ownDoubts(column, shared).length > 0).length;
  const unreadable = summary.facts.filter((fact) => fact.unreadable > 0);
  const outOfRange = summary.facts.filter((fact) => fact.outOfRange > 0);
  const nameOf = (column: number): string => plan.columns.find((one) => one.column === column)?.label ?? '';
  const measuring = plan.columns.filter((column) => column.include && indexRoles.includes(column.role));
  const attached = measuring.filter((column) => column.indicatorName !== null).length;
  const template = plan.indicatorTemplate ? findIndicatorTemplate(plan.indicatorTemplate) : undefined;
  const weight = weightColumn(plan);
  const options = [
    ...(props.hasTree ? [{ value: keep, label: t('tree.keep') }] : [{ value: noTree, label: t('tree.none') }]),
    ...[...indicatorTemplates(locale), ...indicatorTemplates(locale === 'en' ? 'zh-CN' : 'en')].map((one) => ({
      value: one.id,
      label: t(one.locale === locale ? 'tree.template' : 'tree.templateOther', {
        name: inLocale(one.title, locale),
        count: templateLeaves(one).length,
      }),
    })),
  ];
  return (
    <div className="import-summary">
      <section className="import-total">
        <p>
          <b>{number(summary.rows)}</b>
          {t(joins ? 'total.rows' : 'total.forms')}
        </p>
        <p>
          <b>{number(summary.columns)}</b>
          {t(joins ? 'total.columns' : 'total.questions')}
        </p>
        {joins ? null : (
          <p>
            <b>{number(attached)}</b>
            {t('total.attached', { all: number(measuring.length) })}
          </p>
        )}
      </section>
      <div className="import-two">
        <section>
          <h3>{t('will')}</h3>
          <ul className="import-will">
            {countRoles(plan).map(({ role, count }) => (
              <li key={role}>
                <span>{t(`common:roles.${role}`)}</span>
                <b>{t('questions', { count })}</b>
              </li>
            ))}
            {left > 0 ? (
              <li className="import-faint">
                <span>{t('leftOut')}</span>
                <b>{t('columns', { count: left })}</b>
              </li>
            ) : null}
            {summary.blankRows > 0 ? (
              <li className="import-faint">
                <span>{t('blankRows')}</span>
                <b>{t('rows', { count: summary.blankRows })}</b>
              </li>
            ) : null}
          </ul>
        </section>
        <section>
          {differences.length > 0 ? <Differences {...props} /> : null}
          <h3>{t('where')}</h3>
          {props.hasData ? (
            <Radio.Group
              value={props.mode}
              onChange={(event) => props.onMode(event.target.value as ImportMode)}
              className="import-modes"
            >
              <Radio value="append">
                {t('mode.append')}
                <small>{t('mode.appendText')}</small>
              </Radio>
              <Radio value="join">
                {t('mode.join')}
                <small>{t('mode.joinText')}</small>
              </Radio>
              <Radio value="replace">
                {t('mode.replace')}
                <small>{t('mode.replaceText')}</small>
              </Radio>
            </Radio.Group>
          ) : (
            <p className="field-note">{t('mode.empty')}</p>
          )}
          {props.combine}
          {props.hasData && props.mode !== 'replace' ? null : (
            <div className="field">
              <label htmlFor="import-tree">{t('tree.label')}</label>
              <Select
                id="import-tree"
                value={
                  props.keepTree && props.hasTree ? keep : (plan.indicatorTemplate ?? (props.hasTree ? keep : noTree))
                }
                options={options}
                onChange={(value) =>
                  props.onTemplate(value === keep || value === noTree ? null : value, value === keep)
                }
              />
              {template ? <p className="field-note">{inLocale(template.description, locale)}</p> : null}
            </div>
          )}
          {weight ? (
            <Checkbox
              className="import-weight"
              checked={props.useWeight}
              onChange={(event) => props.onUseWeight(event.target.checked)}
            >
              {t('useWeight', { question: weight.label })}
            </Checkbox>
          ) : null}
          <p className="field-note">{t('rawStays')}</p>
          {props.notices.length + unreadable.length + outOfRange.length + shared.length + doubtful > 0 ? (
            <div className="import-doubt-box" role="group" aria-label={t('lookAt')}>
              <h3>{t('lookAt')}</h3>
              <ul>
                <FileNotices notices={props.notices} most={4} />
                {shared.map((one) => (
                  <li key={one.key}>
                    {t('sharedDoubt', { count: one.columns.length })}
                    {doubtText(one.doubt, locale)}
                  </li>
                ))}
                {doubtful > 0 ? (
                  <li>
                    {t('doubtful', { count: doubtful })}{' '}
                    <Button type="link" size="small" onClick={props.onDoubts}>
                      {t('goThere')}
                    </Button>
                  </li>
                ) : null}
                {outOfRange.slice(0, 6).map((fact) => (
                  <li key={fact.column}>
                    {t('outOfRange', { question: nameOf(fact.column), count: fact.outOfRange })}
                  </li>
                ))}
                {unreadable.slice(0, 6).map((fact) => (
                  <li key={fact.column}>
                    {t('unreadableOf', {
                      question: nameOf(fact.column),
                      count: fact.unreadable,
                      examples: fact.examples.slice(0, 3).join(t('comma')),
                    })}
                  </li>
                ))}
                {Math.max(0, outOfRange.length - 6) + Math.max(0, unreadable.length - 6) > 0 ? (
                  <li>
                    {t('moreOfThese', {
                      count: Math.max(0, outOfRange.length - 6) + Math.max(0, unreadable.length - 6),
                    })}
                  </li>
                ) : null}
              </ul>
            </div>
          ) : !joins && differences.length === 0 && props.ready ? (
            <p className="import-good">{t('noDoubts')}</p>
          ) : null}
        </section>
      </div>
    </div>
  );
}
