import { createRuntime, openPorts, runService } from '@headrace/runtime';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { readEnvironment } from './environment';
import { startWorker } from './worker';

const bootLog = pino({ name: 'worker', level: 'error' });

await runService(async () => {
  const environment = readEnvironment();
  const log = pino({ name: 'worker', level: environment.logLevel });
  const ports = await openPorts({
    ...environment,
    migrationsDirectory: fileURLToPath(new URL('../../../prisma/migrations', import.meta.url)),
    log,
  });
  const worker = await startWorker({ runtime: createRuntime(ports), concurrency: environment.concurrency });
  log.info({ workerId: worker.id, queue: ports.queue.driver }, 'worker started');
  return {
    stop: async () => {
      await worker.stop();
      await ports.close();
    },
  };
}, bootLog);
