// Keeps the wizard's draft: in the tab's session storage at every change, filled from a saved campaign when one is named.
import { getCampaign, getTemplate } from '@parley/contract';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useSearchParams } from 'react-router';
import { call } from '../../../lib/api-client';
import { findSentAlong } from '../../../lib/campaign-people';
import { useFormat } from '../../../lib/format';
import { useSession } from '../../../lib/session';
import { type Draft, draftOf, emptyDraft } from './draft';
import { type Chooser, recallQuiet } from './quiet-memory';

function read(key: string): Draft | null {
  try {
    const text = sessionStorage.getItem(key);
    // Written by this module alone; a draft of an older build is completed by the empty one below.
    return text === null ? null : (JSON.parse(text) as Draft);
  } catch {
    // Storage is refused or the text is broken: the wizard simply begins anew.
    return null;
  }
}

function write(key: string, draft: Draft | null): void {
  try {
    if (draft === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // Private mode or a full store: the draft lives until the page is closed.
  }
}

/** A new campaign, with the quiet hours that this person chose last. */
function beginDraft(name: string, chooser: Chooser): Draft {
  const begun = emptyDraft(name);
  return { ...begun, quiet: recallQuiet(chooser) ?? begun.quiet };
}

export interface DraftState {
  /** Null while a named campaign or template is being fetched. */
  draft: Draft | null;
  error: unknown;
  /** An unfinished draft of before was taken up. */
  resumed: boolean;
  change(patch: Partial<Draft>): void;
  /** Forgets what is kept in this browser and begins anew. */
  startOver(): void;
  /** Forgets what is kept in this browser; for leaving. */
  forget(): void;
  reload(): void;
}

/**
 * Reads `?draft=<id>` (continue), `?copy=<id>` (one like it), `?template=<id>` (begin with a template), and the people that came along
 * from the list of contacts.
 */
export function useDraft(): DraftState {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const session = useSession();
  const { tenant, user } = session;
  const [params] = useSearchParams();
  const { state, key: visit } = useLocation();
  const source = { draft: params.get('draft'), copy: params.get('copy'), template: params.get('template') };
  const named = source.draft ?? source.copy ?? source.template;
  const key = `parley.campaign.${tenant.id}.${user.id}${source.draft ? `.${source.draft}` : ''}`;
  const defaultName = t('wizard.defaultName', { date: format.date(Date.now()) });

  const [draft, setDraft] = useState<Draft | null>(() => {
    const kept = source.copy || source.template ? null : read(key);
    const people = findSentAlong(state);
    // Once taken up they are part of the draft: a reload of the same visit continues it.
    if (people && kept?.peopleOf !== visit) {
      return { ...beginDraft(defaultName, session), audience: 'selected', people, peopleOf: visit };
    }
    if (kept) return { ...emptyDraft(defaultName), ...kept };
    return named ? null : beginDraft(defaultName, session);
  });
  const [resumed, setResumed] = useState(() => draft !== null && read(key) !== null);
  const [error, setError] = useState<unknown>(null);
  const [tries, setTries] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: fetched once per address and try; what is typed meanwhile must not fetch again
  useEffect(() => {
    if (draft !== null || !named) return;
    let gone = false;
    setError(null);
    load(source, tenant.timezone, (name) => t('wizard.copyName', { name }), beginDraft(defaultName, session)).then(
      (loaded) => !gone && setDraft(loaded),
      (cause) => !gone && setError(cause),
    );
    return () => {
      gone = true;
    };
  }, [named, tries]);

  const change = useCallback(
    (patch: Partial<Draft>) =>
      setDraft((old) => {
        if (old === null) return old;
        const next = { ...old, ...patch };
        write(key, next);
        return next;
      }),
    [key],
  );

  return {
    draft,
    error,
    resumed,
    change,
    startOver: () => {
      write(key, null);
      setResumed(false);
      setDraft(beginDraft(defaultName, session));
    },
    forget: () => write(key, null),
    reload: () => setTries(tries + 1),
  };
}

async function load(
  source: { draft: string | null; copy: string | null; template: string | null },
  timeZone: string,
  nameCopy: (name: string) => string,
  begun: Draft,
): Promise<Draft> {
  const campaignId = source.draft ?? source.copy;
  if (campaignId) {
    const campaign = await call(getCampaign, { params: { id: campaignId } });
    return draftOf(campaign, timeZone, source.draft ? undefined : nameCopy(campaign.name));
  }
  const template = await call(getTemplate, { params: { id: source.template ?? '' } });
  return {
    ...begun,
    messageKind: 'template',
    templateId: template.id,
    templateName: template.name,
    templateBody: template.content.body,
  };
}
