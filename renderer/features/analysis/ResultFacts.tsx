import { useTranslation } from 'react-i18next';
import { setOptions } from '../../../shared/analyses/setOptions.ts';
import type { AnalysisResult, AnyAnalysis, Warning } from '../../../shared/analyses/types.ts';
import { warningText } from '../../../shared/analyses/warningTexts.ts';
import { inLocale } from '../../../shared/model/text.ts';
import { useLocale } from '../../app/useLocale.ts';

/** How a result came about: what the method does, its formula and source, the options used, forms used and left out. */
export function ResultFacts({ analysis, result }: { readonly analysis: AnyAnalysis; readonly result: AnalysisResult }) {
  const { t } = useTranslation('analysis');
  const locale = useLocale();
  const options = setOptions(analysis, result).map(
    ({ title, value }) => `${inLocale(title, locale)}${t('facts.colon')}${inLocale(value, locale)}`,
  );
  return (
    <dl className="analysis-facts">
      <dt>{t('facts.what')}</dt>
      <dd>{inLocale(analysis.note.what, locale)}</dd>
      <dt>{t('facts.formula')}</dt>
      <dd>{inLocale(analysis.note.formula, locale)}</dd>
      <dt>{t('facts.source')}</dt>
      <dd>{analysis.note.source}</dd>
      {options.length > 0 ? (
        <>
          <dt>{t('facts.options')}</dt>
          <dd>{options.join(t('facts.separator'))}</dd>
        </>
      ) : null}
      <dt>{t('facts.n')}</dt>
      <dd>{t('facts.forms', { n: result.n.toLocaleString('en-US') })}</dd>
      {result.leftOut.length > 0 ? (
        <>
          <dt>{t('facts.leftOut')}</dt>
          <dd>
            {result.leftOut
              .map(({ reason, count }) => t('facts.leftOutOne', { reason: t(`missing.${reason}`), count }))
              .join(t('facts.separator'))}
          </dd>
        </>
      ) : null}
      {result.seed !== null ? (
        <>
          <dt>{t('facts.seed')}</dt>
          <dd>{result.seed}</dd>
        </>
      ) : null}
    </dl>
  );
}

/** What the reader should know before trusting the numbers; amber, with a sign. */
export function Warnings({ warnings }: { readonly warnings: readonly Warning[] }) {
  const { t } = useTranslation('analysis');
  const locale = useLocale();
  if (warnings.length === 0) return null;
  const sentences = [...new Set(warnings.map((warning) => warningText(warning, locale)))];
  const line = (sentence: string) => <li key={sentence}>{sentence}</li>;
  return (
    <div className="analysis-warnings" role="note" aria-label={t('card.warnings')}>
      <ul>{sentences.slice(0, 3).map(line)}</ul>
      {sentences.length > 3 ? (
        <details>
          <summary>{t('card.moreWarnings', { count: sentences.length - 3 })}</summary>
          <ul>{sentences.slice(3).map(line)}</ul>
        </details>
      ) : null}
    </div>
  );
}
