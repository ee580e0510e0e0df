import { App as AntApp, Button, Progress } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../components/Dialog.tsx';
import type { Output } from '../../../shared/contract/methods.ts';
import type { Doubt, ImportPlan } from '../../../shared/importing/plan.ts';
import type { SurveyPlatformId } from '../../../shared/importing/profiles/platformIds.ts';
import type { TextFileChoices } from '../../../shared/importing/textFile.ts';
import { simpleDesign } from '../../../shared/model/dataset.ts';
import { ordered } from '../../../shared/model/project.ts';
import { type ImportMode, useNavigation } from '../../app/navigation.ts';
import { isCancelled, sentenceOf, useReport } from '../../app/notices.tsx';
import { applyCommand, useProject, useProjectStore } from '../../app/projectStore.ts';
import { type Progress as ProgressListener, runTask } from '../../app/tasks.ts';
import { useLocale } from '../../app/useLocale.ts';
import { useProjectActions } from '../../app/useProjectActions.ts';
import { useClient } from '../../client/ClientContext.tsx';
import { ClientError } from '../../client/ClientError.ts';
import type { CallOptions, Client } from '../../client/createClient.ts';
import { leafIndicators } from '../../components/IndicatorSelect.tsx';
import { ChooseFile } from './ChooseFile.tsx';
import { ColumnsStep } from './ColumnsStep.tsx';
import {
  canCombine,
  firstKeys,
  firstWave,
  followsPlan,
  howOf,
  planToFollow,
  stackedCount,
  waveOf,
} from './combineDrafts.ts';
import { noticesOfSheet } from './FileNotices.tsx';
import { type JoinDraft, JoinOptions } from './JoinOptions.tsx';
import {
  columnOfDifference,
  separateColumn,
  separated,
  toWirePlan,
  weightColumn,
  withIndicatorsOf,
} from './planTools.ts';
import { RangeStep } from './RangeStep.tsx';
import { StackOptions } from './StackOptions.tsx';
import { SummaryStep } from './SummaryStep.tsx';
import { TextOptions } from './TextOptions.tsx';
import { useCombineCheck } from './useCombineCheck.ts';
import './import.css';
import './range.css';
import './columns.css';
import './summary.css';

type Inspected = Output<'import.inspect'>;
export type Summary = Output<'import.check'>;

export interface ProposeParts {
  readonly sheet: string;
  readonly headerRows: readonly [number, number] | null;
  readonly firstDataRow: number | null;
  readonly lastDataRow: number | null;
  readonly indicatorTemplate: string | null;
  readonly importId: string | null;
  /** null = none; absent = as recognised. */
  readonly platform?: SurveyPlatformId | null;
  readonly codebook?: string | null;
}

interface Working {
  readonly text: string;
  readonly share: number | null;
}

const noKeys: JoinDraft = { variableId: null, column: null, leaveBlank: false };

const steps = ['range', 'columns', 'summary'] as const;
/** Wait for a pause in corrections before counting again. */
const pauseMs = 500;

const wholeSheet = (sheet: string): ProposeParts => ({
  sheet,
  headerRows: null,
  firstDataRow: null,
  lastDataRow: null,
  indicatorTemplate: null,
  importId: null,
});

function askForPlan(
  client: Client,
  projectId: string,
  file: string,
  { importId, headerRows, ...rest }: ProposeParts,
  keepTree: boolean,
  options: CallOptions,
): Promise<Output<'import.propose'>> {
  return client.call(
    'import.propose',
    {
      ...rest,
      file,
      headerRows: headerRows ? [headerRows[0], headerRows[1]] : null,
      remembered: importId ? { projectId, importId } : null,
      keepTreeOf: keepTree ? projectId : null,
    },
    options,
  );
}

/** Refusals of a text table that another way of reading may lift. */
const readableOtherwise = ['workbook.textEncoding', 'workbook.csvMalformed', 'workbook.binaryText'];

