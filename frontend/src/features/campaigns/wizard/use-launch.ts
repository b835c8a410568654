// Saves, launches and leaves the wizard.
import type { CampaignInput } from '@parley/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { isApiError } from '../../../lib/api-error';
import { sayError } from '../../../lib/field-errors';
import { useFormat } from '../../../lib/format';
import { useSession } from '../../../lib/session';
import { notify, notifyError, notifyInfo } from '../../../ui/toast';
import { useCampaignVerb, useSaveDraft } from '../api';
import { type Draft, keepsAudience } from './draft';
import { rememberQuiet } from './quiet-memory';
import type { DraftState } from './use-draft';

export interface Launch {
  /** Saves what can be saved and goes back to the list. */
  saveAndClose(): Promise<void>;
  launch(people: number): Promise<void>;
  busy: 'save' | 'launch' | null;
}

/** @param onShort called when the credits no longer suffice, so that the check is asked for again */
export function useLaunch(draft: Draft, input: CampaignInput | null, state: DraftState, onShort: () => void): Launch {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const navigate = useNavigate();
  const session = useSession();
  const save = useSaveDraft();
  const start = useCampaignVerb('start');
  const [busy, setBusy] = useState<Launch['busy']>(null);

  async function store(complete: CampaignInput) {
    const campaign = await save.mutateAsync({
      savedId: draft.savedId,
      input: complete,
      keepAudience: keepsAudience(draft),
    });
    rememberQuiet(session, draft.quiet);
    // A failed launch must not leave a second draft behind at the next try.
    state.change({ savedId: campaign.id });
    return campaign;
  }

  async function saveAndClose() {
    if (input === null) {
      notifyInfo(t('wizard.keptHere'), { description: t('wizard.keptHereHelp') });
      await navigate('/campaigns');
      return;
    }
    setBusy('save');
    try {
      const campaign = await store(input);
      state.forget();
      notify(t('wizard.saved', { name: campaign.name }));
      await navigate('/campaigns');
    } catch (error) {
      notifyError(sayError(t, error));
    } finally {
      setBusy(null);
    }
  }

  async function launch(people: number) {
    if (input === null || busy !== null) return;
    setBusy('launch');
    try {
      const saved = await store(input);
      const campaign = await start.mutateAsync(saved.id);
      state.forget();
      const key = campaign.status === 'scheduled' ? 'wizard.scheduled' : 'wizard.launched';
      notify(t(key, { count: people, number: format.number(people), name: campaign.name }));
      await navigate(`/campaigns/${campaign.id}`, { replace: true });
    } catch (error) {
      if (isApiError(error, 'insufficient_credits', 'empty_audience', 'not_connected')) onShort();
      notifyError(sayError(t, error));
    } finally {
      setBusy(null);
    }
  }

  return { saveAndClose, launch, busy };
}
