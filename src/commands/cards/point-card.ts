import type { Block, Card, Spans } from '../../answer/answer.ts';
import { type Citer, strong, text } from '../../answer/compose.ts';
import { lengthOf, sentenceCount } from '../../answer/sentences.ts';
import { labelWords } from '../../answer/words/labels.ts';
import type { CommandContext } from '../../core/command.ts';
import type { Conflict } from '../../domain/conflict.ts';
import { aboutOf } from '../../domain/lookups/about-index.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import { oncePerRecord } from '../../domain/lookups/once-per-record.ts';
import { changeIn, isSilence, type Provision, type Reading, readingIn } from '../../domain/provision.ts';
import { type Text, theText } from '../../domain/text.ts';
import { capital } from '../../domain/words/capital.ts';
import { isLabelled, partWord } from '../../domain/words/labels.ts';
import { isCertain, reportedBy } from '../../views/brief/known.ts';
import { briefPosition, briefReading } from '../../views/brief/record.ts';
import { cardWith, row, type Teller, tellerOf } from '../../views/brief/rows.ts';
import { withoutCites } from '../../views/brief/told.ts';
import { holderOf, latestPositions } from '../../views/position.ts';
import { leadingReading } from '../../views/provision.ts';
import { changeSentence } from '../../views/wording.ts';

/** What one point says in the text asked for and what the newest does with it, then the other drafts and who stands where. */
export function pointCard(
  provisions: readonly Provision[],
  of: Text | undefined,
  /** "article 6", where that was asked for. */
  asked: string | undefined,
  /** On any of them, as `conflictsOn` orders them. */
  conflicts: readonly Conflict[],
  context: CommandContext,
  citer: Citer,
): Card {
  const { briefing } = context;
  const teller = tellerOf(context, citer);
  const [first, ...more] = provisions;
  if (first === undefined) return { lead: [], rows: [] };
  if (more.length > 0 && of !== undefined) {
    const rows = provisions.map((one) => readingRow(one, of, teller, one.title));
    const lead = [
      strong(`${capital(asked ?? partWord(of))} of ${theText(of)}`),
      text(` covers ${provisions.length} subjects. `),
      ...citer.cite(of.sources),
    ];
    return cardWith(lead, conflicts, rows, teller);
  }
  const { spans, told } = pointLead(first, of, context, teller);
  const compared = briefing.texts.filter((one) => !one.context && !told.includes(one.id));
  // What the newest draft says is what the lead's last words are about.
  const newest = compared.filter(({ id }) => id === briefing.latestText);
  const drafts = [...newest, ...compared.filter((one) => !newest.includes(one))].map((one) =>
    readingRow(first, one, teller),
  );
  const positions = latestOf(aboutOf(briefing).positions(first.id))
    .slice(0, 4)
    .map((one) => row(briefPosition(one, teller.row, holderOf(one, briefing))));
  return cardWith(spans, conflicts, [...drafts, ...positions], teller);
}

/** By the list, which is the same as long as the briefing is. */
const latestOf = oncePerRecord(latestPositions);

/** The reading that leads, then what the newest text does with it; `told` are the texts that the lead tells of. */
function pointLead(
  provision: Provision,
  of: Text | undefined,
  { briefing }: CommandContext,
  teller: Teller,
): { readonly spans: Spans; readonly told: readonly string[] } {
  const { citer } = teller.lead;
  const change = changeIn(provision, of);
  const silent = isSilence(change);
  const reading = silent ? leadingReading(provision, undefined) : readingIn(provision, of);
  const silence: Spans =
    silent && of !== undefined
      ? [
          strong(`${provision.title}:`),
          text(` ${changeSentence(of, change)} `),
          ...citer.cite((readingIn(provision, of) ?? of).sources),
        ]
      : [];
  const latest = reading?.text === briefing.latestText || of?.id === briefing.latestText;
  const after = latest || silent ? null : latestSentence(provision, teller);
  const later: () => Spans = () => (after === null ? [] : [text(after.words), ...citer.cite(after.sources)]);
  if (reading === undefined) return { spans: [...silence, ...later()], told: [] };
  const from = lookupOf(briefing).text(reading.text);
  const points = isLabelled(reading) ? `, ${labelWords(reading, from)}` : '';
  const where = [from?.name, from?.label].map((name) => `${name ?? reading.text}${points}`);
  const labels =
    silence.length > 0
      ? where.map(capital)
      : [...where.map((one) => `${provision.title} (${one})`), ...where.slice(1).map(capital)];
  const around = lengthOf(withoutCites(silence));
  const said = (behind: string) => {
    const room = teller.lead.room - around - behind.length - 1;
    const sentences = silence.length > 0 || behind !== '' ? (1 as const) : (2 as const);
    return briefReading(reading, { ...teller.lead, room, sentences }, labels);
  };
  // What the newest text does with it is told here only where what is asked for needs no cutting for it.
  const both = after === null ? null : said(after.words);
  const alone = said('');
  // That nothing is reported of the newest is a row of its own.
  const costly = after?.silent === true && both !== null && sentenceCount(both) < sentenceCount(alone);
  const spans = both === null || costly || saysCut(both) ? alone : [...both, text(' '), ...later()];
  return { spans: [...silence, ...(silence.length > 0 ? [text(' ')] : []), ...spans], told: [reading.text] };
}

function saysCut(spans: Spans): boolean {
  return spans.some((span) => span.kind === 'text' && span.text.includes('…more'));
}

/** "The revision amends it, Al Jazeera reports, in a copy." Certain only where the change is. */
function latestSentence(provision: Provision, { lead: { briefing } }: Teller) {
  const latest = lookupOf(briefing).text(briefing.latestText);
  if (latest === undefined) return null;
  const reading = readingIn(provision, latest);
  const change = changeIn(provision, latest);
  const said = changeSentence(latest, change);
  const hedged = reading !== undefined && !isSilence(change) && !isCertain(reading, briefing);
  const words = hedged ? `${said.replace(/\.$/, '')}${reportedBy(reading, briefing)}. ` : `${said} `;
  const sources = reading === undefined || reading.sources.length === 0 ? latest.sources : reading.sources;
  return { words, sources, silent: isSilence(change) };
}

/** One text's cell of the crosswalk as a row. */
function readingRow(provision: Provision, of: Text, teller: Teller, title?: string): Block {
  const reading: Reading | undefined = readingIn(provision, of);
  if (reading === undefined) {
    const silence = of.status === 'full' ? 'not in it' : 'not reported';
    const { citer } = teller.row;
    return row([strong(`${title ?? of.label}:`), text(` ${silence}. `), ...citer.cite(of.sources)]);
  }
  const number = isLabelled(reading) ? `, ${labelWords(reading, of)}` : '';
  return row(briefReading(reading, teller.row, [title ?? `${of.label}${number}`]));
}
