import { Button, Checkbox, Input, InputNumber, Radio, Select } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  AnalysisRequest,
  AnyAnalysis,
  InputSpec,
  Json,
  MatrixInput,
  ModelOption,
  OptionSpec,
} from '../../shared/analyses/types.ts';
import { defaultSettings, type ProjectSettings } from '../../shared/model/dataset.ts';
import type { Indicator } from '../../shared/model/indicator.ts';
import type { StructuralModel } from '../../shared/model/structuralModel.ts';
import { inLocale } from '../../shared/model/text.ts';
import type { Variable } from '../../shared/model/variable.ts';
import { useLocale } from '../app/useLocale.ts';
import { LevelSelect } from './LevelSelect.tsx';
import { ModelField } from './ModelField.tsx';
import { matrixText, parseMatrix } from './parseMatrix.ts';
import { useDraft } from './useDraft.ts';
import { parseNumbers, type VariableSpec, variableChoices } from './variableChoices.ts';
import '../styles/optionsForm.css';

type Inputs = AnalysisRequest['inputs'];
type Options = AnalysisRequest['options'];

function Field({
  label,
  htmlFor,
  hint,
  problem,
  children,
}: {
  readonly label: string;
  readonly htmlFor?: string;
  readonly hint?: string | undefined;
  readonly problem?: string | undefined;
  readonly children: ReactNode;
}) {
  return (
    <div className="options-field">
      <label htmlFor={htmlFor}>{label}</label>
      {children}
      {problem ? (
        <p className="options-problem" role="alert">
          {problem}
        </p>
      ) : null}
      {hint ? <p className="options-hint">{hint}</p> : null}
    </div>
  );
}

/** A text field that is read when the user is done with it (Enter or leaving), so that half-typed numbers are not computed. */
function CommittedText({
  id,
  value,
  rows,
  onCommit,
  placeholder,
}: {
  readonly id: string;
  readonly value: string;
  readonly rows?: number;
  readonly placeholder?: string;
  onCommit(text: string): void;
}) {
  const [text, setText] = useDraft(value);
  const commit = (): void => {
    if (text !== value) onCommit(text);
  };
  return rows ? (
    <Input.TextArea
      id={id}
      className="options-matrix"
      autoSize={{ minRows: rows, maxRows: 12 }}
      value={text}
      placeholder={placeholder}
      onChange={(event) => setText(event.target.value)}
      onBlur={commit}
      wrap="off"
    />
  ) : (
    <Input
      id={id}
      value={text}
      placeholder={placeholder}
      onChange={(event) => setText(event.target.value)}
      onBlur={commit}
      onPressEnter={commit}
    />
  );
}

interface VariablePickerProps {
  readonly id: string;
  readonly spec: VariableSpec;
  readonly value: readonly string[];
  readonly variables: readonly Variable[];
  onChange(ids: readonly string[]): void;
}

/** Chooses questions by their words or their short names; those of the proposed roles stand first. */
function VariablePicker({ id, spec, value, variables, onChange }: VariablePickerProps) {
  const { t } = useTranslation('analysis');
  const { proposed, others } = variableChoices(spec, variables);
  const option = (variable: Variable) => ({
    value: variable.id as string,
    label: variable.label || variable.name,
    name: variable.name,
  });
  // Proposals name questions as the catalogue likes; the picker works with ids.
  const ids = value.map(
    (given) => variables.find((variable) => variable.id === given || variable.name === given)?.id ?? given,
  );
  const groups = [
    { label: t('form.proposed'), options: proposed.map(option) },
    { label: t('form.others'), options: others.map(option) },
  ].filter((group) => group.options.length > 0);
  const many = spec.kind === 'variables';
  return (
    <>
      <Select<string[] | string | null>
        id={id}
        className="options-wide"
        {...(many ? { mode: 'multiple' as const, maxTagCount: 6 } : {})}
        value={many ? ids : (ids[0] ?? null)}
        allowClear={many || spec.optional === true}
        placeholder={t(spec.optional ? 'form.optional' : 'form.choose')}
        showSearch={{
          filterOption: (text, entry) =>
            `${String(entry?.label ?? '')} ${String((entry as { name?: string } | undefined)?.name ?? '')}`
              .toLowerCase()
              .includes(text.toLowerCase()),
        }}
        options={groups.length === 1 ? groups[0]!.options : groups}
        optionRender={(entry) => (
          <span className="options-variable">
            <span>{entry.label}</span>
            <small>{(entry.data as { name?: string }).name}</small>
          </span>
        )}
        popupMatchSelectWidth={360}
        onChange={(chosen: string[] | string | null | undefined) =>
          onChange(Array.isArray(chosen) ? chosen : chosen ? [chosen] : [])
        }
      />
      {many && proposed.length > 1 && spec.roles ? (
        <Button
          type="link"
          size="small"
          className="options-link"
          onClick={() => onChange(proposed.slice(0, spec.max).map((variable) => variable.id))}
        >
          {t('form.takeProposed', { count: Math.min(spec.max, proposed.length) })}
        </Button>
      ) : null}
    </>
  );
}

