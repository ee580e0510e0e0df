import { Input } from 'antd';
import type { RefObject } from 'react';
import type { InputRef } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AnalysisRequest, AnyAnalysis } from '../../../shared/analyses/types.ts';
import { ordered, type AnalysisCard } from '../../../shared/model/project.ts';
import { inLocale } from '../../../shared/model/text.ts';
import { useProject } from '../../app/projectStore.ts';
import { useLocale } from '../../app/useLocale.ts';
import { AnalysisOptionsForm } from '../../components/AnalysisOptionsForm.tsx';
import { useDraft } from '../../components/useDraft.ts';
import { CodesField } from '../comments/CodesField.tsx';
import { cardTitle, requestOf } from './cardModel.ts';

export interface CardInspectorProps {
  readonly card: AnalysisCard;
  readonly analysis: AnyAnalysis;
  readonly titleField: RefObject<InputRef | null>;
  onChange(card: AnalysisCard): void;
}

/** The options of the selected result, in plain words. Every change is computed at once. */
export function CardInspector({ card, analysis, titleField, onChange }: CardInspectorProps) {
  const { t } = useTranslation('analysis');
  const locale = useLocale();
  const { entities } = useProject();
  const usual = cardTitle({ ...card, title: null }, entities.variable, locale);
  const [title, setTitle] = useDraft(card.title ?? '');
  const rename = (): void => {
    const next = title.trim() === '' || title.trim() === usual ? null : title.trim();
    if (next !== card.title) onChange({ ...card, title: next });
  };
  const { inputs, options } = requestOf(card);
  return (
    <div className="analysis-inspector">
      <div className="options-field">
        <label htmlFor="analysis-title">{t('inspector.title')}</label>
        <Input
          id="analysis-title"
          ref={titleField}
          value={title}
          placeholder={usual}
          onChange={(event) => setTitle(event.target.value)}
          onBlur={rename}
          onPressEnter={rename}
        />
      </div>
      <p className="analysis-inspector-what">{inLocale(analysis.note.what, locale)}</p>
      <AnalysisOptionsForm
        key={card.id}
        analysis={analysis}
        inputs={inputs}
        options={options}
        variables={ordered(entities.variable)}
        settings={entities.settings.get('main')}
        indicators={ordered(entities.indicator)}
        drawn={entities.model.get('main')}
        codes={<CodesField book={{ cardId: card.id }} />}
        onInputs={(next: AnalysisRequest['inputs']) => onChange({ ...card, inputs: next })}
        onOptions={(next: AnalysisRequest['options']) => onChange({ ...card, options: next })}
      />
    </div>
  );
}
