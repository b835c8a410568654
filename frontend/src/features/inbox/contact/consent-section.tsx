// Whether campaigns may reach this person, what that rests on, and the way to record a change of mind.
import type { Contact, ContactPanel } from '@parley/contract';
import { CircleCheck, CircleSlash } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSetConsent } from '../../../lib/contacts';
import { Button } from '../../../ui/button';
import { ConfirmDialog } from '../../../ui/confirm-dialog';
import { Field } from '../../../ui/field';
import { RelativeTime } from '../../../ui/relative-time';
import { Status } from '../../../ui/status';
import { Textarea } from '../../../ui/textarea';
import { notify } from '../../../ui/toast';
import { Section } from './section';

const noteMax = 500;

export interface ConsentSectionProps {
  contact: Contact;
  /** Undefined while it is asked for. */
  entries: ContactPanel['consent']['entries'] | undefined;
  onChanged: () => void;
}

export function ConsentSection({ contact, entries, onChanged }: ConsentSectionProps) {
  const { t } = useTranslation(['inbox', 'contacts']);
  const setConsent = useSetConsent(contact.id);
  const [asking, setAsking] = useState(false);
  const [note, setNote] = useState('');
  const optedOut = contact.optedOutAt !== null;
  const kind = optedOut ? 'optIn' : 'optOut';
  const latest = entries?.[0];

  async function record() {
    await setConsent.mutateAsync({ optedIn: optedOut, note: note.trim() || undefined });
    notify(t(`contacts:consent.${kind}Done`, { name: contact.name }));
    setNote('');
    onChanged();
  }

  return (
    <Section name="consent" title={t('contact.consent')}>
      <div className="flex items-center justify-between gap-2">
        {optedOut ? (
          <Status tone="danger" icon={CircleSlash} size="md">
            {t('contact.optedOut')}
          </Status>
        ) : (
          <Status icon={CircleCheck} size="md">
            {t('contact.mayReceive')}
          </Status>
        )}
        {contact.abilities.edit && (
          <Button size="sm" onClick={() => setAsking(true)}>
            {t(`contacts:consent.${kind}`)}
          </Button>
        )}
      </div>
      {latest && (
        <p className="mt-1 text-12 text-ink-muted">
          {t(`panel.decisions.${latest.decision}`)}
          {' · '}
          {t(`panel.origins.${latest.origin}`, { defaultValue: t('panel.origins.other') })}
          {' · '}
          <RelativeTime at={latest.at} as="date" />
          {latest.note && (
            <bdi dir="auto" className="mt-0.5 line-clamp-3 border-s-2 border-line-strong ps-2 text-ink-secondary">
              {latest.note}
            </bdi>
          )}
        </p>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t(`contacts:consent.${kind}Title`, { name: contact.name })}
        description={t(`contacts:consent.${kind}Help`)}
        confirmLabel={t(`contacts:consent.${kind}`)}
        onConfirm={record}
      >
        <Field label={t('contacts:consent.note')} help={t('contacts:consent.noteHelp')}>
          <Textarea value={note} maxLength={noteMax} rows={2} onChange={(event) => setNote(event.target.value)} />
        </Field>
      </ConfirmDialog>
    </Section>
  );
}
