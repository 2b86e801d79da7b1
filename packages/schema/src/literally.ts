/** Text for Prisma's `contains` and `startsWith`, which read `%`, `_` and `\` as patterns. */
export function literally(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
