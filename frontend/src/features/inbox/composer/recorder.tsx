// Records a voice message: it runs, is listened to, and is sent or thrown away. Loaded when first wanted.
import { Mic, SendHorizontal, Square, Trash } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button';
import { Icon } from '../../../ui/icon';
import { IconButton } from '../../../ui/icon-button';

/** What channels play best comes first; the server turns the others into it. */
const formats = ['audio/ogg;codecs=opus', 'audio/webm;codecs=opus', 'audio/mp4', 'audio/webm'];
const extensions: Record<string, string> = { 'audio/ogg': 'ogg', 'audio/mp4': 'm4a', 'audio/webm': 'weba' };
/** Longer than anybody listens to, shorter than the largest upload (seconds). */
const longestSeconds = 15 * 60;

export interface RecorderProps {
  onSend: (file: File) => void;
  onCancel: () => void;
}

type Stage =
  | { name: 'asking' }
  | { name: 'refused' }
  | { name: 'running'; stop: () => void }
  | { name: 'done'; file: File; url: string };

function toFile(parts: Blob[], type: string): File {
  const mime = type.split(';')[0] ?? 'audio/webm';
  return new File(parts, `voice.${extensions[mime] ?? 'weba'}`, { type: mime });
}

export default function Recorder({ onSend, onCancel }: RecorderProps) {
  const { t } = useTranslation('inbox');
  const [stage, setStage] = useState<Stage>({ name: 'asking' });
  const [seconds, setSeconds] = useState(0);
  const main = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    let left = false;
    let release: (() => void) | undefined;
    async function begin() {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      const close = () => {
        for (const track of stream.getTracks()) track.stop();
      };
      if (left) return close();
      const mimeType = formats.find((format) => MediaRecorder.isTypeSupported(format));
      const recorder = new MediaRecorder(stream, mimeType ? { mimeType } : {});
      const parts: Blob[] = [];
      recorder.ondataavailable = ({ data }) => parts.push(data);
      recorder.onstop = () => {
        close();
        if (left) return;
        const file = toFile(parts, recorder.mimeType);
        setStage({ name: 'done', file, url: URL.createObjectURL(file) });
      };
      release = () => {
        if (recorder.state !== 'inactive') recorder.stop();
        close();
      };
      recorder.start();
      setStage({ name: 'running', stop: () => recorder.state !== 'inactive' && recorder.stop() });
    }
    begin().catch(() => !left && setStage({ name: 'refused' }));
    return () => {
      left = true;
      release?.();
    };
  }, []);

  const { name } = stage;
  useEffect(() => {
    if (name !== 'running') return;
    const timer = setInterval(() => setSeconds((now) => now + 1), 1_000);
    return () => clearInterval(timer);
  }, [name]);
  useEffect(() => {
    if (stage.name === 'running' && seconds >= longestSeconds) stage.stop();
  }, [stage, seconds]);
  // The one press that is wanted next is under the finger.
  // biome-ignore lint/correctness/useExhaustiveDependencies: at each stage
  useEffect(() => main.current?.focus(), [name]);
  const url = stage.name === 'done' ? stage.url : null;
  useEffect(() => () => void (url && URL.revokeObjectURL(url)), [url]);

  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape from any of its buttons
    <div
      className="flex min-h-[84px] items-center gap-2 px-3 py-2"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onCancel();
      }}
    >
      {stage.name === 'refused' ? (
        <p role="alert" className="min-w-0 flex-1 text-13 text-danger">
          {t('recorder.refused')}
        </p>
      ) : stage.name === 'done' ? (
        // biome-ignore lint/a11y/useMediaCaption: one's own words, just spoken
        <audio controls src={stage.url} aria-label={t('recorder.preview')} className="h-10 min-w-0 flex-1" />
      ) : (
        <p role="status" className="flex min-w-0 flex-1 items-center gap-2 text-13">
          <Icon of={Mic} className={stage.name === 'running' ? 'animate-pulse text-danger' : 'text-ink-muted'} />
          {stage.name === 'running' ? t('recorder.running') : t('recorder.asking')}
          {stage.name === 'running' && (
            <bdi aria-hidden className="tabular text-ink-muted">
              {clock}
            </bdi>
          )}
        </p>
      )}
      <IconButton icon={Trash} label={t('recorder.discard')} tooltipSide="top" onClick={onCancel} />
      {stage.name === 'running' && (
        <Button ref={main} icon={Square} onClick={stage.stop}>
          {t('recorder.stop')}
        </Button>
      )}
      {stage.name === 'done' && (
        <Button ref={main} variant="primary" icon={SendHorizontal} flipIcon onClick={() => onSend(stage.file)}>
          {t('composer.send')}
        </Button>
      )}
    </div>
  );
}
