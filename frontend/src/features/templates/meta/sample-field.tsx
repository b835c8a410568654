// The sample that Meta's reviewers look at.
import type { ProviderMediaFormat, ProviderTemplate } from '@parley/contract';
import { useTranslation } from 'react-i18next';
import { HeaderFileField } from '../../../ui/header-file-field';

/** What is shown of a sample, here and on the phone. */
export type ShownSample = NonNullable<ProviderTemplate['sample']>;

interface SampleFieldProps {
  format: ProviderMediaFormat;
  sample: ShownSample | null;
  /** In words: what is wrong with leaving it out. */
  error: string | undefined;
  readOnly: boolean;
  onChange: (assetId: string | null, sample: ShownSample | null) => void;
}

export function SampleField({ format, sample, error, readOnly, onChange }: SampleFieldProps) {
  const { t } = useTranslation('templates');
  if (readOnly && !sample) return <p className="text-13 text-ink-muted">{t('meta.media.unknown')}</p>;
  return (
    <HeaderFileField
      format={format}
      use="sample"
      file={sample}
      note={t('meta.media.isSample')}
      title={t(`meta.media.choose.${format}`)}
      help={t('meta.media.help')}
      error={error}
      readOnly={readOnly}
      onChange={(asset) => {
        if (!asset) return onChange(null, null);
        const { id, fileName, url, thumbnailUrl } = asset;
        onChange(id, { fileName, url, thumbnailUrl });
      }}
    />
  );
}
