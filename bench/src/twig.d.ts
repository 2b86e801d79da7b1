declare module 'twig' {
  interface Template {
    render(context: object): string;
  }
  const Twig: { twig(options: { data: string }): Template };
  export default Twig;
}
