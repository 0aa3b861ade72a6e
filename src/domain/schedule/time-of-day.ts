import { plainWords, type Read } from './reading.ts';

const EXPECTED = 'a time of day such as 08:00';

/**
 * A time of day as people write it: `8`, `8:30`, `08.30`, `0830`, `8h30`, `9 am`, `8.30pm`, `noon`, `midnight`, in
 * digits of any width. Gives `HH:MM` of 24 hours.
 */
export function readTime(text: string): Read<string> {
  const words = plainWords(text)
    .replace(/^(?:at|@) ?/, '')
    .replace(/[∶꞉]/g, ':')
    .replace(/[’']/g, '')
    .replace(/(\d) ?h ?(?=\d)/, '$1h');
  const found = named(words) ?? halved(words) ?? counted(words);
  if (found !== null) return { kind: 'read', value: found };
  const refused = { kind: 'refused', expected: EXPECTED, found: text } as const;
  return /^24(?::?00)?(?: ?h)?$/.test(words) ? { ...refused, hint: 'Midnight is 00:00.' } : refused;
}

function named(words: string): string | null {
  const match = /^(?:(0|00:?00|12|12[:.]?00) ?)?(noon|midday|midnight)$/.exec(words);
  if (match === null) return null;
  const [, hour = '', name] = match;
  if (name === 'midnight') return '00:00';
  return hour.startsWith('0') ? null : '12:00';
}

/** Twelve hours, twice: 12am is midnight, 12pm is noon. */
function halved(words: string): string | null {
  const match = /^(\d{1,2})(?:[:.h ]?(\d{2}))? ?([ap])(?:\.? ?m)?\.?$/.exec(words);
  if (match === null) return null;
  const hour = Number(match[1]);
  if (hour < 1 || hour > 12) return null;
  return written((hour % 12) + (match[3] === 'p' ? 12 : 0), Number(match[2] ?? '0'));
}

/** Twenty-four hours, with a separator, without one, or without minutes. */
function counted(words: string): string | null {
  const match = /^(\d{1,2})(?:[:.h]?(\d{2})(?::00)?)? ?(?:h|hrs?|hours?|oclock)?$/.exec(words);
  return match === null ? null : written(Number(match[1]), Number(match[2] ?? '0'));
}

function written(hour: number, minute: number): string | null {
  if (hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
