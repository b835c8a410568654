// After many rows were written at once the planner is told: see prisma/migrations/20261203000000_statistics.
import type { Parts } from '../../platform/parts';

/**
 * Has PostgreSQL look again at how large the tenants are. A failure costs speed, nothing else.
 * @param restSeconds tables that were looked at within this time are left alone
 */
export async function refreshStatistics({ db, logger }: Parts, restSeconds = 15): Promise<void> {
  try {
    await db
      .system('statistics belong to tables, not to tenants')
      .query('select refresh_statistics(make_interval(secs => $1))', [restSeconds]);
  } catch (error) {
    logger.warn('the statistics of the tables could not be refreshed', { error });
  }
}
