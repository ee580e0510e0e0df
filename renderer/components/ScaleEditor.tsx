import { InputNumber, Segmented, Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Scale } from '../../shared/model/variable.ts';
import { LabelLinesInput } from './LabelLinesInput.tsx';

/** Ranges met in practice, offered first. */
const usual: readonly (readonly [number, number])[] = [
  [1, 5],
  [1, 7],
  [1, 10],
  [0, 10],
  [0, 100],
  [0, 1],
];

const fresh = (min: number, max: number): Scale => ({ min, max, direction: 'ascending', labels: [], nonAnswers: [] });

/** The declared scale of a question: range, direction, labels, codes that mean "no answer"; or none. */
export function ScaleEditor({
  scale,
  onChange,
}: {
  readonly scale: Scale | null;
  onChange(scale: Scale | null): void;
}) {
  const { t } = useTranslation();
  const id = useId();
  const key = scale ? `${scale.min} ${scale.max}` : 'none';
  const known = usual.some(([min, max]) => key === `${min} ${max}`);
  const options = [
    { value: 'none', label: t('scale.none') },
    ...usual.map(([min, max]) => ({ value: `${min} ${max}`, label: `${min}–${max}` })),
    ...(scale && !known ? [{ value: key, label: `${scale.min}–${scale.max}` }] : []),
  ];
  const choose = (value: string): void => {
    if (value === 'none') return onChange(null);
    const [min = 0, max = 1] = value.split(' ').map(Number);
    onChange(scale ? { ...scale, min, max } : fresh(min, max));
  };
  return (
    <div className="scale-editor">
      <div className="field">
        <label htmlFor={`${id}-range`}>{t('scale.range')}</label>
        <div className="field-row">
          <Select
            id={`${id}-range`}
            value={key}
            options={options}
            onChange={choose}
            popupMatchSelectWidth={false}
            style={{ minWidth: 96 }}
          />
          {scale ? (
            <>
              <InputNumber
                aria-label={t('scale.min')}
                value={scale.min}
                style={{ width: 64 }}
                onChange={(min) => min !== null && min < scale.max && onChange({ ...scale, min })}
              />
              <span aria-hidden="true">–</span>
              <InputNumber
                aria-label={t('scale.max')}
                value={scale.max}
                style={{ width: 64 }}
                onChange={(max) => max !== null && max > scale.min && onChange({ ...scale, max })}
              />
            </>
          ) : null}
        </div>
      </div>
      {scale ? (
        <>
          <div className="field">
            <span className="field-label" id={`${id}-direction`}>
              {t('scale.direction')}
            </span>
            <Segmented<Scale['direction']>
              block
              aria-labelledby={`${id}-direction`}
              value={scale.direction}
              options={[
                { value: 'ascending', label: t('scale.ascending') },
                { value: 'descending', label: t('scale.descending') },
              ]}
              onChange={(direction) => onChange({ ...scale, direction })}
            />
          </div>
          <LabelLinesInput
            id={`${id}-labels`}
            label={t('scale.labels')}
            placeholder={t('scale.labelsHint')}
            labels={scale.labels}
            onChange={(labels) => onChange({ ...scale, labels: [...labels] })}
          />
          <LabelLinesInput
            id={`${id}-non`}
            label={t('scale.nonAnswers')}
            placeholder={t('scale.nonAnswersHint')}
            labels={scale.nonAnswers}
            onChange={(nonAnswers) => onChange({ ...scale, nonAnswers: [...nonAnswers] })}
          />
        </>
      ) : null}
    </div>
  );
}
