import { createLog, createRuntime, openPorts, runService } from '@headrace/runtime';
import { fileURLToPath } from 'node:url';
import { readEnvironment } from './environment';
import { startWorker } from './worker';

const bootLog = createLog('worker', 'error');

await runService(async () => {
  const environment = readEnvironment();
  const log = createLog('worker', environment.logLevel);
  const ports = await openPorts({
    ...environment,
    migrationsDirectory: fileURLToPath(new URL('../../../prisma/migrations', import.meta.url)),
    log,
  });
  const runtime = createRuntime(ports, { leaseMs: environment.leaseMs });
  const worker = await startWorker({ runtime, concurrency: environment.concurrency });
  log.info({ workerId: worker.id, queue: ports.queue.driver }, 'worker started');
  return {
    stop: async () => {
      await worker.stop();
      await ports.close();
    },
  };
}, bootLog);
