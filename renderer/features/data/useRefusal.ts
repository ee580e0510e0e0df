import { App as AntApp } from 'antd';
import { useCallback, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Variable } from '../../../shared/model/variable.ts';
import { useProject } from '../../app/projectStore.ts';
import { type EditRefusal, labelsOf } from './cellText.ts';

const refusalKey = 'refused';

/** Says why a typed answer cannot be taken, where, and what can. */
export function useRefusal(): (reason: EditRefusal, variable: Variable, row: number, typed: string) => void {
  const { t } = useTranslation('data');
  const { notification } = AntApp.useApp();
  const { revision } = useProject();
  // Once the sheet has taken something else, or is left, what it refused is no longer the news.
  useEffect(() => () => notification.destroy(refusalKey), [notification, revision]);
  return useCallback(
    (reason, variable, row, typed) => {
      const { scale } = variable;
      const extra = scale?.nonAnswers.map((code) => `${code.value} ${code.label}`).join(t('comma')) ?? '';
      const labels = labelsOf(variable)
        .slice(0, 8)
        .map((entry) => `${entry.value} ${entry.label}`)
        .join(t('comma'));
      const numbers = { min: scale?.min ?? '', max: scale?.max ?? '', labels, extra };
      const why = t(`refused.${reason}`, reason === 'outOfScale' && extra ? { ...numbers, context: 'extra' } : numbers);
      notification.warning({
        key: refusalKey,
        title: t('refused.title', { typed: typed.length > 30 ? `${typed.slice(0, 30)}…` : typed }),
        description: `${t('refused.where', { question: variable.label, form: row + 1 })} ${why}`,
        // The sheet is edited downwards: at the foot it would hide the next cells.
        placement: 'topRight',
        duration: 8,
        role: 'alert',
      });
    },
    [notification, t],
  );
}
