import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { indicatorId } from '../../../shared/model/ids.ts';
import type { Indicator } from '../../../shared/model/indicator.ts';
import type { HeadingGroup } from './headingGroups.ts';
import type { Attached } from './useTree.ts';

/** A first-level indicator for each group, a lowest-level one for each question, with equal weights. */
function treeOf(groups: readonly HeadingGroup[]): { indicators: Indicator[]; questions: Attached[] } {
  const indicators: Indicator[] = [];
  const questions: Attached[] = [];
  const newId = () => indicatorId(crypto.randomUUID());
  for (const [order, group] of groups.entries()) {
    const parentId = newId();
    indicators.push({
      id: parentId,
      parentId: null,
      name: group.name,
      definition: '',
      weight: 1 / groups.length,
      order,
    });
    for (const [place, question] of group.questions.entries()) {
      const id = newId();
      const weight = 1 / group.questions.length;
      indicators.push({ id, parentId, name: question.label || question.name, definition: '', weight, order: place });
      questions.push({ variableId: question.id, indicatorId: id });
    }
  }
  return { indicators, questions };
}

/** Offers the structure that the file's own headings show. */
export function HeadingTree({
  groups,
  onUse,
}: {
  readonly groups: readonly HeadingGroup[];
  onUse(indicators: readonly Indicator[], questions: readonly Attached[]): void;
}) {
  const { t } = useTranslation('indicators');
  const count = groups.reduce((sum, group) => sum + group.questions.length, 0);
  return (
    <ul className="indicators-gallery indicators-headings">
      <li>
        <h3>{t('headings.title')}</h3>
        <p>{t('headings.text')}</p>
        <p className="indicators-gallery-tree">{groups.map(({ name }) => name).join(' · ')}</p>
        <footer>
          <small>{t('templates.counts', { first: groups.length, leaves: count })}</small>
          <Button
            type="primary"
            size="small"
            aria-label={t('headings.useNamed')}
            onClick={() => {
              const { indicators, questions } = treeOf(groups);
              onUse(indicators, questions);
            }}
          >
            {t('templates.use')}
          </Button>
        </footer>
      </li>
    </ul>
  );
}
