// What stands above the words of a Meta template: nothing, a line of text, or a file.
import {
  providerTemplateLimits as limits,
  type ProviderMediaFormat,
  type ProviderTemplateInput,
  providerMediaFormatOf,
} from '@parley/contract';
import { CircleSlash2, FileText, Film, Image, Type } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../../ui/field';
import { Input } from '../../../ui/input';
import { SegmentedControl } from '../../../ui/segmented-control';
import { SampleField, type ShownSample } from './sample-field';

type HeaderKind = 'NONE' | 'TEXT' | ProviderMediaFormat;

interface HeaderFieldsProps {
  form: Pick<ProviderTemplateInput, 'header' | 'headerMedia'>;
  change: (part: Pick<ProviderTemplateInput, 'header' | 'headerMedia'>) => void;
  sample: ShownSample | null;
  onSample: (sample: ShownSample | null) => void;
  errorOf: (path: string) => string | undefined;
  readOnly: boolean;
}

export function HeaderFields({ form, change, sample, onSample, errorOf, readOnly }: HeaderFieldsProps) {
  const { t } = useTranslation('templates');
  const { header, headerMedia } = form;
  const kind: HeaderKind = headerMedia?.format ?? (header === null ? 'NONE' : 'TEXT');
  const segments = [
    { value: 'NONE' as const, label: t('meta.media.kinds.NONE'), icon: CircleSlash2 },
    { value: 'TEXT' as const, label: t('meta.media.kinds.TEXT'), icon: Type },
    { value: 'IMAGE' as const, label: t('meta.media.kinds.IMAGE'), icon: Image },
    { value: 'VIDEO' as const, label: t('meta.media.kinds.VIDEO'), icon: Film },
    { value: 'DOCUMENT' as const, label: t('meta.media.kinds.DOCUMENT'), icon: FileText },
  ];

  function choose(next: HeaderKind) {
    if (next === kind) return;
    onSample(null);
    const format = providerMediaFormatOf(next);
    change({ header: next === 'TEXT' ? '' : null, headerMedia: format ? { format, assetId: null } : null });
  }

  return (
    <fieldset className="grid gap-2.5">
      <legend className="mb-1.5 text-13 font-medium">
        {t('meta.header')} <span className="font-regular text-ink-muted">({t('meta.optional')})</span>
      </legend>
      <SegmentedControl
        label={t('meta.media.kind')}
        value={kind}
        onChange={choose}
        segments={readOnly ? segments.filter(({ value }) => value === kind) : segments}
        className="max-w-full justify-self-start overflow-x-auto max-tablet:[&_svg]:hidden"
      />
      {kind === 'TEXT' && (
        <Field
          label={t('meta.media.text')}
          aside={
            <span className="tabular text-12 text-ink-muted">
              {t('meta.length', { length: [...(header ?? '')].length, max: limits.header })}
            </span>
          }
          error={errorOf('header')}
        >
          <Input
            dir="auto"
            value={header ?? ''}
            readOnly={readOnly}
            onChange={(event) => change({ header: event.target.value, headerMedia: null })}
          />
        </Field>
      )}
      {headerMedia && (
        <SampleField
          key={headerMedia.format}
          format={headerMedia.format}
          sample={sample}
          error={errorOf('headerMedia')}
          readOnly={readOnly}
          onChange={(assetId, shown) => {
            onSample(shown);
            change({ header: null, headerMedia: { format: headerMedia.format, assetId } });
          }}
        />
      )}
    </fieldset>
  );
}
