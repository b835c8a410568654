// Under the field: files, emojis, recording, note; how long one may still answer; sending later and now.
import type { ChannelCapabilities, Chat } from '@parley/contract';
import { Mic, NotebookPen, Paperclip, SendHorizontal } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { acceptedFiles } from '../../../lib/file-kinds';
import { Button } from '../../../ui/button';
import { cn } from '../../../ui/cn';
import { IconButton } from '../../../ui/icon-button';
import { EmojiButton } from './emoji-button';
import { LaterButton } from './later-button';
import { ScheduledButton } from './scheduled-button';
import type { AnswerWindow } from './window';
import { WindowChip } from './window-chip';

/** Where the browser can record at all: an old one cannot, nor a page without a secure connection. */
const canRecord = typeof MediaRecorder !== 'undefined' && navigator.mediaDevices !== undefined;

export interface ToolbarProps {
  chat: Chat;
  answering: AnswerWindow;
  capabilities: ChannelCapabilities | undefined;
  left: number | null;
  ready: boolean;
  onFiles: (files: File[]) => void;
  onInsert: (words: string) => void;
  onRecord: () => void;
  onNote: () => void;
  onLater: (at: Date) => void;
}

export function Toolbar(props: ToolbarProps) {
  const { chat, answering, capabilities, left, ready, onFiles, onInsert, onRecord, onNote, onLater } = props;
  const { t } = useTranslation('inbox');
  const chooser = useRef<HTMLInputElement>(null);
  const sends = (kind: string) => capabilities?.sends.includes(kind) ?? true;
  const attaches = ['image', 'video', 'audio', 'document'].some(sends);
  return (
    <div className="flex items-center gap-0.5 px-1.5 pb-1.5">
      {attaches && (
        <>
          <input
            ref={chooser}
            type="file"
            multiple
            hidden
            accept={acceptedFiles}
            onChange={(event) => {
              onFiles([...(event.target.files ?? [])]);
              // The same file may be chosen again after it was removed.
              event.target.value = '';
            }}
          />
          <IconButton
            icon={Paperclip}
            label={t('attach.add')}
            tooltipSide="top"
            onClick={() => chooser.current?.click()}
          />
        </>
      )}
      <EmojiButton onPick={onInsert} />
      {canRecord && sends('audio') && (
        <IconButton icon={Mic} label={t('recorder.start')} tooltipSide="top" onClick={onRecord} />
      )}
      <IconButton icon={NotebookPen} label={t('composer.writeNote')} shortcut="n" tooltipSide="top" onClick={onNote} />
      {/* Said where there is room for the whole sentence. */}
      <span className="@container flex min-w-0 flex-1 ps-1.5 text-12 text-ink-muted">
        {left === null && <span className="hidden truncate @min-[15.5rem]:inline">{t('composer.hint')}</span>}
      </span>
      {left !== null && (
        <span role="status" className={cn('tabular pe-1.5 text-12', left < 0 ? 'text-danger' : 'text-ink-muted')}>
          {left}
        </span>
      )}
      <ScheduledButton chat={chat} />
      <WindowChip answering={answering} />
      <LaterButton ready={ready} closesAt={chat.windowClosesAt} onLater={onLater} />
      <Button
        type="submit"
        variant="primary"
        icon={SendHorizontal}
        flipIcon
        shortcut="enter"
        disabled={!ready}
        aria-label={t('composer.send')}
        className="ms-1 max-tablet:size-10 max-tablet:justify-center max-tablet:rounded-full max-tablet:px-0!"
      >
        <span className="max-tablet:hidden">{t('composer.send')}</span>
      </Button>
    </div>
  );
}
