import { Button, Checkbox, Input, Radio, Select } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PlsValues, stars } from '../../../../shared/analyses/plsValues.ts';
import { drawn, modelText, parseModelText, withIds } from '../../../../shared/analyses/modelJson.ts';
import { itemLines } from '../../../../shared/analyses/plsFigures.ts';
import { canBeItem, isLikelyItem, modelTemplates, proposeModel } from '../../../../shared/analyses/modelTemplates.ts';
import { formatNumber } from '../../../../shared/format/formatNumber.ts';
import { ordered } from '../../../../shared/model/project.ts';
import type { StructuralModel } from '../../../../shared/model/structuralModel.ts';
import { inLocale, type Locale } from '../../../../shared/model/text.ts';
import { useReport } from '../../../app/notices.tsx';
import { applyCommand, useProject } from '../../../app/projectStore.ts';
import { useLocale } from '../../../app/useLocale.ts';
import { useClient } from '../../../client/ClientContext.tsx';
import { plainTitle } from '../../../components/fileNames.ts';
import { inputSentence } from '../../../components/inputSentence.ts';
import { chooseTextFile, saveTextFile } from '../../../components/textFile.ts';
import { useDraft } from '../../../components/useDraft.ts';
import type { Outcome } from '../resultRunner.ts';
import { type CanvasNumbers, itemDragType, ModelCanvas, pathKey, type Selection } from './ModelCanvas.tsx';
import {
  added,
  changed,
  emptyModel,
  type Refusal,
  renamed,
  withItems,
  withoutConstruct,
  withoutPath,
  withPath,
} from './modelEdits.ts';
import './model.css';

/** Numbers of the estimate as the picture shows them. */
function numbersOf(outcome: Outcome | undefined, locale: Locale): CanvasNumbers {
  if (!outcome?.ok || outcome.result.status !== 'ok') return { constructs: new Map(), paths: new Map() };
  const values = outcome.result.values as unknown as PlsValues;
  return {
    constructs: new Map(
      values.structure.map(({ name, rSquared }, place) => [
        name,
        `${formatNumber(values.constructs[place]!.index, 'number1', locale)}${rSquared === null ? '' : ` · R² ${formatNumber(rSquared, 'coefficient', locale)}`}`,
      ]),
    ),
    paths: new Map(
      values.paths.map(({ from, to, coefficient, resampled }) => [
        pathKey(from, to),
        {
          coefficient,
          text: `${formatNumber(coefficient, 'coefficient', locale)}${stars(resampled?.p)}`,
          faint: resampled !== null && (resampled.p ?? 1) >= 0.05,
        },
      ]),
    ),
  };
}

const noLines: ReadonlyMap<string, readonly string[]> = new Map();

/** Items with their loadings under the constructs of the picture. */
function linesOf(outcome: Outcome | undefined, locale: Locale): ReadonlyMap<string, readonly string[]> {
  if (!outcome?.ok || outcome.result.status !== 'ok') return noLines;
  const { labels } = outcome.result;
  const values = outcome.result.values as unknown as PlsValues;
  return new Map(values.constructs.map(({ name }, place) => [name, itemLines(values, place, labels, locale)]));
}

function NameField({ name, onRename }: { readonly name: string; onRename(next: string): void }) {
  const { t } = useTranslation('analysis');
  const [text, setText] = useDraft(name);
  const commit = (): void => {
    if (text.trim() === '') setText(name);
    else if (text.trim() !== name) onRename(text.trim());
  };
  return (
    <Input
      aria-label={t('model.name')}
      className="model-name-field"
      value={text}
      maxLength={80}
      onChange={(event) => setText(event.target.value)}
      onBlur={commit}
      onPressEnter={commit}
    />
  );
}

