// What both processes share: reading the configuration, and ending in order.
import { type Config, readConfig } from '../platform/config';
import { createLogger, type Logger } from '../platform/logger';

/**
 * Runs a process: `start` returns how to stop it. SIGTERM and SIGINT stop it once, in at most 15 s; a start-up failure is printed as
 * plain text, because the person who reads it is configuring the installation.
 */
export async function runProcess(
  name: 'api' | 'worker',
  start: (config: Config, logger: Logger) => Promise<() => Promise<void>>,
): Promise<void> {
  let stop: () => Promise<void>;
  let logger: Logger;
  try {
    const config = readConfig();
    logger = createLogger(config.log, name);
    stop = await start(config, logger);
  } catch (error) {
    process.stderr.write(`${name}: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
  let stopping = false;
  const end = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    logger.info('stopping', { signal });
    setTimeout(() => process.exit(1), 15_000).unref();
    await stop();
    process.exit(0);
  };
  process.on('SIGTERM', () => void end('SIGTERM'));
  process.on('SIGINT', () => void end('SIGINT'));
  process.on('unhandledRejection', (error) => logger.error('a promise was left to fail', { error }));
  process.on('uncaughtException', (error) => {
    logger.error('stopping after an unexpected error', { error });
    process.exit(1);
  });
}
