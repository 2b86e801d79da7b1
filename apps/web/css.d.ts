// `next-env.d.ts` is written by the build; a fresh clone is type-checked without it.
declare module '*.module.css' {
  const classes: Record<string, string>;
  export default classes;
}
declare module '*.css';
