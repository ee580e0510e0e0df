import { useEffect, useState } from 'react';
import type { Input, Output } from '../../../shared/contract/methods.ts';
import type { ImportPlan } from '../../../shared/importing/plan.ts';
import { useLocale } from '../../app/useLocale.ts';
import { sentenceOf } from '../../app/notices.tsx';
import { useClient } from '../../client/ClientContext.tsx';
import { toWirePlan, type WirePlan } from './planTools.ts';

export type CombineHow = Input<'import.combineCheck'>['how'];
export type CombineCheck = Output<'import.combineCheck'>;

/** Wait for a pause in typing before asking. */
const pauseMs = 300;

interface Answered {
  readonly asked: string;
  readonly check: CombineCheck | null;
  readonly problem: string | null;
}

/** What bringing the file in would meet, or why it cannot be; both null while it is being found out. how null = nothing to ask yet. */
export function useCombineCheck(
  projectId: string,
  file: string,
  plan: ImportPlan | null,
  how: CombineHow | null,
): { readonly check: CombineCheck | null; readonly problem: string | null } {
  const client = useClient();
  const locale = useLocale();
  const [answered, setAnswered] = useState<Answered | null>(null);
  const asked = how && plan ? JSON.stringify([projectId, file, toWirePlan(plan), how, locale]) : '';
  useEffect(() => {
    if (asked === '') return;
    const controller = new AbortController();
    const timer = setTimeout(() => {
      const [id, handle, given, wanted] = JSON.parse(asked) as [string, string, WirePlan, CombineHow];
      client
        .call(
          'import.combineCheck',
          { projectId: id, file: handle, plan: given, how: wanted },
          { signal: controller.signal },
        )
        .then((check) => setAnswered({ asked, check, problem: null }))
        .catch((error: unknown) => {
          if (!controller.signal.aborted) setAnswered({ asked, check: null, problem: sentenceOf(error, locale) });
        });
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [client, asked, locale]);
  return answered && answered.asked === asked ? answered : { check: null, problem: null };
}
