import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigation } from '../../app/navigation.ts';
import { useProjectStore } from '../../app/projectStore.ts';
import type { RoomName } from '../../app/rooms.ts';
import { useProjectActions } from '../../app/useProjectActions.ts';
import { closeHelp } from './openHelp.ts';

/** The way from a file to a report; a step that has a room of its own leads there. */
const steps: readonly { readonly id: string; readonly room: RoomName | null }[] = [
  { id: 'open', room: null },
  { id: 'clean', room: 'data' },
  { id: 'indicators', room: 'indicators' },
  { id: 'analysis', room: 'analysis' },
  { id: 'report', room: 'report' },
  { id: 'project', room: 'project' },
];

export function FirstSteps() {
  const { t } = useTranslation('help');
  const actions = useProjectActions();
  const projectOpen = useProjectStore((store) => store.project !== null);
  const goTo = useNavigation((state) => state.goTo);
  const leave = (work: () => unknown): void => {
    closeHelp();
    work();
  };
  return (
    <ol className="help-scroll help-steps">
      {steps.map(({ id, room }, index) => (
        <li key={id}>
          <span className="help-step" aria-hidden="true">
            {index + 1}
          </span>
          <div>
            <h3>{t(`steps.${id}.title`)}</h3>
            <p>{t(`steps.${id}.text`)}</p>
          </div>
          {room === null ? (
            <Button onClick={() => leave(() => actions.openSample())}>{t('sample')}</Button>
          ) : projectOpen ? (
            <Button aria-label={t('goTo', { room: t(`common:rooms.${room}`) })} onClick={() => leave(() => goTo(room))}>
              {t('goThere')}
            </Button>
          ) : null}
        </li>
      ))}
    </ol>
  );
}
