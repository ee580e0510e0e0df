import {
  BoldOutlined,
  CommentOutlined,
  ItalicOutlined,
  LinkOutlined,
  MenuOutlined,
  OrderedListOutlined,
  PictureOutlined,
  PlusOutlined,
  RedoOutlined,
  SearchOutlined,
  TableOutlined,
  UnderlineOutlined,
  UndoOutlined,
  UnorderedListOutlined,
  VerticalAlignBottomOutlined,
} from '@ant-design/icons';
import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { Button, Dropdown, Select, Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { HeadingKind } from '../../../shared/report/document.ts';
import { linkPlace } from './links/linkMark.ts';
import './toolbar.css';

type StyleName = 'paragraph' | 'title' | 'subtitle' | 'section1' | 'section2' | 'section3' | 'plain1' | 'annex1';
const styleNames: readonly StyleName[] = [
  'paragraph',
  'section1',
  'section2',
  'section3',
  'plain1',
  'annex1',
  'title',
  'subtitle',
];

function styleOf(editor: Editor): StyleName | null {
  const { parent } = editor.state.selection.$from;
  const name = parent.type.name;
  if (name === 'title' || name === 'subtitle' || name === 'paragraph') return name;
  if (name !== 'heading') return null;
  const wanted = `${parent.attrs['kind']}${parent.attrs['level']}`;
  return styleNames.find((one) => one === wanted) ?? 'section1';
}

function setStyle(editor: Editor, style: StyleName): void {
  const heading = /^(section|plain|annex)(\d)$/.exec(style);
  const chain = editor.chain().focus();
  if (heading) chain.setNode('heading', { kind: heading[1] as HeadingKind, level: Number(heading[2]) }).run();
  else chain.setNode(style).run();
}

interface ToolProps {
  readonly label: string;
  readonly keys?: string;
  readonly icon: ReactNode;
  readonly active?: boolean;
  readonly disabled?: boolean;
  onRun(): void;
}

function Tool({ label, keys, icon, active = false, disabled = false, onRun }: ToolProps) {
  return (
    <Tooltip title={keys ? `${label} (${keys})` : label}>
      <Button
        type="text"
        size="small"
        className={active ? 'report-tool report-tool-on' : 'report-tool'}
        aria-label={label}
        aria-pressed={active}
        disabled={disabled}
        icon={icon}
        // The selection in the page must stay where it is.
        onMouseDown={(event) => event.preventDefault()}
        onClick={onRun}
      />
    </Tooltip>
  );
}

export interface EditorToolbarProps {
  readonly editor: Editor;
  onInsert(): void;
  onPicture(): void;
  onFootnote(): void;
  onRemark(): void;
  onLink(): void;
  onFind(): void;
}

/** Styles, marks, lists, tables, pictures, notes, and the way to everything live. */
export function EditorToolbar({
  editor,
  onInsert,
  onPicture,
  onFootnote,
  onRemark,
  onLink,
  onFind,
}: EditorToolbarProps) {
  const { t } = useTranslation('report');
  const state = useEditorState({
    editor,
    selector: ({ editor: current }) => ({
      style: styleOf(current),
      bold: current.isActive('bold'),
      italic: current.isActive('italic'),
      underline: current.isActive('underline'),
      bullets: current.isActive('bulletList'),
      ordered: current.isActive('orderedList'),
      link: current.isActive('link'),
      linkable: linkPlace(current.state) !== null,
      table: current.isActive('table'),
      nothing: current.state.selection.empty,
      undo: current.can().undo(),
      redo: current.can().redo(),
    }),
  });
  const run = () => editor.chain().focus();
  const tableItems = [
    {
      key: 'insert',
      label: t('table.insert'),
      disabled: state.table,
      onClick: () => run().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(),
    },
    { type: 'divider' as const },
    ...(
      [
        ['rowAfter', () => run().addRowAfter().run()],
        ['rowBefore', () => run().addRowBefore().run()],
        ['columnAfter', () => run().addColumnAfter().run()],
        ['columnBefore', () => run().addColumnBefore().run()],
        ['mergeOrSplit', () => run().mergeOrSplit().run()],
        ['headerRow', () => run().toggleHeaderRow().run()],
        ['deleteRow', () => run().deleteRow().run()],
        ['deleteColumn', () => run().deleteColumn().run()],
        ['deleteTable', () => run().deleteTable().run()],
      ] as const
    ).map(([key, onClick]) => ({
      key,
      label: t(`table.${key}`),
      disabled: !state.table,
      danger: key.startsWith('delete'),
      onClick,
    })),
  ];

  return (
    <div className="report-tools" role="toolbar" aria-label={t('tools.label')}>
      <Select
        size="small"
        className="report-style"
        aria-label={t('tools.style')}
        value={state.style}
        popupMatchSelectWidth={false}
        options={styleNames.map((name) => ({ value: name, label: t(`style.${name}`) }))}
        onChange={(style) => style && setStyle(editor, style)}
      />
      <span className="report-tools-gap" />
      <Tool
        label={t('tools.bold')}
        keys="Ctrl+B"
        icon={<BoldOutlined />}
        active={state.bold}
        onRun={() => run().toggleBold().run()}
      />
      <Tool
        label={t('tools.italic')}
        keys="Ctrl+I"
        icon={<ItalicOutlined />}
        active={state.italic}
        onRun={() => run().toggleItalic().run()}
      />
      <Tool
        label={t('tools.underline')}
        keys="Ctrl+U"
        icon={<UnderlineOutlined />}
        active={state.underline}
        onRun={() => run().toggleUnderline().run()}
      />
      <span className="report-tools-gap" />
      <Tool
        label={t('tools.bullets')}
        icon={<UnorderedListOutlined />}
        active={state.bullets}
        onRun={() => run().toggleBulletList().run()}
      />
      <Tool
        label={t('tools.ordered')}
        icon={<OrderedListOutlined />}
        active={state.ordered}
        onRun={() => run().toggleOrderedList().run()}
      />
      <Dropdown autoFocus trigger={['click']} menu={{ items: tableItems }}>
        <Button
          type="text"
          size="small"
          className={state.table ? 'report-tool report-tool-on' : 'report-tool'}
          aria-label={t('tools.table')}
          icon={<TableOutlined />}
        />
      </Dropdown>
      <Tool label={t('tools.picture')} icon={<PictureOutlined />} onRun={onPicture} />
      <Tool label={t('tools.footnote')} keys="Ctrl+Alt+F" icon={<VerticalAlignBottomOutlined />} onRun={onFootnote} />
      <Tool
        label={t('tools.remark')}
        keys="Ctrl+Alt+M"
        icon={<CommentOutlined />}
        disabled={state.nothing}
        onRun={onRemark}
      />
      <Tool
        label={t('tool', { ns: 'links' })}
        keys="Ctrl+K"
        icon={<LinkOutlined />}
        active={state.link}
        disabled={!state.linkable}
        onRun={onLink}
      />
      <Tool label={t('tools.find')} keys="Ctrl+F" icon={<SearchOutlined />} onRun={onFind} />
      <Dropdown
        autoFocus
        trigger={['click']}
        menu={{
          items: [
            {
              key: 'pageBreak',
              label: t('tools.pageBreak'),
              onClick: () => run().insertContent({ type: 'pageBreak' }).run(),
            },
            {
              key: 'contents',
              label: t('tools.contents'),
              onClick: () => run().insertContent({ type: 'tableOfContents' }).run(),
            },
          ],
        }}
      >
        <Button type="text" size="small" className="report-tool" aria-label={t('tools.more')} icon={<MenuOutlined />} />
      </Dropdown>
      <span className="report-tools-gap" />
      <Tool
        label={t('tools.undo')}
        keys="Ctrl+Z"
        icon={<UndoOutlined />}
        disabled={!state.undo}
        onRun={() => run().undo().run()}
      />
      <Tool
        label={t('tools.redo')}
        keys="Ctrl+Y"
        icon={<RedoOutlined />}
        disabled={!state.redo}
        onRun={() => run().redo().run()}
      />
      <span className="report-tools-gap" />
      <Tooltip title={t('tools.insertHint')}>
        <Button
          className="tool-fold"
          size="small"
          icon={<PlusOutlined />}
          onMouseDown={(event) => event.preventDefault()}
          onClick={onInsert}
        >
          {t('tools.insert')}
        </Button>
      </Tooltip>
    </div>
  );
}
