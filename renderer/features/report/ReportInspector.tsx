import type { Editor } from '@tiptap/core';
import { NodeSelection } from '@tiptap/pm/state';
import { useEditorState } from '@tiptap/react';
import { Button, Input, InputNumber, Select } from 'antd';
import { type ReactNode, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import type { AnalysisRequest, FormatName, JsonObject } from '../../../shared/analyses/types.ts';
import { reasonTexts } from '../../../shared/analyses/reasonTexts.ts';
import { nameOfNumber } from '../../../shared/explain/nameOfNumber.ts';
import { formatNumber } from '../../../shared/format/formatNumber.ts';
import { withMinus } from '../../../shared/format/minus.ts';
import { valueAt } from '../../../shared/format/sentenceText.ts';
import { inLocale } from '../../../shared/model/text.ts';
import { textWidthMm } from '../../../shared/report/document.ts';
import { requestKey } from '../../../shared/report/requestKey.ts';
import { useNavigation } from '../../app/navigation.ts';
import { useLocale } from '../../app/useLocale.ts';
import { ResultFacts, Warnings } from '../analysis/ResultFacts.tsx';
import { ExplainField } from './ExplainField.tsx';
import { FigureField } from './FigureField.tsx';
import { LiveResultsContext } from './liveResults.ts';
import './panels.css';

interface Selected {
  readonly type: string;
  readonly attrs: JsonObject;
  readonly position: number;
}

/** The live node that is selected, or the edited finding the cursor stands in. */
function selectedOf(editor: Editor): Selected | null {
  const { selection } = editor.state;
  if (selection instanceof NodeSelection)
    return { type: selection.node.type.name, attrs: selection.node.attrs as JsonObject, position: selection.from };
  const { $from } = selection;
  if ($from.depth > 0 && $from.parent.attrs['origin'])
    return { type: 'edited', attrs: $from.parent.attrs as JsonObject, position: $from.before() };
  for (let depth = $from.depth; depth > 0; depth--) {
    const node = $from.node(depth);
    if (node.type.name === 'table')
      return { type: 'table', attrs: node.attrs as JsonObject, position: $from.before(depth) };
  }
  return null;
}

const formats: readonly FormatName[] = [
  'number1',
  'number2',
  'number3',
  'integer',
  'percent1',
  'share1',
  'weight',
  'coefficient',
  'pValue',
];

function Field({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <label className="report-field">
      <span>{label}</span>
      {children}
    </label>
  );
}

/** Where the selected number, sentence, table or figure comes from, and how it is shown. */
export function ReportInspector({ editor }: { readonly editor: Editor }) {
  const { t } = useTranslation('report');
  const locale = useLocale();
  const live = useContext(LiveResultsContext);
  const goTo = useNavigation((state) => state.goTo);
  const selected = useEditorState({
    editor,
    selector: ({ editor: current }) => selectedOf(current),
    equalityFn: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  });

  if (!selected) return <p className="report-hint">{t('inspector.nothing')}</p>;
  const { type, attrs, position } = selected;
  const change = (changes: JsonObject): void => {
    editor
      .chain()
      .command(({ tr }) => {
        for (const [name, value] of Object.entries(changes)) tr.setNodeAttribute(position, name, value);
        return true;
      })
      .command(({ commands }) => type === 'table' || commands.setNodeSelection(position))
      .run();
  };
  const origin = type === 'edited' ? (attrs['origin'] as JsonObject) : attrs;
  const request = (origin['request'] ?? null) as AnalysisRequest | null;
  const outcome = request ? live.outcomes.get(requestKey(request)) : undefined;
  const result = outcome?.ok ? outcome.result : null;
  const analysis = request ? findAnalysis(request.analysis) : undefined;
  const value = result && type === 'number' ? valueAt(result.values, String(attrs['path'])) : undefined;
  const caption = (placeholder: string): ReactNode => (
    <Field label={t(type === 'image' || type === 'table' ? 'inspector.ownCaption' : 'inspector.caption')}>
      <Input.TextArea
        key={position}
        autoSize={{ minRows: 1, maxRows: 4 }}
        placeholder={placeholder}
        value={typeof attrs['caption'] === 'string' ? attrs['caption'] : ''}
        onChange={(event) => change({ caption: event.target.value === '' ? null : event.target.value })}
      />
    </Field>
  );
  const width = (
    <Field label={t('inspector.width')}>
      <InputNumber
        min={40}
        max={textWidthMm}
        step={5}
        value={Number(attrs['widthMm'])}
        suffix="mm"
        onChange={(next) => next !== null && change({ widthMm: next })}
      />
    </Field>
  );
  const ownTitle = (): string => {
    if (!result || !analysis || result.status !== 'ok') return '';
    if (type === 'figure')
      return analysis.figures(result, live.locale).find((figure) => figure.id === attrs['figureId'])?.title ?? '';
    const table = analysis.tables(result).find((one) => one.id === attrs['tableId']);
    return table ? inLocale(table.title, live.locale) : '';
  };

  return (
    <div className="report-inspector">
      <h3>{t(`kind.${type}`, { defaultValue: type })}</h3>
      {type === 'number' && typeof value === 'number' ? (
        <>
          <p className="report-inspector-value">{formatNumber(value, attrs['format'] as FormatName, live.locale)}</p>
          {attrs['format'] === 'date' ? null : (
            <Field label={t('inspector.format')}>
              <Select
                value={attrs['format'] as FormatName}
                options={formats.map((format) => ({
                  value: format,
                  label: `${t(`format.${format}`)}　${formatNumber(value, format, live.locale)}`,
                }))}
                onChange={(format) => change({ format })}
              />
            </Field>
          )}
          <dl className="report-exact">
            {attrs['format'] === 'date' ? null : (
              <>
                <dt>{t('inspector.exact')}</dt>
                <dd>{withMinus(String(value))}</dd>
              </>
            )}
            <dt>{t('inspector.path')}</dt>
            <dd title={String(attrs['path'])}>
              {(result && nameOfNumber(result, String(attrs['path']), locale)) || String(attrs['path'])}
            </dd>
          </dl>
        </>
      ) : null}
      <ExplainField key={position} type={type} attrs={attrs} />
      {type === 'resultTable' || type === 'figure' ? caption(ownTitle()) : null}
      {type === 'image' || type === 'table' ? caption(t('inspector.noCaption')) : null}
      {type === 'footnote' ? (
        <Field label={t('footnote.text')}>
          <Input.TextArea
            key={position}
            autoFocus={attrs['text'] === ''}
            autoSize={{ minRows: 2, maxRows: 8 }}
            maxLength={4000}
            value={String(attrs['text'])}
            onChange={(event) => change({ text: event.target.value })}
          />
        </Field>
      ) : null}
      {type === 'figure' && request && result?.status === 'ok' ? (
        <FigureField editor={editor} request={request} result={result} figureId={String(attrs['figureId'])} />
      ) : null}
      {type === 'figure' || type === 'image' ? width : null}
      {type === 'image' ? (
        <Field label={t('inspector.alt')}>
          <Input value={String(attrs['alt'])} onChange={(event) => change({ alt: event.target.value })} />
        </Field>
      ) : null}
      {type === 'finding' ? (
        <>
          <p className="report-hint">{t('inspector.findingHint')}</p>
          <Button size="small" onClick={() => editor.commands.editFinding(position)}>
            {t('inspector.editFinding')}
          </Button>
        </>
      ) : null}
      {type === 'edited' ? (
        <>
          <p className="report-hint">{t('inspector.editedHint')}</p>
          <Button size="small" onClick={() => editor.commands.restoreFinding(position)}>
            {t('inspector.restoreFinding')}
          </Button>
        </>
      ) : null}
      {request ? (
        <section className="report-origin">
          <h4>{t('inspector.origin')}</h4>
          <p className="report-origin-title">{analysis ? inLocale(analysis.title, locale) : request.analysis}</p>
          {outcome && !outcome.ok ? <p className="report-lost">{inLocale(outcome.message, locale)}</p> : null}
          {result?.status === 'notEstimable' ? (
            <p className="report-lost">
              {inLocale(reasonTexts[result.reason ?? ''] ?? { zh: '无法给出', en: 'not available' }, locale)}
            </p>
          ) : null}
          {result ? <Warnings warnings={result.warnings} /> : null}
          {result && analysis ? <ResultFacts analysis={analysis} result={result} /> : null}
          <Button
            type="link"
            size="small"
            className="report-goto"
            onClick={() => goTo('analysis', { kind: 'analysis', id: request.analysis })}
          >
            {t('inspector.goTo')}
          </Button>
        </section>
      ) : null}
    </div>
  );
}
