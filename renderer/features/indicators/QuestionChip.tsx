import { CloseOutlined } from '@ant-design/icons';
import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Variable } from '../../../shared/model/variable.ts';
import { roleTone } from './roleMark.ts';

/** A question attached to an indicator: its role as one letter and its short name; hover tells the whole question. */
export function QuestionChip({ variable, onDetach }: { readonly variable: Variable; onDetach?(): void }) {
  const { t } = useTranslation('indicators');
  const role = t(`common:roles.${variable.role}`);
  return (
    <Tooltip title={`${role}${t('colon')}${variable.label || variable.name}`}>
      <span className={`indicators-chip indicators-chip-${roleTone(variable.role)}`}>
        <b aria-label={role}>{t(`roleMarks.${roleTone(variable.role)}`)}</b>
        <span>{variable.name}</span>
        {onDetach ? (
          <button
            type="button"
            aria-label={t('chip.detach', { name: variable.label || variable.name })}
            onClick={(event) => {
              event.stopPropagation();
              onDetach();
            }}
          >
            <CloseOutlined />
          </button>
        ) : null}
      </span>
    </Tooltip>
  );
}
