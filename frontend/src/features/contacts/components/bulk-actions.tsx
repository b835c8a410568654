// What can be done with the chosen contacts: tag, assign, opt out, delete; one by one, with progress and a word about refusals.
import type { Contact } from '@parley/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleSlash, Megaphone, Tag as TagIcon, Trash2, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { findReachable, sendAlong } from '../../../lib/campaign-people';
import { sayError } from '../../../lib/field-errors';
import { runEach } from '../../../lib/run-each';
import { useCan } from '../../../lib/session';
import { membersQuery } from '../../../lib/team';
import { BulkBar } from '../../../ui/bulk-bar';
import { Button } from '../../../ui/button';
import { ConfirmDialog } from '../../../ui/confirm-dialog';
import { Field } from '../../../ui/field';
import { Menu, MenuItem } from '../../../ui/menu';
import { Meter } from '../../../ui/meter';
import { Popover, PopoverClose } from '../../../ui/popover';
import { addTags, TagInput } from '../../../ui/tag-input';
import { notify, notifyError } from '../../../ui/toast';
import { contactsKey, contactVerbs, tagsQuery } from '../api';
import type { Selection } from '../use-selection';

type Verb = 'tag' | 'assign' | 'optOut' | 'remove';

/** Runs one verb over contacts and says how it ended. `finished` is null while nothing runs. */
function useBulkRun(selection: Selection) {
  const { t } = useTranslation('contacts');
  const queryClient = useQueryClient();
  const [finished, setFinished] = useState<number | null>(null);

  async function run(verb: Verb, contacts: readonly Contact[], act: (contact: Contact) => Promise<unknown>) {
    const byId = new Map(contacts.map((contact) => [contact.id, contact]));
    setFinished(0);
    const { done, failures } = await runEach(
      [...byId.keys()],
      async (id) => {
        const contact = byId.get(id);
        if (contact) await act(contact);
      },
      setFinished,
    );
    setFinished(null);
    void queryClient.invalidateQueries({ queryKey: contactsKey });
    const failed = new Set(failures.map(({ id }) => id));
    // Who was refused stays chosen, so that the rest can be tried again.
    selection.setMany(
      contacts.filter(({ id }) => !failed.has(id)),
      false,
    );
    if (done > 0) notify(t(`bulk.${verb}Done`, { count: done }));
    const first = failures[0];
    if (first) {
      const name = byId.get(first.id)?.name ?? '';
      notifyError(t('bulk.refused', { count: failures.length }), {
        description: `${name}: ${sayError(t, first.error)}`,
      });
    }
  }

  return { finished, run };
}

