// Prisma for cold reads and writes. It has no connection of its own: every statement goes to the tenant transaction that the
// calling code runs in, so it is bound by the same row-level security, sees the same uncommitted rows, and cannot be used without one.
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from '../../generated/prisma/client';
import { currentClient } from './database';

export type { PrismaClient };

/** Sends everything to the current transaction; Prisma's own transactions become savepoints of it. */
class TransactionPool extends pg.Pool {
  // biome-ignore lint/suspicious/noExplicitAny: the overloads of pg.Pool#query cannot be restated; arguments are passed on untouched
  override query(...args: any[]): any {
    // biome-ignore lint/suspicious/noExplicitAny: as above
    return (inTransaction().query as any)(...args);
  }

  // biome-ignore lint/suspicious/noExplicitAny: as above
  override connect(): any {
    const client = inTransaction();
    const asSavepoint: Record<string, string> = {
      BEGIN: 'savepoint prisma',
      COMMIT: 'release savepoint prisma',
      ROLLBACK: 'rollback to savepoint prisma',
    };
    return Promise.resolve(
      new Proxy(client, {
        get(target, property) {
          if (property === 'release') return () => undefined;
          if (property === 'query') {
            return (query: string | pg.QueryConfig, ...rest: unknown[]) => {
              const text = typeof query === 'string' ? query : query.text;
              const mapped = asSavepoint[text.trim().toUpperCase()] ?? query;
              return Reflect.apply(target.query, target, [mapped, ...rest]);
            };
          }
          const value = Reflect.get(target, property);
          return typeof value === 'function' ? value.bind(target) : value;
        },
      }),
    );
  }
}

function inTransaction(): pg.PoolClient {
  const client = currentClient.getStore();
  if (!client) throw new Error('Prisma may be used only inside withTenant');
  return client;
}

/** One client per process; see the top of this file. */
export const prisma = new PrismaClient({ adapter: new PrismaPg(new TransactionPool()) });
