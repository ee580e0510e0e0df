import type { ThemeConfig } from 'antd';

/** One accent, neutral greys, one radius: the values of styles/tokens.css for antd's components. */
export const accent = '#1F5FBF';
/** The face of styles/tokens.css, which depends on the language. */
export const fontFamily = 'var(--font)';

export const appTheme: ThemeConfig = {
  token: {
    colorPrimary: accent,
    colorInfo: accent,
    colorLink: accent,
    colorSuccess: '#1F7A4D',
    colorWarning: '#A15C00',
    // What antd would mix from a dark amber is a muddy brown.
    colorWarningBg: '#FDF3E1',
    colorWarningBorder: '#E8C98F',
    colorError: '#C0322B',
    colorText: '#1D232B',
    colorTextSecondary: '#56606C',
    colorTextTertiary: '#66707C',
    colorTextPlaceholder: '#6B7580',
    colorTextDescription: '#56606C',
    controlOutline: 'rgba(31, 95, 191, 0.25)',
    colorBorder: '#CDD3DA',
    colorBorderSecondary: '#E3E7EB',
    colorBgLayout: '#F5F6F8',
    borderRadius: 6,
    borderRadiusLG: 8,
    borderRadiusSM: 4,
    fontFamily,
    // Sizes are spelled out: the compact algorithm would take the small size, 10 px, as the base of every control.
    fontSize: 13,
    fontSizeSM: 12,
    fontSizeLG: 15,
    fontSizeXL: 18,
    lineHeight: 20 / 13,
    controlHeight: 28,
    controlHeightSM: 24,
    boxShadow: '0 6px 24px rgb(16 24 40 / 12%), 0 1px 3px rgb(16 24 40 / 8%)',
    boxShadowSecondary: '0 6px 24px rgb(16 24 40 / 12%), 0 1px 3px rgb(16 24 40 / 8%)',
    // Who asks the system for less motion gets none.
    motion: globalThis.matchMedia?.('(prefers-reduced-motion: reduce)').matches !== true,
    motionDurationSlow: '0.12s',
    motionDurationMid: '0.1s',
    motionDurationFast: '0.06s',
  },
  components: {
    Button: { fontWeight: 500, primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
    // Boxes to tick are told by their outline alone: three to one against paper, as for any sign that carries a meaning.
    Checkbox: { colorBorder: '#87919C' },
    Radio: { colorBorder: '#87919C' },
    Segmented: { trackPadding: 2 },
    Tooltip: { colorBgSpotlight: '#262D36' },
    Form: { itemMarginBottom: 12, verticalLabelPadding: '0 0 4px' },
    Table: { cellPaddingBlockSM: 4 },
  },
};
