import { Button, Checkbox, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DataFormat, dataFormats } from '../../../shared/contract/vocabulary.ts';
import { useReport } from '../../app/notices.tsx';
import { useProject } from '../../app/projectStore.ts';
import { useRemembered } from '../../app/remembered.ts';
import { runTask } from '../../app/tasks.ts';
import { useLocale } from '../../app/useLocale.ts';
import { useClient } from '../../client/ClientContext.tsx';

const choices = ['labels', 'codebook', 'log', 'excluded', 'exact'] as const;
type Choice = (typeof choices)[number];

/** What can be chosen for each kind of file; elsewhere the file holds it anyway or has no place for it. */
const offered: Readonly<Record<DataFormat, readonly Choice[]>> = {
  xlsx: ['labels', 'codebook', 'log', 'excluded'],
  csv: ['labels', 'excluded', 'exact'],
  sav: ['excluded'],
  csi: [],
};

/** The answers as a file for other programs. Personal columns are ticked anew each time: it is never remembered. */
export function DataExportSection() {
  const { t } = useTranslation('project');
  const client = useClient();
  const locale = useLocale();
  const { projectId, entities } = useProject();
  const { reportDone, reportError } = useReport();
  const [format, setFormat] = useRemembered<DataFormat>('data.format', 'xlsx');
  const [chosen, setChosen] = useState<readonly Choice[]>(['labels', 'codebook', 'log']);
  const [personal, setPersonal] = useState(false);
  const [busy, setBusy] = useState(false);
  const personalCount = [...entities.variable.values()].filter((variable) => variable.personal).length;

  /** Remarks of an imported .sav file, or its own attributes: free text, left out with the personal columns. */
  const hasRemarks = [...entities.import.values()].some(
    ({ dictionary }) =>
      Object.keys({ ...(dictionary?.['documents'] as object), ...(dictionary?.['attributes'] as object) }).length > 0,
  );

  const run = async (): Promise<void> => {
    setBusy(true);
    try {
      const has = (choice: Choice): boolean => offered[format].includes(choice) && chosen.includes(choice);
      const options = {
        labels: has('labels'),
        personal,
        excluded: has('excluded'),
        codebook: has('codebook'),
        log: has('log'),
        exact: has('exact'),
        locale,
      };
      const { file, name } = await runTask(t('export.task'), (task) =>
        client.call('data.export', { projectId, format, options }, task),
      );
      if (await client.saveFile(file, name)) reportDone(t('export.done', { name }));
    } catch (error) {
      reportError(error);
    } finally {
      setBusy(false);
      setPersonal(false);
    }
  };

  return (
    <div className="project-export">
      <p className="field-note">{t('export.text')}</p>
      <Radio.Group
        aria-label={t('export.format')}
        value={format}
        options={dataFormats.map((one) => ({ value: one, label: t(`export.formats.${one}`) }))}
        onChange={(event) => setFormat(event.target.value as DataFormat)}
      />
      {offered[format].length > 0 ? (
        <Checkbox.Group<Choice>
          aria-label={t('export.contents')}
          value={chosen.filter((choice) => offered[format].includes(choice))}
          options={offered[format].map((one) => ({
            value: one,
            label: t(one === 'labels' && format === 'csv' ? 'export.labelsInstead' : `export.${one}`),
          }))}
          onChange={(ticked) => setChosen([...chosen.filter((choice) => !offered[format].includes(choice)), ...ticked])}
        />
      ) : null}
      {personalCount > 0 || format === 'csi' ? (
        <Checkbox checked={personal} onChange={(event) => setPersonal(event.target.checked)}>
          {format === 'csi' ? t('export.everything') : t('export.personal', { count: personalCount })}
        </Checkbox>
      ) : null}
      {format === 'csi' ? (
        <p className="field-note">{t(personal ? 'export.wholeProject' : 'export.handover')}</p>
      ) : null}
      {format === 'sav' && personalCount > 0 && hasRemarks && !personal ? (
        <p className="field-note">{t('export.withoutRemarks')}</p>
      ) : null}
      {format === 'csv' && chosen.includes('exact') ? <p className="field-note">{t('export.exactWarning')}</p> : null}
      <div className="project-buttons">
        <Button loading={busy} onClick={() => void run()}>
          {t('export.button')}
        </Button>
      </div>
    </div>
  );
}
