import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../../shared/format/formatNumber.ts';
import { useLocale } from '../../app/useLocale.ts';
import { countIn } from './cellRange.ts';
import { cellText, shownText } from './cellText.ts';
import { useRangeSummary } from './useRangeSummary.ts';

/** What the selected cells come to, under the sheet. */
export function RangeStatus() {
  const { t } = useTranslation('data');
  const locale = useLocale();
  const { sheet, edges, areas, ranges, summary } = useRangeSummary();
  const cells = countIn(areas);
  const number = (value: number, format: 'integer' | 'number2' = 'integer'): string =>
    formatNumber(value, format, locale);
  const exact = (value: number): string => number(value, Number.isInteger(value) ? 'integer' : 'number2');
  /** One cell: its answer in full, with its label. */
  const answer = (row: number, column: number): string => {
    const [variable, form] = [sheet.variables[column], sheet.forms[row]];
    if (!variable || form === undefined) return '';
    const content = sheet.content(variable.id, form);
    const [value, label] = [cellText(content, variable, false), shownText(content, variable, true)];
    return label === value ? value : `${value} ${label}`;
  };
  const isCell = cells === 1;
  const facts =
    !edges || cells === 0
      ? []
      : [
          ...(isCell ? [answer(edges.top, edges.left)].filter((text) => text !== '') : []),
          ranges > 1
            ? t('range.several', { ranges: number(ranges), cells: number(cells) })
            : t('range.size', {
                rows: number(edges.bottom - edges.top + 1),
                columns: number(edges.right - edges.left + 1),
              }),
          ...(isCell ? [] : [t('range.count', { count: number(summary.filled) })]),
          ...(isCell || summary.numbers === 0 || summary.min === null || summary.max === null
            ? []
            : [
                t('range.mean', { value: number(summary.sum / summary.numbers, 'number2') }),
                t('range.sum', { value: exact(summary.sum) }),
                t('range.span', { min: exact(summary.min), max: exact(summary.max) }),
              ]),
        ];
  return (
    <div className="data-range-status" role="status" aria-label={t('range.label')}>
      {facts.length === 0 ? <span>{t('range.none')}</span> : facts.map((fact) => <span key={fact}>{fact}</span>)}
    </div>
  );
}
