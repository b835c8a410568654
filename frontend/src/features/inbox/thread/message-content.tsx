// What stands in a bubble, by the kind of message: the part above the words, the words, and the part below them.
import type { Message } from '@parley/contract';
import { Ban, CircleHelp, Forward, LayoutTemplate } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { BubbleProps } from '../../../ui/bubble';
import { Icon } from '../../../ui/icon';
import { FailedMedia, PendingMedia } from '../media/absent';
import { DocumentLine } from '../media/document';
import { Picture } from '../media/picture';
import { Voice } from '../media/voice';
import { cardOf, FinePrint, HeadLine, OfferedChoice, ReferralCard, ShownButtons } from './cards';
import { LinkedText } from './linked-text';
import { Quote } from './quote';

export interface ContentOptions {
  message: Message;
  contactName: string;
  /** The file while it is on its way up. */
  uploadKey?: string;
  onOpenMedia: () => void;
  onJumpToQuoted: () => void;
}

type Parts = Pick<BubbleProps, 'fit' | 'quote' | 'attachment' | 'below' | 'removed' | 'children'>;

/** The parts of a bubble. A withdrawn message is only our sentence about it. */
export function useContentParts(options: ContentOptions): Parts {
  const { t } = useTranslation('inbox');
  const { message } = options;
  if (message.deletedAt) {
    return {
      removed: true,
      children: (
        <span className="inline-flex items-center gap-1.5 italic">
          <Icon of={Ban} size={14} />
          {message.direction === 'in' ? t('thread.deletedByContact') : t('thread.deleted')}
        </span>
      ),
    };
  }
  const { text } = message;
  const fit = fitOf(message);
  return {
    fit,
    quote: above(options, t('thread.forwarded')),
    attachment: <Attachment {...options} />,
    below: <Below message={message} />,
    children: text && !repeatsCard(message) ? <LinkedText text={text} /> : undefined,
  };
}

/** A choice, a place and contacts stand as cards; their words only say again what is on them. */
function repeatsCard({ kind, text, content }: Message): boolean {
  if (content.choice) return true;
  if (kind === 'location') return text === content.location?.name;
  return kind === 'contact' && (content.contacts?.length ?? 0) > 0;
}

function fitOf({ kind, media, content }: Message): BubbleProps['fit'] {
  if (kind === 'sticker' && media && media.state !== 'failed') return 'bare';
  if (content.location && kind === 'location') return 'card';
  const pictured = media?.kind === 'image' || media?.kind === 'video';
  return pictured && media.state !== 'failed' && kind !== 'document' ? 'flush' : undefined;
}

function above({ message, contactName, onJumpToQuoted }: ContentOptions, forwarded: string): ReactNode {
  const { quoted, content } = message;
  if (!quoted && !content.forwarded && !content.referral) return undefined;
  return (
    <>
      {content.forwarded && (
        <span className="msg-note flex items-center gap-1 text-12 text-ink-muted">
          <Icon of={Forward} size={12} flip />
          {forwarded}
        </span>
      )}
      {content.referral && <ReferralCard referral={content.referral} />}
      {quoted && <Quote quoted={quoted} contactName={contactName} onJump={onJumpToQuoted} />}
    </>
  );
}

function Attachment({ message, contactName, uploadKey, onOpenMedia }: ContentOptions) {
  const { t } = useTranslation('inbox');
  const { kind, media, content } = message;
  const card = cardOf(message);
  return (
    <>
      {kind === 'template' && content.template && (
        <span className="msg-note mb-0.5 flex items-center gap-1 text-12 text-ink-muted">
          <Icon of={LayoutTemplate} size={12} />
          <bdi className="truncate">{t('thread.template', { name: content.template.name })}</bdi>
        </span>
      )}
      {media && (
        <FileOf
          message={message}
          label={message.direction === 'in' ? contactName : t('thread.you')}
          uploadKey={uploadKey}
          onOpen={onOpenMedia}
        />
      )}
      {(content.template?.header ?? content.interactive?.header) && (
        <HeadLine text={content.template?.header ?? content.interactive?.header ?? ''} />
      )}
      {card}
      {kind === 'unsupported' && <Unsupported type={content.type} />}
      {kind !== 'text' && kind !== 'unsupported' && !media && !card && !message.text && (
        <span className="text-ink-muted">{t(`kinds.${kind}`)}</span>
      )}
    </>
  );
}

function FileOf({
  message,
  label,
  uploadKey,
  onOpen,
}: {
  message: Message;
  label: string;
  uploadKey?: string;
  onOpen: () => void;
}) {
  const { t } = useTranslation('inbox');
  const { kind, media, id, text } = message;
  if (!media) return null;
  if (media.state === 'pending')
    return <PendingMedia media={media} sticker={kind === 'sticker'} captioned={Boolean(text)} />;
  if (media.state === 'failed' || !media.url) return <FailedMedia media={media} />;
  if (kind === 'sticker') {
    return (
      <img
        src={media.url}
        alt={t('media.stickerOf', { name: label })}
        width={128}
        height={128}
        decoding="async"
        className="size-32 object-contain"
      />
    );
  }
  if (kind === 'document' || media.kind === 'document') return <DocumentLine media={media} uploadKey={uploadKey} />;
  if (media.kind === 'audio') return <Voice media={media} id={message.clientKey ?? id} uploadKey={uploadKey} />;
  return <Picture media={media} label={label} onOpen={onOpen} uploadKey={uploadKey} captioned={Boolean(text)} />;
}

function Below({ message: { content } }: { message: Message }) {
  const { template, interactive } = content;
  return (
    <>
      {template?.footer && <FinePrint text={template.footer} />}
      {template?.buttons && template.buttons.length > 0 && <ShownButtons titles={template.buttons} />}
      {interactive && <OfferedChoice offered={interactive} />}
    </>
  );
}

function Unsupported({ type }: { type: string | undefined }) {
  const { t } = useTranslation('inbox');
  return (
    <span className="flex items-center gap-2.5 py-0.5" title={type}>
      <Icon of={CircleHelp} size={18} className="text-ink-muted" />
      <span className="grid min-w-0 leading-snug">
        <span className="font-medium">{t('kinds.unsupported')}</span>
        <span className="text-12 text-ink-muted">{t('kinds.unsupportedHelp')}</span>
      </span>
    </span>
  );
}
