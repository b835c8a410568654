// Prisma for cold reads and writes. It has no connection of its own: every statement goes to the tenant transaction that the
// calling code runs in, so it is bound by the same row-level security, sees the same uncommitted rows, and cannot be used without one.
import { AsyncLocalStorage } from 'node:async_hooks';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from '../../generated/prisma/client';
import { currentClient } from './database';

/** Rows as Prisma reads them; the generated client itself stays behind this door. */
export type { Import as ImportRow, Tenant as TenantRow } from '../../generated/prisma/client';

/** Sends everything to the current transaction; Prisma's own transactions become savepoints of it. */
class TransactionPool extends pg.Pool {
  // biome-ignore lint/suspicious/noExplicitAny: the overloads of pg.Pool#query cannot be restated; arguments are passed on untouched
  override query(...args: any[]): any {
    // biome-ignore lint/suspicious/noExplicitAny: as above
    return keepingFault((inTransaction().query as any)(...args));
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
              return keepingFault(Reflect.apply(target.query, target, [mapped, ...rest]));
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

/** What PostgreSQL refused during the current call. */
const currentCall = new AsyncLocalStorage<{ fault?: unknown }>();

async function keepingFault<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    const call = currentCall.getStore();
    if (call) call.fault ??= error;
    throw error;
  }
}

/**
 * Prisma collects `findUnique` calls and arrays of queries until the end of the tick, from every request of the process, and runs them in
 * the transaction of whoever came first: with two tenants in one tick, the second would be answered from the first one's transaction.
 */
const collected: ReadonlySet<string> = new Set(['findUnique', 'findUniqueOrThrow']);

const client = new PrismaClient({ adapter: new PrismaPg(new TransactionPool()) }).$extends({
  query: {
    $allModels: {
      // What the database refused is thrown as the database said it, so that code which asks for the broken constraint works for both ways.
      async $allOperations({ model, operation, args, query }) {
        if (collected.has(operation))
          throw new Error(`${model}.${operation} may run in another tenant's transaction: use findFirst`);
        const call: { fault?: unknown } = {};
        try {
          return await currentCall.run(call, async () => await query(args));
        } catch (error) {
          throw call.fault ?? error;
        }
      },
    },
  },
});

/** One client per process; see the top of this file. Transactions are `withTenant`'s, so Prisma's own are left out. */
export const prisma: Omit<typeof client, '$transaction'> = client;
