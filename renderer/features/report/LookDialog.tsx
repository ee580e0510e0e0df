import { DeleteOutlined, FileWordOutlined, PictureOutlined } from '@ant-design/icons';
import { Button, ColorPicker, Input } from 'antd';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../components/Dialog.tsx';
import { defaultLook, type ReportFile, type ReportLook, type StoredReport } from '../../../shared/model/project.ts';
import { useReport } from '../../app/notices.tsx';
import { applyCommand, useProject, useProjectStore } from '../../app/projectStore.ts';
import { useClient } from '../../client/ClientContext.tsx';
import { drawnPicture } from './drawnPicture.ts';
import { pictureType, reportFileOf } from './pictures.ts';
import './dialogs.css';

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const ownAccent = '#1f5fbf';

function Field({
  label,
  hint,
  children,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly children: ReactNode;
}) {
  return (
    <label className="report-field">
      <span>{label}</span>
      {children}
      {hint === undefined ? null : <small className="report-hint">{hint}</small>}
    </label>
  );
}

/** The company's name, colour, faces, logo and letterhead, for this report and templates made from it. */
export function LookDialog({
  open,
  stored,
  onClose,
  flush,
}: {
  readonly open: boolean;
  readonly stored: StoredReport;
  onClose(): void;
  flush(): Promise<void>;
}) {
  const { t } = useTranslation('report');
  const client = useClient();
  const { projectId, entities } = useProject();
  const { reportError } = useReport();
  const [look, setLook] = useState<ReportLook>(stored.look ?? defaultLook);
  /** Chosen here and not in the project yet. */
  const [files, setFiles] = useState<readonly ReportFile[]>([]);
  const [busy, setBusy] = useState(false);
  const logo = useRef<HTMLInputElement | null>(null);
  const letterhead = useRef<HTMLInputElement | null>(null);
  const change = (changes: Partial<ReportLook>): void => setLook((before) => ({ ...before, ...changes }));
  const fileOf = (id: string | null): ReportFile | undefined =>
    id === null ? undefined : (files.find((file) => file.id === id) ?? entities.reportFile.get(id));

  const take = async (chosen: File | undefined, what: 'logo' | 'letterhead'): Promise<void> => {
    if (!chosen) return;
    const file = what === 'logo' ? await drawnPicture(chosen) : chosen;
    const type =
      file === null
        ? null
        : what === 'logo'
          ? pictureType(file)
          : file.name.toLowerCase().endsWith('.docx')
            ? wordType
            : null;
    if (file === null || type === null) {
      reportError({
        message:
          what === 'logo'
            ? { zh: '标志须为 PNG、JPEG 或 SVG 图片。', en: 'The logo must be a PNG, JPEG or SVG picture.' }
            : { zh: '信头须为 Word（.docx）文件。', en: 'The letterhead must be a Word (.docx) file.' },
      });
      return;
    }
    try {
      const own = await reportFileOf(file, type);
      setFiles((before) => [...before.filter(({ id }) => id !== own.id), own]);
      change({ [what]: own.id });
    } catch (error) {
      reportError(error);
    }
  };
  const save = async (): Promise<void> => {
    setBusy(true);
    try {
      await flush();
      for (const file of files)
        if ((file.id === look.logo || file.id === look.letterhead) && !entities.reportFile.has(file.id))
          await applyCommand(client, projectId, { type: 'report.fileAdd', file });
      // The page may have been saved a moment ago: what is stored now is taken, not what was there when the dialog opened.
      const report = useProjectStore.getState().project?.entities.report.get('main');
      await applyCommand(client, projectId, { type: 'report.set', report: { ...(report ?? stored), look } as never });
      onClose();
    } catch (error) {
      reportError(error);
    } finally {
      setBusy(false);
    }
  };
  const shownLogo = fileOf(look.logo);
  const shownLetterhead = fileOf(look.letterhead);

  return (
    <Dialog
      open={open}
      title={t('look.title')}
      okText={t('look.ok')}
      confirmLoading={busy}
      onOk={() => void save()}
      onCancel={onClose}
      width={520}
      destroyOnHidden
    >
      <div className="report-look">
        <Field label={t('look.company')}>
          <Input value={look.company} maxLength={120} onChange={(event) => change({ company: event.target.value })} />
        </Field>
        <Field label={t('look.accent')}>
          <ColorPicker
            value={look.accent || ownAccent}
            showText
            disabledAlpha
            onChange={(colour) => change({ accent: colour.toHexString().slice(0, 7) })}
          />
        </Field>
        <Field label={t('look.eastAsianFont')}>
          <Input
            value={look.eastAsianFont}
            maxLength={80}
            placeholder="微软雅黑"
            onChange={(event) => change({ eastAsianFont: event.target.value })}
          />
        </Field>
        <Field label={t('look.latinFont')}>
          <Input
            value={look.latinFont}
            maxLength={80}
            placeholder="Arial"
            onChange={(event) => change({ latinFont: event.target.value })}
          />
        </Field>
        <div className="report-look-file">
          <Button icon={<PictureOutlined />} onClick={() => logo.current?.click()}>
            {t('look.logo')}
          </Button>
          {shownLogo ? (
            <>
              <img src={`data:${shownLogo.mediaType};base64,${shownLogo.base64}`} alt={t('look.logo')} />
              <Button
                type="text"
                aria-label={t('look.noLogo')}
                icon={<DeleteOutlined />}
                onClick={() => change({ logo: null })}
              />
            </>
          ) : (
            <small className="report-hint">{t('look.logoHint')}</small>
          )}
        </div>
        <div className="report-look-file">
          <Button icon={<FileWordOutlined />} onClick={() => letterhead.current?.click()}>
            {t('look.letterhead')}
          </Button>
          {shownLetterhead ? (
            <>
              <span>{shownLetterhead.name}</span>
              <Button
                type="text"
                aria-label={t('look.noLetterhead')}
                icon={<DeleteOutlined />}
                onClick={() => change({ letterhead: null })}
              />
            </>
          ) : null}
        </div>
        <p className="report-hint">
          {t('look.letterheadHint', { body: '{{正文}}', title: '{{标题}}', date: '{{日期}}' })}
        </p>
        <input
          ref={logo}
          type="file"
          accept="image/png,image/jpeg,image/svg+xml"
          hidden
          aria-label={t('look.logo')}
          onChange={(event) => void take(event.target.files?.[0], 'logo')}
        />
        <input
          ref={letterhead}
          type="file"
          accept=".docx"
          hidden
          aria-label={t('look.letterhead')}
          onChange={(event) => void take(event.target.files?.[0], 'letterhead')}
        />
      </div>
    </Dialog>
  );
}
