/** Headers by which callers prove who they are: to us, to a proxy on the way, or to the flow. */
const USUAL_SECRET_HEADERS =
  'authorization,proxy-authorization,cookie,x-api-key,*-api-key,*-token,*-signature,*-signature-256,*-secret';

/** Whether a header is a secret, by its name in lower case. `patterns`: names, `*` for any letters, with commas between them. */
export function secretHeaderTest(patterns = USUAL_SECRET_HEADERS): (name: string) => boolean {
  const alternatives = patterns
    .split(',')
    .map((pattern) => pattern.trim().toLowerCase())
    .filter((pattern) => pattern !== '')
    .map((pattern) => pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*'));
  if (alternatives.length === 0) return () => false;
  const test = new RegExp(`^(?:${alternatives.join('|')})$`);
  return (name) => test.test(name);
}
