import { provenanceWords, qualityWords } from '../../../answer/provenance.ts';
import { lookupOf } from '../../../domain/lookups/lookup.ts';
import { printsExactWords } from '../../../domain/source.ts';
import type { Statement } from '../../../domain/statement.ts';
import { formatWhen, type When } from '../../../domain/when.ts';
import { speakerOf } from '../../../views/statement.ts';
import type { View } from '../serve/view.ts';
import { type Html, html, NOTHING } from './html.ts';

/** How a statement is credited in print: plain, with the kind of source, and in AP style. */
export function attributionsOf(
  statement: Statement,
  { briefing }: View,
): readonly (readonly [string, string])[] {
  const lookup = lookupOf(briefing);
  const sources = statement.sources.flatMap(({ source }) => lookup.source(source) ?? []);
  const best = sources.find(printsExactWords) ?? sources[0];
  if (best === undefined) return [];
  const speaker = speakerOf(statement, briefing);
  const when = statement.date.precision === 'undated' ? '' : ` on ${formatWhen(statement.date)}`;
  const dated =
    statement.date.precision === 'day' && statement.date.inferred === undefined
      ? when
      : when.replace(' on ', ', ');
  const how = `(${qualityWords(best.quality)}; ${provenanceWords(statement.provenance)})`;
  const [name = speaker, ...role] = speaker.split(', ');
  const title = role.join(', ');
  const apWho = title === '' ? name : `${name}, ${title},`;
  const apWhen = apDate(statement.date);
  if (statement.words === undefined) {
    const gist = statement.gist.replace(/[.]$/, '');
    return [
      [
        'Plain',
        `${speaker}${dated}, as reported, not verbatim: ${gist}, according to ${best.publisher} ${how}.`,
      ],
      [
        'AP style',
        `${apWho} was reported to have said${apWhen}, not verbatim: ${gist}, according to ${best.publisher}.`,
      ],
    ];
  }
  const words = statement.words.replace(/[.,]$/, '');
  const end = /[?!…]$/.test(words) ? '' : ',';
  return [
    ['Plain', `“${words}${end}” ${speaker} said${dated}, according to ${best.publisher} ${how}.`],
    ['AP style', `“${words}${end}” ${apWho} said${apWhen}, according to ${best.publisher}.`],
  ];
}

/** AP abbreviates months of six letters and more with a day, and spells out five and fewer. */
const AP_MONTHS: Readonly<Record<string, string>> = {
  January: 'Jan.',
  February: 'Feb.',
  August: 'Aug.',
  September: 'Sept.',
  October: 'Oct.',
  November: 'Nov.',
  December: 'Dec.',
};

function apDate(when: When): string {
  if (when.precision === 'undated') return '';
  const words = formatWhen(when);
  const [, day, month = '', year] = /^(\d{1,2}) (\p{L}+) (\d{4})$/u.exec(words) ?? [];
  return day === undefined ? `, ${words}` : ` ${AP_MONTHS[month] ?? month} ${day}, ${year}`;
}

/** Lines to copy; the button is shown where a script can. */
export function attributionHtml(statement: Statement, view: View): Html {
  const lines = attributionsOf(statement, view);
  if (lines.length === 0) return NOTHING;
  return html`<section class="attribution"><h2>Attribution</h2>${lines.map(
    ([name, words], at) =>
      html`<div class="copyable"><h3>${name}</h3><p id="attribution-${at}">${words}</p><button type="button" data-copy="attribution-${at}" hidden>Copy attribution</button></div>`,
  )}</section>`;
}
