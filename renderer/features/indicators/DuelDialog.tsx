import { Button, Radio } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../components/Dialog.tsx';
import type { AnalysisResult } from '../../../shared/analyses/types.ts';
import { formatNumber } from '../../../shared/format/formatNumber.ts';
import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import { sentenceText } from '../../../shared/format/sentenceText.ts';
import { inLocale } from '../../../shared/model/text.ts';
import { isCancelled, useReport } from '../../app/notices.tsx';
import { useProject } from '../../app/projectStore.ts';
import { useLocale } from '../../app/useLocale.ts';
import { useClient } from '../../client/ClientContext.tsx';
import type { ProjectTree } from './useTree.ts';

interface Way {
  readonly way: string;
  readonly index: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly weights: readonly number[];
  readonly first: number | null;
  readonly margin: number | null;
}
interface Duel {
  readonly elements: readonly { readonly id: string; readonly label: string; readonly score: number }[];
  readonly ways: readonly Way[];
}

export interface DuelDialogProps {
  readonly project: ProjectTree;
  readonly open: boolean;
  onClose(): void;
}

/** The comparison while its dialog is open; null until it is there. */
function useDuel(open: boolean): { readonly result: AnalysisResult | null; readonly problem: string | null } {
  const client = useClient();
  const locale = useLocale();
  const { projectId, revision } = useProject();
  const { reportError } = useReport();
  const [known, setKnown] = useState<{ readonly result: AnalysisResult | null; readonly problem: string | null }>({
    result: null,
    problem: null,
  });
  useEffect(() => {
    if (!open) return;
    const controller = new AbortController();
    client
      .call(
        'analysis.run',
        {
          projectId,
          requests: [{ analysis: 'weights.duel', inputs: {}, options: {} }],
          key: `weights-duel-${revision}`,
        },
        { signal: controller.signal },
      )
      .then(
        ({ results: [first] }) => {
          if (controller.signal.aborted || !first) return;
          setKnown(
            first.ok
              ? { result: first.result as unknown as AnalysisResult, problem: null }
              : { result: null, problem: inLocale(first.error.message, locale) },
          );
        },
        (error: unknown) => {
          if (!controller.signal.aborted && !isCancelled(error)) reportError(error);
        },
      );
    return () => controller.abort();
  }, [client, projectId, revision, open, locale, reportError]);
  return known;
}

/** All ways to weights of the lowest level side by side: index, first advice, how firm it stands; one of them can be taken over. */
export function DuelDialog({ project, open, onClose }: DuelDialogProps) {
  const { t } = useTranslation('indicators');
  const locale = useLocale();
  const { reportDone } = useReport();
  const { result, problem } = useDuel(open);
  const [chosen, setChosen] = useState('current');
  const analysis = findAnalysis('weights.duel');
  const duel = result?.status === 'ok' ? (result.values as unknown as Duel) : null;
  const titles = new Map(
    duel && result && analysis
      ? duel.ways.map((way, place) => {
          const name = analysis.tables(result)[0]?.rows[place]?.cells['way'];
          return [way.way, typeof name === 'object' && name !== null ? inLocale(name, locale) : way.way];
        })
      : [],
  );
  const way = duel?.ways.find((one) => one.way === chosen) ?? duel?.ways[0];
  const current = duel?.ways[0];
  // Places by weight, the heaviest first.
  const ranks = (weights: readonly number[]): readonly number[] =>
    weights.map((weight) => 1 + weights.filter((other) => other > weight + 1e-12).length);
  const ranksNow = ranks(current?.weights ?? []);
  const ranksThen = ranks(way?.weights ?? []);
  const number = (value: number | null, format: 'number2' | 'number3' | 'weight'): string =>
    formatNumber(value, format, locale);
  const use = async (): Promise<void> => {
    if (!duel || !way) return;
    const name = titles.get(way.way) ?? way.way;
    const weights = duel.elements.map(({ id }, place) => ({ id, weight: way.weights[place]! }));
    if (await project.actions.takeLeafWeights(weights, name)) {
      setChosen('current');
      reportDone(t('duel.used', { name }));
      onClose();
    }
  };
  const reason = result && analysis && !duel ? analysis.narrative(result, locale)[0] : undefined;
  return (
    <Dialog
      open={open}
      width={960}
      style={{ top: 32 }}
      title={t('duel.title')}
      onCancel={onClose}
      destroyOnHidden
      footer={
        <Button type="primary" disabled={!way || way.way === 'current'} onClick={() => void use()}>
          {t('duel.use', { name: titles.get(way?.way ?? '') ?? '' })}
        </Button>
      }
    >
      <p className="indicators-note">{t('duel.what')}</p>
      {problem ? <p className="indicators-problem">{problem}</p> : null}
      {reason && result ? <p className="indicators-note">{sentenceText(reason, result.values, locale)}</p> : null}
      {!result && !problem ? <p className="indicators-note">{t('duel.loading')}</p> : null}
      {duel && result && analysis && way && current ? (
        <>
          <table className="indicators-duel">
            <thead>
              <tr>
                <th scope="col">{t('duel.way')}</th>
                <th scope="col">CSI</th>
                <th scope="col">{t('duel.interval')}</th>
                <th scope="col" className="indicators-duel-words">
                  {t('duel.first')}
                </th>
                <th scope="col">{t('duel.margin')}</th>
              </tr>
            </thead>
            <tbody>
              {duel.ways.map((one) => (
                <tr key={one.way} className={one.way === way.way ? 'indicators-duel-chosen' : undefined}>
                  <th scope="row">
                    <Radio name="weights-way" checked={one.way === way.way} onChange={() => setChosen(one.way)}>
                      {titles.get(one.way)}
                    </Radio>
                  </th>
                  <td>{number(one.index, 'number2')}</td>
                  <td>
                    {number(one.lower, 'number2')} – {number(one.upper, 'number2')}
                  </td>
                  <td className="indicators-duel-words">{one.first === null ? '' : duel.elements[one.first]!.label}</td>
                  <td>{number(one.margin, 'number3')}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {analysis.narrative(result, locale).map((one) => (
            <p key={sentenceText(one, result.values, locale)} className="indicators-note">
              {sentenceText(one, result.values, locale)}
            </p>
          ))}
          <div className="indicators-duel-weights">
            <table className="indicators-duel">
              <thead>
                <tr>
                  <th scope="col">{t('duel.indicator')}</th>
                  <th scope="col">{t('duel.current')}</th>
                  <th scope="col">{t('duel.chosen')}</th>
                  <th scope="col">{t('duel.change')}</th>
                  <th scope="col">{t('duel.ranks')}</th>
                </tr>
              </thead>
              <tbody>
                {duel.elements.map((element, place) => (
                  <tr key={element.id}>
                    <th scope="row">{element.label}</th>
                    <td>{number(current.weights[place]!, 'weight')}</td>
                    <td>{number(way.weights[place]!, 'weight')}</td>
                    <td>{number(way.weights[place]! - current.weights[place]!, 'number3')}</td>
                    <td>
                      {ranksNow[place] === ranksThen[place]
                        ? ranksNow[place]
                        : `${ranksNow[place]} → ${ranksThen[place]}`}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      ) : null}
    </Dialog>
  );
}
