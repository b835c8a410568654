// A Meta template on a phone, its examples in place.
import type { ProviderTemplateInput } from '@parley/contract';
import { ExternalLink, Phone, Reply } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../../lib/session';
import { Icon } from '../../../ui/icon';
import { PhonePreview } from '../../../ui/phone-preview';
import { withValues } from './form';

const icons = { QUICK_REPLY: Reply, URL: ExternalLink, PHONE_NUMBER: Phone };

export function MetaPreview({ form }: { form: ProviderTemplateInput }) {
  const { t } = useTranslation('templates');
  const { tenant } = useSession();
  const { header, body, footer, buttons, examples } = form;
  return (
    <div className="grid justify-items-center gap-3">
      <PhonePreview
        sender={tenant.name}
        channel="whatsapp_cloud"
        placeholder={t('meta.placeholder')}
        attachment={
          header && (
            <p dir="auto" className="font-semibold">
              {withValues(header, examples)}
            </p>
          )
        }
        text={
          body.trim() === '' ? null : (
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
