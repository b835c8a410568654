// What a provider says of a number or page, kept beside its state: rating, limits, problems in its own words.
import type { ConnectionHealth, ConnectionReason } from '@parley/contract';
import type { LineCheck } from '../../channels/channel';
import type { ReportedLine } from '../../channels/events';
import type { TenantTx } from '../../platform/db/database';

export interface StoredHealth {
  quality: ConnectionHealth['quality'];
  messagingLimit: string | null;
  throughput: string | null;
  problems: string[];
}

const unknown: StoredHealth = { quality: null, messagingLimit: null, throughput: null, problems: [] };
/** Problems told by webhooks are kept until the next check; more than these are no use to a reader. */
const problemsAtMost = 5;

export function healthOf({ quality, messagingLimit, throughput, problems }: LineCheck): StoredHealth {
  return { quality, messagingLimit, throughput, problems: problems.slice(0, problemsAtMost) };
}

/** After a check that said nothing of the rating (a refused token), what was known stays. */
export function mergeCheck(before: StoredHealth | null, check: LineCheck): StoredHealth {
  const told = healthOf(check);
  return {
    quality: told.quality ?? before?.quality ?? null,
    messagingLimit: told.messagingLimit ?? before?.messagingLimit ?? null,
    throughput: told.throughput ?? before?.throughput ?? null,
    problems: told.problems,
  };
}

/** After news by webhook. */
export function mergeReport(before: StoredHealth | null, report: ReportedLine): StoredHealth {
  const known = before ?? unknown;
  const problems = report.problem
    ? [report.problem, ...known.problems.filter((one) => one !== report.problem)].slice(0, problemsAtMost)
    : known.problems;
  return {
    ...known,
    quality: report.quality ?? known.quality,
    messagingLimit: report.messagingLimit ?? known.messagingLimit,
    problems,
  };
}

export function sameHealth(a: StoredHealth | null, b: StoredHealth | null): boolean {
  const [left, right] = [a ?? unknown, b ?? unknown];
  return (
    left.quality === right.quality &&
    left.messagingLimit === right.messagingLimit &&
    left.throughput === right.throughput &&
    left.problems.join('\n') === right.problems.join('\n')
  );
}

/** Writes what a check told; the token was proved or refused just now. */
export async function storeHealth(
  tx: TenantTx,
  id: string,
  health: StoredHealth,
  tokenExpiresAt: Date | null,
): Promise<void> {
  await tx.query(
    'update connections set health = $3, token_expires_at = $4, checked_at = now() where tenant_id = $1 and id = $2',
    [tx.tenantId, id, JSON.stringify(health), tokenExpiresAt],
  );
}

const words: Partial<Record<ConnectionReason, string>> = {
  token_invalid: 'Meta does not accept this token. Make a new one and paste it whole.',
  permissions_missing:
    'The token lacks a permission, or was not given for this number or page. Add the missing permissions and make a new token.',
  not_subscribed:
    'Meta does not send us this account’s messages, and did not let us ask for them. Check the app’s webhooks.',
  account_restricted: 'Meta has restricted this account. Look into Meta Business Support for the reason.',
  banned: 'Meta has banned this number. Ask Meta for a review.',
  not_registered: 'This number is not registered for the Cloud API. Register it in WhatsApp Manager first.',
};

/** What is wrong and how to mend it, for the person who pasted the token. */
export function explainProblem(reason: ConnectionReason | null, problems: readonly string[]): string {
  const explained = (reason && words[reason]) ?? 'Meta does not let this number or page be used.';
  return problems.length > 0 ? `${explained} Meta says: ${problems.join('; ')}` : explained;
}
