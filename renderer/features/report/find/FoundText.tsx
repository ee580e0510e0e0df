import type { NodeViewProps } from '@tiptap/react';
import { type ReactNode, useEffect, useRef } from 'react';
import { type FoundMark, useFoundMarks } from './foundMarks.ts';

const none: readonly FoundMark[] = [];

/** What was found in the node of a view. */
export function useFoundIn({ getPos }: Pick<NodeViewProps, 'getPos'>): readonly FoundMark[] {
  // Without a search nothing is asked.
  return useFoundMarks(({ marks }) => (marks.size === 0 ? none : (marks.get(getPos() ?? -1) ?? none)));
}

/** The place one has gone to comes into sight, wherever it stands in a long table. */
function Now({ children }: { readonly children?: ReactNode }) {
  const element = useRef<HTMLElement | null>(null);
  const steps = useFoundMarks((state) => state.steps);
  useEffect(() => {
    if (steps > 0) element.current?.scrollIntoView({ block: 'nearest' });
  }, [steps]);
  return (
    <mark ref={element} className="report-found report-found-now">
      {children}
    </mark>
  );
}

/**
 * A text of a node with what was found in it marked.
 *
 * @param words  which of the node's texts (0 = first)
 * @param from   the letters of that text that stand before these
 */
export function FoundText({
  text,
  found,
  words,
  from = 0,
}: {
  readonly text: string;
  readonly found: readonly FoundMark[];
  readonly words: number;
  readonly from?: number;
}) {
  const own = found.filter((one) => one.words === words);
  const here = own.filter((one) => one.at < from + text.length && one.at + one.length > from);
  if (own.length === 0) return text;
  // The number before a caption is no letter of it: an empty mark tells that it was found.
  const inNumber = from === 0 ? own.find((one) => one.at < 0) : undefined;
  const parts: ReactNode[] = inNumber
    ? [inNumber.now ? <Now key="number" /> : <mark key="number" className="report-found" />]
    : [];
  let done = 0;
  for (const one of here) {
    const [start, end] = [Math.max(done, one.at - from), Math.min(text.length, one.at + one.length - from)];
    const marked = text.slice(start, end);
    parts.push(text.slice(done, start));
    parts.push(
      one.now ? (
        <Now key={one.at}>{marked}</Now>
      ) : (
        <mark key={one.at} className="report-found">
          {marked}
        </mark>
      ),
    );
    done = end;
  }
  parts.push(text.slice(done));
  return parts;
}
