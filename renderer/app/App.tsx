import { App as AntApp, ConfigProvider, Spin } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { lazy, Suspense, useCallback, useDeferredValue, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { inLocale } from '../../shared/model/text.ts';
import { useClient } from '../client/ClientContext.tsx';
import { useHelp } from '../features/help/openHelp.ts';
import { StartScreen } from '../features/start/StartScreen.tsx';
import { Bar } from './Bar.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import './i18n.ts';
import { useCodeBook } from '../features/comments/openCodeBook.ts';
import { useDragging } from '../features/report/drag/draggedResult.ts';
import { useExplain } from '../features/explain/openExplain.ts';
import { useCleaning } from '../features/cleaning/openCleaning.ts';
import { useNavigation } from './navigation.ts';
import { useReport } from './notices.tsx';
import { useProjectStore } from './projectStore.ts';
import { rooms } from './rooms.ts';
import { StatusLine } from './StatusLine.tsx';
import { appTheme } from './theme.ts';
import { useFocusReturn } from './useFocusReturn.ts';
import { useLocale } from './useLocale.ts';
import { projectOfSession, useProjectActions } from './useProjectActions.ts';
import { useShortcuts } from './useShortcuts.ts';
import { useTabInside } from './useTabInside.ts';
import '../styles/tokens.css';
import '../styles/fields.css';
import '../styles/shell.css';

const CommandPalette = lazy(() => import('./CommandPalette.tsx'));
const CleaningHost = lazy(() => import('../features/cleaning/CleaningHost.tsx'));
const CodeBookHost = lazy(() => import('../features/comments/CodeBookHost.tsx'));
const ExplainHost = lazy(() => import('../features/explain/ExplainHost.tsx'));
const ImportSheet = lazy(() => import('../features/import/ImportSheet.tsx'));
const HelpDialog = lazy(() => import('../features/help/HelpDialog.tsx'));

function Waiting() {
  const { t } = useTranslation();
  return (
    <div className="shell-waiting" role="status" aria-label={t('loading')}>
      <Spin />
    </div>
  );
}

/** The frame around the rooms: bar, room, status line, and what floats over them. */
function Frame({ onPalette }: { onPalette(): void }) {
  const room = useNavigation((state) => state.room);
  const importing = useNavigation((state) => state.importing);
  const cleaning = useCleaning((state) => state.open !== null);
  const coding = useCodeBook((state) => state.open !== null);
  const explaining = useExplain((state) => state.asked !== null);
  const projectId = useProjectStore((store) => store.project?.projectId ?? '');
  // The room a result is dragged from stays, unseen, while the report is open: the browser ends a drag whose source is gone.
  const home = useDragging((state) => state.home);
  const shown = rooms.filter(({ name }) => name === room || name === home);
  return (
    <div className="shell-frame">
      <Bar onPalette={onPalette} />
      {shown.map(({ name, View }) => (
        <div className="shell-room" key={name} hidden={name !== room}>
          <ErrorBoundary resetKey={`${projectId} ${room}`}>
            <Suspense fallback={<Waiting />}>
              <View key={projectId} />
            </Suspense>
          </ErrorBoundary>
        </div>
      ))}
      <ErrorBoundary resetKey={projectId}>
        <StatusLine />
      </ErrorBoundary>
      {cleaning ? (
        <Suspense fallback={null}>
          <CleaningHost />
        </Suspense>
      ) : null}
      {coding ? (
        <Suspense fallback={null}>
          <CodeBookHost />
        </Suspense>
      ) : null}
      {explaining ? (
        <Suspense fallback={null}>
          <ExplainHost />
        </Suspense>
      ) : null}
      {importing ? (
        <Suspense fallback={null}>
          <ImportSheet />
        </Suspense>
      ) : null}
    </div>
  );
}

function Shell() {
  const client = useClient();
  const actions = useProjectActions();
  const open = useProjectStore((store) => store.project !== null);
  // The frame is drawn in pieces, between which the window goes on; it leaves at once.
  const framed = useDeferredValue(open);
  const name = useProjectStore((store) => store.project?.entities.settings.get('main')?.name ?? '');
  const { t } = useTranslation();
  const { reportRemark } = useReport();
  const locale = useLocale();
  const [resuming, setResuming] = useState(() => projectOfSession() !== null);
  const [palette, setPalette] = useState(false);
  const helping = useHelp((state) => state.open);
  const openPalette = useCallback(() => setPalette(true), []);
  const closePalette = useCallback(() => setPalette(false), []);

  useEffect(() => {
    const stops = [
      client.on('project.changed', (event) => void useProjectStore.getState().changed(event, client)),
      client.on('project.saved', (event) => {
        useProjectStore.getState().saved(event);
        if (event.remark) reportRemark(inLocale(event.remark, locale));
      }),
      client.on('project.closed', ({ projectId }) => void actions.reopen(projectId)),
      client.onConnection((change) => {
        if (change.missedEvents) void actions.resume();
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [client, actions, reportRemark, locale]);

  useEffect(() => {
    if (resuming) void actions.resume().finally(() => setResuming(false));
  }, [actions, resuming]);

  // The shipped Chinese face, for machines that have none; after the first screen, since most have one.
  useEffect(() => {
    void import('./fallbackFont.ts');
  }, []);

  useEffect(() => {
    document.title = open && name ? `${name} · ${t('product')}` : t('product');
  }, [open, name, t]);

  useShortcuts(actions, openPalette, open);
  useFocusReturn();
  useTabInside();
  const content = open && framed ? <Frame onPalette={openPalette} /> : <StartScreen />;
  return (
    <>
      {resuming && !open ? <Waiting /> : content}
      {palette ? (
        <Suspense fallback={null}>
          <CommandPalette onClose={closePalette} />
        </Suspense>
      ) : null}
      {helping ? (
        <Suspense fallback={null}>
          <HelpDialog />
        </Suspense>
      ) : null}
    </>
  );
}

/** The program's window. Needs a client above it (renderer/client/ClientContext). */
export function App() {
  const locale = useLocale();
  const antLocale = useMemo(() => (locale === 'zh-CN' ? zhCN : enUS), [locale]);
  return (
    <ConfigProvider locale={antLocale} theme={appTheme} button={{ autoInsertSpace: false }}>
      <AntApp className="shell-app" message={{ top: 2 }} notification={{ placement: 'topRight', top: 56 }}>
        <ErrorBoundary>
          <Shell />
        </ErrorBoundary>
      </AntApp>
    </ConfigProvider>
  );
}

export default App;
