import { HolderOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { Sending } from '../sendToReport.ts';
import { dragResult, endDrag } from './draggedResult.ts';

export interface DragGripProps {
  /** What is carried under the pointer. */
  readonly title: string;
  sending(): Sending;
}

/** Takes a part of a result to the report by mouse; by keyboard the card's menu does the same. Seen when its .drag-from is pointed at. */
export function DragGrip({ title, sending }: DragGripProps) {
  const { t } = useTranslation('pages');
  return (
    <span
      className="drag-grip"
      draggable
      title={t('drag.hint')}
      onDragStart={(event) => dragResult(event, title, sending())}
      onDragEnd={endDrag}
    >
      <HolderOutlined aria-hidden="true" />
    </span>
  );
}
