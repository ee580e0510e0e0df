import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FrozenDifference } from '../../../../shared/report/frozenReport.ts';
import { BeforeAfter } from '../BeforeAfter.tsx';
import { differenceGroups, type SectionDifferences } from './differenceGroups.ts';
import './differenceList.css';

/** Up to here everything is unfolded at once. */
const fewEnough = 12;

interface FoldProps {
  readonly title: string;
  readonly count: number;
  readonly open: boolean;
  readonly children: ReactNode;
}

/** A heading with its count, under which the rest unfolds; what is folded is not drawn. */
function Fold({ title, count, open: atFirst, children }: FoldProps) {
  const { t } = useTranslation('review');
  const [open, setOpen] = useState(atFirst);
  return (
    <details className="difference-fold" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span>{title}</span>
        <span className="difference-count">{t('frozen.places', { count })}</span>
      </summary>
      {open ? children : null}
    </details>
  );
}

function Cells({ differences }: { readonly differences: readonly FrozenDifference[] }) {
  const { t } = useTranslation('review');
  return (
    <table className="difference-cells">
      <thead>
        <tr>
          <th scope="col">{t('frozen.place')}</th>
          <th scope="col">{t('before')}</th>
          <th scope="col">{t('after')}</th>
        </tr>
      </thead>
      <tbody>
        {differences.map((one, place) => (
          <tr key={place}>
            <th scope="row">{one.what === '' ? t('frozen.columns') : one.what}</th>
            <td>{one.before === '' ? t('nothing') : one.before}</td>
            <td>{one.after === '' ? t('nothing') : one.after}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Section({ group, open }: { readonly group: SectionDifferences; readonly open: boolean }) {
  const { t } = useTranslation('review');
  const { texts, figures, tables } = group;
  return (
    <Fold title={group.section === '' ? t('frozen.front') : group.section} count={group.count} open={open}>
      <div className="difference-section">
        {texts.map((one, place) => (
          <div key={place} className="difference-text">
            {one.of === '' ? null : <p className="review-mine">{one.of}</p>}
            <BeforeAfter before={one.before} after={one.after} />
          </div>
        ))}
        {figures.length > 0 ? (
          <p className="difference-figures">
            {t('frozen.figures', { count: figures.length, names: figures.join(t('frozen.and')) })}
          </p>
        ) : null}
        {tables.map((table) => (
          <Fold key={table.of} title={table.of} count={table.differences.length} open={open && tables.length === 1}>
            <Cells differences={table.differences} />
          </Fold>
        ))}
      </div>
    </Fold>
  );
}

/** What the data of today would change in a final report: by heading, then by table. */
export function DifferenceList({ differences }: { readonly differences: readonly FrozenDifference[] }) {
  const groups = useMemo(() => differenceGroups(differences), [differences]);
  // The first heading shows how they are told.
  return groups.map((group, place) => (
    <Section key={group.section} group={group} open={differences.length <= fewEnough || place === 0} />
  ));
}
