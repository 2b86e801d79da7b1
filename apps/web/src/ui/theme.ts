import {
  createTheme,
  type CSSVariablesResolver,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
} from '@mantine/core';

const race: MantineColorsTuple = [
  '#e9f6fa',
  '#d3ebf3',
  '#a5d7e7',
  '#74c2da',
  '#5bc5e0',
  '#2f9fbf',
  '#12809f',
  '#0a6480',
  '#084f66',
  '#063c4e',
];

// Mantine takes surfaces (6), borders (4) and texts (0 to 2) of the dark theme from here.
const dark: MantineColorsTuple = [
  '#e4eaf0',
  '#c3ced8',
  '#a0adba',
  '#77879a',
  '#364452',
  '#25313d',
  '#161f28',
  '#0b1015',
  '#0d1319',
  '#070a0e',
];

/** Mantine, told to wear our own clothes: `tokens.css` holds the colours. */
export const theme = createTheme({
  primaryColor: 'race',
  primaryShade: { light: 7, dark: 4 },
  // Mantine would write white on the light accent of the dark theme.
  variantColorResolver: (input) => {
    const resolved = defaultVariantColorsResolver(input);
    // What cannot be undone: dark on light red in the dark theme, where white would not be seen.
    if (input.variant === 'filled' && input.color === 'red') {
      const background = 'var(--hr-danger-fg)';
      return { ...resolved, background, hover: background, color: 'var(--hr-surface)' };
    }
    const isAccent = input.variant === 'filled' && (input.color === undefined || input.color === 'race');
    return isAccent ? { ...resolved, color: 'var(--hr-on-accent)' } : resolved;
  },
  colors: { race, dark },
  fontFamily: "var(--hr-font-sans), system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
  fontFamilyMonospace: 'var(--hr-mono)',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '19px' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.4' },
  defaultRadius: 'sm',
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '20px' },
  headings: { fontWeight: '620', sizes: { h1: { fontSize: '20px', lineHeight: '28px' } } },
  cursorType: 'pointer',
  focusRing: 'auto',
  components: {
    InputWrapper: { styles: { label: { marginBottom: 2 } } },
    Button: { defaultProps: { size: 'sm' } },
    TextInput: { defaultProps: { size: 'sm' } },
    NumberInput: { defaultProps: { size: 'sm' } },
    Textarea: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm' } },
    MultiSelect: { defaultProps: { size: 'sm' } },
    Tooltip: { defaultProps: { openDelay: 250, withArrow: true, fz: 'xs' } },
    Modal: {
      defaultProps: { radius: 'lg', centered: true, overlayProps: { backgroundOpacity: 0.45, blur: 2 } },
    },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
  },
});

const shared = {
  '--mantine-color-body': 'var(--hr-canvas)',
  '--mantine-color-text': 'var(--hr-text)',
  '--mantine-color-dimmed': 'var(--hr-muted)',
  '--mantine-color-placeholder': 'var(--hr-faint)',
  '--mantine-color-default': 'var(--hr-surface)',
  '--mantine-color-default-hover': 'var(--hr-hover)',
  '--mantine-color-default-color': 'var(--hr-text)',
  '--mantine-color-default-border': 'var(--hr-border-strong)',
  '--mantine-primary-color-contrast': 'var(--hr-on-accent)',
  '--mantine-color-anchor': 'var(--hr-accent)',
  '--mantine-color-error': 'var(--hr-danger-fg)',
  '--mantine-color-gray-light-color': 'var(--hr-muted)',
};

export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: shared, dark: shared });
