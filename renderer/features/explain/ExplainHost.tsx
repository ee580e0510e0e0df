import { Skeleton } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../components/Dialog.tsx';
import type { Output } from '../../../shared/contract/methods.ts';
import type { Explanation } from '../../../shared/explain/types.ts';
import { formatNumber } from '../../../shared/format/formatNumber.ts';
import { significant } from '../../../shared/format/significant.ts';
import { inLocale } from '../../../shared/model/text.ts';
import { isCancelled, useReport } from '../../app/notices.tsx';
import { useProject } from '../../app/projectStore.ts';
import { useLocale } from '../../app/useLocale.ts';
import { useClient } from '../../client/ClientContext.tsx';
import { localDateTime } from '../../components/localDateTime.ts';
import { exclusionReason } from '../data/exclusionReason.ts';
import { CellTrace } from './CellTrace.tsx';
import { countedTexts } from './countedTexts.ts';
import { type AskedNumber, closeExplain, otherShown, useExplain } from './openExplain.ts';
import './explain.css';

interface Answer {
  readonly explanation: Explanation;
  readonly steps: Output<'explain.number'>['steps'];
}

/** Asked once for the number the panel was opened for; an error closes the panel and is told. */
function useExplanation(asked: AskedNumber): Answer | null {
  const client = useClient();
  const { projectId } = useProject();
  const { reportError } = useReport();
  const [answer, setAnswer] = useState<{ readonly of: AskedNumber; readonly answer: Answer } | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    client
      .call(
        'explain.number',
        { projectId, request: asked.request as never, target: asked.target },
        { signal: controller.signal },
      )
      .then(
        ({ explanation, steps }) => {
          if (!controller.signal.aborted)
            setAnswer({ of: asked, answer: { explanation: explanation as unknown as Explanation, steps } });
        },
        (error: unknown) => {
          if (controller.signal.aborted || isCancelled(error)) return;
          reportError(error);
          closeExplain();
        },
      );
    return () => controller.abort();
  }, [client, projectId, asked, reportError]);
  return answer?.of === asked ? answer.answer : null;
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="explain-part">
      <h4>{title}</h4>
      {children}
    </section>
  );
}

/** What was put in and what it gives; a value that is put in as it is stands there once, with the more digits. */
function Filled({ step }: { readonly step: Explanation['worked'][number] }) {
  const value = significant(step.value, 10);
  return (
    <span className="explain-filled">
      = {step.filled === value || step.filled === significant(step.value) ? null : `${step.filled} = `}
      <strong>{value}</strong>
    </span>
  );
}

