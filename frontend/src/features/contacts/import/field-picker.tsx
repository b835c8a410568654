// Where a column goes: one of the contact's fields, an attribute under its own name, or nowhere.
import { clientFields, type ImportField, importFields } from '@parley/contract';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type SearchOption, SearchSelect } from '../../../ui/search-select';
import { attributeName, attributeTarget, isAttribute } from './mapping';

const personFields: ImportField[] = ['name', 'first_name', 'last_name', 'phone', 'email', 'tags'];

interface FieldPickerProps {
  column: string;
  value: string;
  onChange: (target: string) => void;
}

/** The name of a target in the reader's language. */
export function useTargetName(): (target: string) => string {
  const { t } = useTranslation('contacts');
  return (target) => {
    if (isAttribute(target)) return t('import.targets.attribute', { name: attributeName(target) });
    if (target.startsWith('client.')) return t('import.targets.client', { name: t(target) });
    return target ? t(`import.targets.${target}`) : t('import.targets.leaveOut');
  };
}

export function FieldPicker({ column, value, onChange }: FieldPickerProps) {
  const { t, i18n } = useTranslation('contacts');
  const nameOf = useTargetName();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words are those of the language on screen
  const options = useMemo<SearchOption<string>[]>(() => {
    const inGroup = (group: string, fields: readonly string[]) =>
      fields.map((field) => ({ value: field, label: nameOf(field), group, keywords: [field] }));
    const own = attributeTarget(column);
    return [
      { value: '', label: t('import.targets.leaveOut') },
      ...inGroup(t('groups.person'), personFields),
      ...inGroup(
        t('groups.lead'),
        importFields.filter((field) => !personFields.includes(field) && !field.startsWith('client.')),
      ),
      ...inGroup(
        t('groups.client'),
        clientFields.map((field) => `client.${field}`),
      ),
      ...inGroup(t('groups.attributes'), [...new Set([own, ...(isAttribute(value) ? [value] : [])])]),
    ];
  }, [column, value, i18n.language]);

  return (
    <SearchSelect
      label={t('import.goesTo', { column })}
      value={value}
      onChange={onChange}
      options={options}
      open={value === ''}
      placeholder={t('import.targets.leaveOut')}
      searchPlaceholder={t('import.findField')}
      nothing={t('import.noField')}
    />
  );
}
