// Whether campaigns may reach this person, and the way to record a change of mind with what it rests on.
import type { Contact } from '@parley/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button';
import { ConfirmDialog } from '../../../ui/confirm-dialog';
import { Field } from '../../../ui/field';
import { RelativeTime } from '../../../ui/relative-time';
import { Textarea } from '../../../ui/textarea';
import { notify } from '../../../ui/toast';
import { useSetConsent } from '../api';
import { Consent } from './consent';
import { ConsentHistory } from './consent-history';

const noteMax = 500;

export function ConsentPanel({ contact }: { contact: Contact }) {
  const { t } = useTranslation('contacts');
  const setConsent = useSetConsent(contact.id);
  const [asking, setAsking] = useState(false);
  const [note, setNote] = useState('');
  const optedOut = contact.optedOutAt !== null;
  const kind = optedOut ? 'optIn' : 'optOut';

  async function record() {
    await setConsent.mutateAsync({ optedIn: optedOut, note: note.trim() || undefined });
    notify(t(`consent.${kind}Done`, { name: contact.name }));
    setNote('');
  }

  return (
    <section className="border-b border-line px-5 py-4 text-13">
      <header className="flex items-center justify-between gap-2">
        <h2 className="text-14 font-semibold">{t('fields.consent')}</h2>
        <Consent optedOutAt={contact.optedOutAt} />
      </header>
      <p className="mt-1 text-ink-muted">
        {contact.optedOutAt ? (
          <>
            {t('consent.outHelp')} <RelativeTime at={contact.optedOutAt} as="date" />
          </>
        ) : (
          t('consent.inHelp')
        )}
      </p>
      {contact.abilities.edit && (
        <Button size="sm" className="mt-3" onClick={() => setAsking(true)}>
          {t(`consent.${kind}`)}
        </Button>
      )}
      <ConsentHistory contactId={contact.id} />
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t(`consent.${kind}Title`, { name: contact.name })}
        description={t(`consent.${kind}Help`)}
        confirmLabel={t(`consent.${kind}`)}
        onConfirm={record}
      >
        <Field label={t('consent.note')} help={t('consent.noteHelp')}>
          <Textarea value={note} maxLength={noteMax} rows={2} onChange={(event) => setNote(event.target.value)} />
        </Field>
      </ConfirmDialog>
    </section>
  );
}
