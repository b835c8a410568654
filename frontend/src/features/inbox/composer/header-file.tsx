// The picture, film or document at the head of an approved template: chosen here, uploaded at once.
import { type Asset, type ProviderMediaFormat, providerMediaLimits } from '@parley/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format';
import { HeaderFileField } from '../../../ui/header-file-field';

export interface HeaderFileProps {
  format: ProviderMediaFormat;
  /** In words: what is wrong with leaving it out. */
  error: string | undefined;
  onChange: (file: Asset | null) => void;
}

export function HeaderFile({ format, error, onChange }: HeaderFileProps) {
  const { t } = useTranslation('inbox');
  const { bytes } = useFormat();
  const [file, setFile] = useState<Asset | null>(null);
  return (
    <HeaderFileField
      format={format}
      use="send"
      file={file}
      note={file && bytes(file.sizeBytes)}
      title={t(`templatePicker.add.${providerMediaLimits[format].kind}`)}
      help={t('templatePicker.headerHelp')}
      error={error}
      onChange={(chosen) => {
        setFile(chosen);
        onChange(chosen);
      }}
    />
  );
}
