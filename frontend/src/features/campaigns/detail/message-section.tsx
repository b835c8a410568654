// What was sent, from where and by whom.
import type { Campaign } from '@parley/contract';
import { FileText, Maximize2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format';
import { variantName } from '../../../lib/variants';
import { Dialog } from '../../../ui/dialog';
import { Icon } from '../../../ui/icon';
import { IconButton } from '../../../ui/icon-button';
import { TextLink } from '../../../ui/text-link';
import { BandSection } from './top-band';

export function MessageSection({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const { message, pacing, connectionName, ownerName } = campaign;
  const wordings = message.variants.length > 0 ? message.variants : [{ number: 0, body: message.body }];
  const facts = [
    { label: t('about.line'), value: <bdi>{connectionName}</bdi> },
    {
      label: t('about.pace'),
      value: pacing
        ? t('about.delay', {
            from: format.number(pacing.minDelayMs / 1000),
            to: format.number(pacing.maxDelayMs / 1000),
          })
        : t('about.asLine'),
    },
    ...(ownerName ? [{ label: t('about.owner'), value: <bdi>{ownerName}</bdi> }] : []),
  ];
  return (
    <BandSection
      title={t('about.message')}
      className="max-wide:hidden max-tablet:block"
      note={
        message.provider ? (
          <bdi>{message.provider.name}</bdi>
        ) : message.templateId ? (
          <TextLink to={`/templates/${message.templateId}`}>
            <bdi>{message.templateName}</bdi>
          </TextLink>
        ) : undefined
      }
    >
      <div className="relative rounded-md bg-sunken py-2 ps-3 pe-9">
        <MessageFiles assets={message.assets} />
        <p dir="auto" className="line-clamp-3 text-13 whitespace-pre-line">
          {message.body}
        </p>
        <IconButton
          icon={Maximize2}
          size="sm"
          label={t('about.show')}
          className="absolute! end-1.5 top-1.5"
          onClick={() => setOpen(true)}
        />
      </div>
      <dl className="mt-3 flex flex-wrap gap-x-6 gap-y-2 text-13">
        {facts.map((fact) => (
          <div key={fact.label} className="min-w-0 leading-snug">
            <dt className="text-12 text-ink-muted">{fact.label}</dt>
            <dd className="truncate font-medium">{fact.value}</dd>
          </div>
        ))}
      </dl>
      <Dialog open={open} onOpenChange={setOpen} title={t('about.message')}>
        {wordings.map(({ number, body }) => (
          <section key={number} className="not-first:mt-4">
            {wordings.length > 1 && (
              <h3 className="text-12 text-ink-muted">{t('say.variant', { name: variantName(number) })}</h3>
            )}
            <p dir="auto" className="text-14 whitespace-pre-line">
              {body}
            </p>
          </section>
        ))}
      </Dialog>
    </BandSection>
  );
}

/** Small pictures of what goes along; other files by their sign. */
function MessageFiles({ assets }: { assets: Campaign['message']['assets'] }) {
  if (assets.length === 0) return null;
  return (
    <ul className="mb-1.5 flex flex-wrap gap-1.5">
      {assets.map(({ id, fileName, kind, thumbnailUrl, url }) => (
        <li key={id}>
          {kind === 'image' ? (
            <img src={thumbnailUrl ?? url} alt={fileName} className="size-10 rounded-sm object-cover" />
          ) : (
            <span className="grid size-10 place-items-center rounded-sm bg-hover text-ink-muted" title={fileName}>
              <Icon of={FileText} size={18} />
              <span className="sr-only">{fileName}</span>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
