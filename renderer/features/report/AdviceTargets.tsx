import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { Checkbox, Radio } from 'antd';
import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonObject } from '../../../shared/analyses/types.ts';
import { formatNumber } from '../../../shared/format/formatNumber.ts';
import {
  adviceSource,
  adviceTargets,
  gainWay,
  gainWays,
  withGainWay,
  withTargets,
} from '../../../shared/report/advice.ts';
import { requestKey } from '../../../shared/report/requestKey.ts';
import { guessStudy } from '../../../shared/report/drafting/studyWords.ts';
import { useProject } from '../../app/projectStore.ts';
import { LiveResultsContext } from './liveResults.ts';
import './panels.css';

interface Table {
  readonly position: number;
  readonly json: JsonObject;
}

/** The table the cursor stands in. */
function tableAt(editor: Editor): Table | null {
  const { $from } = editor.state.selection;
  for (let depth = $from.depth; depth > 0; depth--) {
    const node = $from.node(depth);
    if (node.type.name === 'table') return { position: $from.before(depth), json: node.toJSON() as JsonObject };
  }
  return null;
}

interface Gains {
  readonly order: readonly number[];
  readonly indicators: readonly { readonly id: string; readonly label: string; readonly gain: number | null }[];
}

interface Candidate {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
}

/** In a table of advice: which indicators it is about. Rows that stay keep what the author wrote. */
export function AdviceTargets({ editor }: { readonly editor: Editor }) {
  const { t } = useTranslation('review');
  const { entities } = useProject();
  const hasModel = (entities.model.get('main')?.paths.length ?? 0) > 0;
  const live = useContext(LiveResultsContext);
  const table = useEditorState({
    editor,
    selector: ({ editor: current }) => tableAt(current),
    equalityFn: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  });
  const chosen = table ? adviceTargets(table.json) : null;
  const source = table && chosen ? adviceSource(table.json) : null;
  if (!table || !chosen || !source) return null;
  const outcomeOf = (request: typeof source.gain) => (request ? live.outcomes.get(requestKey(request)) : undefined);
  const gain = outcomeOf(source.gain);
  const csi = outcomeOf(source.csi);
  const number = (value: number | null): string => formatNumber(value, 'number2', live.locale);
  const gains = gain?.ok ? (gain.result.values as unknown as Gains) : null;
  const candidates: readonly Candidate[] = gains
    ? [...gains.order, ...gains.indicators.flatMap(({ gain: own }, place) => (own === null ? [place] : []))].map(
        (place) => {
          const one = gains.indicators[place]!;
          return { id: one.id, label: one.label, hint: one.gain === null ? number(null) : `+${number(one.gain)}` };
        },
      )
    : csi?.ok
      ? (
          csi.result.values as unknown as { nodes: readonly { id: string; leaf: boolean; score: number | null }[] }
        ).nodes
          .filter((node) => node.leaf && node.score !== null)
          .toSorted((a, b) => a.score! - b.score!)
          .map((node) => ({ id: node.id, label: csi.result.labels[node.id] ?? node.id, hint: number(node.score) }))
      : [];
  const replace = (next: JsonObject): void => {
    editor.commands.command(({ tr, state }) => {
      const node = state.doc.nodeAt(table.position);
      if (!node) return false;
      tr.replaceWith(table.position, table.position + node.nodeSize, state.schema.nodeFromJSON(next));
      return true;
    });
    editor.commands.setTextSelection(table.position + 4);
  };
  const change = (ids: readonly string[]): void => {
    // A table about nothing would no longer be known as one of advice.
    if (ids.length === 0) return;
    const wanted = candidates.filter((one) => ids.includes(one.id));
    replace(withTargets(table.json, wanted, live.locale, guessStudy(entities.settings.get('main')?.name ?? '')));
  };
  const way = source.gain ? gainWay(source.gain) : null;
  return (
    <section className="report-targets">
      <h4>{t('targets.title')}</h4>
      <p className="report-hint">
        {t(gains ? (way === 'totalEffect' ? 'targets.hintEffect' : 'targets.hintGain') : 'targets.hintScore')}
      </p>
      {way !== null && (hasModel || way === 'totalEffect') ? (
        <Radio.Group
          className="report-targets-way"
          aria-label={t('targets.way')}
          value={way}
          disabled={!editor.isEditable}
          onChange={(event) => replace(withGainWay(table.json, event.target.value as typeof way, live.locale))}
          options={gainWays.map((value) => ({ value, label: t(`targets.${value}`) }))}
        />
      ) : null}
      <Checkbox.Group
        value={[...chosen]}
        disabled={!editor.isEditable}
        onChange={change}
        options={candidates.map((one) => ({
          value: one.id,
          label: (
            <>
              {one.label} <span className="report-targets-hint">{one.hint}</span>
            </>
          ),
        }))}
      />
    </section>
  );
}
