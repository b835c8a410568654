// The tenant's own settings: what it is called, its language, where it is.
import type { Locale, Tenant } from '@parley/contract';
import { type FormEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listCountries } from '../../lib/countries';
import { sayError } from '../../lib/field-errors';
import { languages } from '../../lib/i18n';
import { useCan, useSession, useSessionActions } from '../../lib/session';
import { Alert } from '../../ui/alert';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { FormSection } from '../../ui/form-section';
import { Input } from '../../ui/input';
import { SearchSelect } from '../../ui/search-select';
import { Select } from '../../ui/select';
import { notify } from '../../ui/toast';
import { useSaveTenant } from './api';
import { listTimeZones } from './time-zones';
import { readWebsite } from './website';

export function TenantForm({ tenant }: { tenant: Tenant }) {
  const { t, i18n } = useTranslation('team');
  const mayManage = useCan('tenant.manage');
  const session = useSession();
  const { update } = useSessionActions();
  const save = useSaveTenant();
  const [draft, setDraft] = useState({ ...tenant, website: tenant.website ?? '' });
  const [tried, setTried] = useState(false);
  const zones = useMemo(() => listTimeZones(tenant.timezone), [tenant.timezone]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: countries are named in the language on screen
  const countries = useMemo(
    () => listCountries().map(({ code, name }) => ({ value: code, label: name, hint: code, keywords: [code] })),
    [i18n.language],
  );
  const website = readWebsite(draft.website);
  const set = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change });

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (draft.name.trim() === '' || website === undefined) return;
    const { locale, timezone, country } = draft;
    save.mutate(
      { name: draft.name.trim(), website, locale, timezone, country },
      {
        onSuccess: ({ name }) => {
          const here = { ...session.tenant, name, locale, timezone, country };
          const tenants = session.tenants.map((one) => (one.id === tenant.id ? { ...one, name } : one));
          update({ ...session, tenant: here, tenants });
          notify(t('tenant.saved'));
        },
      },
    );
  }

  return (
    <form onSubmit={submit} noValidate>
      {!mayManage && (
        <Alert tone="info" className="mx-6 mt-5 max-tablet:mx-4">
          {t('tenant.readOnly')}
        </Alert>
      )}
      <fieldset disabled={!mayManage} className="contents">
        <FormSection title={t('tenant.about')} help={t('tenant.aboutHelp')}>
          <Field
            label={t('tenant.name')}
            error={tried && draft.name.trim() === '' ? t('errors:fields.name.too_small') : undefined}
          >
            <Input
              dir="auto"
              maxLength={120}
              value={draft.name}
              onChange={(event) => set({ name: event.target.value })}
            />
          </Field>
          <Field
            label={t('tenant.website')}
            error={tried && website === undefined ? t('tenant.badWebsite') : undefined}
          >
            <Input
              type="url"
              dir="ltr"
              maxLength={300}
              placeholder="https://"
              value={draft.website}
              onChange={(event) => set({ website: event.target.value })}
            />
          </Field>
        </FormSection>
        <FormSection title={t('tenant.place')} help={t('tenant.placeHelp')}>
          <Field label={t('tenant.country')} help={t('tenant.countryHelp')}>
            <SearchSelect
              value={draft.country}
              onChange={(country) => set({ country })}
              options={countries}
              label={t('tenant.country')}
              placeholder={t('tenant.country')}
              searchPlaceholder={t('tenant.search')}
              disabled={!mayManage}
              nothing={t('tenant.nothing')}
            />
          </Field>
          <Field label={t('tenant.timezone')} help={t('tenant.timezoneHelp')}>
            <SearchSelect
              value={draft.timezone}
              onChange={(timezone) => set({ timezone })}
              options={zones}
              label={t('tenant.timezone')}
              placeholder={t('tenant.timezone')}
              searchPlaceholder={t('tenant.search')}
              disabled={!mayManage}
              nothing={t('tenant.nothing')}
            />
          </Field>
          <Field label={t('tenant.language')} help={t('tenant.languageHelp')}>
            <Select<Locale>
              value={draft.locale}
              onChange={(locale) => set({ locale })}
              disabled={!mayManage}
              options={[
                { value: 'en', label: languages.en.name },
                { value: 'he', label: languages.he.name },
              ]}
            />
          </Field>
          {save.isError && <Alert>{sayError(t, save.error)}</Alert>}
          {mayManage && (
            <div>
              <Button type="submit" variant="primary" busy={save.isPending}>
                {t('common:actions.save')}
              </Button>
            </div>
          )}
        </FormSection>
      </fieldset>
    </form>
  );
}
