import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Runtime } from '@headrace/runtime';

/**
 * Stores the sample flows if no flow was ever stored. Several servers may start at the same time: saving the same text again
 * makes no revision.
 * @throws when a sample is not a flow
 */
export async function loadSamples({ database, flows }: Runtime, folder: string): Promise<void> {
  if ((await database.prisma.flow.findFirst({ select: { id: true } })) !== null) return;
  for (const file of readdirSync(folder).sort()) {
    if (!/\.ya?ml$/.test(file)) continue;
    const result = await flows.save(readFileSync(join(folder, file), 'utf8'), { onlyIfNew: true });
    if (result.kind === 'invalid')
      throw new Error(`The sample ${file} is not valid: ${result.issues[0]?.message}`);
  }
}
