// The only way to the data: every statement runs inside one tenant's transaction, or through a named system door.
import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import type { Config } from '../config';
import type { Logger } from '../logger';

/** Anything SQL can be asked of. */
export interface Sql {
  query<Row>(text: string, params?: readonly unknown[]): Promise<Row[]>;
}

/** One tenant's open transaction. Row-level security limits every statement to that tenant. */
export interface TenantTx extends Sql {
  readonly tenantId: string;
  /** The first row, or undefined. */
  one<Row>(text: string, params?: readonly unknown[]): Promise<Row | undefined>;
  /** Runs after a successful commit; the place for queues, sockets and HTTP. A failing effect is logged, sweepers repair. */
  afterCommit(effect: () => Promise<unknown> | unknown): void;
}

export interface Database {
  /**
   * Runs `work` in a transaction limited to the tenant and commits it; any throw rolls back.
   * The opening statements travel together with the first query, so this costs one round trip more than bare SQL: the commit.
   */
  withTenant<T>(tenantId: string, work: (tx: TenantTx) => Promise<T>): Promise<T>;
  /** One tenant-limited read in a single round trip. `name` makes it a prepared statement. */
  read<Row>(tenantId: string, text: string, params?: readonly unknown[], name?: string): Promise<Row[]>;
  /** Global tables and SECURITY DEFINER functions only; `reason` says why no tenant is known here. */
  system(reason: string): Sql;
  close(): Promise<void>;
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The transaction that the current call runs in; read only by the Prisma bridge. */
export const currentClient = new AsyncLocalStorage<pg.PoolClient>();

/** 64-bit counts fit a double here (no table nears 2^53 rows), so they become numbers rather than strings. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8
      ? Number
      : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
};

export function createDatabase(config: Config['database'], logger: Logger): Database {
  const pool = new pg.Pool({
    connectionString: config.url,
    max: config.poolSize,
    pipeline: true,
    types,
    application_name: 'parley',
    statement_timeout: 60_000,
    keepAlive: true,
  });
  pool.on('error', (error) => logger.warn('an idle database connection failed', { error }));
  // One that dies between two statements of a transaction has nobody waiting for an answer: the next statement is refused. Unheard, it would end the process.
  pool.on('connect', (client) =>
    client.on('error', (error) => logger.warn('a database connection was lost', { error })),
  );
  return {
    withTenant: (tenantId, work) => runTenantTransaction(pool, logger, tenantId, work),
    read: (tenantId, text, params, name) => readOnce(pool, tenantId, text, params, name),
    system: () => ({ query: async (text, params) => (await pool.query(text, params ? [...params] : undefined)).rows }),
    close: () => pool.end(),
  };
}

async function runTenantTransaction<T>(
  pool: pg.Pool,
  logger: Logger,
  tenantId: string,
  work: (tx: TenantTx) => Promise<T>,
): Promise<T> {
  const begin = openingStatement(tenantId);
  const client = await pool.connect();
  const effects: (() => Promise<unknown> | unknown)[] = [];
  const query = async <Row>(text: string, params?: readonly unknown[]): Promise<Row[]> =>
    (await client.query(text, params ? [...params] : undefined)).rows;
  const tx: TenantTx = {
    tenantId,
    query,
    one: async <Row>(text: string, params?: readonly unknown[]) => (await query<Row>(text, params))[0],
    afterCommit: (effect) => void effects.push(effect),
  };
  let broken: Error | undefined;
  let result: T;
  try {
    // Not awaited: it is pipelined with the first statement of `work`. Its failure surfaces in `opened` below.
    const opened = client.query(begin);
    opened.catch(() => undefined);
    // Awaited inside, because a Prisma promise starts only when it is awaited.
    result = await currentClient.run(client, async () => await work(tx));
    await opened;
    await client.query('commit');
  } catch (error) {
    try {
      await client.query('rollback');
    } catch (rollbackError) {
      broken = rollbackError instanceof Error ? rollbackError : new Error(String(rollbackError));
    }
    throw error;
  } finally {
    client.release(broken);
  }
  for (const effect of effects) {
    try {
      await effect();
    } catch (error) {
      logger.error('an effect after commit failed; the sweeper will repeat it', { error, tenantId });
    }
  }
  return result;
}

async function readOnce<Row>(
  pool: pg.Pool,
  tenantId: string,
  text: string,
  params: readonly unknown[] = [],
  name?: string,
): Promise<Row[]> {
  const begin = openingStatement(tenantId);
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    const opened = client.query(begin);
    const answer = client.query({ text, values: [...params], ...(name ? { name } : {}) });
    const closed = client.query('commit');
    const [, result] = await Promise.allSettled([opened, answer, closed]).then(([a, b, c]) => {
      if (b.status === 'rejected') throw b.reason;
      if (a.status === 'rejected') throw a.reason;
      if (c.status === 'rejected') throw c.reason;
      return [a.value, b.value, c.value] as const;
    });
    return (result as pg.QueryResult).rows;
  } catch (error) {
    // A database error leaves the connection usable (the commit above closed the transaction); anything else does not.
    if (!(error instanceof pg.DatabaseError)) broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.release(broken);
  }
}

function openingStatement(tenantId: string): string {
  if (!uuidPattern.test(tenantId)) throw new Error('A tenant id must be a UUID');
  return `begin; select set_config('app.tenant_id', '${tenantId}', true)`;
}
