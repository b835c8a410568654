// The picture, video or document at the head of an approved template, the same for everyone.
import type { ProviderMediaFormat } from '@parley/contract';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format';
import { HeaderFileField } from '../../../ui/header-file-field';
import type { DraftFile } from './wording';

interface HeaderFileProps {
  format: ProviderMediaFormat;
  /** The file that is chosen; its facts are not known for variants that were saved before. */
  file: DraftFile | null;
  filled: boolean;
  onChange: (file: DraftFile | null) => void;
}

export function HeaderFile({ format, file, filled, onChange }: HeaderFileProps) {
  const { t } = useTranslation('campaigns');
  const { bytes } = useFormat();
  return (
    <section aria-label={t('say.header')} className="grid gap-1.5">
      <h3 className="text-13 font-medium">{t('say.header')}</h3>
      <HeaderFileField
        format={format}
        use="send"
        file={file}
        note={file && bytes(file.sizeBytes)}
        title={filled ? t('say.otherHeaderFile') : t('say.headerFile')}
        help={t('say.headerFileHelp')}
        onChange={onChange}
      />
    </section>
  );
}
