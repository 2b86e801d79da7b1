import localFont from 'next/font/local';

// `next/font` writes a fallback face of the same metrics: text does not move when the font arrives.
const sans = localFont({
  src: '../../../../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  weight: '100 900',
  display: 'swap',
  variable: '--hr-font-sans',
});

const mono = localFont({
  src: '../../../../node_modules/@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2',
  weight: '100 800',
  display: 'swap',
  adjustFontFallback: false,
  variable: '--hr-font-mono',
});

/** Class names that define the font variables. */
export const fontVariables = `${sans.variable} ${mono.variable}`;
