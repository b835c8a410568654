// Meta's rules in words that say what to do.
import type { ProviderTemplateFault, ProviderTemplateRule } from '@parley/contract';

const words: Record<ProviderTemplateRule, string> = {
  name_form: 'Use lower-case letters, digits and underscores for the name.',
  header_long: 'Shorten the header to # characters.',
  header_lines: 'Keep the header on one line.',
  header_variables: 'Use at most one variable in the header.',
  header_twice: 'Use a text or a file in the header, not both.',
  sample_missing: 'Choose # as the sample of the header.',
  media_kind: 'Choose # for this header.',
  media_type: 'Meta takes no such file here. Choose #.',
  media_size: 'Choose a smaller file: Meta takes # MB in this header.',
  body_empty: 'Write the message.',
  body_long: 'Shorten the message to # characters.',
  body_edge: 'Begin and end the message with words, not with a variable.',
  body_touching: 'Put words between two variables.',
  body_ratio: 'Write more around the variables: at least # words.',
  footer_long: 'Shorten the footer to # characters.',
  footer_variables: 'Take the variables out of the footer.',
  buttons_many: 'Use at most # buttons.',
  buttons_urls: 'Use at most # buttons that open an address.',
  buttons_phones: 'Use at most # button that calls.',
  buttons_order: 'Put the quick replies together, before or behind the other buttons.',
  buttons_same: 'Give every button a text of its own.',
  button_empty: 'Write what the button says.',
  button_long: 'Shorten the button to # characters.',
  button_variables: 'Take the variables out of the button’s text.',
  url_form: 'Enter an address like https://example.com/page.',
  url_variable: 'Use one variable in the address, at its end.',
  phone_form: 'Enter the phone number with + and country code.',
  example_missing: 'Give an example for #.',
};

const files: Record<string, string> = {
  IMAGE: 'a JPEG or PNG picture',
  VIDEO: 'an MP4 video',
  DOCUMENT: 'a PDF document',
};

export function faultWords({ rule, detail = '' }: Pick<ProviderTemplateFault, 'rule' | 'detail'>): string {
  return words[rule].replace('#', files[detail] ?? String(detail));
}
