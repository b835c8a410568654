// The parts end when they are asked to, also when Redis never came.
import { testConfig } from '../../test/app';
import { wakeChatJob } from '../features/chats/jobs';
import { newId } from '../platform/ids';
import { createLogger } from '../platform/logger';
import { assertRegistry, buildParts } from './build';

test('every endpoint and job has one handler', () => {
  const built = buildParts(testConfig(), createLogger({ level: 'error', dir: undefined }, 'tool'));
  expect(() => assertRegistry(built.jobs)).not.toThrow();
  const [job] = built.jobs;
  expect(() => assertRegistry([job!, job!])).toThrow('two job handlers');
  return built.close();
});

test('without Redis a ring is given up and the parts close, instead of waiting for its return', async () => {
  const config = testConfig({ REDIS_URL: 'redis://127.0.0.1:1' });
  const logger = createLogger(config.log, 'tool');
  logger.silent = true;
  const { parts, close } = buildParts(config, logger);
  await expect(parts.queues.ring(wakeChatJob, { tenantId: newId(), chatId: newId() })).rejects.toThrow('in time');
  const late = new Promise<'late'>((resolve) => setTimeout(resolve, 2000, 'late').unref());
  expect(await Promise.race([close().then(() => 'closed'), late])).toBe('closed');
});
