// From an import to a campaign: everybody with the tag that the file's people were given.
import { type Contact, listContacts } from '@parley/contract';
import { Megaphone } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { callList } from '../../../lib/api-client';
import { findReachable, sendAlong } from '../../../lib/campaign-people';
import { sayError } from '../../../lib/field-errors';
import { Button } from '../../../ui/button';
import { notifyError } from '../../../ui/toast';

/** The API's largest page. */
const perPage = 100;
/** As many as one campaign takes when people are chosen one by one. */
const mostPeople = 10_000;

async function fetchTagged(tag: string): Promise<Contact[]> {
  const found: Contact[] = [];
  for (let page = 1; found.length < mostPeople; page += 1) {
    const { items } = await callList(listContacts, { query: { tag, page, limit: perPage } });
    found.push(...items);
    if (items.length < perPage) break;
  }
  return found.slice(0, mostPeople);
}

export function CampaignButton({ tag }: { tag: string }) {
  const { t } = useTranslation('contacts');
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);

  async function begin() {
    setBusy(true);
    try {
      const people = findReachable(await fetchTagged(tag));
      if (people.length > 0) void navigate('/campaigns/new', { state: sendAlong(people) });
      else notifyError(t('import.campaignNobody', { tag }));
    } catch (error) {
      notifyError(t('import.campaignFailed'), { description: sayError(t, error) });
    } finally {
      setBusy(false);
    }
  }

  return (
    <Button icon={Megaphone} flipIcon busy={busy} onClick={begin}>
      {t('import.campaign', { tag })}
    </Button>
  );
}
