// The causes why a message was not sent, and what kind of step mends each. The words are in `campaigns:reasons.<code>`.
import type { OutcomeCode } from '@parley/contract';
import {
  Ban,
  CircleHelp,
  Clock,
  CloudOff,
  CreditCard,
  FileX,
  KeyRound,
  type LucideIcon,
  Moon,
  Phone,
  PlugZap,
  Replace,
  Unplug,
  Users,
  UserX,
  X,
} from 'lucide-react';

/** Where the fix is made: the number's page, the contact, the queue of near misses, the message, a retry, or nowhere. */
type Fix = 'contact' | 'connections' | 'reviews' | 'message' | 'retry' | 'none';

export const reasonLooks: Record<OutcomeCode, { icon: LucideIcon; fix: Fix }> = {
  not_on_whatsapp: { icon: Phone, fix: 'contact' },
  not_connected: { icon: Unplug, fix: 'connections' },
  invalid_number: { icon: Phone, fix: 'contact' },
  invalid_request: { icon: X, fix: 'message' },
  auth_failed: { icon: KeyRound, fix: 'connections' },
  rate_limited: { icon: Clock, fix: 'retry' },
  provider_error: { icon: CloudOff, fix: 'retry' },
  window_closed: { icon: Clock, fix: 'none' },
  opted_out: { icon: Ban, fix: 'none' },
  consent_review: { icon: CircleHelp, fix: 'reviews' },
  no_address: { icon: Phone, fix: 'contact' },
  blank_variable: { icon: Replace, fix: 'contact' },
  duplicate: { icon: Users, fix: 'none' },
  campaign_cancelled: { icon: X, fix: 'none' },
  connection_removed: { icon: PlugZap, fix: 'connections' },
  contact_removed: { icon: UserX, fix: 'none' },
  provider_failed: { icon: CloudOff, fix: 'retry' },
  unconfirmed: { icon: CircleHelp, fix: 'none' },
  media_failed: { icon: FileX, fix: 'message' },
  media_too_large: { icon: FileX, fix: 'message' },
  unsupported_kind: { icon: X, fix: 'message' },
  template_rejected: { icon: X, fix: 'message' },
  pair_limited: { icon: Clock, fix: 'retry' },
  restricted: { icon: Ban, fix: 'none' },
  undeliverable: { icon: UserX, fix: 'none' },
  unsubscribed: { icon: Ban, fix: 'none' },
  payment_problem: { icon: CreditCard, fix: 'none' },
  quiet_hours: { icon: Moon, fix: 'none' },
};
