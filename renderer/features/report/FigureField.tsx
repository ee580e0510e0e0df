import type { Editor } from '@tiptap/core';
import { useContext, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import type { AnalysisRequest, AnalysisResult } from '../../../shared/analyses/types.ts';
import { protectFigure } from '../../../shared/report/guard/protectFigure.ts';
import { figureKey } from '../../../shared/report/requestKey.ts';
import { FigureToolbar } from '../../components/FigureToolbar.tsx';
import { LiveResultsContext } from './liveResults.ts';
import { figureStylesMeta } from './useReportSaving.ts';

/** Title, colours and style of the selected figure, kept with the report; the card on the analysis screen keeps its own. */
export function FigureField({
  editor,
  request,
  result,
  figureId,
}: {
  readonly editor: Editor;
  readonly request: AnalysisRequest;
  readonly result: AnalysisResult;
  readonly figureId: string;
}) {
  const { t } = useTranslation('report');
  const live = useContext(LiveResultsContext);
  const figure = useMemo(() => {
    const drawn = findAnalysis(result.analysis)
      ?.figures(result, live.locale)
      .find((one) => one.id === figureId);
    // As the report may show it: what it keeps back is not to be copied from here, either.
    return drawn && live.guard ? protectFigure(result, drawn, live.guard) : drawn;
  }, [result, figureId, live.locale, live.guard]);
  if (!figure || !editor.isEditable) return null;
  const key = figureKey(request, figureId);
  return (
    <div className="report-figure-tools">
      <span>{t('inspector.figure')}</span>
      <FigureToolbar
        figure={figure}
        style={live.figureStyles[key]}
        onStyle={(style) => editor.view.dispatch(editor.state.tr.setMeta(figureStylesMeta, { [key]: style ?? {} }))}
      />
    </div>
  );
}
