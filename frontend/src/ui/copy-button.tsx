// Copies a text and says so in place.
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button';
import { IconButton } from './icon-button';

export interface CopyButtonProps {
  text: string;
  /** What is copied. Shown as text, unless `iconOnly`. */
  label: string;
  iconOnly?: boolean;
  className?: string;
}

const saidMs = 2_000;

export function CopyButton({ text, label, iconOnly, className }: CopyButtonProps) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);

  async function copy() {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), saidMs);
  }

  const shown = copied ? t('actions.copied') : label;
  if (iconOnly) return <IconButton icon={copied ? Check : Copy} label={shown} onClick={copy} className={className} />;
  return (
    <Button variant="ghost" icon={copied ? Check : Copy} onClick={copy} className={className}>
      <span aria-live="polite">{shown}</span>
    </Button>
  );
}
