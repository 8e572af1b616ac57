import { createTheme, type CSSVariablesResolver, type MantineColorsTuple, rem } from '@mantine/core'

/** Petrol: what can be done. */
const petrol: MantineColorsTuple = [
  '#edf7f6', '#d8ecea', '#b1d9d6', '#87c5c1', '#5cb8b4', '#3d9b98', '#237c7f', '#1b6b6f', '#15595d', '#0e4346',
]
/** Paper and ink, a little green. */
const gray: MantineColorsTuple = [
  '#f6f7f5', '#eef0ed', '#e2e6e2', '#d2d8d4', '#b7c0bc', '#8a9592', '#5d6765', '#47514f', '#313a39', '#1c2424',
]
const dark: MantineColorsTuple = [
  '#dfe5e3', '#b9c3c0', '#a3afac', '#6d7a78', '#3a4546', '#2c3637', '#1d2526', '#141a1b', '#0f1415', '#0a0e0f',
]
/** Sealing wax: what is wrong, and what is lost by doing it. */
const red: MantineColorsTuple = [
  '#fcebe9', '#f8d4d0', '#f0aca5', '#eb8a81', '#e2695e', '#cf4a3e', '#b3372b', '#a82c22', '#8a231b', '#6b1a14',
]
/** Stamp: what wants somebody. */
const yellow: MantineColorsTuple = [
  '#fdf5e0', '#fae8bd', '#f5d58a', '#f2c45c', '#f2b33d', '#d4921c', '#a66f00', '#8a5a00', '#6f4800', '#533600',
]
const green: MantineColorsTuple = [
  '#e9f5ea', '#d0e9d3', '#a5d3ab', '#7cbf86', '#58a965', '#3f8f4d', '#2f7a3e', '#2c6e3a', '#22572d', '#194222',
]

export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 6 },
  colors: { petrol, gray, dark, red, yellow, green },
  black: '#1c2424',
  fontFamily: '"Figtree Variable", system-ui, -apple-system, "Segoe UI", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Code", "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: rem(26), lineHeight: '1.25' },
      h2: { fontSize: rem(18), lineHeight: '1.35' },
      h3: { fontSize: rem(16), lineHeight: '1.4' },
    },
  },
  defaultRadius: 'md',
  radius: { xs: rem(3), sm: rem(5), md: rem(8), lg: rem(12), xl: rem(20) },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Anchor: { defaultProps: { underline: 'hover' } },
    Alert: { defaultProps: { variant: 'light', radius: 'md' } },
    Modal: {
      defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.45, blur: 2 } },
      styles: { title: { fontSize: rem(18), fontWeight: 650 } },
    },
    Tooltip: { defaultProps: { openDelay: 300, events: { hover: true, focus: true, touch: false } } },
    Paper: { defaultProps: { withBorder: true, radius: 'lg' } },
    Menu: { defaultProps: { shadow: 'md', radius: 'md' } },
    Select: { defaultProps: { allowDeselect: false, checkIconPosition: 'right' } },
  },
})

/** Colours that have a meaning here; contrast AA in both schemes. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#fdfdfc',
    '--mantine-color-dimmed': '#5d6765',
    '--mantine-color-error': '#a82c22',
    '--mantine-color-placeholder': '#67716f',
    '--mantine-color-anchor': '#15595d',
    '--mantine-color-red-light-color': '#a82c22',
    '--mantine-color-red-light': '#fcebe9',
    '--mantine-color-yellow-light': '#fdf5e0',
    '--mantine-color-yellow-light-color': '#6f4800',
    '--room-edge': '#84908c',
    '--room-ground': '#f6f7f5',
    '--room-raised': '#ffffff',
    '--room-line': '#e2e6e2',
    '--room-chosen': '#e1efed',
    '--room-chosen-text': '#0e4346',
  },
  dark: {
    '--mantine-color-body': '#1a2122',
    '--mantine-color-dimmed': '#a3afac',
    '--mantine-color-error': '#eb8a81',
    '--mantine-color-placeholder': '#93a09d',
    '--mantine-color-anchor': '#87c5c1',
    '--mantine-color-red-light-color': '#f0aca5',
    '--mantine-color-petrol-light-color': '#b1d9d6',
    '--mantine-color-petrol-light': 'color-mix(in srgb, #237c7f 32%, #1a2122)',
    '--mantine-color-petrol-light-hover': 'color-mix(in srgb, #237c7f 44%, #1a2122)',
    '--mantine-color-red-light': 'color-mix(in srgb, #b3372b 26%, #1a2122)',
    '--mantine-color-red-light-hover': 'color-mix(in srgb, #b3372b 38%, #1a2122)',
    '--mantine-color-yellow-light': 'color-mix(in srgb, #a66f00 26%, #1a2122)',
    '--mantine-color-yellow-light-color': '#f5d58a',
    '--room-edge': '#74817e',
    '--mantine-color-default-border': '#3f4b4c',
    '--room-ground': '#141a1b',
    '--room-raised': '#1a2122',
    '--room-line': '#2c3637',
    '--room-chosen': '#17393b',
    '--room-chosen-text': '#d8ecea',
  },
})
