import { BgColorsOutlined, CopyOutlined, DownloadOutlined, EditOutlined, SlidersOutlined } from '@ant-design/icons';
import { Button, ColorPicker, Dropdown, Input, Popover, Tooltip } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChartFigure } from '../../shared/analyses/types.ts';
import { applyFigureStyle, figureColours } from '../../shared/charts/applyFigureStyle.ts';
import { ink, okabeIto } from '../../shared/charts/theme.ts';
import type { FigureStyle } from '../../shared/model/project.ts';
import { useReport } from '../app/notices.tsx';
import { useLocale } from '../app/useLocale.ts';
import { useClient } from '../client/ClientContext.tsx';
import { FigureStyleEditor } from './FigureStyleEditor.tsx';
import { FocusInside } from './FocusInside.tsx';
import { base64Of, figurePng, figureSvg } from './figureImage.ts';
import { plainTitle } from './fileNames.ts';
import '../styles/figures.css';

export interface FigureToolbarProps {
  /** As the catalogue made it, without the user's style. */
  readonly figure: ChartFigure;
  readonly style: FigureStyle | undefined;
  onStyle(style: FigureStyle | undefined): void;
}

/** A style without empty parts; undefined when nothing of it is left. */
function tidy(style: FigureStyle): FigureStyle | undefined {
  const colours = style.colours?.some((colour) => colour !== '') ? style.colours : undefined;
  const { title, colours: _, ...rest } = style;
  const kept: FigureStyle = {
    ...rest,
    ...(title === undefined || title === '' ? {} : { title }),
    ...(colours ? { colours } : {}),
  };
  return Object.keys(kept).length === 0 ? undefined : kept;
}

function TitleEditor({ figure, style, onStyle, onDone }: FigureToolbarProps & { onDone(): void }) {
  const { t } = useTranslation('analysis');
  const [text, setText] = useState(style?.title ?? figure.title);
  const save = (): void => {
    onStyle(tidy({ ...style, title: text.trim() === figure.title ? '' : text.trim() }));
    onDone();
  };
  return (
    <form
      className="figure-editor"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Input.TextArea
        aria-label={t('figure.title')}
        autoFocus
        autoSize={{ minRows: 2, maxRows: 5 }}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="figure-editor-actions">
        <Button size="small" onClick={() => setText(figure.title)}>
          {t('figure.ownTitle')}
        </Button>
        <Button size="small" type="primary" htmlType="submit">
          {t('figure.apply')}
        </Button>
      </div>
    </form>
  );
}

function ColourEditor({ figure, style, onStyle }: FigureToolbarProps) {
  const { t } = useTranslation('analysis');
  const slots = figureColours(figure);
  const set = (index: number, colour: string): void => {
    const colours = slots.map((own, place) => (place === index ? colour : (style?.colours?.[place] ?? '')) || own);
    onStyle(tidy({ ...style, colours: colours.every((one, place) => one === slots[place]) ? [] : colours }));
  };
  const presets = [
    { label: t('figure.safeColours'), colors: [ink.accent, ink.context, ...okabeIto], key: 'safe', defaultOpen: true },
  ];
  return (
    <div className="figure-editor">
      {slots.map((colour, index) => {
        const shown = style?.colours?.[index] || colour;
        return (
          <div className="figure-colour" key={colour}>
            <span>{t('figure.colour', { place: index + 1 })}</span>
            <ColorPicker
              value={shown}
              presets={presets}
              disabledAlpha
              format="hex"
              onChangeComplete={(chosen) => set(index, chosen.toHexString().slice(0, 7))}
              aria-label={t('figure.colour', { place: index + 1 })}
              showText
            />
          </div>
        );
      })}
      <div className="figure-editor-actions">
        <Button size="small" onClick={() => onStyle(tidy({ ...style, colours: [] }))}>
          {t('figure.ownColours')}
        </Button>
      </div>
    </div>
  );
}

function Tool({
  label,
  icon,
  children,
}: {
  readonly label: string;
  readonly icon: ReactNode;
  readonly children: (close: () => void) => ReactNode;
}) {
  const [open, setOpen] = useState(false);
  return (
    <Popover
      trigger="click"
      open={open}
      onOpenChange={setOpen}
      title={label}
      destroyOnHidden
      content={<FocusInside>{children(() => setOpen(false))}</FocusInside>}
      // Beside the figure, which is redrawn with every change.
      placement="rightTop"
    >
      <Tooltip title={open ? '' : label}>
        <Button type="text" size="small" aria-label={label} icon={icon} />
      </Tooltip>
    </Popover>
  );
}

/** What can be done with a figure: its title, its colours, its style, the clipboard, a file. */
export function FigureToolbar(props: FigureToolbarProps) {
  const { figure, style } = props;
  const { t } = useTranslation('analysis');
  const client = useClient();
  const locale = useLocale();
  const { reportDone, reportError } = useReport();
  const [busy, setBusy] = useState(false);
  const styled = applyFigureStyle(figure, style);

  const guarded = (work: () => Promise<void>) => (): void => {
    setBusy(true);
    work()
      .catch(reportError)
      .finally(() => setBusy(false));
  };
  const copy = guarded(async () => {
    // The promise goes into the item at once: some browsers only allow the clipboard straight after the click.
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': figurePng(styled, locale, 2) })]);
    reportDone(t('figure.copied'));
  });
  const save = (kind: 'svg' | 'png', scale: number) =>
    guarded(async () => {
      const blob = kind === 'svg' ? await figureSvg(styled, locale) : await figurePng(styled, locale, scale);
      const name = `${plainTitle(styled.title)}.${kind}`;
      const stored = await client.call('files.store', { name, base64: await base64Of(blob) });
      if (await client.saveFile(stored.file, name)) reportDone(t('figure.saved', { name }));
    });

  return (
    <div className="figure-tools" role="toolbar" aria-label={t('figure.tools')}>
      <Tool label={t('figure.retitle')} icon={<EditOutlined />}>
        {(close) => <TitleEditor {...props} onDone={close} />}
      </Tool>
      <Tool label={t('figure.recolour')} icon={<BgColorsOutlined />}>
        {() => <ColourEditor {...props} />}
      </Tool>
      <Tool label={t('figure.style.open')} icon={<SlidersOutlined />}>
        {() => <FigureStyleEditor figure={figure} style={style} onStyle={(next) => props.onStyle(tidy(next))} />}
      </Tool>
      <Tooltip title={t('figure.copy')}>
        <Button
          type="text"
          size="small"
          aria-label={t('figure.copy')}
          icon={<CopyOutlined />}
          disabled={busy}
          onClick={copy}
        />
      </Tooltip>
      <Dropdown
        autoFocus
        trigger={['click']}
        menu={{
          items: [
            { key: 'png2', label: t('figure.png', { pixels: 1440 }), onClick: save('png', 2) },
            { key: 'png3', label: t('figure.png', { pixels: 2160 }), onClick: save('png', 3) },
            { key: 'svg', label: t('figure.svg'), onClick: save('svg', 1) },
          ],
        }}
      >
        <Button
          type="text"
          size="small"
          aria-label={t('figure.save')}
          title={t('figure.save')}
          icon={<DownloadOutlined />}
          loading={busy}
        />
      </Dropdown>
    </div>
  );
}
