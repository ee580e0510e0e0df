import { PlusOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../components/Dialog.tsx';
import { formatNumber } from '../../../shared/format/formatNumber.ts';
import type { IndicatorId } from '../../../shared/model/ids.ts';
import { type Indicator, type Weighting, weightEntryKinds } from '../../../shared/model/indicator.ts';
import { type RankingRule, rankingRules } from '../../../shared/satisfaction/rankingJudgments.ts';
import { useReport } from '../../app/notices.tsx';
import { useLocale } from '../../app/useLocale.ts';
import { EntryGrid } from './EntryGrid.tsx';
import type { EntryTable } from './entryTable.ts';
import { type EntryKind, entryWeights, type RoundFacts } from './entryWeights.ts';
import type { ProjectTree } from './useTree.ts';

export interface EntryDialogProps {
  readonly project: ProjectTree;
  readonly parentId: IndicatorId | null;
  readonly parentName: string;
  readonly items: readonly Indicator[];
  readonly open: boolean;
  onClose(): void;
}

/** As many rounds of experts as the catalogue's analysis of rounds takes. */
const mostRounds = 4;

type Tables = Readonly<Record<EntryKind, readonly EntryTable[]>>;

/** What was entered before for these indicators, in the order of their lines now; an indicator added since has an empty line. */
function storedTables(stored: Weighting | undefined, items: readonly Indicator[]): Tables {
  const blank: Tables = { ranking: [[]], experts: [[]], wins: [[]] };
  const entry = stored?.entry;
  if (!stored || !entry) return blank;
  const places = items.map((item) => stored.childIds.indexOf(item.id));
  const square = entry.kind === 'wins';
  const lineOf = (round: (typeof entry.rounds)[number], place: number): readonly string[] => {
    const line = round[place] ?? [];
    const numbers = square ? places.map((column) => line[column]) : line;
    return numbers.map((value) => (value === undefined ? '' : String(value)));
  };
  return { ...blank, [entry.kind]: entry.rounds.map((round) => places.map((place) => lineOf(round, place))) };
}

/** How the experts came to agree, round by round. */
function Rounds({ rounds }: { readonly rounds: readonly RoundFacts[] }) {
  const { t } = useTranslation('indicators');
  const locale = useLocale();
  return (
    <table className="indicators-duel" aria-label={t('entry.rounds')}>
      <thead>
        <tr>
          {(['round', 'people', 'w', 'p', 'spread', 'change'] as const).map((column) => (
            <th key={column} scope="col">
              {t(`entry.columns.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rounds.map((facts, round) => (
          <tr key={round}>
            <th scope="row">{t('entry.round', { round: round + 1 })}</th>
            <td>{facts.people}</td>
            <td>{formatNumber(facts.w, 'coefficient', locale)}</td>
            <td>{formatNumber(facts.p, 'pValue', locale)}</td>
            <td>{formatNumber(facts.spread, 'share1', locale)}</td>
            <td>{formatNumber(facts.change, 'weight', locale)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The dialog's inside; made anew each time it opens, from what was entered last. */
function Entry({ project, parentId, items, onClose }: EntryDialogProps) {
  const { t } = useTranslation('indicators');
  const locale = useLocale();
  const { reportDone } = useReport();
  const stored = project.weightings.get(parentId ?? 'root');
  const names = items.map((item) => item.name);
  const [kind, setKind] = useState<EntryKind>(stored?.entry?.kind ?? 'ranking');
  const [rule, setRule] = useState<RankingRule>(stored?.entry?.rule ?? 'geometric');
  const [tables, setTables] = useState<Tables>(() => storedTables(stored, items));
  const [shownRound, setShownRound] = useState(() => (stored?.entry?.rounds.length ?? 1) - 1);
  const rounds = tables[kind];
  const round = kind === 'experts' ? Math.min(shownRound, rounds.length - 1) : 0;
  const result = entryWeights(kind, rounds, names.length, rule);
  const byRule = rankingRules.flatMap((one) => {
    const other = kind === 'ranking' ? entryWeights(kind, rounds, names.length, one) : null;
    return other?.state === 'ok' ? [{ rule: one, title: t(`entry.${one}`), ...other }] : [];
  });
  const wrong = result.state === 'cell' && result.round === round ? result : null;

  const setRounds = (next: readonly EntryTable[]): void => setTables({ ...tables, [kind]: next });
  const addRound = (): void => {
    // A new round begins with the scores of the one before: experts say what they change.
    setRounds([...rounds, rounds.at(-1) ?? []]);
    setShownRound(rounds.length);
  };
  const use = async (): Promise<void> => {
    if (result.state !== 'ok') return;
    const weighed = items.map((item, place) => ({ ...item, weight: result.weights[place]! }));
    const entry = { kind, rule: kind === 'ranking' ? rule : null, rounds: result.tables };
    if (await project.actions.setWeights(parentId, weighed, entry)) {
      reportDone(t('entry.used'));
      onClose();
    }
  };
  return (
    <>
      <Segmented
        block
        aria-label={t('weights.method')}
        value={kind}
        options={weightEntryKinds.map((value) => ({ value, label: t(`entry.${value}`) }))}
        onChange={setKind}
      />
      <p className="indicators-note indicators-entry-hint">{t(`entry.${kind}Hint`)}</p>
      {kind === 'ranking' ? (
        <Segmented
          size="small"
          aria-label={t('entry.rule')}
          value={rule}
          options={rankingRules.map((value) => ({ value, label: t(`entry.${value}`) }))}
          onChange={setRule}
        />
      ) : null}
      {kind === 'experts' ? (
        <span className="indicators-entry-rounds">
          <Segmented
            size="small"
            aria-label={t('entry.rounds')}
            value={round}
            options={rounds.map((_, place) => ({ value: place, label: t('entry.round', { round: place + 1 }) }))}
            onChange={setShownRound}
          />
          {rounds.length < mostRounds ? (
            <Button size="small" type="text" icon={<PlusOutlined />} onClick={addRound}>
              {t('entry.addRound')}
            </Button>
          ) : null}
          {rounds.length > 1 ? (
            <Button size="small" type="text" onClick={() => setRounds(rounds.filter((_, place) => place !== round))}>
              {t('entry.removeRound', { round: round + 1 })}
            </Button>
          ) : null}
        </span>
      ) : null}
      <EntryGrid
        names={names}
        table={rounds[round] ?? []}
        square={kind === 'wins'}
        weights={result.state === 'ok' ? result.weights : null}
        others={byRule.filter((one) => one.rule !== rule)}
        wrong={wrong}
        onChange={(next) => setRounds(rounds.map((table, place) => (place === round ? next : table)))}
      />
      <div aria-live="polite">
        {result.state === 'cell' ? (
          <p className="indicators-note">
            {t(kind === 'wins' ? 'entry.wonMissing' : 'entry.missing', {
              name: names[result.row],
              place: result.column + 1,
              other: names[result.column] ?? '',
              round: t('entry.round', { round: result.round + 1 }),
            })}
          </p>
        ) : null}
        {result.state === 'ok' && kind === 'ranking' ? (
          <p className="indicators-note">
            {t('entry.ratio', {
              count: result.people,
              ratio: byRule
                .map(({ title, ratio }) => `${title} ${formatNumber(ratio, 'number3', locale)}`)
                .join(t('comma')),
            })}
          </p>
        ) : null}
        {result.state === 'ok' && kind === 'experts' ? <Rounds rounds={result.rounds} /> : null}
      </div>
      <footer className="indicators-entry-foot">
        <p className="indicators-note">{t('entry.keep')}</p>
        <Button type="primary" disabled={result.state !== 'ok'} onClick={() => void use()}>
          {t('entry.use')}
        </Button>
      </footer>
    </>
  );
}

/** Weights of one group from what people said outside the survey: rankings, expert scores over rounds, paired comparisons; weighed while typing, kept in the project. */
export function EntryDialog(props: EntryDialogProps) {
  const { t } = useTranslation('indicators');
  return (
    <Dialog
      open={props.open}
      width={840}
      title={t('entry.title', { name: props.parentName })}
      onCancel={props.onClose}
      footer={null}
      destroyOnHidden
    >
      <Entry {...props} />
    </Dialog>
  );
}
