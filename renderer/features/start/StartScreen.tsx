import { FileExcelOutlined, FolderOpenOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type DragEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { indicatorTemplates } from '../../../resources/templates/index.ts';
import { inLocale } from '../../../shared/model/text.ts';
import { setLocale } from '../../app/i18n.ts';
import { useNavigation } from '../../app/navigation.ts';
import { useReport } from '../../app/notices.tsx';
import { fetchFirstRoom } from '../../app/rooms.ts';
import { useLocale } from '../../app/useLocale.ts';
import { useProjectActions } from '../../app/useProjectActions.ts';
import { whenIdle } from '../../app/whenIdle.ts';
import { openHelp } from '../help/openHelp.ts';
import { DamagedProject } from './DamagedProject.tsx';
import { StartTasks } from './StartTasks.tsx';
import { useClient } from '../../client/ClientContext.tsx';
import { NameDialog } from '../../components/NameDialog.tsx';
import { RecentProjects } from './RecentProjects.tsx';
import './start.css';

const projectName = /\.csi$/i;

/** The first screen: go on with a project, open a workbook (button or drop), start from a template, look at the sample. */
export function StartScreen() {
  const { t } = useTranslation('start');
  const locale = useLocale();
  const client = useClient();
  const actions = useProjectActions();
  const { reportError } = useReport();
  const damaged = useNavigation((state) => state.damaged);
  const closeDamaged = useNavigation((state) => state.closeDamaged);
  const [dragging, setDragging] = useState(false);
  const [template, setTemplate] = useState<{ readonly id: string | null; readonly name: string } | null>(null);

  useEffect(() => whenIdle(fetchFirstRoom), []);

  /** Whichever way it was given: a project is opened, anything else is read as answers, and refused with the reason. */
  const open = (given: { readonly file: string; readonly name: string }): Promise<void> =>
    projectName.test(given.name) ? actions.openHandle(given.file) : actions.createFromWorkbook(given);
  const openWorkbook = async (): Promise<void> => {
    const chosen = await actions.chooseWorkbook();
    if (chosen) await open(chosen);
  };
  const onDrop = async (event: DragEvent): Promise<void> => {
    event.preventDefault();
    setDragging(false);
    const file = event.dataTransfer.files[0];
    if (!file) return;
    try {
      const given = await client.fileFromDrop(file);
      if (given) await open(given);
    } catch (error) {
      reportError(error);
    }
  };

  return (
    <div
      className="start"
      data-dragging={dragging}
      onDragOver={(event) => {
        event.preventDefault();
        setDragging(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setDragging(false);
      }}
      onDrop={(event) => void onDrop(event)}
    >
      <header className="start-head">
        <h1>{t('common:product')}</h1>
        <span className="start-head-space" />
        <Button type="text" size="small" aria-keyshortcuts="F1" onClick={() => openHelp()}>
          {t('help:open')}
        </Button>
        <Button type="text" size="small" onClick={() => setLocale(locale === 'zh-CN' ? 'en' : 'zh-CN')}>
          {locale === 'zh-CN' ? 'English' : '简体中文'}
        </Button>
      </header>
      <main className="start-body">
        <section className="start-new" aria-label={t('begin')}>
          <div className="start-drop">
            <FileExcelOutlined className="start-drop-icon" aria-hidden="true" />
            <p className="start-drop-title">{t('dropTitle')}</p>
            <p className="start-note">{t('dropText')}</p>
            <Button type="primary" size="large" onClick={() => void openWorkbook()}>
              {t('openWorkbook')}
            </Button>
          </div>
          <div className="start-row">
            <Button icon={<FolderOpenOutlined />} onClick={() => void actions.openProjectFile()}>
              {t('openProject')}
            </Button>
            <Button onClick={() => void actions.openSample()}>{t('openSample')}</Button>
          </div>
          <h2 className="start-title">{t('fromTemplate')}</h2>
          <ul className="start-templates">
            {indicatorTemplates(locale).map((one) => (
              <li key={one.id}>
                <button
                  type="button"
                  className="start-template"
                  title={inLocale(one.description, locale)}
                  onClick={() =>
                    setTemplate({ id: one.id, name: t('nameFromTemplate', { template: inLocale(one.title, locale) }) })
                  }
                >
                  {inLocale(one.title, locale)}
                </button>
              </li>
            ))}
            <li>
              <button
                type="button"
                className="start-template start-template-blank"
                onClick={() => setTemplate({ id: null, name: t('blankName') })}
              >
                {t('blank')}
              </button>
            </li>
          </ul>
        </section>
        <RecentProjects />
      </main>
      <StartTasks />
      {damaged ? <DamagedProject source={damaged} onClose={closeDamaged} /> : null}
      {dragging ? <div className="start-overlay">{t('dropNow')}</div> : null}
      {template ? (
        <NameDialog
          title={t('newProject')}
          label={t('common:project.name')}
          initial={template.name}
          onCancel={() => setTemplate(null)}
          onName={async (name) => {
            if (await actions.create(name, template.id)) setTemplate(null);
          }}
        />
      ) : null}
    </div>
  );
}
