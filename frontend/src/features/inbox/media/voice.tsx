// Plays a recording in its bubble: play and pause, a bar to seek in, speed. One plays at a time.
import type { MessageMedia } from '@parley/contract';
import { Pause, Play } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asClock } from '../../../lib/use-seconds';
import { Icon } from '../../../ui/icon';
import { notifyError } from '../../../ui/toast';
import { UploadShare } from './upload-share';
import { waveformOf } from './waveform';

const speeds = [1, 1.5, 2] as const;
const bars = 40;
const seekStepSeconds = 5;
let playing: HTMLAudioElement | null = null;

export function Voice({ media, id, uploadKey }: { media: MessageMedia; id: string; uploadKey?: string }) {
  const { t } = useTranslation('inbox');
  const player = useRef<HTMLAudioElement>(null);
  const [isPlaying, setPlaying] = useState(false);
  const [atSeconds, setAt] = useState(0);
  const [heardSeconds, setHeard] = useState<number | null>(null);
  const [speed, setSpeed] = useState<(typeof speeds)[number]>(1);
  const totalSeconds = media.durationSeconds ?? heardSeconds ?? 0;
  const share = totalSeconds > 0 ? Math.min(1, atSeconds / totalSeconds) : 0;

  // The row may leave the page while it is scrolled away.
  useEffect(() => {
    const element = player.current;
    return () => {
      element?.pause();
      if (playing === element) playing = null;
    };
  }, []);

  function toggle() {
    const element = player.current;
    if (!element) return;
    if (isPlaying) {
      element.pause();
      return;
    }
    if (playing !== element) playing?.pause();
    playing = element;
    element.playbackRate = speed;
    element.play().catch(() => notifyError(t('media.cannotPlay')));
  }

  function seek(toSeconds: number) {
    if (!player.current || totalSeconds === 0) return;
    const to = Math.max(0, Math.min(totalSeconds, toSeconds));
    player.current.currentTime = to;
    setAt(to);
  }

  function seekByPointer(event: PointerEvent<HTMLElement>) {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    seek(((event.clientX - left) / width) * totalSeconds);
  }

  function seekByKey(event: KeyboardEvent) {
    const step = { ArrowRight: seekStepSeconds, ArrowLeft: -seekStepSeconds }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    seek(atSeconds + step);
  }

  function changeSpeed() {
    const next = speeds[(speeds.indexOf(speed) + 1) % speeds.length] ?? 1;
    setSpeed(next);
    if (player.current) player.current.playbackRate = next;
  }

  return (
    // Time runs left to right in every language.
    <div dir="ltr" className="flex w-[268px] max-w-full items-center gap-2.5 py-0.5">
      {media.url && (
        // biome-ignore lint/a11y/useMediaCaption: what a customer recorded has no captions
        <audio
          ref={player}
          src={media.url}
          preload={media.durationSeconds === null ? 'metadata' : 'none'}
          onPlay={() => setPlaying(true)}
          onPause={() => setPlaying(false)}
          onEnded={() => setAt(0)}
          onTimeUpdate={(event) => setAt(event.currentTarget.currentTime)}
          onLoadedMetadata={({ currentTarget }) =>
            Number.isFinite(currentTarget.duration) && setHeard(currentTarget.duration)
          }
        />
      )}
      <button
        type="button"
        onClick={toggle}
        disabled={!media.url}
        aria-label={isPlaying ? t('media.pause') : t('media.play')}
        className="relative grid size-[30px] flex-none place-items-center rounded-full bg-accent text-accent-contrast after:absolute enabled:hover:bg-accent-hover max-tablet:size-10"
      >
        <Icon of={isPlaying ? Pause : Play} size={14} className={isPlaying ? undefined : 'ms-0.5'} />
        {uploadKey && <UploadShare uploadKey={uploadKey} className="absolute -inset-0.5" />}
      </button>
      <div
        role="slider"
        tabIndex={0}
        aria-label={t('media.position')}
        aria-valuemin={0}
        aria-valuemax={Math.round(totalSeconds)}
        aria-valuenow={Math.round(atSeconds)}
        aria-valuetext={`${asClock(atSeconds * 1000)} / ${asClock(totalSeconds * 1000)}`}
        onPointerDown={seekByPointer}
        onKeyDown={seekByKey}
        className="flex h-[22px] flex-1 cursor-pointer items-center justify-between rounded-xs"
      >
        {waveformOf(id, bars).map((height, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: bars never change places
            key={index}
            style={{ blockSize: `${height * 100}%` }}
            className={`w-[2px] flex-none rounded-full ${(index + 0.5) / bars <= share ? 'bg-accent-text' : 'bg-line-control'}`}
          />
        ))}
      </div>
      <span className="tabular min-w-7 flex-none text-end text-11 text-ink-muted">
        {asClock((isPlaying || atSeconds > 0 ? atSeconds : totalSeconds) * 1000)}
      </span>
      <button
        type="button"
        onClick={changeSpeed}
        aria-label={t('media.speed', { speed })}
        className="tabular relative flex-none rounded-xs px-[5px] py-px text-11 font-medium text-ink-secondary shadow-edge after:absolute after:-inset-2 hover:text-ink"
      >
        {speed}×
      </button>
    </div>
  );
}
