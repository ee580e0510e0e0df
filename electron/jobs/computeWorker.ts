import { readComments } from '../../shared/analyses/commentReading.ts';
import { findAnalysis } from '../../shared/analyses/catalogue.ts';
import { evaluateAll, proposals } from '../../shared/analyses/evaluateAll.ts';
import { findingsOf } from '../../shared/analyses/findings.ts';
import { runAnalysis } from '../../shared/analyses/runAnalysis.ts';
import type { AnalysisRequest } from '../../shared/analyses/types.ts';
import { runDataChecks } from '../../shared/cleaning/runDataChecks.ts';
import { toldOf } from '../../shared/report/editedSentence.ts';
import { sentenceText } from '../../shared/format/sentenceText.ts';
import { explainNumber } from '../../shared/explain/explainNumber.ts';
import { usedCells } from '../../shared/explain/usedCells.ts';
import { Memo } from '../../shared/model/memo.ts';
import { type VariableId, variableId } from '../../shared/model/ids.ts';
import type { Column, DataStep } from '../../shared/model/dataset.ts';
import type { RunControl } from '../../shared/model/runControl.ts';
import { serveWorker, type WorkerControl } from './channel.ts';
import { chineseSegmenter } from './chineseSegmenter.ts';
import type { ComputedFinding, ComputeTable, SnapshotFacts } from './computeProtocol.ts';
import { helpWithReplicates, ReplicateSharer } from './replicateShare.ts';
import { type TrackedSnapshot, trackSnapshot } from './trackedSnapshot.ts';
import { nextTurn } from './turns.ts';

interface KnownProject {
  readonly revision: number;
  readonly rowCount: number;
  readonly facts: SnapshotFacts;
  readonly steps: readonly DataStep[];
  readonly columns: Map<VariableId, Column>;
  /** Shared by the requests of this revision; null where so many answers would lie in memory twice. */
  readonly memo: Memo | null;
}

/** Answers of a project up to which what is worked out from them is kept between requests: 64 MB of decoded columns. */
const mostKeptAnswers = 8_000_000;

const projects = new Map<string, KnownProject>();
const sharer = new ReplicateSharer();

function known(projectId: string): KnownProject {
  const project = projects.get(projectId);
  if (!project) throw new Error('the worker does not know this project');
  return project;
}

/** The project's data; what is worked out from them is kept in the memo, or not at all. */
function snapshotOf(projectId: string, kept: Memo | null = null): TrackedSnapshot {
  const { memo: _memo, ...data } = known(projectId);
  return trackSnapshot(kept ? { ...data, memo: kept } : data);
}

/** The control with the host's dictionary and, for replicates, its other workers. */
const onHost = (control: WorkerControl): RunControl => ({
  report: (done, total, phase) => control.report(done, total, phase),
  throwIfCancelled: () => control.throwIfCancelled(),
  segmenter: chineseSegmenter,
  shareReplicates: sharer.control((offer) => control.offer(offer), control),
});

serveWorker<ComputeTable>({
  update(input) {
    const before = projects.get(input.projectId);
    const facts = input.facts ?? before?.facts;
    if (!facts) throw new Error('a project must be told in full first');
    const columns = new Map(before?.columns);
    for (const id of input.removed) columns.delete(id as VariableId);
    for (const [id, column] of input.columns) columns.set(id as VariableId, column);
    const steps = input.steps ?? before?.steps ?? [];
    projects.set(input.projectId, {
      revision: input.revision,
      rowCount: input.rowCount,
      facts,
      steps,
      columns,
      memo: input.rowCount * columns.size <= mostKeptAnswers ? new Memo() : null,
    });
    return { output: null };
  },
  forget(input) {
    projects.delete(input.projectId);
    return { output: null };
  },
  run(input, control) {
    const tracked = snapshotOf(input.projectId, known(input.projectId).memo);
    const result = runAnalysis(tracked.snapshot, input.request, onHost(control));
    return { output: { result, reads: tracked.reads() } };
  },
  help(offer) {
    helpWithReplicates(offer);
    return { output: null };
  },
  proposals(input) {
    return { output: proposals(snapshotOf(input.projectId).snapshot) };
  },
  evaluateAll(input, control) {
    const memo = known(input.projectId).memo ?? new Memo();
    const opened = new Map<AnalysisRequest, TrackedSnapshot>();
    const plan = snapshotOf(input.projectId, memo);
    const evaluations = evaluateAll(plan.snapshot, onHost(control), {
      open(request) {
        const tracked = snapshotOf(input.projectId, memo);
        opened.set(request, tracked);
        return tracked.snapshot;
      },
      next: (total) => nextTurn(input.turns, input.helper, total),
    });
    const results = new Map(evaluations.flatMap(({ request, result }) => (result ? [[request, result] as const] : [])));
    const counts = new Map<AnalysisRequest, number>();
    const findings = findingsOf(evaluations).map((finding): ComputedFinding => {
      const { kind, request, size } = finding;
      const result = results.get(request)!;
      const { values } = result;
      const index = counts.get(request) ?? 0;
      counts.set(request, index + 1);
      const sentences = { zh: finding.sentence('zh-CN'), en: finding.sentence('en') };
      const text = {
        zh: sentenceText(sentences.zh, values, 'zh-CN'),
        en: sentenceText(sentences.en, values, 'en'),
      };
      const told = {
        zh: toldOf([sentences.zh], result, 'zh-CN'),
        en: toldOf([sentences.en], result, 'en'),
      };
      return { kind, request, size, sentences, index, told, text };
    });
    return {
      output: {
        revision: plan.snapshot.revision,
        evaluations: evaluations.map((one) => ({ ...one, reads: opened.get(one.request)?.reads() ?? [] })),
        findings,
      },
    };
  },
  explain({ projectId, result, target }) {
    return { output: explainNumber(snapshotOf(projectId).snapshot, result, target) };
  },
  answers({ projectId, variableIds, analysis, group, counted, which, from, count }) {
    const list = usedCells(snapshotOf(projectId).snapshot, variableIds.map(variableId), {
      group,
      counted,
      honours: findAnalysis(analysis ?? '')?.honours,
    });
    return { output: { used: list.used, notUsed: list.notUsed, page: list.page(which, from, count) } };
  },
  comments({ projectId, asked }, control) {
    return { output: readComments(snapshotOf(projectId, known(projectId).memo).snapshot, asked, onHost(control)) };
  },
  checks(input, control) {
    return { output: runDataChecks(snapshotOf(input.projectId).snapshot, input.rules, control) };
  },
});
