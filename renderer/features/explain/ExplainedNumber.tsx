import { useTranslation } from 'react-i18next';
import type { AnalysisRequest, FormatName } from '../../../shared/analyses/types.ts';
import { formatNumber } from '../../../shared/format/formatNumber.ts';
import { useLocale } from '../../app/useLocale.ts';
import { explainNumber } from './openExplain.ts';
import './explained.css';

export interface ExplainedNumberProps {
  readonly value: number | null;
  readonly format: FormatName;
  readonly request: AnalysisRequest;
  /** Where it stands in the result. */
  readonly path: string;
  /** Of what: 收银速度 · 得分. */
  readonly name: string;
  /** Reached by the keys of what it stands in, and no stop of the Tab key. */
  readonly inside?: boolean;
}

/** A number outside tables and sentences of results that says where it comes from when it is pressed. */
export function ExplainedNumber({ value, format, request, path, name, inside = false }: ExplainedNumberProps) {
  const { t } = useTranslation('explain');
  const locale = useLocale();
  const text = formatNumber(value, format, locale);
  if (value === null) return <span className="explained-number">{text}</span>;
  return (
    <button
      type="button"
      className="explained-number"
      title={t('open')}
      aria-label={t('openNamed', { name, value: text })}
      tabIndex={inside ? -1 : 0}
      onClick={() => explainNumber({ request, target: { path } })}
    >
      {text}
    </button>
  );
}
