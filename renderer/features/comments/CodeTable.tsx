import { DeleteOutlined, HolderOutlined } from '@ant-design/icons';
import { Button, ColorPicker, Input, Tooltip } from 'antd';
import { type DragEvent, type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ink, okabeIto } from '../../../shared/charts/theme.ts';
import type { Indicator } from '../../../shared/model/indicator.ts';
import { IndicatorSelect } from '../../components/IndicatorSelect.tsx';
import type { CodeDraft, CodeProblem } from './codeDrafts.ts';

const fields = ['name', 'any', 'all', 'not'] as const;

export interface CodeTableProps {
  readonly drafts: readonly CodeDraft[];
  readonly problems: readonly (CodeProblem | null)[];
  /** Comments with each code; null while it does not count. */
  readonly counts: readonly (number | null)[];
  readonly selected: number | null;
  readonly indicators: ReadonlyMap<string, Indicator>;
  onSelect(key: number): void;
  onType(key: number, part: Partial<Omit<CodeDraft, 'key'>>): void;
  /** What was typed is done with. */
  onDone(): void;
  onSet(key: number, part: Partial<Omit<CodeDraft, 'key'>>): void;
  onMove(key: number, by: number): void;
  onRemove(key: number): void;
  onAdd(): void;
}

/** The codes as a table to type into. Up and down go to the row above and below, with Alt they move the row; Enter in the last row adds one. */
export function CodeTable(props: CodeTableProps) {
  const { drafts, problems, counts, selected, indicators } = props;
  const { t } = useTranslation('comments');
  const table = useRef<HTMLTableElement | null>(null);
  const [dropAt, setDropAt] = useState<number | null>(null);
  const dragged = useRef<number | null>(null);

  const focus = (row: number, field: string): void =>
    table.current?.querySelector<HTMLElement>(`[data-place="${row}"] [data-field="${field}"]`)?.focus();
  const onKey = (event: KeyboardEvent, key: number, row: number, field: string): void => {
    if (event.nativeEvent.isComposing) return;
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (by !== 0 && event.altKey) {
      props.onMove(key, by);
      requestAnimationFrame(() => focus(Math.max(0, Math.min(drafts.length - 1, row + by)), field));
    } else if (by !== 0) focus(row + by, field);
    else if (event.key === 'Enter' && row === drafts.length - 1) props.onAdd();
    else if (event.key === 'Enter') focus(row + 1, field);
    else if (event.key === 'Delete' && event.ctrlKey) {
      props.onRemove(key);
      requestAnimationFrame(() => focus(Math.min(row, drafts.length - 2), field));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const drop = (event: DragEvent, row: number): void => {
    event.preventDefault();
    setDropAt(null);
    const from = drafts.findIndex((draft) => draft.key === dragged.current);
    if (from >= 0) props.onMove(dragged.current!, row - from);
    dragged.current = null;
  };
  const presets = [{ label: t('safeColours'), colors: [...okabeIto], key: 'safe', defaultOpen: true }];

  return (
    <table className="comments-codes" ref={table} aria-label={t('codes')}>
      <thead>
        <tr>
          <th aria-label={t('order')} />
          <th aria-label={t('colour')} />
          <th scope="col">{t('name')}</th>
          {(['any', 'all', 'not'] as const).map((field) => (
            <th scope="col" key={field} title={t(`${field}Hint`)}>
              {t(field)}
            </th>
          ))}
          <th scope="col">{t('indicator')}</th>
          <th scope="col" className="comments-count">
            {t('count')}
          </th>
          <th aria-label={t('remove')} />
        </tr>
      </thead>
      <tbody>
        {drafts.map((draft, row) => {
          const { key } = draft;
          const problem = problems[row] ?? null;
          const called = draft.name.trim() || t('codeAt', { place: row + 1 });
          return (
            <tr
              key={key}
              data-place={row}
              className={[
                key === selected ? 'comments-chosen' : '',
                dropAt === row ? 'comments-drop' : '',
                problem ? 'comments-unready' : '',
              ].join(' ')}
              onFocus={() => props.onSelect(key)}
              onClick={() => props.onSelect(key)}
              onDragOver={(event) => {
                if (dragged.current === null) return;
                event.preventDefault();
                setDropAt(row);
              }}
              onDrop={(event) => drop(event, row)}
            >
              <td>
                <span
                  className="comments-handle"
                  draggable
                  title={t('drag')}
                  onDragStart={() => (dragged.current = key)}
                  onDragEnd={() => setDropAt(null)}
                >
                  <HolderOutlined aria-hidden="true" />
                </span>
              </td>
              <td>
                <ColorPicker
                  size="small"
                  value={draft.colour ?? ink.context}
                  presets={presets}
                  allowClear
                  disabledAlpha
                  format="hex"
                  aria-label={t('colourOf', { name: called })}
                  onClear={() => props.onSet(key, { colour: null })}
                  onChangeComplete={(chosen) => {
                    if (!chosen.cleared) props.onSet(key, { colour: chosen.toHexString().slice(0, 7) });
                  }}
                />
              </td>
              {fields.map((field) => (
                <td key={field} className={`comments-field-${field}`}>
                  <Input
                    data-field={field}
                    size="small"
                    variant="borderless"
                    value={draft[field]}
                    title={draft[field]}
                    aria-label={t('fieldOf', { field: t(field), name: called })}
                    aria-invalid={problem !== null && (field === 'name') === problem.toLowerCase().endsWith('name')}
                    placeholder={problem ? t(`${field}Example`) : ''}
                    onChange={(event) => props.onType(key, { [field]: event.target.value })}
                    onBlur={props.onDone}
                    onKeyDown={(event) => onKey(event, key, row, field)}
                  />
                  {field === 'name' && problem && (draft.name !== '' || draft.any !== '') ? (
                    <p className="comments-problem" role="alert">
                      {t(`problem.${problem}`)}
                    </p>
                  ) : null}
                </td>
              ))}
              <td className="comments-field-indicator">
                <IndicatorSelect
                  id={`code-indicator-${key}`}
                  indicators={indicators}
                  value={draft.indicator}
                  onChange={(indicator) => props.onSet(key, { indicator })}
                />
              </td>
              <td className="comments-count" aria-live="polite">
                {counts[row]?.toLocaleString('en-US') ?? '–'}
              </td>
              <td>
                <Tooltip title={t('removeKey')}>
                  <Button
                    type="text"
                    size="small"
                    icon={<DeleteOutlined />}
                    aria-label={t('removeOf', { name: called })}
                    onClick={() => props.onRemove(key)}
                  />
                </Tooltip>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
