import type { Editor } from '@tiptap/core';
import type { Entities } from '../../../shared/model/project.ts';
import type { Locale } from '../../../shared/model/text.ts';
import { questionnaireTable } from '../../../shared/report/drafting/annexParts.ts';
import { resultTableNode } from '../../../shared/report/templateBlocks.ts';
import { pinyinInitials } from './pinyinInitials.ts';

/** A line of the slash menu. */
export interface SlashEntry {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  /** What it is found by, in lower case. */
  readonly words: string;
  /** What happens at once; absent for those that open something first. */
  readonly run?: (editor: Editor) => void;
}

type Text = (key: string, options: { readonly defaultValue: string }) => string;

/** Names in both languages and pinyin, whatever the screen's language is. */
const entry = (id: string, t: Text, also: string, run?: (editor: Editor) => void): SlashEntry => {
  const title = t(`slash.${id}`, { defaultValue: id });
  const words = `${title} ${also} ${pinyinInitials(`${title} ${also}`)}`.toLowerCase();
  return { id, title, note: t(`slash.note.${id}`, { defaultValue: '' }), words, ...(run ? { run } : {}) };
};

const csi = { analysis: 'csi.index', inputs: {}, options: {} };

/** Everything but results: blocks of text, and what the program knows of the project. */
export function slashEntries(
  t: Text,
  entities: Entities,
  locale: Locale,
  actions: {
    readonly footnote: (editor: Editor) => void;
    readonly picture: () => void;
  },
): readonly SlashEntry[] {
  const heading = (level: number) => (editor: Editor) =>
    void editor.chain().focus().setNode('heading', { level, kind: 'section' }).run();
  const insert = (content: unknown) => (editor: Editor) =>
    void editor
      .chain()
      .focus()
      .insertContent(content as never)
      .run();
  const questionnaire = questionnaireTable(entities, locale);
  return [
    entry('heading1', t, '一级标题 heading h1 title section', heading(1)),
    entry('heading2', t, '二级标题 heading h2 subsection', heading(2)),
    entry('heading3', t, '三级标题 heading h3', heading(3)),
    entry('bullets', t, '项目符号 列表 bullet list', (editor) => void editor.chain().focus().toggleBulletList().run()),
    entry(
      'ordered',
      t,
      '编号 列表 numbered ordered list',
      (editor) => void editor.chain().focus().toggleOrderedList().run(),
    ),
    entry(
      'table',
      t,
      '表格 table',
      (editor) => void editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(),
    ),
    entry('picture', t, '图片 picture image photo', actions.picture),
    entry('footnote', t, '脚注 注释 footnote note', actions.footnote),
    entry('reference', t, '交叉引用 引用 cross reference see'),
    entry('pageBreak', t, '分页符 page break', insert({ type: 'pageBreak' })),
    entry('contents', t, '目录 contents toc', insert({ type: 'tableOfContents' })),
    entry('cleaningLog', t, '清洗日志 数据整理 cleaning log'),
    ...(questionnaire ? [entry('questionnaire', t, '问卷 题目 questionnaire questions', insert(questionnaire))] : []),
    ...(entities.indicator.size > 0
      ? [entry('indicators', t, '指标体系 指标树 indicator tree structure', insert(resultTableNode(csi, 'structure')))]
      : []),
  ];
}

/** Every word typed must be found; titles that begin with it come first, then those that have it, then what is found by other words. */
export function findSlash<T extends { readonly title: string; readonly words: string }>(
  entries: readonly T[],
  query: string,
): readonly T[] {
  const parts = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (parts.length === 0) return entries;
  const rank = ({ title }: T): number => {
    const at = title.toLowerCase().indexOf(parts[0]!);
    return at < 0 ? 2 : Math.min(at, 1);
  };
  return entries.filter((one) => parts.every((part) => one.words.includes(part))).toSorted((a, b) => rank(a) - rank(b));
}
