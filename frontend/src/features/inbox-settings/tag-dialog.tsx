// Makes a tag, or changes its name and colour.
import { type ChatTag, tagColors } from '@parley/contract';
import { Check } from 'lucide-react';
import { RadioGroup } from 'radix-ui';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isApiError } from '../../lib/api-error';
import { tagDot } from '../../lib/chat-tags';
import { sayError } from '../../lib/field-errors';
import { Alert } from '../../ui/alert';
import { Button } from '../../ui/button';
import { cn } from '../../ui/cn';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { Input } from '../../ui/input';
import { useCreateTag, useUpdateTag } from './api';

export function TagDialog({ tag, onClose }: { tag: ChatTag | null; onClose: () => void }) {
  const { t } = useTranslation('inbox-settings');
  const [name, setName] = useState(tag?.name ?? '');
  const [color, setColor] = useState<ChatTag['color']>(tag?.color ?? 'teal');
  const [tried, setTried] = useState(false);
  const create = useCreateTag();
  const update = useUpdateTag();
  const save = tag ? update : create;
  const taken = isApiError(save.error, 'name_taken');
  const blank = name.trim() === '';

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (blank) return;
    const body = { name: name.trim(), color };
    if (tag) update.mutate({ id: tag.id, ...body }, { onSuccess: onClose });
    else create.mutate(body, { onSuccess: onClose });
  }

  return (
    <Dialog
      open
      onOpenChange={onClose}
      width="sm"
      title={t(tag ? 'tags.editTitle' : 'tags.addTitle')}
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            {t('common:actions.cancel')}
          </Button>
          <Button variant="primary" type="submit" form="tag" busy={save.isPending}>
            {t('common:actions.save')}
          </Button>
        </>
      }
    >
      <form id="tag" onSubmit={submit} noValidate className="grid gap-4">
        {save.isError && !taken && <Alert>{sayError(t, save.error)}</Alert>}
        <Field
          label={t('tags.name')}
          error={tried && blank ? t('errors:fields.name.too_small') : taken ? t('tags.taken') : undefined}
        >
          <Input
            dir="auto"
            maxLength={40}
            value={name}
            onChange={(event) => {
              setName(event.target.value);
              save.reset();
            }}
          />
        </Field>
        <div className="grid gap-1.5">
          <span id="tag-color" className="text-13 font-medium">
            {t('tags.color')}
          </span>
          <RadioGroup.Root
            aria-labelledby="tag-color"
            value={color}
            onValueChange={(next) => setColor(tagColors.find((one) => one === next) ?? 'grey')}
            className="flex flex-wrap gap-2"
          >
            {tagColors.map((one) => (
              <RadioGroup.Item
                key={one}
                value={one}
                aria-label={t(`colors.${one}`)}
                className={cn(
                  'grid size-8 place-items-center rounded-full text-accent-contrast focus-visible:shadow-focus max-tablet:size-10',
                  tagDot[one],
                )}
              >
                <RadioGroup.Indicator>
                  <Icon of={Check} size={16} />
                </RadioGroup.Indicator>
              </RadioGroup.Item>
            ))}
          </RadioGroup.Root>
        </div>
      </form>
    </Dialog>
  );
}
