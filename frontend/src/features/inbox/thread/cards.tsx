// Messages that are a card: a place, a contact, a choice and its answer, an advertisement the conversation began with.
import type { Message, MessageContent } from '@parley/contract';
import {
  AtSign,
  ExternalLink,
  FileText,
  Image,
  Link2,
  List,
  MapPin,
  Megaphone,
  MessageSquarePlus,
  Reply,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { spacePhone } from '../../../lib/phone';
import { Avatar } from '../../../ui/avatar';
import { CopyButton } from '../../../ui/copy-button';
import { Icon } from '../../../ui/icon';
import { IconButton } from '../../../ui/icon-button';
import { useStartChat } from './api';

/** Five digits after the point are about a metre. */
const coordinateDigits = 5;

/** A place as a small drawn map: no map of others is asked, so nobody learns where the customer is. */
export function PlaceCard({ place }: { place: NonNullable<MessageContent['location']> }) {
  const { t } = useTranslation('inbox');
  const { latitude, longitude, name, address } = place;
  const known = latitude !== undefined && longitude !== undefined;
  const spot = known ? `${latitude.toFixed(coordinateDigits)}, ${longitude.toFixed(coordinateDigits)}` : '';
  return (
    <div className="w-[252px] max-w-full overflow-hidden rounded-[9px]">
      <div className="relative h-24 overflow-hidden bg-hover" aria-hidden>
        <svg
          aria-hidden="true"
          viewBox="0 0 252 96"
          preserveAspectRatio="xMidYMid slice"
          className="size-full"
          fill="none"
        >
          <path d="M-4 70C40 52 70 88 120 66s78-44 140-26" stroke="var(--accent-soft)" strokeWidth="20" />
          <path
            d="M-4 30h90l24 70M86 30l36-34M152-4l-18 60 40 44M134 56l122-18"
            stroke="var(--surface)"
            strokeWidth="7"
          />
          <path d="M30-4l10 104M200-4l14 104M-4 84h120" stroke="var(--surface)" strokeWidth="3.5" />
        </svg>
        <Icon of={MapPin} size={28} className="absolute inset-0 m-auto -translate-y-2 fill-surface text-danger" />
      </div>
      <div className="grid gap-px px-[9px] pt-1.5 leading-snug">
        <bdi className="truncate font-medium match-parent">{name || t('kinds.location')}</bdi>
        {address && <bdi className="line-clamp-2 text-12 text-ink-muted match-parent">{address}</bdi>}
        {known && (
          <span className="flex items-center justify-between gap-2 text-12">
            <bdi dir="ltr" className="tabular text-ink-muted">
              {spot}
            </bdi>
            <a
              href={`https://www.google.com/maps/search/?api=1&query=${latitude},${longitude}`}
              target="_blank"
              rel="noopener noreferrer"
              className="inline-flex items-center gap-1 font-medium whitespace-nowrap text-accent-text hover:underline"
            >
              {t('media.openMap')}
              <Icon of={ExternalLink} size={12} />
            </a>
          </span>
        )}
      </div>
    </div>
  );
}

export function ContactCards({ cards }: { cards: NonNullable<MessageContent['contacts']> }) {
  const { t } = useTranslation('inbox');
  const startChat = useStartChat();
  return (
    <ul className="grid w-64 max-w-full gap-2 py-0.5">
      {cards.map((card) => (
        <li key={`${card.name} ${card.phones.join(' ')}`} className="grid gap-1">
          <span className="flex items-center gap-2.5">
            <Avatar id={card.name} name={card.name} size={32} />
            <bdi className="min-w-0 truncate font-medium match-parent">{card.name}</bdi>
          </span>
          {card.phones.map((phone) => (
            <span key={phone} className="flex items-center gap-1 ps-[42px] text-13">
              <bdi dir="ltr" className="tabular min-w-0 flex-1 truncate match-parent">
                {spacePhone(phone)}
              </bdi>
              <CopyButton text={phone} label={t('media.copyPhone')} iconOnly />
              <IconButton
                icon={MessageSquarePlus}
                label={t('media.startChat')}
                onClick={() => startChat.mutate({ name: card.name, phone })}
                busy={startChat.isPending}
              />
            </span>
          ))}
          {card.emails.map((email) => (
            <span key={email} className="flex ps-[42px] text-12 text-ink-muted">
              <bdi dir="ltr" className="min-w-0 truncate">
                {email}
              </bdi>
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}

/** Buttons under a bubble as the customer sees them; nothing to press here. */
export function ShownButtons({ titles, icon }: { titles: readonly string[]; icon?: typeof List }) {
  return (
    <ul className="msg-note -mx-1 mt-1.5 grid gap-1 border-t border-line-strong/60 pt-1.5">
      {titles.map((title) => (
        <li
          key={title}
          className="flex items-center justify-center gap-1.5 rounded-sm bg-surface/70 px-3 py-1 text-center text-13 font-medium text-accent-text"
        >
          {icon && <Icon of={icon} size={14} />}
          <bdi className="min-w-0 truncate">{title}</bdi>
        </li>
      ))}
    </ul>
  );
}

/** What was offered: buttons, or a list with its rows. */
export function OfferedChoice({ offered }: { offered: NonNullable<MessageContent['interactive']> }) {
  const { buttons, list, footer } = offered;
  return (
    <>
      {footer && <FinePrint text={footer} />}
      {buttons && <ShownButtons titles={buttons.map((button) => button.title)} icon={Reply} />}
      {list && (
        <details className="msg-note mt-1.5 border-t border-line-strong/60 pt-1">
          <summary className="flex cursor-pointer list-none items-center justify-center gap-1.5 rounded-sm py-1 text-13 font-medium text-accent-text">
            <Icon of={List} size={14} />
            <bdi>{list.button}</bdi>
          </summary>
          <ul className="grid gap-1 pt-1 text-13">
            {list.rows.map((row) => (
              <li key={row.id} className="grid rounded-sm bg-surface/70 px-2 py-1 leading-snug">
                <bdi className="font-medium match-parent">{row.title}</bdi>
                {row.description && <bdi className="text-12 text-ink-muted match-parent">{row.description}</bdi>}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** What the customer chose. */
export function ChosenAnswer({ choice }: { choice: NonNullable<MessageContent['choice']> }) {
  const { t } = useTranslation('inbox');
  return (
    <span className="grid gap-px leading-snug">
      <span className="flex items-center gap-1 text-12 text-ink-muted">
        <Icon of={Reply} size={12} flip />
        {t('thread.chose')}
      </span>
      <bdi className="font-medium match-parent">{choice.title}</bdi>
      {choice.description && <bdi className="text-12 text-ink-muted match-parent">{choice.description}</bdi>}
    </span>
  );
}

export function FinePrint({ text }: { text: string }) {
  return (
    <bdi dir="auto" className="msg-note mt-0.5 block text-12 text-ink-muted">
      {text}
    </bdi>
  );
}

/** A heading above the words: of a choice, or of a template. */
export function HeadLine({ text }: { text: string }) {
  return (
    <bdi dir="auto" className="msg-note mb-0.5 block font-semibold">
      {text}
    </bdi>
  );
}

/** Meta names its sources differently on each channel. */
function referralWord(source: string): 'ad' | 'post' | 'story' | 'mention' | 'link' | 'other' {
  const name = source.toLowerCase();
  if (/^ads?$/.test(name)) return 'ad';
  if (name === 'story_mention') return 'mention';
  if (name.includes('story')) return 'story';
  if (/post|reel|share/.test(name)) return 'post';
  return name.includes('link') ? 'link' : 'other';
}

const referralIcons = { ad: Megaphone, post: FileText, story: Image, mention: AtSign, link: Link2, other: FileText };

/** Where the conversation came from: an advertisement, a story, a post. */
export function ReferralCard({ referral }: { referral: NonNullable<MessageContent['referral']> }) {
  const { t } = useTranslation('inbox');
  const { source, headline, body, url } = referral;
  const safe = url && /^https?:\/\//i.test(url) ? url : undefined;
  const word = referralWord(source);
  return (
    <span className="msg-note mb-1.5 grid gap-px rounded-sm bg-surface/70 px-2.5 py-1.5 text-13 leading-snug">
      <span className="flex items-center gap-1 text-12 text-ink-muted">
        <Icon of={referralIcons[word]} size={12} />
        {t(`thread.referral.${word}`)}
      </span>
      {headline && <bdi className="font-medium break-words match-parent">{headline}</bdi>}
      {body && <bdi className="line-clamp-3 break-words text-ink-secondary match-parent">{body}</bdi>}
      {safe && (
        <a
          href={safe}
          target="_blank"
          rel="noopener noreferrer nofollow"
          className="truncate text-12 text-accent-text underline underline-offset-2"
        >
          <bdi dir="ltr">{safe}</bdi>
        </a>
      )}
    </span>
  );
}

/** Content that is a card of its own; undefined for words and files. */
export function cardOf({ kind, content }: Message) {
  if (kind === 'location' && content.location) return <PlaceCard place={content.location} />;
  if (kind === 'contact' && content.contacts?.length) return <ContactCards cards={content.contacts} />;
  if (content.choice) return <ChosenAnswer choice={content.choice} />;
  return undefined;
}
