import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '../world/test';

const README = new URL('../../README.md', import.meta.url);

interface Block {
  readonly language: string;
  readonly text: string;
}

function blocksOf(markdown: string): Block[] {
  return [...markdown.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = '', text = '']) => ({
    language,
    text,
  }));
}

/** What each shell block of the README answers, in its order; `npm` lines are run by whoever reads this. */
const ANSWERS: readonly { readonly block: RegExp; readonly answers: readonly RegExp[] }[] = [
  { block: /hello-world\?wait=true/, answers: [/"current":"SUCCESS"/] },
  {
    block: /@greet\.yaml/,
    answers: [/"id":"greet"/, /"name":"Ada"/, /"current":"SUCCESS"/],
  },
  { block: /executions\(first/, answers: [/"flowId":"greet"/, /"state":"SUCCESS"/] },
  { block: /mutation\(\$input/, answers: [/"__typename":"CreateExecutionSuccess"/] },
  {
    block: /customers\.csv/,
    answers: [/"id":"import"/, /"__typename":"CreateExecutionSuccess"/, /kestra:\/\/.*customers\.csv/],
  },
  { block: /subscription\(/, answers: [/Good day, Ada!/, /"sealedAt":\d+/] },
  { block: /executions\/webhook/, answers: [/"flowId":"webhook"/] },
  { block: /evaluateExpression/, answers: [/"result":"ADA"/, /"value":"Ada"/] },
];

test('every line of the README runs as it is written', async ({ world }) => {
  const blocks = blocksOf(await readFile(README, 'utf8'));
  const folder = await mkdtemp(join(tmpdir(), 'headrace-readme-'));
  try {
    for (const { language, text } of blocks) {
      const name = /^# (\S+\.yaml)\n/.exec(text)?.[1];
      if (language === 'yaml' && name) await writeFile(join(folder, name), text);
    }
    const shells = blocks.filter(({ language, text }) => language === 'sh' && !text.startsWith('npm '));
    expect(shells).toHaveLength(ANSWERS.length);
    for (const [index, { text }] of shells.entries()) expect(text).toMatch(ANSWERS[index]?.block ?? /^$/);
    let executionId = '';
    for (const [index, { text }] of shells.entries()) {
      await test.step(text.split('\n')[0] ?? '', async () => {
        const answer = await run(text, folder, world.address, executionId);
        for (const expected of ANSWERS[index]?.answers ?? []) expect(answer).toMatch(expected);
        expect(answer).not.toMatch(/"errors":\[|"_embedded":\{"errors"/);
        if (text.includes('mutation(') && executionId === '') executionId = idIn(answer);
      });
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

/** Runs a block as a person would paste it, only to another port. */
async function run(text: string, folder: string, address: string, executionId: string): Promise<string> {
  const script = text.replaceAll('http://localhost:8080', address).replaceAll('EXECUTION_ID', executionId);
  const { stdout } = await promisify(execFile)('bash', ['-euc', script], { cwd: folder });
  return stdout;
}

function idIn(answer: string): string {
  const id = /"(?:executionId|id)":"(\w{22})"/.exec(answer)?.[1];
  if (!id) throw new Error(`No execution in ${answer}`);
  return id;
}
