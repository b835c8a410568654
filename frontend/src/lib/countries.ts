// Countries as a choice, named in the reader's language by the browser itself.
import { currentLanguage } from './i18n';

/** ISO 3166-1 alpha-2 codes of countries and territories with their own telephone numbering. */
const codes =
  'AD AE AF AG AI AL AM AO AR AS AT AU AW AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CK CL CM CN CO CR CU CV CW CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'.split(
    ' ',
  );

export interface Country {
  /** ISO 3166-1 alpha-2. */
  code: string;
  name: string;
}

/** All countries, sorted by their name in the language on screen. */
export function listCountries(): Country[] {
  const language = currentLanguage();
  const names = new Intl.DisplayNames(language, { type: 'region' });
  return codes
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .sort((a, b) => a.name.localeCompare(b.name, language));
}

/** This browser's IANA time zone. */
export function guessTimezone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The country this browser is most likely in, from its time zone or language. */
export function guessCountry(): string {
  if (guessTimezone() === 'Asia/Jerusalem') return 'IL';
  return new Intl.Locale(navigator.language).maximize().region ?? 'US';
}
