import { Button, Checkbox, InputNumber, Radio, Select } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnalysisRequest, Json, OptionSpec } from '../../shared/analyses/types.ts';
import type { ProjectSettings } from '../../shared/model/dataset.ts';
import type { Indicator } from '../../shared/model/indicator.ts';
import type { StructuralModel } from '../../shared/model/structuralModel.ts';
import { inLocale } from '../../shared/model/text.ts';
import type { Variable } from '../../shared/model/variable.ts';
import { useLocale } from '../app/useLocale.ts';
import { CommittedText } from './CommittedText.tsx';
import { Field } from './Field.tsx';
import { LevelSelect } from './LevelSelect.tsx';
import { ModelField } from './ModelField.tsx';
import { useDraft } from './useDraft.ts';
import { parseNumbers } from './variableChoices.ts';

type Inputs = AnalysisRequest['inputs'];

interface AnalysisOptionFieldProps {
  readonly spec: OptionSpec;
  readonly value: Json | undefined;
  readonly settings: ProjectSettings;
  readonly variables: readonly Variable[];
  readonly indicators: readonly Indicator[];
  readonly drawn: StructuralModel | undefined;
  /** Where a code book of open comments is shown and edited. */
  readonly codes: ReactNode;
  /** Of the model asked for, by name. */
  readonly constructs: readonly string[];
  readonly inputs: Inputs;
  /** undefined takes the default again. */
  onChange(value: Json | undefined): void;
}

/** A tolerance of ten decimals as 1e-10: the field holds no more. */
function numberText(value: string | number | undefined): string {
  const size = Math.abs(Number(value));
  return size > 0 && size < 1e-4 ? Number(value).toExponential() : String(value ?? '');
}

function NumberField({
  spec,
  value,
  settings,
  onChange,
}: AnalysisOptionFieldProps & { readonly spec: Extract<OptionSpec, { kind: 'number' }> }) {
  const id = useId();
  const { t } = useTranslation('analysis');
  const locale = useLocale();
  const usual = spec.setting ? settings[spec.setting] : spec.default;
  const current = typeof value === 'number' ? value : usual;
  const own = current !== usual;
  const [draft, setDraft] = useDraft<number | null>(current);
  const commit = (next: number | null): void => {
    if (next === null) setDraft(current);
    else if (next !== current) onChange(next === usual ? undefined : next);
  };
  return (
    <Field label={inLocale(spec.title, locale)} htmlFor={id}>
      <span className="options-row">
        <InputNumber
          id={id}
          {...(spec.default !== 0 && Math.abs(spec.default) < 1e-4 ? { className: 'options-tiny' } : {})}
          value={draft}
          {...(spec.min === undefined ? {} : { min: spec.min })}
          {...(spec.max === undefined ? {} : { max: spec.max })}
          step={spec.step ?? 1}
          {...(spec.integer ? { precision: 0 } : {})}
          formatter={(shown, { userTyping, input }) => (userTyping ? input : numberText(shown))}
          changeOnWheel={false}
          onChange={setDraft}
          onStep={commit}
          onBlur={() => commit(draft)}
          onPressEnter={() => commit(draft)}
        />
        {spec.setting && !own ? <small>{t('form.fromProject')}</small> : null}
        {own ? (
          <Button type="link" size="small" className="options-link" onClick={() => onChange(undefined)}>
            {t('form.usual', { value: usual })}
          </Button>
        ) : null}
      </span>
    </Field>
  );
}

function NumbersField({
  spec,
  value,
  onChange,
}: AnalysisOptionFieldProps & { readonly spec: Extract<OptionSpec, { kind: 'numbers' }> }) {
  const id = useId();
  const { t } = useTranslation('analysis');
  const locale = useLocale();
  const [wrong, setWrong] = useState(false);
  const shown = (Array.isArray(value) ? (value as readonly number[]) : spec.default).join(', ');
  return (
    <Field label={inLocale(spec.title, locale)} htmlFor={id} problem={wrong ? t('form.numbersWrong') : undefined}>
      <CommittedText
        id={id}
        value={shown}
        placeholder={t('form.numbersHint')}
        onCommit={(text) => {
          const numbers = parseNumbers(text);
          setWrong(numbers === null);
          if (numbers) onChange(numbers.length === 0 ? undefined : numbers);
        }}
      />
    </Field>
  );
}

