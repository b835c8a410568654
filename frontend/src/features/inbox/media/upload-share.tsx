// How far an upload is, as a ring over what is uploaded; gone when it is there.
import { useTranslation } from 'react-i18next';
import { cn } from '../../../ui/cn';
import { useUpload } from './uploads';

const radius = 15;
const around = 2 * Math.PI * radius;

export function UploadShare({ uploadKey, className }: { uploadKey: string; className?: string }) {
  const { t } = useTranslation('inbox');
  const upload = useUpload(uploadKey);
  if (!upload || upload.asset || upload.error) return null;
  return (
    <span
      role="progressbar"
      aria-label={t('media.uploading', { name: upload.fileName })}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(upload.share * 100)}
      className={cn('grid place-items-center rounded-full bg-raised text-accent-text shadow-pop', className)}
    >
      <svg viewBox="0 0 36 36" className="size-[80%] -rotate-90" aria-hidden="true">
        <circle cx="18" cy="18" r={radius} fill="none" stroke="var(--line-strong)" strokeWidth="3" />
        <circle
          cx="18"
          cy="18"
          r={radius}
          fill="none"
          stroke="currentColor"
          strokeWidth="3"
          strokeLinecap="round"
          strokeDasharray={around}
          // Never quite empty: something has begun.
          strokeDashoffset={around * (1 - Math.max(0.04, upload.share))}
        />
      </svg>
    </span>
  );
}