export function BulkActions({ selection }: { selection: Selection }) {
  const { t } = useTranslation('contacts');
  const navigate = useNavigate();
  const [asking, setAsking] = useState<'optOut' | 'remove' | null>(null);
  const { finished, run } = useBulkRun(selection);
  const { contacts } = selection;
  const editable = contacts.filter((contact) => contact.abilities.edit);
  const removable = contacts.filter((contact) => contact.abilities.remove);
  const assignable = contacts.filter((contact) => contact.abilities.assign);
  const consenting = editable.filter((contact) => !contact.optedOutAt);
  const reachable = findReachable(contacts);
  const mayCampaign = useCan('campaigns.manage');

  if (contacts.length === 0) return null;
  if (finished !== null) {
    return (
      <BulkBar label={t('bulk.running', { done: finished, count: contacts.length })} onClear={selection.clear}>
        <Meter
          kind="progress"
          value={finished}
          max={contacts.length}
          label={t('bulk.progress')}
          className="mx-2 w-40"
        />
      </BulkBar>
    );
  }
  return (
    <>
      <BulkBar label={t('bulk.chosen', { count: contacts.length })} onClear={selection.clear}>
        {mayCampaign && reachable.length > 0 && (
          <Button
            variant="ghost"
            icon={Megaphone}
            flipIcon
            onClick={() => void navigate('/campaigns/new', { state: sendAlong(reachable) })}
          >
            <ActionName>{t('bulk.campaign')}</ActionName>
          </Button>
        )}
        {editable.length > 0 && (
          <TagChosen
            onTag={(tags) =>
              run('tag', editable, ({ id, tags: had }) => contactVerbs.change(id, { tags: addTags(had, tags) }))
            }
          />
        )}
        {assignable.length > 0 && (
          <AssignChosen
            onAssign={(ownerId) => run('assign', assignable, ({ id }) => contactVerbs.change(id, { ownerId }))}
          />
        )}
        {consenting.length > 0 && (
          <Button variant="ghost" icon={CircleSlash} onClick={() => setAsking('optOut')}>
            <ActionName>{t('bulk.optOut')}</ActionName>
          </Button>
        )}
        {removable.length > 0 && (
          <Button variant="ghost" icon={Trash2} onClick={() => setAsking('remove')}>
            <ActionName>{t('actions.delete')}</ActionName>
          </Button>
        )}
      </BulkBar>
      <ConfirmDialog
        open={asking === 'optOut'}
        onOpenChange={() => setAsking(null)}
        title={t('bulk.optOutTitle', { count: consenting.length })}
        description={t('bulk.optOutHelp')}
        confirmLabel={t('bulk.optOutConfirm', { count: consenting.length })}
        onConfirm={() => void run('optOut', consenting, ({ id }) => contactVerbs.optOut(id))}
      />
      <ConfirmDialog
        open={asking === 'remove'}
        onOpenChange={() => setAsking(null)}
        title={t('remove.title', { count: removable.length })}
        description={t('remove.help')}
        confirmLabel={t('remove.confirm', { count: removable.length })}
        danger
        onConfirm={() => void run('remove', removable, ({ id }) => contactVerbs.remove(id))}
      />
    </>
  );
}

function TagChosen({ onTag }: { onTag: (tags: string[]) => void }) {
  const { t } = useTranslation('contacts');
  const { data: known = [] } = useQuery(tagsQuery);
  const [tags, setTags] = useState<string[]>([]);
  return (
    <Popover
      label={t('bulk.tag')}
      side="top"
      trigger={
        <Button variant="ghost" icon={TagIcon}>
          <ActionName>{t('bulk.tag')}</ActionName>
        </Button>
      }
    >
      <div className="grid gap-3">
        <Field label={t('bulk.tagLabel')}>
          <TagInput
            value={tags}
            onChange={setTags}
            placeholder={t('form.tagPlaceholder')}
            known={known.map(({ name }) => name)}
          />
        </Field>
        <PopoverClose asChild>
          <Button
            variant="primary"
            disabled={tags.length === 0}
            onClick={() => onTag(tags)}
            className="justify-self-end"
          >
            {t('bulk.tagConfirm')}
          </Button>
        </PopoverClose>
      </div>
    </Popover>
  );
}

function AssignChosen({ onAssign }: { onAssign: (ownerId: string | null) => void }) {
  const { t } = useTranslation('contacts');
  const { data: members = [] } = useQuery(membersQuery);
  return (
    <Menu
      side="top"
      align="start"
      trigger={
        <Button variant="ghost" icon={UserPlus}>
          <ActionName>{t('bulk.assign')}</ActionName>
        </Button>
      }
    >
      {members
        .filter(({ status }) => status === 'active')
        .map((member) => (
          <MenuItem key={member.id} onSelect={() => onAssign(member.id)}>
            <bdi>{member.name}</bdi>
          </MenuItem>
        ))}
      <MenuItem onSelect={() => onAssign(null)}>{t('owner.none')}</MenuItem>
    </Menu>
  );
}

/** On a phone the icons alone, so that all of them are in reach. */
function ActionName({ children }: { children: string }) {
  return <span className="max-tablet:sr-only">{children}</span>;
}
