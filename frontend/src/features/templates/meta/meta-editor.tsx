// The editor of a Meta template: the parts, Meta's rules while one writes, and how it looks on a phone.
import { findTemplateFaults, type ProviderTemplate, type ProviderTemplateInput } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { sayError } from '../../../lib/field-errors';
import { useLeaveGuard } from '../../../lib/use-leave-guard';
import { Alert } from '../../../ui/alert';
import { Button } from '../../../ui/button';
import { ConfirmDialog } from '../../../ui/confirm-dialog';
import { PageBar } from '../../../ui/page-bar';
import { notify } from '../../../ui/toast';
import { parametersQuery } from '../api';
import { useSubmitMetaTemplate } from './api';
import { variablesOf, withExamples } from './form';
import { MetaFields } from './meta-fields';
import { MetaPreview } from './meta-preview';
import { MetaStatus, useMetaReason } from './meta-status';

interface MetaEditorProps {
  template: ProviderTemplate | undefined;
  start: ProviderTemplateInput;
  numbers: readonly { id: string; name: string }[];
}

export function MetaEditor({ template, start, numbers }: MetaEditorProps) {
  const { t } = useTranslation('templates');
  const navigate = useNavigate();
  const { data: parameters = [] } = useQuery(parametersQuery);
  const submit = useSubmitMetaTemplate(template?.id);
  const [form, setForm] = useState(start);
  const [sample, setSample] = useState(template?.sample ?? null);
  const [tried, setTried] = useState(false);
  const dirty = form !== start;
  const guard = useLeaveGuard(dirty && !submit.isSuccess);
  const readOnly = template !== undefined && !template.abilities.edit;
  const reason = useMetaReason()(template ?? { status: '', rejectedReason: null });
  // Nothing was written where a line of text was wanted.
  const isHeaderEmpty = form.header !== null && form.header.trim() === '';
  const faults = findTemplateFaults(template ? { ...form, name: undefined } : form);

  function change(part: Partial<ProviderTemplateInput>) {
    // An upload that ends changes what is written by then.
    setForm((now) => {
      const next = { ...now, ...part };
      const examples = variablesOf(next).reduce(
        (all, key) => withExamples(all, `{{${key}}}`, parameters),
        next.examples,
      );
      return { ...next, examples };
    });
  }

  /** While one writes, only what is wrong with what stands there; once submitting was tried, also what is missing. */
  function errorOf(path: string): string | undefined {
    const fault = faults.find((one) => one.path === path);
    if (path === 'header' && tried && isHeaderEmpty) return t('meta.media.textMissing');
    const isMissing =
      fault &&
      (['body_empty', 'sample_missing', 'button_empty', 'example_missing'].includes(fault.rule) ||
        (path === 'name' && !form.name));
    const detail =
      form.headerMedia && path === 'headerMedia'
        ? t(`common:headerFile.files.sample.${form.headerMedia.format}`)
        : fault?.detail;
    return fault && (tried || !isMissing) ? t(`meta.rules.${fault.rule}`, { detail }) : undefined;
  }

  function send(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (faults.length > 0 || isHeaderEmpty) return;
    submit.mutate(form, {
      onSuccess: (saved) => {
        notify(t('meta.submitted', { name: saved.name }), { description: t('meta.review') });
        guard.pass(() => void navigate(`/templates/whatsapp?number=${form.connectionId}`, { replace: true }));
      },
    });
  }

  return (
    <>
      <PageBar
        title={<bdi>{template?.name ?? t('meta.new')}</bdi>}
        parent={{ label: t('nav.templates'), to: '/templates/whatsapp' }}
        aside={template && <MetaStatus status={template.status} />}
        actions={
          !readOnly && (
            <Button variant="primary" type="submit" form="meta-template" busy={submit.isPending}>
              {template ? t('meta.resubmit') : t('meta.submit')}
            </Button>
          )
        }
      />
      <div className="grid min-h-0 flex-1 bg-surface max-desktop:overflow-auto desktop:grid-cols-[minmax(0,1fr)_388px]">
        <form
          id="meta-template"
          onSubmit={send}
          noValidate
          className="px-6 py-5 max-tablet:px-4 desktop:min-h-0 desktop:overflow-auto"
        >
          <div className="grid max-w-[680px] gap-5">
            {submit.error && <Alert>{sayError(t, submit.error)}</Alert>}
            {reason && <Alert tone="warning">{reason}</Alert>}
            {readOnly && (
              <Alert tone="info">{template.status === 'PENDING' ? t('meta.review') : t('meta.readOnly')}</Alert>
            )}
            {template?.abilities.edit && <Alert tone="info">{t('meta.editLimits')}</Alert>}
            <MetaFields
              form={form}
              change={change}
              errorOf={errorOf}
              parameters={parameters}
              numbers={numbers}
              isNew={!template}
              readOnly={readOnly}
              sample={sample}
              onSample={setSample}
            />
          </div>
        </form>
        <aside
          aria-label={t('meta.preview')}
          className="border-line bg-sunken px-5 py-5 max-desktop:border-t desktop:overflow-auto desktop:border-s"
        >
          <MetaPreview form={form} sample={sample} />
        </aside>
      </div>
      <ConfirmDialog
        open={guard.asking}
        onOpenChange={guard.stay}
        title={t('leave.title')}
        description={t('leave.help')}
        confirmLabel={t('leave.confirm')}
        danger
        onConfirm={guard.leave}
      />
    </>
  );
}
