import { createTheme } from '@mui/material/styles';
import type {} from '@mui/material/themeCssVarsAugmentation';
import { color, font, type Scheme, schemeAttribute, schemes, size, tint, toneText } from '../../ui/tokens.ts';

const palette = (scheme: Scheme) => ({
  primary: { main: scheme.accent, light: scheme.accent, dark: scheme.accent, contrastText: scheme.onAccent },
  error: { main: scheme.bad, contrastText: scheme.onAccent },
  warning: { main: scheme.warn, contrastText: scheme.onAccent },
  success: { main: scheme.ok, contrastText: scheme.onAccent },
  background: { default: scheme.background, paper: scheme.surface },
  text: { primary: scheme.text, secondary: scheme.muted },
  divider: scheme.line,
});

const text = (pixels: number, line: number, weight = 400) => ({
  fontSize: `${pixels / 16}rem`,
  lineHeight: `${line / 16}rem`,
  fontWeight: weight,
  letterSpacing: 0,
});

/** The element of a built page that has the theme's variables: MUI makes them where there is none. */
export const themeStyles = 'theme-styles';

/** MUI dressed in the product's tokens. */
export const theme = createTheme({
  cssVariables: { colorSchemeSelector: schemeAttribute, cssVarPrefix: 'mui' },
  colorSchemes: { light: { palette: palette(schemes.light) }, dark: { palette: palette(schemes.dark) } },
  spacing: 8,
  shape: { borderRadius: size.radius },
  typography: {
    fontFamily: font.sans,
    h1: { ...text(28, 36, 650), letterSpacing: '-0.015em' },
    h2: text(15, 24, 600),
    h3: text(13, 20, 600),
    body1: text(13, 20),
    body2: text(13, 20),
    caption: text(12, 16),
    button: { ...text(13, 20, 600), textTransform: 'none' },
  },
  transitions: { duration: { enteringScreen: 120, leavingScreen: 80 } },
  components: {
    MuiButtonBase: {
      defaultProps: { disableRipple: true },
      styleOverrides: {
        root: { fontFamily: font.sans, '&:focus-visible': { outline: `2px solid ${color.accent}`, outlineOffset: 2 } },
      },
    },
    MuiButton: {
      defaultProps: { size: 'small', disableElevation: true, variant: 'outlined' },
      styleOverrides: {
        root: { minWidth: 0, minHeight: size.control, padding: '3px 11px', whiteSpace: 'nowrap' },
        outlined: {
          color: color.text,
          borderColor: color.line,
          backgroundColor: color.raised,
          '&:hover': { borderColor: color.faint, backgroundColor: color.raised },
          '&.MuiButton-colorError:not(.Mui-disabled)': { color: color.bad },
        },
        text: { '&:hover': { backgroundColor: tint(color.accent, 10), color: toneText(color.accent) } },
        startIcon: { marginLeft: -2, marginRight: 6 },
      },
    },
    MuiIconButton: {
      defaultProps: { size: 'small' },
      styleOverrides: { root: { borderRadius: size.radius, padding: 5, color: color.muted } },
    },
    MuiToggleButton: { styleOverrides: { root: { color: color.muted, textTransform: 'none' } } },
    MuiOutlinedInput: {
      defaultProps: { size: 'small' },
      styleOverrides: {
        root: {
          backgroundColor: color.surface,
          '& .MuiOutlinedInput-notchedOutline': { borderColor: color.edge },
          '&:hover .MuiOutlinedInput-notchedOutline': { borderColor: color.faint },
          '&.Mui-focused .MuiOutlinedInput-notchedOutline': { borderColor: color.accent, borderWidth: 2 },
        },
        input: {
          padding: '5px 10px',
          height: 20,
          fontSize: '0.8125rem',
          '&::placeholder': { color: color.muted, opacity: 1 },
        },
      },
    },
    MuiFormLabel: {
      styleOverrides: {
        root: {
          fontSize: '0.8125rem',
          lineHeight: '1.25rem',
          fontWeight: 500,
          color: color.text,
          '&.Mui-focused, &.Mui-error': { color: color.text },
        },
        asterisk: { color: color.muted },
      },
    },
    MuiFormHelperText: {
      styleOverrides: {
        root: { marginLeft: 0, marginRight: 0, marginTop: 4, fontSize: '0.75rem', lineHeight: '1rem' },
      },
    },
    MuiFormControlLabel: { styleOverrides: { root: { marginLeft: -6 } } },
    MuiCheckbox: { defaultProps: { size: 'small' }, styleOverrides: { root: { padding: 6 } } },
    MuiPaper: { styleOverrides: { root: { backgroundImage: 'none' } } },
    MuiDialog: {
      styleOverrides: {
        paper: {
          border: `1px solid ${color.line}`,
          borderRadius: size.cardRadius,
          boxShadow: `0 16px 48px ${color.shadow}`,
        },
      },
    },
    MuiBackdrop: { styleOverrides: { root: { '&:not(.MuiBackdrop-invisible)': { backgroundColor: color.scrim } } } },
    MuiMenu: {
      // A menu lies outside of every landmark: it needs to be one, or a screen reader passes over it.
      defaultProps: { slotProps: { root: { role: 'region', 'aria-label': 'Menu' } } },
      styleOverrides: { paper: { border: `1px solid ${color.line}`, boxShadow: `0 8px 24px ${color.shadow}` } },
    },
    MuiMenuItem: {
      styleOverrides: {
        root: {
          fontSize: '0.8125rem',
          minHeight: 28,
          paddingTop: 4,
          paddingBottom: 4,
          gap: 8,
          '&.Mui-focusVisible': { backgroundColor: color.selection },
        },
      },
    },
    MuiTooltip: {
      defaultProps: { enterDelay: 400, disableInteractive: true },
      styleOverrides: {
        tooltip: {
          fontSize: '0.75rem',
          lineHeight: '1rem',
          fontWeight: 400,
          padding: '6px 8px',
          color: color.text,
          backgroundColor: color.raised,
          border: `1px solid ${color.line}`,
          boxShadow: `0 4px 16px ${color.shadow}`,
        },
      },
    },
    MuiTab: {
      styleOverrides: {
        // Tabs cut what is outside of them.
        root: { minHeight: size.header, padding: '0 14px', minWidth: 0, '&:focus-visible': { outlineOffset: -2 } },
      },
    },
    MuiTabs: { styleOverrides: { root: { minHeight: size.header } } },
    MuiTableCell: {
      styleOverrides: {
        root: { borderColor: color.line, padding: '4px 12px', fontSize: '0.8125rem', lineHeight: '1.25rem' },
        head: { color: color.muted, fontWeight: 500 },
      },
    },
    MuiLinearProgress: { styleOverrides: { root: { height: 4, borderRadius: 2 } } },
    MuiLink: {
      styleOverrides: { root: { '&:focus-visible': { outline: `2px solid ${color.accent}`, outlineOffset: 2 } } },
    },
  },
});

/** What no component styles: the page itself. No ligatures: `!=` and `://` in a key are what they are. */
export const pageStyles = {
  'html, body, #root': { height: '100%' },
  body: { margin: 0, backgroundColor: color.background, color: color.text },
  'html, button, input, textarea, kbd': { fontVariantLigatures: 'none' },
  '::selection': { backgroundColor: tint(color.accent, 35) },
  '*': { scrollbarWidth: 'thin', scrollbarColor: `${color.faint} transparent` },
  '@media (prefers-reduced-motion: reduce)': {
    // A duration, however short, would give one to all that changes at once: what is measured then is as it was before.
    '*, *::before, *::after': { animationDuration: '0.01ms !important', transition: 'none !important' },
  },
} as const;
