// A test of the message to oneself, with its ticks as they come.
import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { Smartphone } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { isApiError } from '../../../lib/api-error';
import { sayError } from '../../../lib/field-errors';
import { useSession } from '../../../lib/session';
import { Tick } from '../../../ui/bubble';
import { Button } from '../../../ui/button';
import { Field } from '../../../ui/field';
import { Input } from '../../../ui/input';
import { Popover } from '../../../ui/popover';
import { type Draft, toInput } from './draft';
import { testQuery, useSendTest } from './message-api';

/** Why a test was not sent and what to do; a number that is not one's own is no matter of roles. */
function sayRefusal(t: TFunction, error: unknown): string {
  if (isApiError(error, 'forbidden') && error.data.reason)
    return t(`campaigns:hints.testRefused.${error.data.reason}`, { ...error.data, defaultValue: error.message });
  if (isApiError(error, 'validation_failed') && error.details.some(({ path }) => path === 'phone'))
    return t('campaigns:hints.testRefused.noNumber');
  return sayError(t, error);
}

export function TestSend({ draft, variant, contactId }: { draft: Draft; variant: number; contactId?: string }) {
  const { t } = useTranslation('campaigns');
  const { user, tenant } = useSession();
  const [open, setOpen] = useState(false);
  const [phone, setPhone] = useState(user.coachProfile.whatsapp ?? '');
  const send = useSendTest();
  const sent = useQuery(testQuery(send.data?.message.id));
  const state = sent.data?.state ?? send.data?.message.state;
  // Who gets it is no part of a test.
  const input = toInput({ ...draft, audience: 'all', kept: null }, tenant.timezone);

  function submit() {
    if (!input) return;
    const { connectionId, message, name } = input;
    send.mutate({ connectionId, message, name, variant, phone: phone.trim() || undefined, contactId });
  }

  return (
    <Popover
      label={t('say.test')}
      align="end"
      open={open}
      onOpenChange={setOpen}
      className="w-80 p-4!"
      trigger={
        <Button size="sm" icon={Smartphone} disabled={input === null}>
          {t('say.test')}
        </Button>
      }
    >
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Field
          label={t('say.testPhone')}
          help={t('say.testHelp')}
          error={send.error ? sayRefusal(t, send.error) : undefined}
        >
          <Input
            dir="ltr"
            type="tel"
            autoComplete="tel"
            value={phone}
            onChange={(event) => setPhone(event.target.value)}
          />
        </Field>
        <Button type="submit" variant="primary" className="justify-center" busy={send.isPending}>
          {send.data ? t('say.testAgain') : t('say.testSend')}
        </Button>
        <p role="status" className="flex items-center gap-1.5 text-13 empty:hidden">
          {send.data && state && state !== 'received' && (
            <>
              <Tick state={state} />
              <span>{t(`recipientStates.${state}`)}</span>
              <bdi dir="ltr" className="text-ink-muted">
                {send.data.phone}
              </bdi>
              {sent.data?.error && <span>{t(`reasons.${sent.data.error.code}.title`)}</span>}
              {send.data.message.chatId && (
                <Link
                  to={`/inbox/${send.data.message.chatId}`}
                  className="ms-auto text-12 font-medium text-accent-text underline-offset-2 hover:underline"
                >
                  {t('verbs.openChat')}
                </Link>
              )}
            </>
          )}
        </p>
      </form>
    </Popover>
  );
}