/** The import as a sheet over the room: what the file holds, what its columns mean, what will happen. */
export default function ImportSheet() {
  const { t } = useTranslation('import');
  const client = useClient();
  const locale = useLocale();
  const { reportError, reportDone } = useReport();
  const { modal } = AntApp.useApp();
  const actions = useProjectActions();
  const project = useProject();
  const { projectId, entities } = project;
  const importing = useNavigation((state) => state.importing);
  const endImport = useNavigation((state) => state.endImport);
  const [file, setFile] = useState(importing === 'choose' ? null : importing);
  const [inspected, setInspected] = useState<Inspected | null>(null);
  /** null until the user has a say in how a text table is read. */
  const [textChoices, setTextChoices] = useState<TextFileChoices | null>(null);
  const [readFailure, setReadFailure] = useState<unknown>(null);
  const [refusal, setRefusal] = useState<ClientError | null>(null);
  const [recognised, setRecognised] = useState<Output<'import.propose'>['recognised'] | null>(null);
  const [useWeight, setUseWeight] = useState(false);
  const [plan, setPlan] = useState<ImportPlan | null>(null);
  const [summary, setSummary] = useState<Summary | null>(null);
  const [differences, setDifferences] = useState<Summary['differences']>([]);
  /** Where step two begins, when it is entered for one column. */
  const [startColumn, setStartColumn] = useState<number | null>(null);
  const [parts, setParts] = useState<ProposeParts | null>(null);
  const [step, setStep] = useState(0);
  const importFor = useNavigation((state) => state.importFor);
  const [chosenMode, setMode] = useState<ImportMode>(importFor ?? 'append');
  const mode = project.rowCount > 0 ? chosenMode : 'replace';
  const [wave, setWave] = useState(() => firstWave(stackedCount(entities.import.values()), t('combine.wave.word')));
  /** null until the user has chosen keys: those of the proposal are taken. */
  const [chosenKeys, setChosenKeys] = useState<JoinDraft | null>(null);
  const [working, setWorking] = useState<Working | null>(() =>
    file ? { text: t('common:tasks.read'), share: null } : null,
  );
  const [keepTree, setKeepTree] = useState(entities.indicator.size > 0);
  const running = useRef<AbortController | null>(null);
  /** The next file follows the plan of the last one from the start: asked for another wave in any case, else where it fits. */
  const follow = useRef(importFor === 'join' ? null : planToFollow(entities.import.values()));
  /** The plan as last proposed; a plan that differs was corrected by hand. */
  const [proposal, setProposal] = useState<ImportPlan | null>(null);
  const keys = useMemo(
    () => chosenKeys ?? (plan ? firstKeys(ordered(entities.variable), plan) : noKeys),
    [chosenKeys, plan, entities.variable],
  );
  const combineHow = step === 2 && !working ? howOf(mode, wave, keys) : null;
  const { check, problem } = useCombineCheck(projectId, file?.file ?? '', plan, combineHow);
  // The tree as it was when the sheet opened: it cannot change underneath.
  const [leafNames] = useState(() => leafIndicators(entities.indicator).map((leaf) => leaf.name));

  /** Runs one step's work with progress; a newer one stops it. */
  const work = useCallback(
    async (
      text: string,
      run: (options: { signal: AbortSignal; onProgress: ProgressListener }) => Promise<void>,
    ): Promise<void> => {
      running.current?.abort();
      const controller = new AbortController();
      running.current = controller;
      setWorking({ text, share: null });
      try {
        await run({
          signal: controller.signal,
          onProgress: ({ done, total }) => {
            if (running.current === controller) setWorking({ text, share: total > 0 ? done / total : null });
          },
        });
      } catch (error) {
        if (running.current === controller && !isCancelled(error)) reportError(error);
      } finally {
        if (running.current === controller) {
          running.current = null;
          setWorking(null);
        }
      }
    },
    [reportError],
  );

  const accept = useCallback((answer: Output<'import.propose'>) => {
    const proposed = answer.plan as unknown as ImportPlan;
    setProposal(proposed);
    setPlan(proposed);
    setSummary(answer.summary);
    setRecognised(answer.recognised);
    setDifferences(answer.summary.differences);
  }, []);

  const propose = (wanted: ProposeParts): void => {
    if (!file) return;
    setParts(wanted);
    void work(t('working.plan'), async (options) => {
      accept(await askForPlan(client, projectId, file.file, wanted, keepTree, options));
      if (wanted.importId) setStep(2);
    });
  };

  // A file is read as soon as it is known; its likeliest sheet gets the first proposal.
  useEffect(() => {
    if (!file) return;
    const controller = new AbortController();
    running.current = controller;
    const { signal } = controller;
    let isRead = false;
    const read = async (): Promise<void> => {
      try {
        const onProgress: ProgressListener = ({ done, total }) => {
          if (!signal.aborted) setWorking({ text: t('common:tasks.read'), share: total > 0 ? done / total : null });
        };
        const answer = await client.call(
          'import.inspect',
          textChoices ? { file: file.file, text: textChoices } : { file: file.file },
          { signal, onProgress },
        );
        if (signal.aborted) return;
        isRead = true;
        setReadFailure(null);
        const followed = follow.current;
        const ask = (wanted: ProposeParts): Promise<Output<'import.propose'>> =>
          askForPlan(client, projectId, file.file, wanted, leafNames.length > 0, { signal, onProgress });
        const fresh = wholeSheet(answer.suggestedSheet);
        setInspected(answer);
        if (followed) {
          const wanted = { ...fresh, importId: followed.id };
          const proposed = await ask(wanted);
          if (importFor === 'append' || followsPlan(proposed)) {
            setParts(wanted);
            accept(proposed);
            setStep(2);
            return;
          }
        }
        setParts(fresh);
        accept(await ask(fresh));
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof ClientError && readableOtherwise.includes(error.code)) {
          setReadFailure(error);
          setInspected(null);
          setPlan(null);
        } else if (error instanceof ClientError && !isRead) setRefusal(error);
        else reportError(error);
      } finally {
        if (running.current === controller) {
          running.current = null;
          setWorking(null);
        }
      }
    };
    void read();
    return () => controller.abort();
  }, [client, file, textChoices, projectId, leafNames, importFor, accept, reportError, t]);

  useEffect(() => () => running.current?.abort(), []);

  // Corrected by hand: count again what the plan would do.
  useEffect(() => {
    if (!plan || !file || plan === proposal) return;
    const controller = new AbortController();
    const timer = setTimeout(() => {
      client
        .call('import.check', { file: file.file, plan: toWirePlan(plan) }, { signal: controller.signal })
        .then((answer) => setSummary(answer))
        .catch((error: unknown) => {
          if (!controller.signal.aborted) reportError(error);
        });
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [client, file, plan, proposal, reportError]);

  const separate = (difference: Doubt): void => {
    const column = plan && columnOfDifference(plan, difference);
    if (!plan || !column) return;
    const taken = new Set([...entities.variable.values()].map(({ name }) => name.toLowerCase()));
    setPlan(separateColumn(plan, column, taken));
    setDifferences(differences.flatMap((one) => (one === difference ? separated(one, column) : [one])));
  };

  const chooseTemplate = (indicatorTemplate: string | null, keep: boolean): void => {
    setKeepTree(keep);
    if (!plan) return;
    if (!keep && indicatorTemplate === null) setPlan({ ...plan, indicatorTemplate: null });
    else if (parts && file) {
      const wanted = {
        ...parts,
        headerRows: plan.headerRows,
        firstDataRow: plan.firstDataRow,
        lastDataRow: plan.lastDataRow,
        indicatorTemplate,
        importId: null,
      };
      void work(t('working.plan'), async (options) => {
        const answer = await askForPlan(client, projectId, file.file, wanted, keep, options);
        setPlan(withIndicatorsOf(plan, answer.plan));
      });
    }
  };

  /** Puts the imported weights into the sampling design: only where the user ticked it. */
  const applyWeight = async (weightName: string): Promise<void> => {
    const state = useProjectStore.getState().project;
    const weight = [...(state?.entities.variable.values() ?? [])].find((variable) => variable.name === weightName);
    if (!state || !weight) return;
    const design = state.entities.design.get('main') ?? simpleDesign;
    await applyCommand(client, projectId, {
      type: 'design.set',
      weight: { variableId: weight.id, kind: 'survey' },
      stratum: design.stratum,
      cluster: design.cluster,
      populationSizes: { ...design.populationSizes },
    });
  };

  const run = async (): Promise<void> => {
    if (!plan || !file) return;
    await work(t('working.import'), (own) =>
      runTask(t('common:tasks.import'), async (task) => {
        // Either the sheet's own button or the status line stops it.
        const signal = AbortSignal.any([own.signal, task.signal]);
        const options: CallOptions = {
          signal,
          onProgress: (progress) => {
            own.onProgress(progress);
            task.onProgress(progress);
          },
        };
        const given = { projectId, file: file.file, plan: toWirePlan(plan) };
        const answer =
          mode === 'join' && keys.variableId !== null && keys.column !== null
            ? await client.call(
                'import.join',
                {
                  ...given,
                  key: { variableId: keys.variableId, column: keys.column },
                  repeated: keys.leaveBlank ? 'leaveBlank' : 'refuse',
                },
                options,
              )
            : await client.call(
                'import.run',
                {
                  ...given,
                  mode: mode === 'append' ? 'append' : 'replace',
                  wave: mode === 'append' ? waveOf(wave) : null,
                },
                options,
              );
        useProjectStore.getState().open(answer.state);
        const weight = useWeight ? weightColumn(plan) : null;
        if (weight) await applyWeight(weight.name);
        endImport();
        useNavigation.getState().goTo('data');
        const { rows, columns } = answer.summary;
        reportDone(mode === 'join' ? t('joined', { count: columns - 1 }) : t('imported', { rows, columns }));
      }),
    );
  };

  const choose = (chosen: { readonly file: string; readonly name: string }): void => {
    setWorking({ text: t('common:tasks.read'), share: null });
    setRefusal(null);
    setTextChoices(null);
    setFile(chosen);
  };
  const readAnew = (choices: TextFileChoices): void => {
    setWorking({ text: t('common:tasks.read'), share: null });
    setTextChoices(choices);
  };
  const leave = (): void => {
    running.current?.abort();
    endImport();
    if (importing !== 'choose' && importing?.madeFor && project.rowCount === 0) void actions.discard();
  };
  const close = (): void => {
    if (plan === null || plan === proposal) {
      leave();
      return;
    }
    modal.confirm({
      title: t('leave.title'),
      content: t('leave.text'),
      okText: t('leave.ok'),
      cancelText: t('leave.stay'),
      onOk: leave,
    });
  };
  const name = steps[step]!;
  const busy = working !== null;
  // While the file is read there is nothing in the sheet but what closes it: Enter must not do that.
  const isReady = plan !== null;
  const goOn = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const active = document.activeElement;
    if (isReady && (active === document.body || active?.matches('.ant-modal, .ant-modal-close'))) goOn.current?.focus();
  }, [isReady]);
  const footer = (
    <div className="import-foot">
      {working ? (
        <div className="import-working" role="status">
          <span>{working.text}</span>
          <Progress
            percent={working.share === null ? 100 : Math.round(working.share * 100)}
            showInfo={false}
            status={working.share === null ? 'active' : 'normal'}
            size={[160, 6]}
            aria-label={working.text}
          />
          <Button size="small" onClick={() => running.current?.abort()}>
            {t('stop')}
          </Button>
        </div>
      ) : null}
      <span className="shell-bar-space" />
      <Button onClick={close}>{t('common:cancel')}</Button>
      {step > 0 ? <Button onClick={() => setStep(step - 1)}>{t('back')}</Button> : null}
      {step < 2 ? (
        <Button type="primary" ref={goOn} disabled={!plan || busy} onClick={() => setStep(step + 1)}>
          {t('next')}
        </Button>
      ) : (
        <Button
          type="primary"
          disabled={!plan || busy || !summary || summary.rows === 0 || !canCombine(mode, wave, keys, check)}
          onClick={() => void run()}
        >
          {mode === 'join'
            ? t('goJoin', { count: check?.kind === 'join' ? check.columns.length : 0 })
            : t('go', { count: summary?.rows ?? 0 })}
        </Button>
      )}
    </div>
  );
  return (
    <Dialog
      open
      quick
      className="import-modal"
      width="min(1600px, calc(100vw - 64px))"
      centered
      title={
        <div className="import-head">
          <span className="import-title" title={file?.name}>
            {file
              ? t('titleOf', { file: file.name })
              : importFor === 'append' || importFor === 'join'
                ? t(`titles.${importFor}`)
                : t('title')}
          </span>
          {file ? (
            <ol className="import-steps">
              {steps.map((one, index) => (
                <li key={one} aria-current={index === step ? 'step' : undefined} data-done={index < step}>
                  <button type="button" disabled={!plan} onClick={() => setStep(index)}>
                    <span>{index + 1}</span>
                    {t(`steps.${one}`)}
                  </button>
                </li>
              ))}
            </ol>
          ) : null}
        </div>
      }
      mask={{ closable: false }}
      onCancel={close}
      footer={footer}
    >
      <div className="import-body">
        {refusal ? (
          <div className="import-doubt-box" role="alert">
            {sentenceOf(refusal, locale)}
          </div>
        ) : null}
        {file && !refusal ? null : <ChooseFile onFile={choose} />}
        {file && !inspected && readFailure !== null ? (
          <TextOptions
            facts={null}
            choices={textChoices ?? {}}
            failure={sentenceOf(readFailure, locale)}
            disabled={busy}
            onChoices={readAnew}
          />
        ) : null}
        {file && name === 'range' && inspected && parts ? (
          <RangeStep
            file={file.file}
            inspected={inspected}
            parts={parts}
            plan={plan}
            recognised={recognised}
            textChoices={textChoices ?? {}}
            busy={busy}
            onParts={propose}
            onPlan={setPlan}
            onText={readAnew}
          />
        ) : null}
        {file && name === 'columns' && plan ? (
          <ColumnsStep plan={plan} summary={summary} leafNames={leafNames} start={startColumn} onPlan={setPlan} />
        ) : null}
        {file && name === 'summary' && plan && summary ? (
          <SummaryStep
            plan={plan}
            summary={summary}
            differences={mode === 'join' ? [] : differences}
            notices={noticesOfSheet(inspected?.notices ?? [], plan.sheet)}
            hasData={project.rowCount > 0}
            hasTree={entities.indicator.size > 0}
            keepTree={keepTree}
            mode={mode}
            ready={canCombine(mode, wave, keys, check)}
            combine={
              mode === 'append' ? (
                <StackOptions wave={wave} check={check} problem={problem} onWave={setWave} />
              ) : mode === 'join' ? (
                <JoinOptions join={keys} plan={plan} check={check} problem={problem} onJoin={setChosenKeys} />
              ) : null
            }
            useWeight={useWeight}
            onUseWeight={setUseWeight}
            onMode={setMode}
            onTemplate={chooseTemplate}
            onDoubts={() => {
              setStartColumn(null);
              setStep(1);
            }}
            onColumn={(column) => {
              setStartColumn(column);
              setStep(1);
            }}
            onSeparate={separate}
          />
        ) : null}
      </div>
    </Dialog>
  );
}
