import { RightOutlined } from '@ant-design/icons';
import { Button, Progress } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import { findingKinds } from '../../../shared/analyses/findings.ts';
import { type AnalysisRequest, analysisGroups } from '../../../shared/analyses/types.ts';
import { inLocale } from '../../../shared/model/text.ts';
import { useProject } from '../../app/projectStore.ts';
import { useLocale } from '../../app/useLocale.ts';
import { cardTitle, newCard } from './cardModel.ts';
import { type EvaluationOutput, useEvaluation } from './useEvaluation.ts';
import './evaluation.css';

interface OpenProps {
  /** Shows the card of the request, made where there is none. */
  onOpen(request: AnalysisRequest): void;
}

/** Findings under the question they answer, the largest first; each opens the result its numbers come from. */
function Findings({ findings, onOpen }: OpenProps & { readonly findings: EvaluationOutput['findings'] }) {
  const { t } = useTranslation('analysis');
  const locale = useLocale();
  if (findings.length === 0) return <p className="analysis-calm">{t('evaluation.noFindings')}</p>;
  return findingKinds.map((kind) => {
    const own = findings.filter((finding) => finding.kind === kind);
    if (own.length === 0) return null;
    return (
      <section key={kind} className="evaluation-kind" aria-labelledby={`finding-${kind}`}>
        <h3 id={`finding-${kind}`}>{t(`evaluation.kinds.${kind}`)}</h3>
        <ol>
          {own.map((finding) => (
            <li key={finding.text.zh}>
              <button
                type="button"
                className="evaluation-finding"
                onClick={() => onOpen(finding.request as unknown as AnalysisRequest)}
              >
                <span>{inLocale(finding.text, locale)}</span>
                <RightOutlined aria-hidden="true" />
              </button>
            </li>
          ))}
        </ol>
      </section>
    );
  });
}

/** Everything that was run, by analysis. */
function AllResults({ evaluated, onOpen }: OpenProps & { readonly evaluated: EvaluationOutput['evaluated'] }) {
  const { t } = useTranslation('analysis');
  const locale = useLocale();
  const { entities } = useProject();
  const groups = useMemo(() => {
    const byAnalysis = new Map<string, EvaluationOutput['evaluated'][number][]>();
    for (const one of evaluated) {
      const list = byAnalysis.get(one.request.analysis) ?? [];
      list.push(one);
      byAnalysis.set(one.request.analysis, list);
    }
    return [...byAnalysis];
  }, [evaluated]);
  const group = ([analysis, list]: (typeof groups)[number]) => (
    <details key={analysis} className="evaluation-group">
      <summary>
        {inLocale(findAnalysis(analysis)?.title ?? { zh: analysis, en: analysis }, locale)}
        <small>{t('evaluation.count', { count: list.length })}</small>
      </summary>
      <ul>
        {list.map((one, place) => {
          const request = one.request as unknown as AnalysisRequest;
          const several = Object.values(request.inputs).find((given) => Array.isArray(given) && given.length > 1);
          const title = cardTitle(newCard('', request, 0), entities.variable, locale);
          return (
            <li key={JSON.stringify(request.inputs)}>
              <button type="button" className="evaluation-result" onClick={() => onOpen(request)}>
                {several
                  ? t('evaluation.several', { title, count: (several as readonly string[]).length, place: place + 1 })
                  : title}
              </button>
              <small>
                {one.message
                  ? inLocale(one.message, locale)
                  : t('facts.forms', { n: (one.n ?? 0).toLocaleString('en-US') })}
              </small>
            </li>
          );
        })}
      </ul>
    </details>
  );
  // In the groups and the order of the list at the left, so that a result is found where its analysis is.
  return analysisGroups.map((name) => {
    const own = groups.filter(([analysis]) => findAnalysis(analysis)?.group === name);
    if (own.length === 0) return null;
    return (
      <section key={name} className="evaluation-kind" aria-labelledby={`evaluated-${name}`}>
        <h4 id={`evaluated-${name}`}>{t(`groups.${name}`)}</h4>
        {own.map(group)}
      </section>
    );
  });
}

/** The whole evaluation: every applicable analysis on every question, indicator and feature, and what is worth knowing of it. */
export function EvaluationPanel({ onOpen, onClose }: OpenProps & { onClose(): void }) {
  const { t } = useTranslation('analysis');
  const { output, stale, share, run, cancel } = useEvaluation();
  const refused = output?.evaluated.filter((one) => one.status !== 'ok').length ?? 0;
  return (
    <section className="evaluation" aria-label={t('evaluation.title')} aria-busy={share !== null}>
      <header>
        <h2>{t('evaluation.title')}</h2>
        <span className="evaluation-actions">
          {share === null ? (
            <Button type="primary" onClick={run}>
              {t(output ? 'evaluation.again' : 'evaluation.run')}
            </Button>
          ) : (
            <Button onClick={cancel}>{t('evaluation.cancel')}</Button>
          )}
          <Button onClick={onClose}>{t('evaluation.close')}</Button>
        </span>
      </header>
      {share === null ? null : <Progress percent={Math.round(100 * share)} aria-label={t('evaluation.progress')} />}
      {output ? (
        <>
          <p className="evaluation-count" role="status">
            {t('evaluation.summary', { results: output.evaluated.length, findings: output.findings.length })}
            {refused > 0 ? t('evaluation.without', { count: refused }) : null}
          </p>
          {stale ? <p className="evaluation-stale">{t('evaluation.stale')}</p> : null}
          <div className={stale ? 'evaluation-body evaluation-dim' : 'evaluation-body'}>
            <Findings findings={output.findings} onOpen={onOpen} />
            <h3 className="evaluation-all">{t('evaluation.all')}</h3>
            <AllResults evaluated={output.evaluated} onOpen={onOpen} />
          </div>
        </>
      ) : share === null ? (
        <p className="analysis-calm">{t('evaluation.what')}</p>
      ) : null}
    </section>
  );
}
