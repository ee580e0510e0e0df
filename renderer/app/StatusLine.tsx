import { CloseOutlined } from '@ant-design/icons';
import { Button, Progress, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../shared/format/formatNumber.ts';
import type { FilterCondition } from '../../shared/model/project.ts';
import type { Variable } from '../../shared/model/variable.ts';
import { useNavigation } from './navigation.ts';
import { useProject } from './projectStore.ts';
import { useStatusNote } from './statusNote.ts';
import { type Task, useTasks } from './tasks.ts';
import { useLocale } from './useLocale.ts';
import { useRunningIndex } from './useRunningIndex.ts';

function TaskView({ task, more }: { readonly task: Task; readonly more: number }) {
  const { t } = useTranslation();
  const percent = task.share === null ? null : Math.round(task.share * 100);
  return (
    <span className="shell-task" role="status" aria-live="polite">
      <span>{task.title}</span>
      <Progress
        percent={percent ?? 100}
        size={[96, 6]}
        showInfo={false}
        status={percent === null ? 'active' : 'normal'}
        aria-label={task.title}
      />
      <span className="shell-task-percent">{percent === null ? '' : `${percent}%`}</span>
      {more > 0 ? <span>{t('status.moreTasks', { count: more })}</span> : null}
      <Tooltip title={t('status.cancel')}>
        <Button
          type="text"
          size="small"
          aria-label={t('status.cancelTask', { task: task.title })}
          icon={<CloseOutlined />}
          onClick={task.cancel}
        />
      </Tooltip>
    </span>
  );
}

/** "门店 = 中心店、东湖店": the answers a condition keeps, by their labels. */
function conditionText(condition: FilterCondition, variable: Variable | undefined, separator: string): string {
  if (!variable) return '';
  const labels = new Map(
    [...variable.valueLabels, ...(variable.scale?.labels ?? [])].map((entry) => [entry.value, entry.label]),
  );
  const shown = condition.values
    .slice(0, 3)
    .map((value) => (typeof value === 'number' ? (labels.get(value) ?? String(value)) : value));
  return `${variable.label.split(' / ').at(-1)} = ${shown.join(separator)}${condition.values.length > 3 ? '…' : ''}`;
}

/** Always in sight: how many forms count, filter, weight, the running index with its certainty, and long work under way. */
export function StatusLine() {
  const { t } = useTranslation();
  const locale = useLocale();
  const project = useProject();
  const tasks = useTasks((state) => state.tasks);
  const goTo = useNavigation((state) => state.goTo);
  const running = useRunningIndex();
  const note = useStatusNote((state) => state.text);
  const { variable, exclusion, filter, design } = project.entities;
  const valid = project.rowCount - exclusion.size;
  const conditions = filter.get('main')?.conditions ?? [];
  const separator = locale === 'zh-CN' ? '、' : ', ';
  const filterText =
    conditions.length === 0
      ? t('status.none')
      : conditions
          .map((condition) => conditionText(condition, variable.get(condition.variableId), separator))
          .join('; ');
  const weightId = design.get('main')?.weight?.variableId;
  const weightText = weightId ? (variable.get(weightId)?.label ?? '') : t('status.none');
  const number = (value: number): string => formatNumber(value, 'integer', locale);
  const first = tasks[0];
  return (
    <footer className="shell-status">
      <button type="button" className="shell-status-item" onClick={() => goTo('data')}>
        {t('status.forms', { valid: number(valid), all: number(project.rowCount) })}
      </button>
      <button type="button" className="shell-status-item" onClick={() => goTo('data')} title={filterText}>
        {t('status.filter')} <b className={conditions.length > 0 ? 'shell-status-on' : ''}>{filterText}</b>
      </button>
      <button type="button" className="shell-status-item" onClick={() => goTo('project')} title={weightText}>
        {t('status.weight')} <b>{weightText}</b>
      </button>
      <button
        type="button"
        className={`shell-status-item shell-status-index ${running.stale ? 'shell-status-stale' : ''}`}
        onClick={() => goTo('analysis')}
        title={`${t('status.indexHint')}\n${t(weightId ? 'status.alphaUnweighted' : 'status.alphaHint')}`}
        aria-live="polite"
      >
        α <b>{formatNumber(running.alpha, 'coefficient', locale)}</b>
        <span className="shell-status-gap" />
        CSI <b>{formatNumber(running.index, 'number1', locale)}</b>
        {running.half === null ? null : <> ±{formatNumber(running.half, 'number1', locale)}</>}
      </button>
      <span className="shell-bar-space" />
      <span className="shell-status-note" role="status">
        {note}
      </span>
      {first ? <TaskView task={first} more={tasks.length - 1} /> : null}
    </footer>
  );
}
