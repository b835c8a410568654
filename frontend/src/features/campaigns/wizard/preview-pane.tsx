// The phone beside the wizard: one person after the other, as each will read it.
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../../lib/field-errors';
import { useFormat } from '../../../lib/format';
import { spacePhone } from '../../../lib/phone';
import { variantName } from '../../../lib/variants';
import { IconButton } from '../../../ui/icon-button';
import { PhonePreview } from '../../../ui/phone-preview';
import { Status } from '../../../ui/status';
import { PreviewFiles, PreviewTemplate } from './preview-parts';
import type { Preview } from './use-preview';
import type { DraftFile } from './wording';

interface PreviewPaneProps {
  preview: Preview;
  /** What the recipient sees above the chat: the sending number's name. */
  sender: string;
  files: readonly DraftFile[];
  /** Several wordings are compared. */
  compared: boolean;
}

export function PreviewPane({ preview, sender, files, compared }: PreviewPaneProps) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const { person, index, count, move, text, missing, error } = preview;
  const place = person?.kind
    ? [t(`preview.kinds.${person.kind}`), compared ? t('say.variant', { name: variantName(person.variant ?? 0) }) : '']
        .filter(Boolean)
        .join(' · ')
    : t('preview.person', { place: format.number(index + 1), count: format.number(count) });
  return (
    <div className="grid w-full max-w-[300px] content-start">
      <div className="mb-2 flex items-center gap-1 text-center">
        <IconButton
          icon={ChevronLeft}
          flip
          label={t('preview.previous')}
          disabled={count < 2}
          onClick={() => move(-1)}
        />
        <div className="grid min-w-0 flex-1 leading-snug" aria-live="polite">
          <bdi className="truncate text-13 font-medium">{person ? spacePhone(person.name) : t('preview.example')}</bdi>
          <span className="tabular text-12 text-ink-muted">{count > 0 ? place : t('preview.exampleHelp')}</span>
        </div>
        <IconButton icon={ChevronRight} flip label={t('preview.next')} disabled={count < 2} onClick={() => move(1)} />
      </div>
      <PhonePreview
        sender={sender}
        channel="whatsapp_evolution"
        text={text ?? (files.length > 0 ? '' : null)}
        attachment={<PreviewFiles files={files.slice(0, 1)} />}
        heading={person?.template?.header}
        footer={person?.template?.footer}
        below={
          <>
            <PreviewTemplate template={person?.template} />
            <PreviewFiles files={files.slice(1)} apart />
          </>
        }
        placeholder={error ? sayError(t, error) : t('preview.empty')}
      />
      {missing.length > 0 && (
        <p className="mt-3">
          <Status icon="attention" tone="warning" className="items-start! whitespace-normal!">
            <span>
              {t('preview.blank')} <bdi dir="ltr">{missing.join(', ')}</bdi>
            </span>
          </Status>
        </p>
      )}
    </div>
  );
}
