import { useEffect, useState } from 'react';
import type { AnalysisRequest, AnalysisResult } from '../../../shared/analyses/types.ts';
import { valueAt } from '../../../shared/format/sentenceText.ts';
import { type Bilingual } from '../../../shared/model/text.ts';
import type { TreeNode } from '../../../shared/satisfaction/indicatorTree.ts';
import { isCancelled, useReport } from '../../app/notices.tsx';
import { useProject } from '../../app/projectStore.ts';
import { useClient } from '../../client/ClientContext.tsx';

export interface Scores {
  readonly index: number | null;
  readonly margin: number | null;
  readonly n: number;
  /** Score 0-100 by indicator. */
  readonly scores: ReadonlyMap<string, number | null>;
  /** Why there are no scores, if there are none. */
  readonly problem: Bilingual | null;
}

/** What the room's numbers are of. */
export const scoresRequest = { analysis: 'csi.index', inputs: {}, options: {} } satisfies AnalysisRequest;

/** Where the score of an indicator stands; null = that of the whole. */
export const scorePath = (node: TreeNode | null): string =>
  node === null ? 'overall.index' : `nodes.id=${node.indicator.id}.score`;

const none: Scores = { index: null, margin: null, n: 0, scores: new Map(), problem: null };

function scoresOf(result: AnalysisResult): Scores {
  const number = (path: string): number | null => {
    const value = valueAt(result.values, path);
    return typeof value === 'number' ? value : null;
  };
  const nodes = Array.isArray(result.values.nodes)
    ? (result.values.nodes as readonly { readonly id: string; readonly score: number | null }[])
    : [];
  return {
    index: number('overall.index'),
    margin: number('overall.margin'),
    n: result.n,
    scores: new Map(nodes.map((node) => [node.id, node.score])),
    problem: null,
  };
}

/** Scores of all indicators, live: the last ones stay until the new ones come. */
export function useScores(): { readonly scores: Scores; readonly fresh: boolean } {
  const client = useClient();
  const { projectId, revision, entities } = useProject();
  const { reportError } = useReport();
  const [known, setKnown] = useState<{ readonly revision: number; readonly scores: Scores }>({
    revision: -1,
    scores: none,
  });
  const wanted = entities.indicator.size > 0 && entities.variable.size > 0;

  useEffect(() => {
    if (!wanted) return;
    const controller = new AbortController();
    client
      .call(
        'analysis.run',
        { projectId, requests: [scoresRequest], key: 'indicators-room' },
        { signal: controller.signal },
      )
      .then(
        ({ results: [first] }) => {
          if (controller.signal.aborted || !first) return;
          setKnown({
            revision,
            scores: first.ok
              ? scoresOf(first.result as unknown as AnalysisResult)
              : { ...none, problem: first.error.message },
          });
        },
        (error: unknown) => {
          if (!controller.signal.aborted && !isCancelled(error)) reportError(error);
        },
      );
    return () => controller.abort();
  }, [client, projectId, revision, wanted, reportError]);

  return { scores: wanted ? known.scores : none, fresh: !wanted || known.revision >= revision };
}
