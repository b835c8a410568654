// How a connection's state looks and what helps.
import type { Connection, ConnectionReason, ConnectionState } from '@parley/contract';
import { CircleAlert, CircleCheck, CircleX, type LucideIcon } from 'lucide-react';
import type { StatusTone } from '../../ui/status';

export const stateLooks: Record<ConnectionState, { tone: StatusTone; icon: LucideIcon | 'running' }> = {
  connected: { tone: 'success', icon: CircleCheck },
  connecting: { tone: 'warning', icon: 'running' },
  disconnected: { tone: 'danger', icon: CircleX },
  error: { tone: 'danger', icon: CircleAlert },
};

/** Shown first: what needs a person. */
export const stateOrder: readonly ConnectionState[] = ['error', 'disconnected', 'connecting', 'connected'];

/** The one step that helps: scan a first code, rebuild the session, give another token, or ask the provider again. */
export type Remedy = 'connect' | 'repair' | 'token' | 'check' | null;

const byReason: Record<ConnectionReason, Remedy> = {
  never_connected: 'connect',
  waiting_for_scan: 'connect',
  qr_limit: 'connect',
  reconnecting: 'check',
  logged_out: 'repair',
  banned: 'check',
  replaced: 'repair',
  instance_missing: 'repair',
  gateway_unreachable: 'check',
  gateway_refused: 'check',
  unlicensed: 'check',
  token_invalid: 'token',
  permissions_missing: 'token',
  not_subscribed: 'repair',
  account_restricted: 'check',
  not_registered: 'check',
  silent: 'check',
};

export function remedyOf({ state, reason }: Pick<Connection, 'state' | 'reason'>): Remedy {
  if (state === 'connected') return null;
  return reason ? byReason[reason] : 'repair';
}
