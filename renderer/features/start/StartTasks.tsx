import { Button, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { useTasks } from '../../app/tasks.ts';

/** Opening takes a moment: says what is being done, how far, and lets it be stopped. There is no status line on this screen. */
export function StartTasks() {
  const { t } = useTranslation();
  const task = useTasks((state) => state.tasks[0]);
  if (!task) return null;
  const percent = task.share === null ? 100 : Math.round(task.share * 100);
  return (
    <div className="start-task" role="status">
      <span>{task.title}</span>
      <Progress
        percent={percent}
        showInfo={false}
        status={task.share === null ? 'active' : 'normal'}
        size={[200, 6]}
        aria-label={task.title}
      />
      <Button size="small" onClick={task.cancel}>
        {t('cancel')}
      </Button>
    </div>
  );
}