/** @param shown  null: the exact value says nothing to a reader, as that of a day */
function Worked({ explanation, shown }: { readonly explanation: Explanation; readonly shown: string | null }) {
  const { t } = useTranslation('explain');
  const locale = useLocale();
  const { worked, method, beside } = explanation;
  return (
    <Part title={t('worked')}>
      {worked.length === 0 ? (
        <p>{inLocale(method.formula, locale)}</p>
      ) : (
        <ol className="explain-steps">
          {worked.map((step, place) => (
            <li key={place}>
              <span className="explain-formula">{inLocale(step.formula, locale)}</span>
              <Filled step={step} />
            </li>
          ))}
        </ol>
      )}
      {explanation.value === null || shown === null ? null : (
        <p className="explain-quiet">{t('exact', { value: significant(explanation.value, 15), shown })}</p>
      )}
      {beside.length > 0 ? (
        <dl className="explain-beside" aria-label={t('beside')}>
          {beside.map((one) => (
            <div key={one.name.en}>
              <dt>{inLocale(one.name, locale)}</dt>
              <dd>{formatNumber(one.value, one.format, locale)}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </Part>
  );
}

function Sample({ explanation }: { readonly explanation: Explanation }) {
  const { t } = useTranslation('explain');
  const { t: ofData } = useTranslation('data');
  const { t: ofAnalysis } = useTranslation('analysis');
  const locale = useLocale();
  const { forms, leftOut, n, weights, strata, clusters, group } = explanation;
  const texts = countedTexts(explanation, t, locale);
  const lines: readonly (readonly [string, string])[] = [
    [t('n'), t('forms', { count: n })],
    [t('formsAll'), t('formsUsed', { all: forms.all, used: forms.used })],
    ...forms.excluded.map(
      ({ code, count }) => [t('excluded', { reason: exclusionReason(ofData, code) }), t('forms', { count })] as const,
    ),
    ...(forms.filtered > 0 ? [[t('filtered'), t('forms', { count: forms.filtered })] as const] : []),
    ...leftOut
      .filter(({ reason }) => reason !== 'excluded' && reason !== 'filtered')
      .map(({ reason, count }) => [ofAnalysis(`missing.${reason}`), t('forms', { count })] as const),
    ...(group ? [[t('group'), group.label] as const] : []),
    [
      t('weights'),
      weights
        ? t(weights.used ? `weighted.${weights.kind}` : 'weightsUnused', { label: weights.label })
        : t('noWeights'),
    ],
    ...(strata === null ? [] : [[t('strata'), strata] as const]),
    ...(clusters === null ? [] : [[t('clusters'), clusters] as const]),
  ];
  return (
    <Part title={t('sample')}>
      <dl className="explain-facts">
        {lines.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {texts.map((text) => (
          <div key={text} className="explain-fact-wide">
            <dt>{t('counted')}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Part>
  );
}

function Steps({ steps, given }: { readonly steps: Answer['steps']; readonly given: boolean }) {
  const { t } = useTranslation('explain');
  const locale = useLocale();
  return (
    <Part title={t(given ? 'given.steps' : 'steps')}>
      {steps.length === 0 ? (
        <p className="explain-quiet">{t(given ? 'given.noSteps' : 'noSteps')}</p>
      ) : (
        <ol className="explain-cleaning">
          {steps.map((step, place) => (
            <li key={place}>
              <span>{inLocale(step.label, locale)}</span>
              <span className="explain-quiet">
                {[
                  step.cells > 0 ? t('stepCells', { count: step.cells }) : '',
                  step.cells === 0 && step.forms > 0 ? t('forms', { count: step.forms }) : '',
                  localDateTime(step.at),
                  step.who,
                ]
                  .filter((part) => part !== '')
                  .join(' · ')}
              </span>
            </li>
          ))}
        </ol>
      )}
    </Part>
  );
}

function Body({ asked, answer }: { readonly asked: AskedNumber; readonly answer: Answer }) {
  const { t } = useTranslation('explain');
  const locale = useLocale();
  const { explanation, steps } = answer;
  const format = asked.shown?.format ?? explanation.format;
  const shown = formatNumber(explanation.value, format, locale);
  const other = otherShown(asked, explanation.value);
  const { method } = explanation;
  return (
    <div className="explain">
      <header className="explain-head">
        <strong className="explain-value">{shown}</strong>
        <span>
          {[...explanation.subject, explanation.quantity ?? '']
            .map((part) => inLocale(part, locale))
            .filter((part) => part !== '')
            .join(' · ')}
        </span>
        <span className="explain-quiet">{inLocale(explanation.title, locale)}</span>
      </header>
      {other === null ? null : <p className="explain-other">{t('other', { shown: other })}</p>}
      <Worked explanation={explanation} shown={format === 'date' ? null : shown} />
      <Part title={t('method')}>
        <p>{inLocale(method.what, locale)}</p>
        {explanation.worked.length > 0 ? <p>{inLocale(method.formula, locale)}</p> : null}
        {method.source === '' ? null : <p className="explain-quiet">{t('source', { source: method.source })}</p>}
        {explanation.options.length > 0 ? (
          <p className="explain-quiet">
            {t('options')}
            {explanation.options
              .map((one) => `${inLocale(one.title, locale)} ${inLocale(one.value, locale)}`)
              .join(t('separator'))}
            {explanation.seed === null ? '' : `${t('separator')}${t('seed')} ${explanation.seed}`}
          </p>
        ) : null}
      </Part>
      {explanation.restsOnAnswers && explanation.restsOnForms ? <Sample explanation={explanation} /> : null}
      {explanation.restsOnForms || !explanation.restsOnAnswers ? (
        <Steps steps={steps} given={!explanation.restsOnAnswers} />
      ) : null}
      {explanation.questions.length > 0 ? (
        <CellTrace explanation={explanation} />
      ) : (
        <Part title={t('cells')}>
          <p className="explain-quiet">{t(explanation.restsOnAnswers ? 'noQuestions' : 'given.noCells')}</p>
        </Part>
      )}
    </div>
  );
}

function ExplainDialog({ asked }: { readonly asked: AskedNumber }) {
  const { t } = useTranslation('explain');
  const answer = useExplanation(asked);
  return (
    <Dialog open quick title={t('title')} onCancel={closeExplain} footer={null} width={760} destroyOnHidden>
      {answer ? (
        <Body asked={asked} answer={answer} />
      ) : (
        <Skeleton active title={false} paragraph={{ rows: 8 }} aria-label={t('waiting')} />
      )}
    </Dialog>
  );
}

/** The explanation that is open, over whatever room is shown. */
export default function ExplainHost() {
  const asked = useExplain((state) => state.asked);
  return asked ? <ExplainDialog asked={asked} /> : null;
}