function ChoiceField({
  spec,
  value,
  onChange,
}: AnalysisOptionFieldProps & { readonly spec: Extract<OptionSpec, { kind: 'choice' }> }) {
  const id = useId();
  const locale = useLocale();
  const label = inLocale(spec.title, locale);
  const chosen = typeof value === 'string' ? value : spec.default;
  const choices = spec.choices.map((choice) => ({ value: choice.value, label: inLocale(choice.title, locale) }));
  const choose = (next: string): void => onChange(next === spec.default ? undefined : next);
  if (choices.length <= 3) {
    return (
      <Field label={label}>
        <Radio.Group
          vertical
          aria-label={label}
          value={chosen}
          options={choices}
          onChange={(event) => choose(event.target.value as string)}
        />
      </Field>
    );
  }
  return (
    <Field label={label} htmlFor={id}>
      <Select id={id} className="options-wide" value={chosen} options={choices} onChange={choose} />
    </Field>
  );
}

/** Requests name questions by id or by name. */
const sameVariable = ({ id, name }: Variable, given: string): boolean => id === given || name === given;

/** One option of an analysis, as its kind asks. */
export function AnalysisOptionField(props: AnalysisOptionFieldProps) {
  const id = useId();
  const locale = useLocale();
  const { spec, value, settings, inputs, onChange } = props;
  const label = inLocale(spec.title, locale);
  switch (spec.kind) {
    case 'choice':
      return <ChoiceField {...props} spec={spec} />;
    case 'number':
      return <NumberField {...props} spec={spec} />;
    case 'numbers':
      return <NumbersField {...props} spec={spec} />;
    case 'boolean':
      return (
        <div className="options-field">
          <Checkbox
            checked={typeof value === 'boolean' ? value : spec.default}
            onChange={(event) => onChange(event.target.checked === spec.default ? undefined : event.target.checked)}
          >
            {label}
          </Checkbox>
        </div>
      );
    case 'model':
      return <ModelField {...props} spec={spec} />;
    case 'codes':
      return props.codes;
    case 'text': {
      if (spec.of === 'constructs' && props.constructs.length > 0) {
        const named = typeof value === 'string' && value !== spec.default ? value : null;
        return (
          <Field label={label} htmlFor={id}>
            <Select
              id={id}
              className="options-wide"
              allowClear
              value={named}
              options={props.constructs.map((name) => ({ value: name, label: name }))}
              onChange={(name: string | null | undefined) => onChange(name ?? undefined)}
            />
          </Field>
        );
      }
      if (spec.of === 'levels') {
        const question = inputs[spec.levelsOf ?? ''];
        const chosen = typeof question === 'string' ? props.variables.find((one) => sameVariable(one, question)) : null;
        return (
          <Field label={label} htmlFor={id}>
            <LevelSelect
              id={id}
              variableId={chosen?.id ?? null}
              value={typeof value === 'string' && value !== spec.default ? value : null}
              onChange={(level) => onChange(level ?? undefined)}
            />
          </Field>
        );
      }
      const usual = spec.setting ? (settings[spec.setting] ?? spec.default) : spec.default;
      return (
        <Field label={label} htmlFor={id}>
          <CommittedText
            id={id}
            value={typeof value === 'string' ? value : usual}
            {...(spec.lines ? { rows: 3 } : {})}
            {...(spec.example ? { placeholder: inLocale(spec.example, locale) } : {})}
            onCommit={(text) => onChange(text === usual ? undefined : text)}
          />
        </Field>
      );
    }
  }
}
