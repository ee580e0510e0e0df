import { PlusOutlined, SearchOutlined, ThunderboltOutlined } from '@ant-design/icons';
import { Button, Input, Tooltip } from 'antd';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { catalogue } from '../../../shared/analyses/catalogue.ts';
import { analysisGroups } from '../../../shared/analyses/types.ts';
import { inLocale } from '../../../shared/model/text.ts';
import { useLocale } from '../../app/useLocale.ts';
import { matchesSearch } from './cardModel.ts';

export interface AnalysisListProps {
  /** How many cards show each analysis. */
  readonly counts: ReadonlyMap<string, number>;
  readonly selected: string | null;
  /** Goes to the analysis' card, or adds one. */
  onOpen(analysis: string): void;
  onAdd(analysis: string): void;
  /** The whole evaluation is on screen. */
  readonly evaluating: boolean;
  onEvaluate(): void;
}

/** The catalogue by the question it answers, with a search that knows method names in both languages. */
export function AnalysisList({ counts, selected, onOpen, onAdd, evaluating, onEvaluate }: AnalysisListProps) {
  const { t } = useTranslation('analysis');
  const locale = useLocale();
  const [search, setSearch] = useState('');
  const list = useRef<HTMLDivElement | null>(null);
  const groups = useMemo(
    () =>
      analysisGroups
        .map((group) => ({
          group,
          members: catalogue.filter((analysis) => analysis.group === group && matchesSearch(analysis, search.trim())),
        }))
        .filter(({ members }) => members.length > 0),
    [search],
  );
  const found = groups.flatMap(({ members }) => members);

  const onKey = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const buttons = [...(list.current?.querySelectorAll<HTMLButtonElement>('.analysis-item-open') ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const next = buttons[event.key === 'ArrowDown' ? at + 1 : Math.max(0, at - 1)];
    if (next) {
      event.preventDefault();
      next.focus();
    }
  };

  return (
    <div className="analysis-list" onKeyDown={onKey} ref={list}>
      <div className="analysis-search">
        <Input
          allowClear
          prefix={<SearchOutlined aria-hidden="true" />}
          placeholder={t('list.search')}
          aria-label={t('list.search')}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          onPressEnter={() => {
            if (found[0]) onOpen(found[0].id);
          }}
        />
      </div>
      <div className="analysis-evaluate">
        <Button block icon={<ThunderboltOutlined />} aria-pressed={evaluating} onClick={onEvaluate}>
          {t('evaluation.title')}
        </Button>
      </div>
      {groups.map(({ group, members }) => (
        <section key={group} aria-label={t(`groups.${group}`)}>
          <h3>{t(`groups.${group}`)}</h3>
          <ul>
            {members.map((analysis) => {
              const title = inLocale(analysis.title, locale);
              const count = counts.get(analysis.id) ?? 0;
              return (
                <li
                  key={analysis.id}
                  className={selected === analysis.id ? 'analysis-item analysis-item-selected' : 'analysis-item'}
                >
                  <button
                    type="button"
                    className="analysis-item-open"
                    aria-current={selected === analysis.id}
                    title={inLocale(analysis.note.what, locale)}
                    onClick={() => onOpen(analysis.id)}
                  >
                    <span>{title}</span>
                    {count > 0 ? <small>{count}</small> : null}
                  </button>
                  <Tooltip title={t('list.add')}>
                    <Button
                      type="text"
                      size="small"
                      className="analysis-item-add"
                      aria-label={t('list.addNamed', { title })}
                      icon={<PlusOutlined />}
                      onClick={() => onAdd(analysis.id)}
                    />
                  </Tooltip>
                </li>
              );
            })}
          </ul>
        </section>
      ))}
      {groups.length === 0 ? <p className="analysis-none">{t('list.none', { search })}</p> : null}
    </div>
  );
}
