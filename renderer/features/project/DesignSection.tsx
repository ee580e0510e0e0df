import { Select } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { simpleDesign, type SurveyDesign } from '../../../shared/model/dataset.ts';
import { ordered } from '../../../shared/model/project.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import { useProject } from '../../app/projectStore.ts';
import { useProjectActions } from '../../app/useProjectActions.ts';
import { CommitNumber } from '../../components/CommitNumber.tsx';
import { useColumn } from '../data/columnCache.ts';
import { countedAnswers } from '../data/countAnswers.ts';

/** Strata beyond this are surely not strata. */
const mostStrata = 200;

function QuestionSelect({
  id,
  value,
  variables,
  none,
  onChange,
}: {
  readonly id: string;
  readonly value: string | null;
  readonly variables: readonly Variable[];
  readonly none: string;
  onChange(id: string | null): void;
}) {
  return (
    <Select
      id={id}
      allowClear
      value={value}
      placeholder={none}
      options={variables.map((variable) => ({ value: variable.id as string, label: variable.label }))}
      showSearch={{ optionFilterProp: 'label' }}
      onChange={(next: string | undefined) => onChange(next ?? null)}
    />
  );
}

/** Sizes of the population: the whole, or each stratum where there are strata. */
function PopulationSizes({
  design,
  onSizes,
}: {
  readonly design: SurveyDesign;
  onSizes(sizes: Readonly<Record<string, number>>): void;
}) {
  const { t } = useTranslation('project');
  const { entities } = useProject();
  const column = useColumn(design.stratum);
  const variable = design.stratum === null ? undefined : entities.variable.get(design.stratum);
  const strata = useMemo(
    () => (column && variable ? countedAnswers(column, variable).answers.filter((answer) => !answer.missing) : []),
    [column, variable],
  );
  const set = (key: string, size: number | null): void => {
    const { [key]: _before, ...others } = design.populationSizes;
    onSizes(size === null || size <= 0 ? others : { ...others, [key]: size });
  };
  if (design.stratum === null) {
    return (
      <div className="field">
        <label htmlFor="population">{t('population')}</label>
        <CommitNumber
          id="population"
          min={1}
          precision={0}
          value={design.populationSizes[''] ?? null}
          placeholder={t('unknown')}
          onCommit={(size) => set('', size)}
        />
        <p className="field-note">{t('populationHint')}</p>
      </div>
    );
  }
  if (strata.length > mostStrata) return <p className="field-note">{t('tooManyStrata', { count: strata.length })}</p>;
  return (
    <div className="field">
      <span className="field-label">{t('strataSizes')}</span>
      <table className="project-table project-strata">
        <thead>
          <tr>
            <th>{t('stratumName')}</th>
            <th className="project-number">{t('forms')}</th>
            <th className="project-number">{t('population')}</th>
          </tr>
        </thead>
        <tbody>
          {strata.map((stratum) => (
            <tr key={String(stratum.value)}>
              <td>{stratum.label}</td>
              <td className="project-number">{stratum.count}</td>
              <td className="project-number">
                <CommitNumber
                  label={t('populationOf', { stratum: stratum.label })}
                  min={1}
                  precision={0}
                  value={design.populationSizes[stratum.label] ?? null}
                  placeholder={t('unknown')}
                  onCommit={(size) => set(stratum.label, size)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="field-note">{t('populationHint')}</p>
    </div>
  );
}

/** How the sample was drawn: weight, strata, clusters, population. Analyses that honour it say so. */
export function DesignSection() {
  const { t } = useTranslation('project');
  const actions = useProjectActions();
  const { entities } = useProject();
  const design = entities.design.get('main') ?? simpleDesign;
  const variables = useMemo(() => ordered(entities.variable), [entities.variable]);
  const numeric = useMemo(() => variables.filter((variable) => variable.type === 'number'), [variables]);
  const set = (change: {
    weight?: { variableId: string; kind: 'frequency' | 'survey' } | null;
    stratum?: string | null;
    cluster?: string | null;
    populationSizes?: Readonly<Record<string, number>>;
  }): void =>
    void actions.apply({
      type: 'design.set',
      weight: change.weight === undefined ? (design.weight ? { ...design.weight } : null) : change.weight,
      stratum: change.stratum === undefined ? design.stratum : change.stratum,
      cluster: change.cluster === undefined ? design.cluster : change.cluster,
      // Sizes belong to the strata they were typed for.
      populationSizes: change.populationSizes
        ? { ...change.populationSizes }
        : change.stratum === undefined
          ? { ...design.populationSizes }
          : {},
    });
  return (
    <div className="project-fields">
      <div className="field">
        <label htmlFor="design-weight">{t('weight')}</label>
        <QuestionSelect
          id="design-weight"
          none={t('noWeight')}
          value={design.weight?.variableId ?? null}
          variables={numeric}
          onChange={(variableId) =>
            set({ weight: variableId ? { variableId, kind: design.weight?.kind ?? 'survey' } : null })
          }
        />
      </div>
      {design.weight ? (
        <div className="field">
          <label htmlFor="design-kind">{t('weightKind')}</label>
          <Select<'frequency' | 'survey'>
            id="design-kind"
            value={design.weight.kind}
            options={[
              { value: 'survey', label: t('surveyWeight') },
              { value: 'frequency', label: t('frequencyWeight') },
            ]}
            onChange={(kind) => design.weight && set({ weight: { variableId: design.weight.variableId, kind } })}
          />
          <p className="field-note">
            {t(design.weight.kind === 'survey' ? 'surveyWeightHint' : 'frequencyWeightHint')}
          </p>
        </div>
      ) : null}
      <div className="field">
        <label htmlFor="design-stratum">{t('stratum')}</label>
        <QuestionSelect
          id="design-stratum"
          none={t('noStratum')}
          value={design.stratum}
          variables={variables}
          onChange={(stratum) => set({ stratum })}
        />
      </div>
      <div className="field">
        <label htmlFor="design-cluster">{t('cluster')}</label>
        <QuestionSelect
          id="design-cluster"
          none={t('noCluster')}
          value={design.cluster}
          variables={variables}
          onChange={(cluster) => set({ cluster })}
        />
      </div>
      <PopulationSizes design={design} onSizes={(populationSizes) => set({ populationSizes })} />
    </div>
  );
}
