import { DownloadOutlined, FolderOpenOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ModelJson, modelText, parseModelText, withIds } from '../../shared/analyses/modelJson.ts';
import { modelTemplates, proposeModel } from '../../shared/analyses/modelTemplates.ts';
import type { Json, OptionSpec } from '../../shared/analyses/types.ts';
import type { Indicator } from '../../shared/model/indicator.ts';
import type { StructuralModel } from '../../shared/model/structuralModel.ts';
import { inLocale } from '../../shared/model/text.ts';
import type { Variable } from '../../shared/model/variable.ts';
import { useReport } from '../app/notices.tsx';
import { useLocale } from '../app/useLocale.ts';
import { useClient } from '../client/ClientContext.tsx';
import { plainTitle } from './fileNames.ts';
import { inputSentence } from './inputSentence.ts';
import { chooseTextFile, saveTextFile } from './textFile.ts';
import { useDraft } from './useDraft.ts';

/** Without places on the canvas and constructs that have no questions yet: what an analysis estimates. */
function estimable({ constructs, paths }: ModelJson): ModelJson {
  const filled = constructs.filter(({ items }) => items.length > 0);
  const names = new Set(filled.map(({ name }) => name));
  return {
    constructs: filled.map(({ name, items, mode }) => ({ name, items: [...items], mode })),
    paths: paths.filter(({ from, to }) => names.has(from) && names.has(to)).map(({ from, to }) => ({ from, to })),
  };
}

export interface ModelFieldProps {
  readonly spec: Extract<OptionSpec, { kind: 'model' }>;
  readonly value: Json | undefined;
  readonly variables: readonly Variable[];
  readonly indicators: readonly Indicator[];
  /** The model drawn in the project, to start from. */
  readonly drawn: StructuralModel | undefined;
  /** undefined takes what `none` says again. */
  onChange(value: Json | undefined): void;
}

/** A structural equation model as an option: none, the drawn one or a template to start from, a file, or JSON typed or pasted. */
export function ModelField({ spec, value, variables, indicators, drawn, onChange }: ModelFieldProps) {
  const id = useId();
  const { t } = useTranslation('analysis');
  const locale = useLocale();
  const client = useClient();
  const { reportError, reportDone } = useReport();
  const label = inLocale(spec.title, locale);
  const given = value === undefined || value === null ? null : (value as unknown as ModelJson);
  const saved = given ? modelText(given, variables) : '';
  const [text, setText] = useDraft(saved);
  const [problem, setProblem] = useState<string | null>(null);

  const set = (model: ModelJson): void => {
    setProblem(null);
    onChange(estimable(model) as unknown as Json);
  };
  const read = (written: string): void => {
    setText(written);
    try {
      set(withIds(parseModelText(written), variables));
    } catch (error) {
      setProblem(inputSentence(error, locale));
    }
  };
  const choose = (chosen: string): void => {
    const template = modelTemplates.find((one) => one.id === chosen);
    if (chosen === 'none') {
      setProblem(null);
      onChange(undefined);
    } else if (chosen === 'drawn' && drawn) set(drawn);
    else if (template) set(proposeModel(template, variables, locale, indicators));
  };
  const open = async (): Promise<void> => {
    const file = await chooseTextFile('.json,application/json');
    if (file) read(file.text);
  };
  const save = async (): Promise<void> => {
    const name = `${plainTitle(label)}.json`;
    if (await saveTextFile(client, name, saved, 'application/json')) reportDone(t('figure.saved', { name }));
  };
  return (
    <div className="options-field">
      <label htmlFor={id}>{label}</label>
      <Select
        id={id}
        className="options-wide"
        value={given ? 'json' : 'none'}
        options={[
          { value: 'none', label: inLocale(spec.none, locale) },
          ...(given ? [{ value: 'json', label: t('form.modelGiven') }] : []),
          {
            label: t('form.modelStart'),
            options: [
              ...(drawn && drawn.constructs.length > 0 ? [{ value: 'drawn', label: t('form.modelDrawn') }] : []),
              ...modelTemplates.map(({ id: template, title }) => ({
                value: template as string,
                label: inLocale(title, locale),
              })),
            ],
          },
        ]}
        onChange={choose}
      />
      {given || problem !== null ? (
        <Input.TextArea
          className="options-matrix"
          aria-label={t('form.modelText', { label })}
          autoSize={{ minRows: 4, maxRows: 14 }}
          wrap="off"
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onBlur={() => (text === saved ? setProblem(null) : read(text))}
        />
      ) : null}
      {problem === null ? null : (
        <p className="options-problem" role="alert">
          {problem}
        </p>
      )}
      <span className="options-row">
        <Button size="small" icon={<FolderOpenOutlined />} onClick={() => void open().catch(reportError)}>
          {t('form.modelOpen')}
        </Button>
        {given ? (
          <Button size="small" icon={<DownloadOutlined />} onClick={() => void save().catch(reportError)}>
            {t('form.modelSave')}
          </Button>
        ) : null}
      </span>
    </div>
  );
}
