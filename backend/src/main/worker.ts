// The worker process: jobs and sweeps.
import { startWorkers } from '../platform/queues';
import { assertRegistry, buildParts } from './build';
import { runProcess } from './process';

void runProcess('worker', async (config, logger) => {
  const { jobs, sweeps, close } = buildParts(config, logger);
  assertRegistry(jobs);
  const workers = startWorkers(config, logger, jobs, sweeps);
  logger.info('the worker is ready', { jobs: jobs.map((job) => job.definition.name) });
  return async () => {
    await workers.stop();
    await close();
  };
});
