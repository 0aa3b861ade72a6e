/** What stands before words that something is called by, whoever called it so first. */
const CALLED =
  /\b(?:known as|so-called|codenamed|(?:is|are|was|were|been|being) (?:dubbed|nicknamed|called|referred to as)) (?:the )?[“"„«‘]$/i;

/** "The plan is known as “the Dmitriev paper”": a name that nobody in particular gave it. */
export function isNickname(before: string): boolean {
  return CALLED.test(before);
}

/** What somebody might say is nobody's statement. */
const SUPPOSED =
  /\b(?:imagine|suppose|picture)\b[^.!?"“”]{1,60}$|\bas if to say\b[^"“”]{0,3}$|\b(?:if|had|were)\b[^.!?"“”]{1,80}\bwould (?:\p{L}+ )?(?:say|answer|reply|tell [^.!?"“”]{1,30}|add|ask)\b[^"“”]{0,3}$|\b(?:could|might) (?:\p{L}+ )?(?:say|answer|reply|add|have (?:said|answered|replied|added))\b[^"“”]{0,3}$/iu;

/** True where what leads into a quotation makes it one that was never spoken. */
export function isSupposed(before: string): boolean {
  return SUPPOSED.test(before);
}

/** A kind of work, or what is done with one, right before its title. */
const WORK =
  /(?<!\p{L})(?:books?|plays?|songs?|films?|movies?|novels?|poems?|albums?|episodes?|documentary|essay|exhibition|paintings?|musical|opera|memoir|thriller|anthem|hymn|report|study|titled|entitled|sang|sings?|singing|performed|hummed|podcast|programme|show|series|poster|newspaper|magazine|\p{L}{0,20}(?:stücks?|roman|film|buch|lied|oper|serie|zeitung|magazin|gedicht|studie|sendung)|вистав[аиіу]|роман[аіу]?|фільм[аіу]?|книг[аиіу]|газет[аиіу]|журнал[аіу]?|п['’]єс[аиіу]|film|livre|roman|pièce|journal) [“"„«»]$/iu;
/** Words of a title that need no capital. */
const SMALL =
  /^(?:a|an|the|of|and|or|but|nor|in|on|at|to|for|from|by|with|as|is|into|over|upon|off|up|vs?|de|la|le|les|du|des|et|der|die|das|und|von|im|am|zu|el|los|y|i|та|і|й|в|у|на|з|про|до)$/i;

/**
 * "A Short History of Quays": every word that may have a capital has one, and nothing ends it but a stop that belongs to
 * the sentence around it; or whatever has a capital right behind the kind of work: the song "Down by the water".
 */
export function isTitleOfWork(quoted: string, before: string): boolean {
  if (WORK.test(before) && /^\p{Lu}/u.test(quoted) && quoted.split(/\s+/).length <= 12) return true;
  // The stop of the sentence around a title stands within its marks; “Moscow is in Russia,” he said, is a sentence itself.
  const words = /[.,]$/.test(quoted) && /[\p{Ll},] [“"„«»]$/u.test(before) ? quoted.slice(0, -1) : quoted;
  const all = words.split(/\s+/);
  const long = all.filter((word) => word.length > 3);
  // Said of “The Tempest”.
  const least = /^(?:The|A|An) /.test(words) && /\b(?:of|in|on|from|to) [“"]$/.test(before) ? 1 : 2;
  return (
    all.length >= 2 &&
    all.length <= 12 &&
    long.length >= least &&
    !/[.!?,]$/.test(words) &&
    long.every((word) => /^\p{Lu}/u.test(word)) &&
    all.every((word) => /^[^\p{L}]*\p{Lu}/u.test(word) || !/^\p{Ll}/u.test(word) || SMALL.test(word)) &&
    /^\p{Lu}/u.test(words)
  );
}
