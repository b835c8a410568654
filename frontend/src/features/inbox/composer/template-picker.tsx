// An approved template for a chat whose window is closed: found by name, its blanks filled, seen as the customer will see it.
import type { Chat, ProviderTemplate } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { LayoutTemplate, RefreshCw } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type BlankValues, findBlanks } from '../../../lib/template-blanks';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { EmptyState } from '../../../ui/empty-state';
import { ErrorState } from '../../../ui/error-state';
import { SearchInput } from '../../../ui/search-input';
import { SkeletonRows } from '../../../ui/skeleton';
import { useSending } from '../outgoing';
import { sendableTemplatesQuery, useSyncTemplates } from '../thread/api';
import { toOutgoing } from './fill-template';
import { TemplateForm } from './template-form';

export default function TemplatePicker({ chat, onClose }: { chat: Chat; onClose: () => void }) {
  const { t } = useTranslation('inbox');
  const formId = useId();
  const { send } = useSending(chat);
  const [chosen, setChosen] = useState<ProviderTemplate | null>(null);
  const [values, setValues] = useState<BlankValues>({});
  const [tried, setTried] = useState(false);
  const sync = useSyncTemplates(chat.connectionId);
  const blanks = chosen ? findBlanks(chosen, values) : [];

  function choose(template: ProviderTemplate | null) {
    setChosen(template);
    setValues({});
    setTried(false);
  }
  function submit() {
    if (!chosen) return;
    setTried(true);
    if (blanks.length > 0) return;
    send(toOutgoing(chosen, values));
    onClose();
  }

  return (
    <Dialog
      open
      flush
      width="lg"
      onOpenChange={(open) => !open && onClose()}
      title={chosen ? chosen.name : t('templatePicker.title')}
      description={t('templatePicker.help', { name: chat.contactName })}
      footer={
        chosen ? (
          <>
            <Button variant="ghost" onClick={() => choose(null)}>
              {t('templatePicker.another')}
            </Button>
            <Button type="submit" form={formId} variant="primary">
              {t('composer.send')}
            </Button>
          </>
        ) : (
          <Button variant="ghost" icon={RefreshCw} busy={sync.isPending} onClick={() => sync.mutate()}>
            {t('templatePicker.sync')}
          </Button>
        )
      }
    >
      {chosen ? (
        <TemplateForm
          id={formId}
          template={chosen}
          values={values}
          missing={tried ? blanks : []}
          onChange={(key, value) => setValues((all) => ({ ...all, [key]: value }))}
          onSubmit={submit}
        />
      ) : (
        <Templates connectionId={chat.connectionId} onChoose={choose} />
      )}
    </Dialog>
  );
}

function Templates({
  connectionId,
  onChoose,
}: {
  connectionId: string;
  onChoose: (template: ProviderTemplate) => void;
}) {
  const { t } = useTranslation('inbox');
  const [search, setSearch] = useState('');
  const { data, error, isPending, refetch } = useQuery(sendableTemplatesQuery(connectionId));
  if (isPending) return <SkeletonRows rows={5} />;
  if (error) return <ErrorState error={error} title={t('templatePicker.failed')} onRetry={() => void refetch()} />;
  if (data.length === 0) {
    return (
      <EmptyState icon={LayoutTemplate} title={t('templatePicker.none')}>
        {t('templatePicker.noneHelp')}
      </EmptyState>
    );
  }
  const wanted = search.toLocaleLowerCase();
  const found = data.filter(({ name, body }) => `${name} ${body}`.toLocaleLowerCase().includes(wanted));
  return (
    <>
      <div className="sticky top-0 z-10 border-b border-line bg-raised px-5 py-2.5">
        <SearchInput
          value={search}
          onChange={setSearch}
          label={t('templatePicker.search')}
          placeholder={t('templatePicker.search')}
        />
      </div>
      {found.length === 0 && <p className="px-5 py-6 text-13 text-ink-muted">{t('templatePicker.notFound')}</p>}
      <ul className="grid p-2 tablet:max-h-[420px]">
        {found.map((template) => (
          <li key={template.id}>
            <button
              type="button"
              onClick={() => onChoose(template)}
              className="grid w-full gap-0.5 rounded-sm px-3 py-2 text-start text-13 hover:bg-hover focus-visible:shadow-focus-inset max-tablet:min-h-11"
            >
              <span className="flex items-baseline gap-2">
                <bdi className="min-w-0 truncate font-medium">{template.name}</bdi>
                <span className="flex-none text-11 text-ink-muted">
                  <bdi>{template.language}</bdi>
                </span>
              </span>
              <span dir="auto" className="line-clamp-2 text-ink-muted">
                {template.body}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