/** The model of the project, drawn and edited: templates, canvas, and the questions of the chosen construct. Every change is saved at once. */
export function ModelEditor({ outcome }: { readonly outcome: Outcome | undefined }) {
  const { t } = useTranslation('analysis');
  const locale = useLocale();
  const client = useClient();
  const { projectId, entities } = useProject();
  const { reportDone, reportError } = useReport();
  const [selection, setSelection] = useState<Selection>(null);
  const [connecting, setConnecting] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<Refusal | { readonly code: 'file'; readonly sentence: string } | null>(null);
  const model = entities.model.get('main') ?? emptyModel;
  const variables = useMemo(() => ordered(entities.variable).filter(canBeItem), [entities.variable]);
  const indicators = useMemo(() => ordered(entities.indicator), [entities.indicator]);
  const numbers = useMemo(() => numbersOf(outcome, locale), [outcome, locale]);
  const lines = useMemo(() => linesOf(outcome, locale), [outcome, locale]);
  const [itemsShown, setItemsShown] = useState(false);
  const used = new Set(model.constructs.flatMap(({ items }) => items));
  const free = variables.filter((variable) => !used.has(variable.id) && isLikelyItem(variable));
  const chosen =
    selection?.kind === 'construct' ? model.constructs.find(({ name }) => name === selection.name) : undefined;

  const save = (next: StructuralModel | Refusal): boolean => {
    if ('code' in next) {
      setRefusal(next);
      return false;
    }
    setRefusal(null);
    const constructs = next.constructs.map((one) => ({ ...one, items: [...one.items] }));
    applyCommand(client, projectId, { type: 'model.set', model: { constructs, paths: [...next.paths] } }).catch(
      reportError,
    );
    return true;
  };
  const add = (): void => {
    const { model: next, name } = added(model, t('model.construct'));
    if (save(next)) setSelection({ kind: 'construct', name });
  };
  const remove = (gone: Selection): void => {
    if (!gone) return;
    save(gone.kind === 'path' ? withoutPath(model, gone.from, gone.to) : withoutConstruct(model, gone.name));
    setSelection(null);
    setConnecting(null);
  };
  const openFile = async (): Promise<void> => {
    const file = await chooseTextFile('.json,application/json');
    if (!file) return;
    try {
      save(drawn(withIds(parseModelText(file.text), ordered(entities.variable))));
      setSelection(null);
    } catch (error) {
      setRefusal({ code: 'file', sentence: inputSentence(error, locale) });
    }
  };
  const saveFile = async (): Promise<void> => {
    const name = `${plainTitle(t('model.fileName'))}.json`;
    const text = modelText(model, ordered(entities.variable));
    if (await saveTextFile(client, name, text, 'application/json')) reportDone(t('figure.saved', { name }));
  };
  const refused =
    refusal === null
      ? null
      : refusal.code === 'file'
        ? refusal.sentence
        : t(`model.refused.${refusal.code}`, { names: refusal.code === 'loop' ? refusal.names.join(' → ') : '' });
  const templates = (
    <Select
      className="model-templates"
      aria-label={t('model.template')}
      placeholder={t('model.template')}
      value={null}
      options={modelTemplates.map(({ id, title }) => ({ value: id as string, label: inLocale(title, locale) }))}
      onChange={(id: string | null) => {
        const template = modelTemplates.find((one) => one.id === id);
        if (template) save(proposeModel(template, ordered(entities.variable), locale, indicators));
      }}
    />
  );
  if (model.constructs.length === 0) {
    return (
      <section className="model-editor model-start" aria-label={t('model.title')}>
        <p>{t('model.start')}</p>
        <ul>
          {modelTemplates.map((template) => (
            <li key={template.id}>
              <Button onClick={() => save(proposeModel(template, ordered(entities.variable), locale, indicators))}>
                {inLocale(template.title, locale)}
              </Button>
              <small>{inLocale(template.note, locale)}</small>
            </li>
          ))}
          <li>
            <Button onClick={add}>{t('model.own')}</Button>
            <small>{t('model.ownNote')}</small>
          </li>
          <li>
            <Button onClick={() => void openFile().catch(reportError)}>{t('model.open')}</Button>
            <small>{t('model.openNote')}</small>
          </li>
        </ul>
        {refused === null ? null : (
          <p className="model-refusal" role="alert">
            {refused}
          </p>
        )}
      </section>
    );
  }
  return (
    <section className="model-editor" aria-label={t('model.title')}>
      <div className="model-bar">
        {templates}
        <Button size="small" onClick={add}>
          {t('model.add')}
        </Button>
        <Button
          size="small"
          disabled={!chosen}
          type={connecting === null ? 'default' : 'primary'}
          onClick={() => setConnecting(connecting === null && chosen ? chosen.name : null)}
        >
          {t('model.connect')}
        </Button>
        <Button size="small" disabled={selection === null} onClick={() => remove(selection)}>
          {t('model.remove')}
        </Button>
        <Checkbox checked={itemsShown} onChange={(event) => setItemsShown(event.target.checked)}>
          {t('model.showItems')}
        </Checkbox>
        <span className="model-files">
          <Button size="small" onClick={() => void openFile().catch(reportError)}>
            {t('model.open')}
          </Button>
          <Button size="small" onClick={() => void saveFile().catch(reportError)}>
            {t('model.save')}
          </Button>
        </span>
      </div>
      {refused === null ? null : (
        <p className="model-refusal" role="alert">
          {refused}
        </p>
      )}
      {connecting === null ? null : <p className="model-hint">{t('model.connecting', { name: connecting })}</p>}
      <ModelCanvas
        model={model}
        numbers={numbers}
        items={itemsShown ? lines : noLines}
        selection={selection}
        connecting={connecting}
        onSelect={(next) => {
          setSelection(next);
          if (next === null) setConnecting(null);
        }}
        onMove={(name, to) => save(changed(model, name, to))}
        onConnect={(from, to) => {
          if (from !== null && to !== undefined) {
            save(withPath(model, from, to));
            setSelection({ kind: 'construct', name: to });
            setConnecting(null);
          } else setConnecting(from);
        }}
        onRemove={remove}
        onDropItem={(name, item) => {
          const before = model.constructs.find((one) => one.name === name)?.items ?? [];
          save(withItems(model, name, [...before.filter((id) => id !== item), item]));
          setSelection({ kind: 'construct', name });
        }}
      />
      {chosen ? (
        <div className="model-chosen-fields">
          <NameField
            key={chosen.name}
            name={chosen.name}
            onRename={(next) => {
              if (save(renamed(model, chosen.name, next))) setSelection({ kind: 'construct', name: next });
            }}
          />
          <Radio.Group
            size="small"
            aria-label={t('model.mode')}
            value={chosen.mode}
            optionType="button"
            options={[
              { value: 'A', label: t('model.modeA') },
              { value: 'B', label: t('model.modeB') },
            ]}
            onChange={(event) => save(changed(model, chosen.name, { mode: event.target.value as 'A' | 'B' }))}
          />
          <Select<string[]>
            className="model-items"
            mode="multiple"
            aria-label={t('model.itemsOf', { name: chosen.name })}
            placeholder={t('model.chooseItems')}
            value={[...chosen.items]}
            options={variables.map(({ id, name, label }) => ({ value: id as string, label: label || name }))}
            showSearch={{ optionFilterProp: 'label' }}
            onChange={(items) => save(withItems(model, chosen.name, items))}
          />
        </div>
      ) : (
        <p className="model-hint">{t('model.hint')}</p>
      )}
      {free.length > 0 ? (
        <details className="model-free">
          <summary>{t('model.free', { count: free.length })}</summary>
          <ul>
            {free.map(({ id, name, label }) => (
              <li
                key={id}
                draggable
                onDragStart={(event) => {
                  event.dataTransfer.setData(itemDragType, id);
                  event.dataTransfer.effectAllowed = 'move';
                }}
              >
                {label || name}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </section>
  );
}
