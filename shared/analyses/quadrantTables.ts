import { axisTitles, quadrantNames, type QuadrantValues } from './quadrantValues.ts';
import type { AnalysisResult, ResultTable } from './types.ts';

/** Every indicator with its place on both axes, its field and what to do there. */
export function quadrantTables({ values, labels }: AnalysisResult<QuadrantValues>): readonly ResultTable[] {
  return [
    {
      id: 'points',
      title: { zh: '指标所在象限', en: 'Fields of the indicators' },
      columns: [
        { key: 'indicator', title: { zh: '指标', en: 'Indicator' }, format: 'text' },
        {
          key: 'x',
          title: axisTitles[values.axis],
          format: values.axis === 'weight' || values.axis === 'correlation' ? 'weight' : 'number2',
        },
        {
          key: 'y',
          title:
            values.yUnit === 'score' ? { zh: '得分（0–100）', en: 'Score (0-100)' } : { zh: '得分', en: 'Performance' },
          format: 'number2',
        },
        { key: 'quadrant', title: { zh: '象限', en: 'Field' }, format: 'text' },
        { key: 'advice', title: { zh: '对策', en: 'What to do' }, format: 'text' },
      ],
      rows: values.points.map((point) => ({
        emphasis: point.quadrant === 'II',
        cells: {
          indicator: point.id === '' ? point.label : (labels[point.id] ?? point.label),
          x: point.x,
          y: point.y,
          quadrant: `${point.quadrant}${point.borderline ? '*' : ''}`,
          advice: quadrantNames[point.quadrant],
        },
      })),
      notes: values.points.some((point) => point.borderline)
        ? [
            {
              zh: '* 得分的置信区间跨过分界，象限归属不确定。',
              en: '* The interval of the score holds the crosshair: the field is uncertain.',
            },
          ]
        : [],
    },
  ];
}
