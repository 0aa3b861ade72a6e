/** Months from January on as they stand in dates, in the languages that are read here. */
const NAMES: readonly string[] = [
  'January February March April May June July August September October November December',
  'Januar Februar März April Mai Juni Juli August September Oktober November Dezember',
  'Jänner Feber Maerz April Mai Juni Juli August September Oktober November Dezember',
  'janvier février mars avril mai juin juillet août septembre octobre novembre décembre',
  'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre',
  'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre',
  'janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro',
  'januari februari maart april mei juni juli augustus september oktober november december',
  'stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia',
  'січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня',
  'января февраля марта апреля мая июня июля августа сентября октября ноября декабря',
];
const SHORT: Readonly<Record<string, number>> = {
  ...{ jan: 1, feb: 2, mar: 3, apr: 4, jun: 6, jul: 7, aug: 8, sep: 9, sept: 9, oct: 10, okt: 10 },
  ...{ nov: 11, dec: 12, dez: 12, janv: 1, févr: 2, avr: 4, juil: 7, déc: 12, mär: 3, mrz: 3 },
};
/** In English and German a month has a capital: "12 may" is no date. */
const CAPITAL = new Set(['march', 'may']);

const BY_NAME = new Map(
  NAMES.flatMap((line) => line.split(' ').map((name, at) => [name.toLowerCase(), at + 1] as const)),
);

/** The number of a month that a word names, 1 to 12; null for any other word. */
export function monthNumber(word: string): number | null {
  const key = word.toLowerCase().replace(/\.$/, '');
  if (CAPITAL.has(key) && word.charAt(0) === key.charAt(0)) return null;
  return BY_NAME.get(key) ?? SHORT[key] ?? null;
}
