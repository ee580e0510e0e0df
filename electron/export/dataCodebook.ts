import type { Bilingual, Locale } from '../../shared/model/text.ts';
import type { ValueLabel } from '../../shared/model/variable.ts';
import { measureWords, roleWords, typeWords } from '../../shared/model/variableWords.ts';
import { type DataTable, labelsOf, words } from './dataTable.ts';

export const codebookHeadings: readonly Bilingual[] = [
  { zh: '题号', en: 'Name' },
  { zh: '题目', en: 'Question' },
  { zh: '类型', en: 'Type' },
  { zh: '测量水平', en: 'Measure' },
  { zh: '用途', en: 'Role' },
  { zh: '指标', en: 'Indicator' },
  { zh: '最小值', en: 'Minimum' },
  { zh: '最大值', en: 'Maximum' },
  { zh: '方向', en: 'Direction' },
  { zh: '选项', en: 'Options' },
  { zh: '缺失值', en: 'Missing values' },
  { zh: '个人信息', en: 'Personal data' },
];

const directions: Readonly<Record<'ascending' | 'descending', Bilingual>> = {
  ascending: { zh: '越大越好', en: 'Higher is better' },
  descending: { zh: '越小越好', en: 'Lower is better' },
};

/** "1=非常不满意;5=非常满意" */
const listed = (labels: readonly ValueLabel[]): string =>
  labels.map(({ value, label }) => `${value}=${label}`).join(';');

/** A row per exported question, in the order of codebookHeadings; null = does not apply. */
export function codebookRows(table: DataTable, locale: Locale): readonly (readonly (string | number | null)[])[] {
  return table.columns.map(({ variable }) => {
    const { scale } = variable;
    const missing = new Set(scale?.nonAnswers.map(({ value }) => value));
    return [
      variable.name,
      variable.label,
      words(typeWords[variable.type], locale),
      words(measureWords[variable.measure], locale),
      words(roleWords[variable.role], locale),
      variable.indicatorId === null ? null : (table.source.indicators.get(variable.indicatorId) ?? null),
      scale?.min ?? null,
      scale?.max ?? null,
      scale ? words(directions[scale.direction], locale) : null,
      listed(labelsOf(variable).filter(({ value }) => !missing.has(value))) || null,
      listed(scale?.nonAnswers ?? []) || null,
      words(variable.personal ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' }, locale),
    ];
  });
}
