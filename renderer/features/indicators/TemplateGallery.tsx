import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { indicatorTemplates } from '../../../resources/templates/index.ts';
import { inLocale } from '../../../shared/model/text.ts';
import { type IndicatorTemplate, templateLeaves } from '../../../shared/satisfaction/template.ts';
import { useLocale } from '../../app/useLocale.ts';

/** Indicator systems to start from. */
export function TemplateGallery({ onUse }: { onUse(template: IndicatorTemplate): void }) {
  const { t } = useTranslation('indicators');
  const locale = useLocale();
  return (
    <ul className="indicators-gallery">
      {indicatorTemplates(locale).map((template) => (
        <li key={template.id}>
          <h3>{inLocale(template.title, locale)}</h3>
          <p>{inLocale(template.description, locale)}</p>
          <p className="indicators-gallery-tree">{template.indicators.map(({ name }) => name).join(' · ')}</p>
          <footer>
            <small>
              {t('templates.counts', { first: template.indicators.length, leaves: templateLeaves(template).length })}
            </small>
            <Button
              size="small"
              aria-label={t('templates.useNamed', { name: inLocale(template.title, locale) })}
              onClick={() => onUse(template)}
            >
              {t('templates.use')}
            </Button>
          </footer>
        </li>
      ))}
    </ul>
  );
}
