// News about people rather than messages: another address, marketing stopped or allowed at the provider.
import type { ReportedAddress, ReportedConsent } from '../../channels/events';
import type { TenantTx } from '../../platform/db/database';
import type { Parts } from '../../platform/parts';
import { findScoped, moveAddress, recordConsent, resolveContacts } from '../contacts';
import type { IntakeLine } from './queries';

export async function applyAddresses(tx: TenantTx, addresses: readonly ReportedAddress[]): Promise<void> {
  for (const { before, after } of addresses) await moveAddress(tx, before, after);
}

/** The ledger keeps the provider's words as evidence. Somebody who is not known yet is written down, so that no campaign ever reaches them. */
export async function applyConsents(
  tx: TenantTx,
  parts: Parts,
  { channel, externalId }: IntakeLine,
  consents: readonly ReportedConsent[],
): Promise<void> {
  for (const { from, decision, detail, at } of consents) {
    const contactId =
      channel === 'whatsapp_cloud'
        ? (
            await resolveContacts(tx, [{ phone: from.phone ?? null, lid: from.scopedId ?? null }], {
              publish: parts.publish,
              hiddenKind: 'bsuid',
            })
          )[0]?.contactId
        : (
            await findScoped(tx, channel === 'messenger' ? 'psid' : 'igsid', externalId ?? '', [from.scopedId ?? ''])
          ).get(from.scopedId ?? '');
    if (contactId)
      await recordConsent(tx, parts.publish, {
        contactId,
        decision,
        origin: 'provider',
        saidAt: at,
        note: detail.slice(0, 500) || null,
      });
  }
}
