// A Meta template on a phone, its examples in place.
import { type ProviderMediaFormat, type ProviderTemplateInput, providerMediaLimits } from '@parley/contract';
import { ExternalLink, Phone, Play, Reply } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../../lib/session';
import { fileSigns } from '../../../ui/file-thumbnail';
import { Icon } from '../../../ui/icon';
import { PhonePreview } from '../../../ui/phone-preview';
import { withValues } from './form';
import type { ShownSample } from './sample-field';

const icons = { QUICK_REPLY: Reply, URL: ExternalLink, PHONE_NUMBER: Phone };

export function MetaPreview({ form, sample }: { form: ProviderTemplateInput; sample: ShownSample | null }) {
  const { t } = useTranslation('templates');
  const { tenant } = useSession();
  const { header, headerMedia, body, footer, buttons, examples } = form;
  return (
    <div className="grid justify-items-center gap-3">
      <PhonePreview
        sender={tenant.name}
        channel="whatsapp_cloud"
        placeholder={t('meta.placeholder')}
        attachment={
          headerMedia ? (
            <HeaderFile format={headerMedia.format} sample={sample} />
          ) : (
            header && (
              <p dir="auto" className="font-semibold">
                {withValues(header, examples)}
              </p>
            )
          )
        }
        text={
          body.trim() === '' && !headerMedia ? null : (
            <>
              <span className="whitespace-pre-line">{withValues(body, examples)}</span>
              {footer && <span className="mt-1 block text-12 text-ink-muted">{footer}</span>}
              {buttons.length > 0 && (
                <span className="-mx-1 mt-2 grid border-t border-line">
                  {buttons.map(({ type, text }, index) => (
                    <span
                      // biome-ignore lint/suspicious/noArrayIndexKey: buttons are known by their place alone
                      key={index}
                      className="flex items-center justify-center gap-1.5 border-b border-line py-1.5 font-medium text-accent-text last:border-0"
                    >
                      <Icon of={icons[type]} size={14} />
                      {text || '…'}
                    </span>
                  ))}
                </span>
              )}
            </>
          )
        }
      />
    </div>
  );
}

/** What the person will see above the words; the kind alone until a sample is there. */
function HeaderFile({ format, sample }: { format: ProviderMediaFormat; sample: ShownSample | null }) {
  const { t } = useTranslation('templates');
  const sign = fileSigns[providerMediaLimits[format].kind];
  const url = sample?.thumbnailUrl ?? (format === 'IMAGE' ? sample?.url : undefined);
  if (format === 'DOCUMENT')
    return (
      <span className="mb-1.5 flex items-center gap-2 rounded-sm bg-sunken px-2 py-2.5 text-12">
        <Icon of={sign} size={18} className="flex-none text-ink-muted" />
        <bdi className="truncate">{sample?.fileName ?? t('meta.media.kinds.DOCUMENT')}</bdi>
      </span>
    );
  if (url)
    return (
      <span className="relative mb-1.5 grid">
        <img src={url} alt={sample?.fileName ?? ''} className="max-h-44 w-full rounded-sm object-cover" />
        {format === 'VIDEO' && (
          <span className="absolute inset-0 m-auto grid size-9 place-items-center rounded-full bg-surface text-ink">
            <Icon of={Play} size={18} />
          </span>
        )}
      </span>
    );
  return (
    <span className="mb-1.5 grid h-32 place-items-center rounded-sm bg-sunken text-ink-muted">
      <Icon of={sign} size={22} />
    </span>
  );
}
