// Forgets what has served its time: answers kept for repeated requests, ended sessions, mail tokens.
import type { Parts } from '../../platform/parts';
import type { Sweep } from '../../platform/queues';

/** Ended or expired sessions are kept this long, so that "signed out by …" can still be looked up. */
const sessionDays = 30;

export function housekeeping({ db }: Parts): Sweep {
  return {
    name: 'housekeeping',
    everyMs: 3_600_000,
    run: async () => {
      // An Idempotency-Key is good for 24 h (API conventions).
      await db.system('old keys of all tenants').query("select purge_idempotency_keys('24 hours')");
      const system = db.system('sessions and mail tokens are global');
      await system.query(
        'delete from sessions where least(expires_at, coalesce(revoked_at, expires_at)) < now() - make_interval(days => $1)',
        [sessionDays],
      );
      await system.query("delete from mail_tokens where expires_at < now() - interval '1 day'");
    },
  };
}
