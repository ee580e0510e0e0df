import { CaretDownOutlined, CaretRightOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../../shared/format/formatNumber.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import type { TreeNode } from '../../../shared/satisfaction/indicatorTree.ts';
import { useLocale } from '../../app/useLocale.ts';
import { ExplainedNumber } from '../explain/ExplainedNumber.tsx';
import { EditableText } from './EditableText.tsx';
import { QuestionChip } from './QuestionChip.tsx';
import { SumMark } from './SumMark.tsx';
import { type DropZone, zoneAt } from './treeMoves.ts';
import { scorePath, scoresRequest } from './useScores.ts';
import { parseWeight, weightField } from './weightText.ts';

const indicatorDragType = 'application/x-csi-indicator';
export const questionsDragType = 'application/x-csi-questions';

export type EditedField = 'name' | 'definition' | 'weight';

export interface IndicatorRowProps {
  /** null = the row of the whole. */
  readonly node: TreeNode | null;
  readonly name: string;
  readonly folded: boolean;
  readonly selected: boolean;
  readonly questions: readonly Variable[];
  readonly composite: number;
  /** Longest bar of the column. */
  readonly widest: number;
  readonly score: number | null;
  readonly sum: number | null;
  readonly edited: EditedField | null;
  onSelect(): void;
  onFold(): void;
  onEdit(field: EditedField): void;
  onDraft(text: string): void;
  onCommit(field: EditedField, text: string, next: 'enter' | 'tab' | 'backTab' | 'blur'): void;
  onCancel(): void;
  onNormalise(): void;
  onEqual(): void;
  onAdd(): void;
  onDetach(variable: Variable): void;
  onDropIndicator(id: string, zone: DropZone): void;
  onDropQuestions(ids: readonly string[]): void;
}

/** One line of the tree: indicator, definition, questions, weight with the sum of what lies under it, composite weight, score. */
export function IndicatorRow(props: IndicatorRowProps) {
  const { node, name, selected, questions, composite, score, sum, edited } = props;
  const { t } = useTranslation('indicators');
  const locale = useLocale();
  const [zone, setZone] = useState<DropZone | null>(null);
  const level = node?.level ?? 0;
  const hasChildren = node === null || node.children.length > 0;
  const id = node?.indicator.id ?? 'root';

  const zoneOf = (event: DragEvent<HTMLElement>): DropZone => {
    if (node === null || event.dataTransfer.types.includes(questionsDragType)) return 'inside';
    const box = event.currentTarget.getBoundingClientRect();
    return zoneAt(event.clientY - box.top, box.height);
  };
  const accepts = (event: DragEvent): boolean =>
    event.dataTransfer.types.includes(indicatorDragType) ||
    (event.dataTransfer.types.includes(questionsDragType) && node !== null && !hasChildren);
  const onDrop = (event: DragEvent<HTMLElement>): void => {
    setZone(null);
    if (!accepts(event)) return;
    event.preventDefault();
    const dragged = event.dataTransfer.getData(indicatorDragType);
    if (dragged) props.onDropIndicator(dragged, zoneOf(event));
    else props.onDropQuestions(JSON.parse(event.dataTransfer.getData(questionsDragType)) as readonly string[]);
  };
  const field = (which: 'name' | 'definition', value: string) =>
    edited === which ? (
      <EditableText
        label={t(`columns.${which}`)}
        value={value}
        invalid={(text) => which === 'name' && text.trim() === ''}
        onCommit={(text, next) => props.onCommit(which, text.trim(), next)}
        onCancel={props.onCancel}
      />
    ) : (
      <span className="indicators-text" title={value}>
        {value}
      </span>
    );

  return (
    <div
      id={`indicator-${id}`}
      role="row"
      aria-level={level + 1}
      aria-selected={selected}
      aria-label={name}
      {...(hasChildren ? { 'aria-expanded': !props.folded } : {})}
      className={[
        'indicators-row',
        level <= 1 ? `indicators-level-${level}` : '',
        selected ? 'indicators-selected' : '',
        zone ? `indicators-drop-${zone}` : '',
      ].join(' ')}
      draggable={node !== null && edited === null}
      onClick={props.onSelect}
      onDragStart={(event) => {
        event.dataTransfer.setData(indicatorDragType, id);
        event.dataTransfer.effectAllowed = 'move';
      }}
      onDragOver={(event) => {
        if (!accepts(event)) return;
        event.preventDefault();
        setZone(zoneOf(event));
      }}
      onDragLeave={() => setZone(null)}
      onDrop={onDrop}
    >
      <div
        role="gridcell"
        className="indicators-name"
        style={{ paddingLeft: 8 + 18 * level }}
        onDoubleClick={() => node && props.onEdit('name')}
      >
        {hasChildren ? (
          <button
            type="button"
            tabIndex={-1}
            className="indicators-fold"
            aria-label={t(props.folded ? 'row.unfold' : 'row.fold', { name })}
            onClick={props.onFold}
            disabled={node === null}
          >
            {props.folded ? <CaretRightOutlined /> : <CaretDownOutlined />}
          </button>
        ) : (
          <span className="indicators-leaf" aria-hidden="true" />
        )}
        {node === null ? <span className="indicators-text">{name}</span> : field('name', name)}
        <Tooltip title={t('row.addChild')}>
          <Button
            type="text"
            size="small"
            tabIndex={-1}
            className="indicators-add"
            aria-label={t('row.addChildNamed', { name })}
            icon={<PlusOutlined />}
            onClick={(event) => {
              event.stopPropagation();
              props.onAdd();
            }}
          />
        </Tooltip>
      </div>
      <div role="gridcell" className="indicators-definition" onDoubleClick={() => node && props.onEdit('definition')}>
        {node ? field('definition', node.indicator.definition) : null}
      </div>
      <div role="gridcell" className="indicators-questions">
        {questions.slice(0, 4).map((variable) => (
          <QuestionChip key={variable.id} variable={variable} onDetach={() => props.onDetach(variable)} />
        ))}
        {questions.length > 4 ? <span className="indicators-more">+{questions.length - 4}</span> : null}
        {node && !hasChildren && questions.length === 0 ? (
          <span className="indicators-missing">{t('row.noQuestion')}</span>
        ) : null}
        {node && hasChildren && questions.length > 0 ? (
          <Tooltip title={t('row.onBranch')}>
            <span className="indicators-missing">⚠</span>
          </Tooltip>
        ) : null}
      </div>
      <div role="gridcell" className="indicators-weight" onDoubleClick={() => node && props.onEdit('weight')}>
        {node === null ? null : edited === 'weight' ? (
          <EditableText
            className="indicators-weight-field"
            label={t('columns.weight')}
            value={weightField(node.indicator.weight)}
            invalid={(text) => parseWeight(text) === null}
            onDraft={props.onDraft}
            onCommit={(text, next) => props.onCommit('weight', text, next)}
            onCancel={props.onCancel}
          />
        ) : (
          <button
            type="button"
            tabIndex={-1}
            className="indicators-number"
            title={weightField(node.indicator.weight)}
            aria-label={`${formatNumber(node.indicator.weight, 'weight', locale)} ${t('row.editWeight', { name })}`}
            onClick={() => props.onEdit('weight')}
          >
            {formatNumber(node.indicator.weight, 'weight', locale)}
          </button>
        )}
        {sum === null ? null : (
          <SumMark sum={sum} name={name} onNormalise={props.onNormalise} onEqual={props.onEqual} />
        )}
      </div>
      <div role="gridcell" className="indicators-composite">
        {node === null ? null : (
          <>
            <span className={hasChildren ? 'indicators-bar indicators-bar-branch' : 'indicators-bar'}>
              <i style={{ width: `${props.widest > 0 ? (100 * composite) / props.widest : 0}%` }} />
            </span>
            <span className="indicators-number">
              {score === null ? (
                formatNumber(composite, 'weight', locale)
              ) : (
                <ExplainedNumber
                  inside
                  value={composite}
                  format="weight"
                  request={scoresRequest}
                  path={`nodes.id=${id}.compositeWeight`}
                  name={`${name} · ${t('columns.composite')}`}
                />
              )}
            </span>
          </>
        )}
      </div>
      <div role="gridcell" className="indicators-score">
        <ExplainedNumber
          inside
          value={score}
          format="number2"
          request={scoresRequest}
          path={scorePath(node)}
          name={`${name} · ${t('columns.score')}`}
        />
      </div>
    </div>
  );
}
