import { type Entities, ordered } from '../../model/project.ts';
import { type Bilingual, inLocale, type Locale } from '../../model/text.ts';
import { shareWidths } from '../columnWidths.ts';
import * as b from '../templateBlocks.ts';
import { type DraftContext, roleNames, scaleText } from './draftContext.ts';
import { saidOf } from './studyWords.ts';

const notAsked = ['id', 'time', 'weight', 'stratum', 'cluster', 'none'];

/** A name made of the question's own words differs from them in its marks alone. */
const lettersOf = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '');

/** A table across the page, in the units of its columns: so wide are a letter of its size and the padding of a cell. */
const tableShares = { room: 600, em: 12, padding: 16 };

/** The questions with their type, scale and indicator as a table; null when there are none. Personal columns are left out. */
export function questionnaireTable(entities: Entities, locale: Locale): b.NodeJson | null {
  const { say } = b.speaking(locale);
  const rows = ordered(entities.variable).filter((variable) => !notAsked.includes(variable.role) && !variable.personal);
  if (rows.length === 0) return null;
  const head = [
    say('题号', 'No.'),
    say('题目', 'Question'),
    say('类型', 'Type'),
    say('量表', 'Scale'),
    say('对应指标', 'Indicator'),
  ];
  const cells = rows.map((variable) => [
    lettersOf(variable.name) === lettersOf(variable.label) ? '' : variable.name,
    variable.label,
    roleNames.find(([role]) => role === variable.role)?.[locale === 'zh-CN' ? 1 : 2] ?? '',
    variable.scale ? scaleText(variable.scale, locale) : variable.valueLabels.map((label) => label.label).join(' / '),
    (variable.indicatorId === null ? undefined : entities.indicator.get(variable.indicatorId)?.name) ?? '',
  ]);
  // A column that says nothing stays out.
  const told = head.flatMap((title, column) => {
    const texts = cells.map((row) => row[column]!);
    return texts.every((text) => text === '') ? [] : [{ head: title, cells: texts, align: 'left' as const }];
  });
  const lines = [told.map((column) => column.head), ...rows.map((_, row) => told.map((column) => column.cells[row]!))];
  const { room, em, padding } = tableShares;
  return b.tableNode(
    lines.map((row) => row.map((value) => b.inlineNodes(value))),
    shareWidths(told, room, em, padding),
    { caption: say('调查问卷的题目', 'Questions of the survey'), head: true },
  );
}

export function questionnaireAnnex({ entities, locale, heading }: DraftContext): readonly b.NodeJson[] {
  const table = questionnaireTable(entities, locale);
  return table ? [heading(1, '调查问卷', 'Questionnaire', 'annex'), table] : [];
}

export function tablesAnnex({ csi, alpha, normality, heading, tables }: DraftContext): readonly b.NodeJson[] {
  if (!csi) return [];
  return [
    heading(1, '统计表', 'Tables', 'annex'),
    ...tables(csi, ['items']),
    ...tables(alpha, ['items']),
    ...tables(normality, ['shape']),
  ];
}

export function cleaningAnnex({ log, heading, findings, tables }: DraftContext): readonly b.NodeJson[] {
  return log ? [heading(1, '清洗日志', 'Cleaning log', 'annex'), ...findings(log), ...tables(log)] : [];
}

/** What each method of the report is, its formula and its source. */
export function methodsAnnex({ found, heading, locale, text, say, study }: DraftContext): readonly b.NodeJson[] {
  if (found.length === 0) return [];
  const used = new Map(found.map((one) => [one.analysis.id, one.analysis]));
  const words = (about: Bilingual): string => inLocale(saidOf(study, about), locale);
  return [
    heading(1, '计算说明', 'How the numbers were computed', 'annex'),
    ...[...used.values()].flatMap((one) => [
      b.headingNode(3, words(one.title), 'plain'),
      b.paragraphNode(text(words(one.note.what))),
      b.paragraphNode(text(`${say('公式：', 'Formula: ')}${words(one.note.formula)}`)),
      b.paragraphNode(text(`${say('来源：', 'Source: ')}${one.note.source}`)),
    ]),
  ];
}
