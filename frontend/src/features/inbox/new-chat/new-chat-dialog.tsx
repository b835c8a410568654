// Begins a conversation: with whom, and from which number.
import { createChat } from '@parley/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../lib/api-client';
import { connectionsQuery } from '../../../lib/connections';
import { contactQuery } from '../../../lib/contacts';
import { sayError } from '../../../lib/field-errors';
import { Alert } from '../../../ui/alert';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { Field } from '../../../ui/field';
import { Select } from '../../../ui/select';
import { TextLink } from '../../../ui/text-link';
import { chatKey } from '../api';
import { showChats } from '../live';
import { ContactPicker } from './contact-picker';

export interface NewChatDialogProps {
  /** Chosen beforehand, when opened from a contact's page. */
  contactId?: string;
  onClose: () => void;
  onOpened: (chatId: string) => void;
}

export function NewChatDialog({ contactId, onClose, onOpened }: NewChatDialogProps) {
  const { t } = useTranslation('inbox');
  const queryClient = useQueryClient();
  const [person, setPerson] = useState(contactId);
  const [connectionChoice, setConnectionChoice] = useState<string>();
  const connections = useQuery(connectionsQuery);
  const given = useQuery({ ...contactQuery(contactId ?? ''), enabled: contactId !== undefined });
  const usable = [...(connections.data ?? [])].sort(
    (a, b) => Number(b.state === 'connected') - Number(a.state === 'connected'),
  );
  const connectionId = connectionChoice ?? usable[0]?.id;
  const open = useMutation({
    mutationFn: (body: { contactId: string; connectionId: string }) => call(createChat, { body }),
    onSuccess: (chat) => {
      queryClient.setQueryData(chatKey(chat.id), chat);
      showChats(queryClient, new Map([[chat.id, chat]]));
      onOpened(chat.id);
    },
  });
  const ready = person !== undefined && connectionId !== undefined;

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('newChat.title')}
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            {t('common:actions.cancel')}
          </Button>
          <Button
            variant="primary"
            disabled={!ready}
            busy={open.isPending}
            onClick={() => ready && open.mutate({ contactId: person, connectionId })}
          >
            {t('newChat.submit')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        {open.isError && <Alert>{sayError(t, open.error)}</Alert>}
        <ContactPicker
          chosenId={person}
          given={given.data}
          onChoose={setPerson}
          onSubmit={(id) => connectionId && open.mutate({ contactId: id, connectionId })}
        />
        {connections.isSuccess && usable.length === 0 ? (
          <Alert tone="info" action={<TextLink to="/connections">{t('newChat.connect')}</TextLink>}>
            {t('newChat.noConnection')}
          </Alert>
        ) : (
          <Field label={t('newChat.from')}>
            <Select
              value={connectionId}
              onChange={setConnectionChoice}
              options={usable.map((one) => ({
                value: one.id,
                label: one.name,
                hint: one.state === 'connected' ? undefined : t('newChat.notConnected'),
              }))}
            />
          </Field>
        )}
      </div>
    </Dialog>
  );
}
