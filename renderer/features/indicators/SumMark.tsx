import { Button, Popover, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { fixedDigits } from '../../../shared/format/formatNumber.ts';
import { FocusInside } from '../../components/FocusInside.tsx';
import { sumsToOne } from './weightText.ts';

/** Up to four digits, as many as show that the sum is not 1. */
function sumText(sum: number): string {
  for (const digits of [2, 3, 4])
    if (Math.abs(Number(fixedDigits(sum, digits)) - sum) < 1e-9) return fixedDigits(sum, digits);
  return fixedDigits(sum, 4) === '1.0000' ? sum.toPrecision(8) : fixedDigits(sum, 4);
}

/** The running sum of an indicator's children: quiet when it is 1, red with the two ways to mend it when not. */
export function SumMark({
  sum,
  name,
  onNormalise,
  onEqual,
}: {
  readonly sum: number;
  readonly name: string;
  onNormalise(): void;
  onEqual(): void;
}) {
  const { t } = useTranslation('indicators');
  if (sumsToOne(sum)) {
    return (
      <Tooltip title={t('sum.good', { name })}>
        <span className="indicators-sum">Σ 1 ✓</span>
      </Tooltip>
    );
  }
  return (
    <Popover
      trigger="click"
      title={t('sum.bad', { name, sum: sumText(sum) })}
      content={
        <FocusInside>
          <span className="indicators-sum-actions">
            <Button size="small" type="primary" onClick={onNormalise}>
              {t('sum.normalise')}
            </Button>
            <Button size="small" onClick={onEqual}>
              {t('sum.equal')}
            </Button>
          </span>
        </FocusInside>
      }
      destroyOnHidden
    >
      <button type="button" className="indicators-sum indicators-sum-bad" onClick={(event) => event.stopPropagation()}>
        Σ {sumText(sum)} ≠ 1
      </button>
    </Popover>
  );
}
