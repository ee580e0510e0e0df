import type { ReactNode } from 'react';
import type { AnalysisRequest, AnyAnalysis, Json, ModelOption } from '../../shared/analyses/types.ts';
import { isInForce } from '../../shared/analyses/optionsInForce.ts';
import { defaultSettings, type ProjectSettings } from '../../shared/model/dataset.ts';
import type { Indicator } from '../../shared/model/indicator.ts';
import type { StructuralModel } from '../../shared/model/structuralModel.ts';
import type { Variable } from '../../shared/model/variable.ts';
import { AnalysisInputField } from './AnalysisInputField.tsx';
import { AnalysisOptionField } from './AnalysisOptionField.tsx';
import '../styles/optionsForm.css';

type Inputs = AnalysisRequest['inputs'];
type Options = AnalysisRequest['options'];

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

/** The form of any analysis, made from its declarations: what it wants to be given, then the options that have a part in it, defaults filled in. */
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
  const inForce = Object.entries(analysis.options).filter(([, spec]) =>
    isInForce(spec, { inputs, options }, analysis.options),
  );
  return (
    <div className="options-form">
      {Object.entries(analysis.inputs).map(([name, spec]) => (
        <AnalysisInputField
          key={name}
          spec={spec}
          value={inputs[name]}
          variables={variables}
          onChange={(value) => onInputs({ ...inputs, [name]: value })}
        />
      ))}
      {inForce.map(([name, spec]) => (
        <AnalysisOptionField
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
