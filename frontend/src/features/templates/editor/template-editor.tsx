// The editor itself, for a new template or a stored one.
import type { Template } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { Megaphone } from 'lucide-react';
import { useRef, useState } from 'react';
import { Controller, useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useCan } from '../../../lib/session';
import { useShortcuts } from '../../../lib/shortcuts';
import { useLeaveGuard } from '../../../lib/use-leave-guard';
import { Alert } from '../../../ui/alert';
import { Badge } from '../../../ui/badge';
import { Button } from '../../../ui/button';
import { ConfirmDialog } from '../../../ui/confirm-dialog';
import { Field } from '../../../ui/field';
import { Icon } from '../../../ui/icon';
import { Input } from '../../../ui/input';
import { PageBar } from '../../../ui/page-bar';
import { notify } from '../../../ui/toast';
import { parametersQuery } from '../api';
import { ApprovalBand } from '../approval/approval-band';
import { ApprovalChip } from '../approval/approval-chip';
import { findUnknown } from '../body';
import { DeleteTemplate } from '../components/delete-template';
import { BodyEditor, type BodyEditorHandle } from './body-editor';
import { DetailFields } from './detail-fields';
import { EditorMenu } from './editor-menu';
import { SidePane } from './side-pane';
import { type TemplateValues, useTemplateForm } from './use-template-form';

const formId = 'template';

interface TemplateEditorProps {
  template: Template | undefined;
  start?: TemplateValues;
}

export function TemplateEditor({ template, start }: TemplateEditorProps) {
  const { t } = useTranslation('templates');
  const navigate = useNavigate();
  const readOnly = template !== undefined && !template.abilities.edit;
  const mayWrite = useCan('templates.write');
  const mayCampaign = useCan('campaigns.manage');
  const [deleting, setDeleting] = useState(false);
  const bodyEditor = useRef<BodyEditorHandle>(null);
  const { data: parameters = [] } = useQuery(parametersQuery);
  const editing = useTemplateForm({ template, start, onSaved });
  const { form, submit, errorOf } = editing;
  const guard = useLeaveGuard(editing.dirty && !readOnly);
  const body = useWatch({ control: form.control, name: 'content.body' });
  const unknown = parameters.length > 0 ? findUnknown(body, parameters) : [];

  function onSaved(saved: Template) {
    notify(t('form.saved', { name: saved.name }));
    if (!template) guard.pass(() => void navigate(`/templates/${saved.id}`, { replace: true }));
  }

  const save = { label: t('form.save'), group: t('nav.templates'), whileTyping: true, run: () => void submit() };
  useShortcuts(
    readOnly
      ? []
      : [
          { keys: 'mod+s', ...save },
          { keys: 'mod+enter', ...save },
        ],
  );

  return (
    <>
      <PageBar
        title={<bdi>{template?.name ?? t('form.newTitle')}</bdi>}
        parent={{ label: t('nav.templates'), to: '/templates' }}
        aside={
          <>
            {template && <ApprovalChip approval={template.approval} className="max-tablet:hidden" />}
            {editing.dirty && !readOnly && <Badge className="max-tablet:hidden">{t('form.unsaved')}</Badge>}
          </>
        }
        actions={
          <>
            {template && <EditorMenu template={template} onDelete={() => setDeleting(true)} />}
            {template && mayCampaign && (
              <Button asChild>
                <Link to={`/campaigns/new?template=${template.id}`} aria-label={t('form.useInCampaign')}>
                  <Icon of={Megaphone} flip className="text-ink-muted" />
                  <span className="max-tablet:hidden">{t('form.useInCampaign')}</span>
                </Link>
              </Button>
            )}
            {!readOnly && (
              <Button variant="primary" type="submit" form={formId} busy={editing.busy} shortcut="mod+s">
                {t('form.save')}
              </Button>
            )}
          </>
        }
      />
      <div className="grid min-h-0 flex-1 bg-surface max-desktop:overflow-auto desktop:grid-cols-[minmax(0,1fr)_388px]">
        <form
          id={formId}
          onSubmit={submit}
          noValidate
          className="px-6 py-5 max-tablet:px-4 desktop:min-h-0 desktop:overflow-auto"
        >
          <div className="grid max-w-[680px] gap-5">
            {template && <ApprovalBand template={template} unsaved={editing.dirty && !readOnly} />}
            {readOnly && <Alert tone="info">{mayWrite ? t('form.readOnly') : t('form.useOnly')}</Alert>}
            {editing.conflict && (
              <Alert
                tone="warning"
                action={
                  <Button size="sm" onClick={editing.takeTheirs}>
                    {t('form.takeTheirs')}
                  </Button>
                }
              >
                {t('form.conflict')}
              </Alert>
            )}
            {editing.refusal && <Alert>{editing.refusal}</Alert>}
            <Field label={t('fields.name')} required error={errorOf('name')}>
              <Input
                {...form.register('name')}
                dir="auto"
                maxLength={120}
                autoComplete="off"
                readOnly={readOnly}
                placeholder={t('form.namePlaceholder')}
              />
            </Field>
            <Controller
              control={form.control}
              name="content.body"
              render={({ field }) => (
                <BodyEditor
                  ref={bodyEditor}
                  body={field.value}
                  onChange={field.onChange}
                  onBlur={field.onBlur}
                  parameters={parameters}
                  unknown={unknown}
                  error={editing.bodyError}
                  readOnly={readOnly}
                />
              )}
            />
            <DetailFields register={form.register} control={form.control} errorOf={errorOf} readOnly={readOnly} />
          </div>
        </form>
        <SidePane
          template={template}
          body={body}
          broken={unknown.length > 0}
          onFallback={readOnly ? undefined : (key) => bodyEditor.current?.writeFallback(key)}
          onRestore={
            readOnly
              ? undefined
              : (restored, version) => {
                  form.setValue('content.body', restored, { shouldDirty: true, shouldValidate: true });
                  notify(t('versions.restored', { version }));
                }
          }
        />
      </div>
      <DeleteTemplate
        template={deleting && template ? template : null}
        onClose={() => setDeleting(false)}
        onDeleted={() => guard.pass(() => void navigate('/templates', { replace: true }))}
      />
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
