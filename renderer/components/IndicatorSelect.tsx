import { Select } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Indicator } from '../../shared/model/indicator.ts';

/** Lowest-level indicators in tree order, each with the path above it. */
export function leafIndicators(
  indicators: ReadonlyMap<string, Indicator>,
): readonly { readonly id: string; readonly name: string; readonly path: string }[] {
  const children = new Map<string | null, Indicator[]>();
  for (const indicator of indicators.values())
    children.set(indicator.parentId, [...(children.get(indicator.parentId) ?? []), indicator]);
  const leaves: { id: string; name: string; path: string }[] = [];
  const walk = (parentId: string | null, path: readonly string[]): void => {
    for (const indicator of (children.get(parentId) ?? []).toSorted((a, b) => a.order - b.order)) {
      if (children.has(indicator.id)) walk(indicator.id, [...path, indicator.name]);
      else leaves.push({ id: indicator.id, name: indicator.name, path: path.join(' / ') });
    }
  };
  walk(null, []);
  return leaves;
}

export interface IndicatorSelectProps {
  readonly id: string;
  readonly indicators: ReadonlyMap<string, Indicator>;
  readonly value: string | null;
  onChange(id: string | null): void;
}

/** The lowest-level indicator a question measures, or none. */
export function IndicatorSelect({ id, indicators, value, onChange }: IndicatorSelectProps) {
  const { t } = useTranslation();
  const options = useMemo(
    () => leafIndicators(indicators).map((leaf) => ({ value: leaf.id, label: leaf.name, path: leaf.path })),
    [indicators],
  );
  return (
    <Select
      id={id}
      allowClear
      value={value}
      options={options}
      placeholder={t('field.noIndicator')}
      showSearch={{
        filterOption: (input, option) =>
          `${option?.path ?? ''} ${option?.label ?? ''}`.toLowerCase().includes(input.toLowerCase()),
      }}
      optionRender={(option) => (
        <span className="indicator-option">
          {option.data.label} <small>{option.data.path}</small>
        </span>
      )}
      onChange={(next: string | undefined) => onChange(next ?? null)}
      popupMatchSelectWidth={false}
      style={{ width: '100%' }}
    />
  );
}
