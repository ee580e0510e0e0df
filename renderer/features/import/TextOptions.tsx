import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../shared/contract/methods.ts';
import {
  type DecimalMark,
  decimalMarks,
  type Delimiter,
  delimiters,
  encodingNames,
  type QuoteMark,
  quoteMarks,
  textEncodings,
  type TextEncoding,
  type TextFileChoices,
} from '../../../shared/importing/textFile.ts';

type TextFacts = NonNullable<Output<'import.inspect'>['text']>;

const delimiterKeys: Readonly<Record<Delimiter, string>> = { ',': 'comma', '\t': 'tab', ';': 'semicolon', '|': 'bar' };
const quoteKeys: Readonly<Record<QuoteMark, string>> = { '"': 'double', "'": 'single', '': 'none' };
const decimalKeys: Readonly<Record<DecimalMark, string>> = { '.': 'point', ',': 'comma' };

export interface TextOptionsProps {
  readonly facts: TextFacts | null;
  readonly choices: TextFileChoices;
  /** Why the file could not be read as it was tried. */
  readonly failure: string | null;
  readonly disabled: boolean;
  onChoices(choices: TextFileChoices): void;
}

/** How a text table is read: encoding with a sample of what each would give, delimiter, quotes, decimal mark. */
export function TextOptions({ facts, choices, failure, disabled, onChoices }: TextOptionsProps) {
  const { t } = useTranslation('import');
  const samples = new Map(facts?.samples.map((entry) => [entry.encoding, entry.sample]));
  const change = (next: TextFileChoices): void => onChoices({ ...choices, ...next });
  return (
    <section className="import-text" aria-label={t('text.title')}>
      {failure === null ? null : (
        <div className="import-doubt-box" role="alert">
          <p>{failure}</p>
          {choices.badBytes === 'mark' ? null : (
            <Button size="small" disabled={disabled} onClick={() => change({ badBytes: 'mark' })}>
              {t('text.mark')}
            </Button>
          )}
        </div>
      )}
      <div className="import-options">
        <div className="field">
          <label htmlFor="import-encoding">{t('text.encoding')}</label>
          <Select<TextEncoding>
            id="import-encoding"
            style={{ width: 200 }}
            popupMatchSelectWidth={460}
            disabled={disabled}
            value={choices.encoding ?? facts?.read.encoding ?? null}
            placeholder={t('text.choose')}
            options={textEncodings.map((encoding) => ({
              value: encoding,
              label: encodingNames[encoding],
              sample: samples.get(encoding),
            }))}
            optionRender={({ data }) => (
              <span className="import-sheet-option">
                {data.label}
                <small className="import-sample">{data.sample === null ? t('text.unfit') : data.sample}</small>
              </span>
            )}
            onChange={(encoding) => change({ encoding })}
          />
        </div>
        <div className="field">
          <label htmlFor="import-delimiter">{t('text.delimiter')}</label>
          <Select<Delimiter>
            id="import-delimiter"
            style={{ width: 120 }}
            disabled={disabled}
            value={choices.delimiter ?? facts?.read.delimiter ?? null}
            placeholder={t('text.auto')}
            options={delimiters.map((value) => ({ value, label: t(`text.delimiters.${delimiterKeys[value]}`) }))}
            onChange={(delimiter) => change({ delimiter })}
          />
        </div>
        <div className="field">
          <label htmlFor="import-quote">{t('text.quote')}</label>
          <Select<QuoteMark>
            id="import-quote"
            style={{ width: 100 }}
            disabled={disabled}
            value={choices.quote ?? facts?.read.quote ?? '"'}
            options={quoteMarks.map((value) => ({ value, label: t(`text.quotes.${quoteKeys[value]}`) }))}
            onChange={(quote) => change({ quote })}
          />
        </div>
        <div className="field">
          <label htmlFor="import-decimal">{t('text.decimal')}</label>
          <Select<DecimalMark>
            id="import-decimal"
            style={{ width: 120 }}
            disabled={disabled}
            value={choices.decimal ?? facts?.read.decimal ?? null}
            placeholder={t('text.auto')}
            options={decimalMarks.map((value) => ({ value, label: t(`text.decimals.${decimalKeys[value]}`) }))}
            onChange={(decimal) => change({ decimal })}
          />
        </div>
      </div>
    </section>
  );
}
