import { App as AntApp, Button } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../components/Dialog.tsx';
import { formatNumber } from '../../../shared/format/formatNumber.ts';
import { type IndicatorId, indicatorId } from '../../../shared/model/ids.ts';
import { inLocale } from '../../../shared/model/text.ts';
import { type IndicatorTemplate, templateIndicators } from '../../../shared/satisfaction/template.ts';
import { type Target, useNavigation } from '../../app/navigation.ts';
import { useReport } from '../../app/notices.tsx';
import { useProject } from '../../app/projectStore.ts';
import { useLocale } from '../../app/useLocale.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { RoomLayout } from '../../components/RoomLayout.tsx';
import { DuelDialog } from './DuelDialog.tsx';
import { IndicatorInspector } from './IndicatorInspector.tsx';
import { IndicatorTable } from './IndicatorTable.tsx';
import { QuestionList } from './QuestionList.tsx';
import { headingGroups } from './headingGroups.ts';
import { HeadingTree } from './HeadingTree.tsx';
import { ExplainedNumber } from '../explain/ExplainedNumber.tsx';
import { TemplateGallery } from './TemplateGallery.tsx';
import { scorePath, scoresRequest, useScores } from './useScores.ts';
import { useTree } from './useTree.ts';
import './indicators.css';
import './tree.css';
import './chips.css';
import './questions.css';
import './weights.css';
import './gallery.css';

const targetOf = (target: Target | null): IndicatorId | null =>
  target?.kind === 'indicator' ? indicatorId(target.id) : null;

/** Structure and result read together: the indicator tree with its questions, weights and live scores. */
export default function IndicatorsRoom() {
  const { t } = useTranslation('indicators');
  const locale = useLocale();
  const { reportDone } = useReport();
  const { modal } = AntApp.useApp();
  const project = useTree();
  const { scores, fresh } = useScores();
  const [chosen, setChosen] = useState<IndicatorId | null>(() => targetOf(useNavigation.getState().target));
  const { entities } = useProject();
  const groups = useMemo(() => headingGroups(project.variables, entities.import), [project.variables, entities.import]);
  const [gallery, setGallery] = useState(false);
  const [duel, setDuel] = useState(false);
  const { tree, faults, actions } = project;
  const selected = chosen !== null && tree.byId.has(chosen) ? chosen : null;
  const node = selected === null ? null : (tree.byId.get(selected) ?? null);
  const projectName = t('whole');

  useEffect(() => {
    const { target, arrived } = useNavigation.getState();
    if (targetOf(target) !== null) arrived();
    return useNavigation.subscribe((state) => {
      const wanted = targetOf(state.target);
      if (wanted === null) return;
      setChosen(wanted);
      state.arrived();
    });
  }, []);

  const adopt = async (template: IndicatorTemplate): Promise<void> => {
    const title = inLocale(template.title, locale);
    if (
      await actions.replace(
        templateIndicators(template, () => indicatorId(crypto.randomUUID())),
        title,
      )
    ) {
      setGallery(false);
      setChosen(null);
      reportDone(t('templates.done', { name: title }));
    }
  };
  const use = (template: IndicatorTemplate): void => {
    if (tree.nodes.length === 0) {
      void adopt(template);
      return;
    }
    modal.confirm({
      title: t('templates.confirm'),
      content: t('templates.confirmText', { count: tree.nodes.length }),
      okText: t('templates.replace'),
      onOk: () => adopt(template),
    });
  };
  const addFirst = async (): Promise<void> => {
    const id = indicatorId(crypto.randomUUID());
    if (await actions.add(id, null, t('row.newName'))) setChosen(id);
  };

  const questions = (
    <QuestionList
      project={project}
      leaf={node !== null && node.children.length === 0 ? node : null}
      onMatched={(count) => reportDone(t('list.matched', { count }))}
    />
  );
  if (tree.nodes.length === 0) {
    return (
      <RoomLayout name="indicators" listTitle={t('list.title')} list={questions}>
        <div className="indicators-start">
          <EmptyState
            as="div"
            title={t('empty.title')}
            actions={<Button onClick={() => void addFirst()}>{t('empty.blank')}</Button>}
          >
            {t('empty.text')}
          </EmptyState>
          {groups.length > 0 ? (
            <HeadingTree
              groups={groups}
              onUse={(indicators, attached) => void actions.replace(indicators, t('headings.source'), attached)}
            />
          ) : null}
          <TemplateGallery onUse={use} />
        </div>
      </RoomLayout>
    );
  }

  const faultName = (parent: string): string => (parent === '' ? projectName : parent);
  const header = (
    <>
      <h2 className="indicators-title">{t('title')}</h2>
      <span className="indicators-summary">
        {t('summary', { first: tree.roots.length, leaves: tree.leaves.length, levels: tree.depth })}
      </span>
      {faults.length === 0 ? (
        <span className="indicators-good">{t('sum.allGood')}</span>
      ) : (
        <button
          type="button"
          className="indicators-faults"
          onClick={() => setChosen(faults[0]!.parentId)}
          title={faults.map((fault) => faultName(fault.parent)).join(t('comma'))}
        >
          {t('sum.faults', { count: faults.length, name: faultName(faults[0]!.parent) })}
        </button>
      )}
      <span className="indicators-space" />
      {scores.index !== null && faults.length === 0 ? (
        <span className="indicators-index">
          CSI{' '}
          <b>
            <ExplainedNumber
              value={scores.index}
              format="number2"
              request={scoresRequest}
              path={scorePath(null)}
              name="CSI"
            />
          </b>
          {scores.margin === null ? '' : ` ± ${formatNumber(scores.margin, 'number2', locale)}`}
          <small> n = {formatNumber(scores.n, 'integer', locale)}</small>
        </span>
      ) : null}
      <Button disabled={faults.length > 0} onClick={() => setDuel(true)}>
        {t('duel.open')}
      </Button>
      <Button onClick={() => setGallery(true)}>{t('templates.open')}</Button>
    </>
  );
  return (
    <RoomLayout
      name="indicators"
      listTitle={t('list.title')}
      list={questions}
      header={header}
      inspectorTitle={node?.indicator.name ?? projectName}
      inspector={<IndicatorInspector project={project} node={node} projectName={projectName} />}
    >
      <IndicatorTable
        project={project}
        projectName={projectName}
        scores={scores}
        fresh={fresh}
        selected={selected}
        onSelect={setChosen}
        onRemoved={(name) => reportDone(t('row.removed', { name }))}
      />
      {scores.problem && faults.length === 0 ? (
        <p className="indicators-problem">{inLocale(scores.problem, locale)}</p>
      ) : null}
      <p className="indicators-keys">{t('table.keys')}</p>
      <DuelDialog project={project} open={duel} onClose={() => setDuel(false)} />
      <Dialog
        open={gallery}
        width={920}
        footer={null}
        title={t('templates.title')}
        onCancel={() => setGallery(false)}
        destroyOnHidden
      >
        <TemplateGallery onUse={use} />
      </Dialog>
    </RoomLayout>
  );
}
