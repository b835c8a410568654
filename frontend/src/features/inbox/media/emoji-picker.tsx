// All emojis, by group and by name. Loaded when first opened, its data from this site alone.
import emojiDataUrl from 'emojibase-data/en/data.json?url';
import {
  type EmojiData,
  type EmojiPickerListCategoryHeaderProps,
  type EmojiPickerListEmojiProps,
  type EmojiPickerListRowProps,
  EmojiPicker as Frimousse,
} from 'frimousse';
import { useTranslation } from 'react-i18next';

/** One entry of the data file; what is not listed here is not used. */
interface Entry {
  emoji: string;
  label: string;
  tags?: string[];
  group?: number;
  version: number;
  skins?: { emoji: string; tone: number | number[] }[];
}

/** Groups of the data file by number; the one between holds parts of emojis, not emojis. */
const groups = ['smileys', 'people', '', 'nature', 'food', 'travel', 'activities', 'objects', 'symbols', 'flags'];

let loading: Promise<Entry[]> | undefined;

function load(): Promise<Entry[]> {
  loading ??= fetch(emojiDataUrl).then((answer) => {
    if (!answer.ok) throw new Error(`Emoji data: ${answer.status}`);
    // The file is built with the app.
    return answer.json() as Promise<Entry[]>;
  });
  loading.catch(() => {
    loading = undefined;
  });
  return loading;
}

function skinsOf({ skins }: Entry) {
  const find = (tone: number) => skins?.find((skin) => skin.tone === tone)?.emoji;
  const [light, mediumLight, medium, mediumDark, dark] = [find(1), find(2), find(3), find(4), find(5)];
  if (!light || !mediumLight || !medium || !mediumDark || !dark) return undefined;
  return { light, 'medium-light': mediumLight, medium, 'medium-dark': mediumDark, dark };
}

/** @param version newest version of the standard that the browser can draw */
function arrange(
  entries: readonly Entry[],
  locale: string,
  version: number | undefined,
  t: (key: string) => string,
): EmojiData {
  return {
    locale,
    emojis: entries
      .filter((entry) => entry.group !== undefined && groups[entry.group] && entry.version <= (version ?? 15))
      .map((entry) => ({
        emoji: entry.emoji,
        category: entry.group ?? 0,
        label: entry.label,
        version: entry.version,
        tags: entry.tags ?? [],
        skins: skinsOf(entry),
      })),
    categories: groups.flatMap((group, index) => (group ? [{ index, label: t(`emoji.groups.${group}`) }] : [])),
    skinTones: {
      light: t('emoji.tones.light'),
      'medium-light': t('emoji.tones.mediumLight'),
      medium: t('emoji.tones.medium'),
      'medium-dark': t('emoji.tones.mediumDark'),
      dark: t('emoji.tones.dark'),
    },
  };
}

function GroupHeader({ category, ...rest }: EmojiPickerListCategoryHeaderProps) {
  return (
    <div {...rest} className="bg-raised px-2.5 pt-2 pb-1 text-11 font-medium text-ink-muted">
      {category.label}
    </div>
  );
}

/** The list counts from 0, which is no number of a row; the first one goes without, the others are found by theirs. */
function Row({ 'aria-rowindex': row, ...rest }: EmojiPickerListRowProps) {
  return <div {...rest} {...(row ? { 'aria-rowindex': row } : {})} className="px-1.5" />;
}

/** All its neighbours are on the page: they count themselves. */
function Choice({ emoji, 'aria-colindex': _fromZero, ...rest }: EmojiPickerListEmojiProps) {
  return (
    <button
      type="button"
      {...rest}
      className="grid size-[37px] place-items-center rounded-sm text-20 data-active:bg-hover"
    >
      {emoji.emoji}
    </button>
  );
}

const parts = { CategoryHeader: GroupHeader, Row, Emoji: Choice };

export interface EmojiPickerProps {
  onChoose: (emoji: string) => void;
}

export default function EmojiPicker({ onChoose }: EmojiPickerProps) {
  const { t, i18n } = useTranslation('inbox');
  const say = (key: string) => t(key);
  return (
    <Frimousse.Root
      locale={i18n.language}
      columns={8}
      onEmojiSelect={({ emoji }) => onChoose(emoji)}
      resolveEmojiData={async (locale, { emojiVersion }) => arrange(await load(), locale, emojiVersion, say)}
      className="flex h-[340px] w-[312px] max-w-full flex-col"
    >
      <div className="flex items-center gap-1 border-b border-line p-2">
        <Frimousse.Search
          autoFocus
          dir="auto"
          aria-label={t('emoji.search')}
          placeholder={t('emoji.search')}
          className="h-control min-w-0 flex-1 rounded-sm bg-sunken px-2.5 text-13 outline-none focus-visible:shadow-focus max-tablet:h-10 max-tablet:text-16"
        />
        <Frimousse.SkinToneSelector
          aria-label={t('emoji.skinTone')}
          className="grid size-[30px] place-items-center rounded-sm text-16 hover:bg-hover max-tablet:size-10"
        />
      </div>
      {/* The emojis are chosen from the field above; scrolling them has to work by keyboard as well. */}
      <Frimousse.Viewport
        tabIndex={0}
        className="relative min-h-0 flex-1 overflow-y-auto outline-none focus-visible:shadow-focus-inset"
      >
        <Frimousse.Loading className="absolute inset-0 grid place-items-center text-13 text-ink-muted">
          {t('emoji.loading')}
        </Frimousse.Loading>
        <Frimousse.Empty className="absolute inset-0 grid place-items-center text-13 text-ink-muted">
          {t('emoji.none')}
        </Frimousse.Empty>
        <Frimousse.List className="pb-1.5 select-none" components={parts} />
      </Frimousse.Viewport>
    </Frimousse.Root>
  );
}
