import { Button, Popover } from 'antd';
import { useTranslation } from 'react-i18next';
import { FocusInside } from '../../components/FocusInside.tsx';
import { useProject } from '../../app/projectStore.ts';
import { useColumnLayout } from './columnLayout.ts';

/** How many questions are hidden, with the way back. */
export function HiddenColumns() {
  const { t } = useTranslation('data');
  const { entities } = useProject();
  const { hidden, show } = useColumnLayout();
  const variables = [...hidden].flatMap((id) => entities.variable.get(id) ?? []);
  if (variables.length === 0) return null;
  const content = (
    <div className="data-filter">
      <div className="data-filter-list">
        {variables.map((variable) => (
          <button key={variable.id} type="button" className="data-entry" onClick={() => show([variable.id])}>
            <span className="data-entry-title">{variable.label}</span>
            <span className="data-entry-count">{t('column.show')}</span>
          </button>
        ))}
      </div>
      <div className="data-filter-row data-filter-end">
        <Button size="small" onClick={() => show()}>
          {t('column.showAll', { count: variables.length })}
        </Button>
      </div>
    </div>
  );
  return (
    <Popover trigger="click" placement="bottomLeft" destroyOnHidden content={<FocusInside>{content}</FocusInside>}>
      <Button size="small" type="link">
        {t('column.hidden', { count: variables.length })}
      </Button>
    </Popover>
  );
}
