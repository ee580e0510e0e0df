import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../components/Dialog.tsx';
import { formatNumber } from '../../../shared/format/formatNumber.ts';
import { useLocale } from '../../app/useLocale.ts';
import type { SheetEdits } from './useSheetEdits.ts';

/** Refused cells named one by one; the rest is told by number. */
const named = 8;

/** A change of which part cannot go in: what, where, why; then the rest or nothing. */
export function PasteDialog({ edits }: { readonly edits: SheetEdits }) {
  const { t } = useTranslation('data');
  const locale = useLocale();
  const plan = edits.doubtful;
  if (!plan) return null;
  const { refused, beyond } = plan;
  const number = (value: number): string => formatNumber(value, 'integer', locale);
  return (
    <Dialog
      open
      title={t('partly.title')}
      onCancel={edits.dropAll}
      footer={
        <>
          <Button onClick={edits.dropAll}>{t('partly.nothing')}</Button>
          <Button type="primary" disabled={plan.edits.length === 0} onClick={() => void edits.acceptRest()}>
            {t('partly.rest', { count: plan.edits.length, shown: number(plan.edits.length) })}
          </Button>
        </>
      }
    >
      {refused.length > 0 ? (
        <>
          <p>{t('partly.refused', { count: refused.length, shown: number(refused.length) })}</p>
          <table className="data-refused">
            <thead>
              <tr>
                <th scope="col">{t('partly.form')}</th>
                <th scope="col">{t('question')}</th>
                <th scope="col">{t('partly.typed')}</th>
                <th scope="col">{t('partly.why')}</th>
              </tr>
            </thead>
            <tbody>
              {refused.slice(0, named).map(({ variable, row, typed, reason }) => (
                <tr key={`${variable.id} ${row}`}>
                  <td className="data-refused-form">{row + 1}</td>
                  <td title={variable.label}>{variable.label}</td>
                  <td title={typed}>{typed}</td>
                  <td>
                    {reason === 'outOfScale'
                      ? t('partly.outOfScale', { min: variable.scale?.min, max: variable.scale?.max })
                      : t(`partly.${reason}`)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {refused.length > named ? (
            <p className="field-note">{t('partly.more', { count: refused.length - named })}</p>
          ) : null}
        </>
      ) : null}
      {beyond > 0 ? <p>{t('partly.beyond', { count: beyond, shown: number(beyond) })}</p> : null}
    </Dialog>
  );
}
