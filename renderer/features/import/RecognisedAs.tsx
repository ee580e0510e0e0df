import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../shared/contract/methods.ts';
import { surveyPlatforms } from '../../../shared/importing/profiles/index.ts';
import type { SurveyPlatformId } from '../../../shared/importing/profiles/platformIds.ts';
import { inLocale } from '../../../shared/model/text.ts';
import { useLocale } from '../../app/useLocale.ts';

export interface RecognisedAsProps {
  readonly recognised: Output<'import.propose'>['recognised'];
  readonly disabled: boolean;
  onPlatform(platform: SurveyPlatformId | null): void;
  onCodebook(sheet: string | null): void;
}

const none = '#none';

/** What the proposal rests on beside the sheet: the platform whose export it is, and the codebook. Both can be corrected. */
export function RecognisedAs({ recognised, disabled, onPlatform, onCodebook }: RecognisedAsProps) {
  const { t } = useTranslation('import');
  const locale = useLocale();
  const { platform, codebook, codebooks } = recognised;
  return (
    <>
      <div className="field">
        <label htmlFor="import-platform">{t('recognised.platform')}</label>
        <Select
          id="import-platform"
          style={{ width: 180 }}
          disabled={disabled}
          value={platform ?? none}
          options={[
            { value: none, label: t('recognised.noPlatform') },
            ...surveyPlatforms.map((one) => ({
              value: one.id,
              label: t('recognised.export', { name: inLocale(one.title, locale) }),
            })),
          ]}
          onChange={(next) => onPlatform(next === none ? null : (next as SurveyPlatformId))}
        />
      </div>
      {codebooks.length > 0 ? (
        <div className="field">
          <label htmlFor="import-codebook">{t('recognised.codebook')}</label>
          <Select
            id="import-codebook"
            style={{ width: 240 }}
            disabled={disabled}
            value={codebook?.sheet ?? none}
            options={[
              { value: none, label: t('recognised.noCodebook') },
              ...codebooks.map((sheet) => ({
                value: sheet,
                label:
                  codebook?.sheet === sheet
                    ? t('recognised.matched', { sheet, matched: codebook.matched, entries: codebook.entries })
                    : sheet,
              })),
            ]}
            onChange={(next) => onCodebook(next === none ? null : next)}
          />
        </div>
      ) : null}
    </>
  );
}
