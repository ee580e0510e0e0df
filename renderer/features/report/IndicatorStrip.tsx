import { ApartmentOutlined } from '@ant-design/icons';
import type { Editor } from '@tiptap/core';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnalysisRequest, JsonObject } from '../../../shared/analyses/types.ts';
import type { StoredReport } from '../../../shared/model/project.ts';
import { followIndicators, isWithoutIndicators } from '../../../shared/report/followIndicators.ts';
import { useReport } from '../../app/notices.tsx';
import { applyCommand, useProject } from '../../app/projectStore.ts';
import { useClient } from '../../client/ClientContext.tsx';
import { fromEditor } from './documentJson.ts';
import { Strip } from './Strip.tsx';

/** Where the indicator system came after the report: its index is another than the project's, until it follows the system. */
export function IndicatorStrip({
  editor,
  requests,
  stored,
  flush,
}: {
  readonly editor: Editor;
  /** What the report refers to. */
  readonly requests: readonly AnalysisRequest[];
  readonly stored: StoredReport;
  flush(): Promise<void>;
}) {
  const { t } = useTranslation('review');
  const client = useClient();
  const { projectId, entities } = useProject();
  const { reportError } = useReport();
  const [busy, setBusy] = useState(false);
  const project = { indicators: [...entities.indicator.values()], variables: [...entities.variable.values()] };
  if (!isWithoutIndicators(requests, project)) return null;
  const follow = async (): Promise<void> => {
    setBusy(true);
    try {
      await flush();
      const document = fromEditor(editor.getJSON() as JsonObject);
      const report = followIndicators({ ...stored, document }, project);
      await applyCommand(client, projectId, { type: 'report.set', report: report as never });
    } catch (error) {
      reportError(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Strip
      icon={<ApartmentOutlined />}
      tone="doubt"
      text={t('indicators.text')}
      actions={
        <Button size="small" loading={busy} onClick={() => void follow()}>
          {t('indicators.follow')}
        </Button>
      }
    />
  );
}
