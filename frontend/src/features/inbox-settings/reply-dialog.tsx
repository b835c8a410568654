// Writes a ready answer.
import type { CannedReply } from '@parley/contract';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isApiError } from '../../lib/api-error';
import { sayError } from '../../lib/field-errors';
import { useCan } from '../../lib/session';
import { Alert } from '../../ui/alert';
import { Button } from '../../ui/button';
import { Checkbox } from '../../ui/checkbox';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { Input } from '../../ui/input';
import { Textarea } from '../../ui/textarea';
import { notify } from '../../ui/toast';
import { useSaveReply } from './api';

const shortcutForm = /^[\p{L}\p{N}][\p{L}\p{N}_-]{0,39}$/u;

export function ReplyDialog({ reply, onClose }: { reply: CannedReply | null; onClose: () => void }) {
  const { t } = useTranslation('inbox-settings');
  const mayShare = useCan('inbox.manage');
  const save = useSaveReply();
  const [draft, setDraft] = useState({
    shortcut: reply?.shortcut ?? '',
    title: reply?.title ?? '',
    text: reply?.text ?? '',
    shared: reply ? reply.ownerId === null : false,
  });
  const [tried, setTried] = useState(false);
  const set = (change: Partial<typeof draft>) => {
    setDraft({ ...draft, ...change });
    save.reset();
  };
  const shortcut = draft.shortcut.trim().replace(/^\//, '').toLowerCase();
  const faults = {
    shortcut: !shortcutForm.test(shortcut),
    title: draft.title.trim() === '',
    text: draft.text.trim() === '',
  };
  const taken = isApiError(save.error, 'name_taken');
  const unknown = isApiError(save.error, 'unknown_variable') ? sayError(t, save.error) : undefined;

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (faults.shortcut || faults.title || faults.text) return;
    save.mutate(
      { id: reply?.id, shortcut, title: draft.title.trim(), text: draft.text.trim(), shared: draft.shared },
      {
        onSuccess: () => {
          notify(t('replies.saved'));
          onClose();
        },
      },
    );
  }

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t(reply ? 'replies.editTitle' : 'replies.addTitle')}
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            {t('common:actions.cancel')}
          </Button>
          <Button variant="primary" type="submit" form="reply" busy={save.isPending}>
            {t('common:actions.save')}
          </Button>
        </>
      }
    >
      <form id="reply" onSubmit={submit} noValidate className="grid gap-4">
        {save.isError && !taken && !unknown && <Alert>{sayError(t, save.error)}</Alert>}
        <div className="grid gap-4 tablet:grid-cols-[180px_minmax(0,1fr)]">
          <Field
            label={t('replies.shortcut')}
            help={t('replies.shortcutHelp')}
            error={tried && faults.shortcut ? t('replies.badShortcut') : taken ? t('replies.taken') : undefined}
          >
            <Input
              dir="auto"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={41}
              placeholder="/thanks"
              value={draft.shortcut}
              onChange={(event) => set({ shortcut: event.target.value })}
            />
          </Field>
          <Field
            label={t('replies.name')}
            error={tried && faults.title ? t('errors:fields.name.too_small') : undefined}
          >
            <Input
              dir="auto"
              maxLength={80}
              value={draft.title}
              onChange={(event) => set({ title: event.target.value })}
            />
          </Field>
        </div>
        <Field
          label={t('replies.text')}
          help={t('replies.textHelp', { example: '{{lead.name}}' })}
          error={tried && faults.text ? t('replies.badText') : unknown}
        >
          <Textarea
            dir="auto"
            rows={6}
            maxLength={4096}
            value={draft.text}
            onChange={(event) => set({ text: event.target.value })}
          />
        </Field>
        <Checkbox
          checked={draft.shared}
          disabled={!mayShare}
          onChange={(shared) => set({ shared })}
          label={t('replies.shared')}
          help={mayShare ? t('replies.sharedHelp') : t('replies.sharedOnly')}
        />
      </form>
    </Dialog>
  );
}
