import { useCallback, useEffect, useRef, useState } from 'react';
import { useColumnStore } from './columnCache.ts';
import { findHits, type FindQuery, type Hits, plainSearch, type TextSearch } from './findCells.ts';
import { useGridFacts } from './gridFacts.ts';
import { useGridRange } from './gridRange.ts';
import { RegexProblem, regexSearch } from './regexSearch.ts';

/** Wait for a pause in typing. */
const pauseMs = 200;

export interface FindState {
  /** null while there is nothing to look for, or no answer yet. */
  readonly hits: Hits | null;
  readonly problem: RegexProblem['reason'] | null;
  readonly search: TextSearch | null;
}

const nothing: FindState = { hits: null, problem: null, search: null };

/** Looks for a text in the cells shown; looks again when answers, filters or the showing of labels change. variableId limits it to one question. */
export function useFind(query: FindQuery, variableId: string | null): FindState {
  const [state, setState] = useState<FindState>(nothing);
  const sheet = useGridRange((store) => store.sheet);
  const columns = useColumnStore((store) => store.columns);
  const withLabels = useGridFacts((facts) => facts.showLabels);
  const latest = useRef(0);
  const { text, mode, matchCase } = query;

  const run = useCallback(
    async (mine: number) => {
      const isStale = (): boolean => latest.current !== mine;
      try {
        const wanted = { text, mode, matchCase };
        const search = mode === 'regex' ? regexSearch(wanted) : plainSearch(wanted);
        const within = sheet.variables.flatMap((variable) => {
          const column = columns.get(variable.id);
          return column && (variableId === null || variable.id === variableId) ? [{ column, variable }] : [];
        });
        const hits = await findHits(within, sheet.forms, search, withLabels, isStale);
        if (!isStale() && hits) setState({ hits, problem: null, search });
      } catch (error) {
        if (!(error instanceof RegexProblem)) throw error;
        if (!isStale()) setState({ hits: null, problem: error.reason, search: null });
      }
    },
    [text, mode, matchCase, variableId, sheet, columns, withLabels],
  );

  useEffect(() => {
    const mine = ++latest.current;
    if (text === '') return;
    const timer = setTimeout(() => void run(mine), pauseMs);
    return () => clearTimeout(timer);
  }, [text, run]);
  useEffect(
    () => () => {
      latest.current++;
    },
    [],
  );
  return text === '' ? nothing : state;
}
