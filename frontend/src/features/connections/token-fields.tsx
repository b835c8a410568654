// The ids and the token of a channel, where each is found in Meta's pages, and what Meta says of them.
import { CircleAlert, CircleCheck, RefreshCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../lib/field-errors';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { PhoneNumber } from '../../ui/formatted-number';
import { Icon } from '../../ui/icon';
import { Input } from '../../ui/input';
import { Spinner } from '../../ui/spinner';
import { type FieldKey, faultOf, type Texts, type TokenChannel } from './credentials';
import { Quality } from './quality';
import type { useVerification } from './use-verification';

interface TokenFieldsProps {
  channel: TokenChannel;
  fields: readonly FieldKey[];
  texts: Texts;
  onChange: (texts: Texts) => void;
  /** Faults are named once somebody tried to go on. */
  tried: boolean;
}

export function TokenFields({ channel, fields, texts, onChange, tried }: TokenFieldsProps) {
  const { t } = useTranslation('connections');
  return fields.map((field) => {
    const text = texts[field] ?? '';
    const fault = faultOf(field, text);
    const shown = fault && (tried || (fault === 'digits' && text !== ''));
    return (
      <Field
        key={field}
        label={t(`token.${field}`)}
        help={t(`token.${channel}.${field}Help`)}
        error={shown ? t(`token.fault.${fault}`) : undefined}
      >
        <Input
          dir="ltr"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          type={field === 'token' ? 'password' : 'text'}
          inputMode={field === 'token' ? 'text' : 'numeric'}
          value={text}
          onChange={(event) => onChange({ ...texts, [field]: event.target.value })}
        />
      </Field>
    );
  });
}

/** What Meta says: still asking, who it is, or what is wrong and how to mend it. */
export function Verdict({ busy, verdict, error, again }: ReturnType<typeof useVerification>) {
  const { t } = useTranslation('connections');
  return (
    <div role="status" className="min-h-14 rounded-md bg-sunken px-4 py-3 text-13">
      {busy ? (
        <p className="flex items-center gap-2 text-ink-muted">
          <Spinner /> {t('token.asking')}
        </p>
      ) : error ? (
        <div className="flex flex-wrap items-center justify-between gap-2">
          <p className="text-danger">{sayError(t, error)}</p>
          <Button size="sm" icon={RefreshCw} onClick={again}>
            {t('common:actions.retry')}
          </Button>
        </div>
      ) : verdict?.ok ? (
        <div className="flex items-start gap-2.5">
          <Icon of={CircleCheck} className="mt-0.5 text-success" />
          <div className="grid min-w-0">
            <p className="flex flex-wrap items-center gap-x-2 font-medium">
              <bdi className="truncate">{verdict.displayName ?? t('token.works')}</bdi>
              {verdict.phone && <PhoneNumber value={verdict.phone} />}
            </p>
            {verdict.health?.quality && <Quality health={verdict.health} />}
          </div>
        </div>
      ) : verdict ? (
        <div className="flex items-start gap-2.5">
          <Icon of={CircleAlert} className="mt-0.5 text-danger" />
          <div className="grid gap-1">
            <p className="font-medium text-danger">{verdict.code ? t(`reason.${verdict.code}`) : t('token.refused')}</p>
            {verdict.problem && (
              <p dir="auto" className="text-ink-secondary">
                {verdict.problem}
              </p>
            )}
          </div>
        </div>
      ) : (
        <p className="text-ink-muted">{t('token.waiting')}</p>
      )}
    </div>
  );
}
