// Runs before each test file: gives this jest worker the database and the Redis index that are its own.

const workers: Record<string, string>[] = JSON.parse(process.env.PARLEY_TEST_WORKERS ?? '[]');
const own = workers[Number(process.env.JEST_WORKER_ID ?? '1') - 1];
if (!own)
  throw new Error(
    'This jest worker has no database: run jest with backend/jest.config.cjs, whose global setup makes them.',
  );
Object.assign(process.env, own);
