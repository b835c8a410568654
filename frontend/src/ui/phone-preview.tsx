// A phone with a chat on its screen: how the message will look to the person who gets it.
import type { Channel } from '@parley/contract';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar } from './avatar';
import { cn } from './cn';
import { RelativeTime } from './relative-time';

export interface PhonePreviewProps {
  /** Who the chat is with, as the recipient sees it: the sending number's name. */
  sender: string;
  channel?: Channel;
  /** Time on the phone's clock and beside the message; now unless told. */
  at?: string;
  /** The rendered message. `null` shows `placeholder`. */
  text: ReactNode | null;
  placeholder?: ReactNode;
  /** Above the text: a picture. */
  attachment?: ReactNode;
  /** In bold above the text. */
  heading?: ReactNode;
  /** Small below the text. */
  footer?: ReactNode;
  /** After the message: buttons, further messages. */
  below?: ReactNode;
  className?: string;
}

export function PhonePreview(props: PhonePreviewProps) {
  const { sender, channel, at, text, placeholder, attachment, heading, footer, below, className } = props;
  const { t } = useTranslation();
  const when = at ?? new Date().toISOString();
  return (
    <figure
      aria-label={t('phonePreview.label')}
      className={cn(
        'my-2 w-[300px] max-w-full rounded-[38px] bg-surface p-[9px] shadow-[0_0_0_1px_var(--line-strong),0_0_0_5px_var(--surface-hover),0_0_0_6px_var(--line-strong)]',
        className,
      )}
    >
      <div className="flex h-[530px] flex-col overflow-hidden rounded-[29px] bg-hover">
        <div
          aria-hidden
          dir="ltr"
          className="tabular flex items-center justify-between bg-surface px-5 pt-2 pb-0.5 text-12 font-semibold"
        >
          <RelativeTime at={when} as="time" />
          <span className="h-2.5 w-[22px] rounded-[3px] border border-current p-px">
            <span className="block h-full w-[70%] rounded-[1px] bg-current" />
          </span>
        </div>
        <div className="flex items-center gap-2 border-b border-line bg-surface px-3 pt-1.5 pb-2 text-13 [--ring:var(--surface)]">
          <Avatar id={sender} name={sender} channel={channel} size={26} />
          <bdi className="truncate font-semibold">{sender}</bdi>
        </div>
        <div className="flex min-h-0 flex-1 flex-col justify-end overflow-y-auto px-2.5 py-3">
          {text === null ? (
            <p className="m-auto max-w-48 text-center text-12 text-ink-muted">{placeholder}</p>
          ) : (
            <div className="msg-bubble mt-auto max-w-[88%] self-start bg-surface text-13">
              {attachment}
              {heading && (
                <p dir="auto" className="font-semibold">
                  {heading}
                </p>
              )}
              <p dir="auto">
                {text}
                <span className="msg-time">
                  <RelativeTime at={when} as="time" />
                </span>
              </p>
              {footer && (
                <p dir="auto" className="text-12 text-ink-muted">
                  {footer}
                </p>
              )}
            </div>
          )}
          {text !== null && below}
        </div>
        <div aria-hidden className="border-t border-line bg-surface px-3 pt-2 pb-3.5 text-12 text-ink-muted">
          <span className="block rounded-full bg-hover px-3 py-[5px]">{t('phonePreview.reply')}</span>
        </div>
      </div>
    </figure>
  );
}