function MatrixField({
  id,
  label,
  value,
  onChange,
}: {
  readonly id: string;
  readonly label: string;
  readonly value: MatrixInput | null;
  onChange(matrix: MatrixInput | null): void;
}) {
  const { t } = useTranslation('analysis');
  const [wrongLine, setWrongLine] = useState<number | null>(null);
  return (
    <Field
      label={label}
      htmlFor={id}
      hint={t('form.matrixHint')}
      problem={wrongLine === null ? undefined : t('form.matrixLine', { line: wrongLine })}
    >
      <CommittedText
        id={id}
        rows={4}
        value={matrixText(value)}
        onCommit={(text) => {
          const parsed = parseMatrix(text);
          setWrongLine(parsed.ok ? null : parsed.line);
          if (parsed.ok) onChange(parsed.matrix.rows.length === 0 ? null : parsed.matrix);
        }}
      />
    </Field>
  );
}

function InputField({
  spec,
  value,
  variables,
  onChange,
}: {
  readonly spec: InputSpec;
  readonly value: Inputs[string] | undefined;
  readonly variables: readonly Variable[];
  onChange(value: Inputs[string]): void;
}) {
  const id = useId();
  const locale = useLocale();
  const label = inLocale(spec.title, locale);
  if (spec.kind === 'matrix') {
    const matrix = value !== null && typeof value === 'object' && 'rows' in value ? value : null;
    return <MatrixField id={id} label={label} value={matrix} onChange={onChange} />;
  }
  const chosen = typeof value === 'string' ? [value] : Array.isArray(value) ? (value as readonly string[]) : [];
  return (
    <Field label={label} htmlFor={id}>
      <VariablePicker
        id={id}
        spec={spec}
        value={chosen}
        variables={variables}
        onChange={(ids) => onChange(spec.kind === 'variables' ? ids : (ids[0] ?? null))}
      />
    </Field>
  );
}

interface OptionFieldProps {
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
}: OptionFieldProps & { readonly spec: Extract<OptionSpec, { kind: 'number' }> }) {
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
}: OptionFieldProps & { readonly spec: Extract<OptionSpec, { kind: 'numbers' }> }) {
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
}: OptionFieldProps & { readonly spec: Extract<OptionSpec, { kind: 'choice' }> }) {
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

function OptionField(props: OptionFieldProps) {
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

export interface AnalysisOptionsFormProps {
  readonly analysis: AnyAnalysis;
  readonly inputs: Inputs;
  readonly options: Options;
  readonly variables: readonly Variable[];
  readonly settings: ProjectSettings | undefined;
  readonly indicators?: readonly Indicator[];
  /** The structural model of the project. */
  readonly drawn?: StructuralModel | undefined;
  /** In the place of a code book of open comments; nothing stands there without it. */
  readonly codes?: ReactNode;
  onInputs(inputs: Inputs): void;
  onOptions(options: Options): void;
}

/** The form of any analysis, made from its declarations: what it wants to be given, then its options, defaults filled in. */
export function AnalysisOptionsForm({
  analysis,
  inputs,
  options,
  variables,
  settings = defaultSettings,
  indicators = [],
  drawn,
  codes = null,
  onInputs,
  onOptions,
}: AnalysisOptionsFormProps) {
  const setOption = (name: string, value: Json | undefined): void => {
    const { [name]: _before, ...rest } = options;
    onOptions(value === undefined ? rest : { ...rest, [name]: value });
  };
  const model = (options['model'] as ModelOption | null | undefined) ?? drawn;
  const constructs = model?.constructs.map(({ name }) => name) ?? [];
  return (
    <div className="options-form">
      {Object.entries(analysis.inputs).map(([name, spec]) => (
        <InputField
          key={name}
          spec={spec}
          value={inputs[name]}
          variables={variables}
          onChange={(value) => onInputs({ ...inputs, [name]: value })}
        />
      ))}
      {Object.entries(analysis.options).map(([name, spec]) => (
        <OptionField
          key={name}
          spec={spec}
          value={options[name]}
          settings={settings}
          variables={variables}
          indicators={indicators}
          drawn={drawn}
          codes={codes}
          constructs={constructs}
          inputs={inputs}
          onChange={(value) => setOption(name, value)}
        />
      ))}
    </div>
  );
}
