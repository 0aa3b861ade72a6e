/** Units as they are typed behind a figure, and in full. */
const UNITS: readonly (readonly [RegExp, string])[] = [
  [/^(?:h|hrs?)$/i, 'hours'],
  [/^mins?$/i, 'minutes'],
  [/^wks?$/i, 'weeks'],
  [/^(?:mths?|mos)$/i, 'months'],
  [/^yrs?$/i, 'years'],
  [/^pct$/i, 'percent'],
  [/^pts$/i, 'points'],
  [/^m(?:l?n|io)$/i, 'million'],
  [/^bl?n$/i, 'billion'],
  [/^tr?n$/i, 'trillion'],
];
const SHORT =
  /(?<![\p{L}\d.,:/])(\d{1,6}(?:\.\d{1,3})?) ?(h|hrs?|mins?|wks?|mths?|mos|yrs?|pct|pts|ml?n|mio|bl?n|tr?n)\b/giu;
/** "190k", "$5m": as records write them; a bare "m" may be metres. */
const THOUSANDS = /(?<![\p{L}\d.,:/])(\d{1,4}) ?k\b/giu;
const MILLIONS = /(?<=[$€£] ?)(\d{1,4}(?:\.\d{1,3})?) ?m\b/giu;

/** "21 and 20 points", "48 or 72h": what is counted once is counted twice. */
const SHARED =
  /(?<![\p{L}\d.,:/])(\d{1,4})(?:[ -]points?)? (and|or|vs\.?|versus|to) (\d{1,4})[ -](points?|hours|days|weeks|months|years)\b/giu;

/** Spells out the units behind figures: "48h or 72h" as "48 hours or 72 hours", "between 21 and 20 pts" as "21 points and 20 points", "€93bn" as "€93 billion". */
export function spellUnits(typed: string): string {
  return typed
    .replace(SHORT, (whole, figure: string, unit: string) => {
      const spelled = UNITS.find(([short]) => short.test(unit))?.[1];
      return spelled === undefined ? whole : `${figure} ${spelled}`;
    })
    .replace(THOUSANDS, (_, figure: string) => `${figure}000`)
    .replace(MILLIONS, '$1 million')
    .replace(SHARED, '$1 $4 $2 $3 $4');
}
