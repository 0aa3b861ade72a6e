/** What stands on a line of its own on pages and is no part of the article, in the languages that are read here. */
const LINES: readonly RegExp[] = [
  /^(?:share|share (?:this|on|via)\b.*|print|email|copy link|link copied|save|bookmark|listen|play|watch|tweet|pin it|comments?|\d+ comments?|reply|like|follow|loading.*|close|menu|search|home|next|previous|facebook|twitter|x|whatsapp|telegram|linkedin|reddit|pinterest|instagram)[.!…]?$/i,
  /^(?:facebook|twitter|whatsapp|telegram|linkedin|reddit|pinterest|instagram|e-?mail|print|copy link|[|·•/, x])+$/i,
  /^(?:advertisement|ad|sponsored(?: content)?|promoted|anzeige|werbung|реклама|publicité|publicidad)[.:]?$/i,
  /^(?:article|story) continues (?:after|below)\b.*$/i,
  /^(?:read more|read also|also read|read next|see also|more on this(?: story)?|related(?: stories| articles| topics| content| news| coverage)?|recommended(?: stories| for you| reading| articles)?|most read|most popular|trending(?: now)?|top stories|editors?[’'] picks?|quick reads|view all|view more|see all|show more|load more|latest(?: news| stories)?|you may (?:also )?like|you might (?:also )?like|more from .{2,40}|what to read next|keep reading|continue reading|in this story|key points|table of contents|list of \d+ items.*|end of list|\d+ of \d+ items?)[.:…]?$/i,
  /^(?:read more|read also|also read|see also|related|more|watch|listen|explainer|opinion|analysis|live|in pictures|recommended|don[’']t miss)\s*[:|»>–-]\s+\S.*$/i,
  /^(?:lesen sie (?:auch|mehr|dazu)|mehr zum thema|das könnte sie auch interessieren|auch interessant|zum thema|weiterlesen|teilen|drucken|merken|читайте (?:також|также|ще|еще)|дивіться також|смотрите также|поділитися|поделиться|дізнайтеся більше|подробнее|підписуйтес[ья]|подписывайтесь)(?:$|[\s:»–.!…-].*$)/i,
  /^(?:lire aussi|à lire(?: aussi)?|voir aussi|partager|s[’']abonner|abonnez-vous|publicité|lees ook|lees meer|delen|zobacz też|czytaj (?:też|także|więcej)|udostępnij|leer más|lee también|te puede interesar|compartir|leggi anche|condividi|leia (?:mais|também)|compartilhar)(?:$|[\s:»–.!…-].*$)/i,
  /^our standards\s*:.{1,80}$/i,
  /^(?:skip to (?:main )?content|jump to content|back to top|go to homepage|toggle navigation|open menu)$/i,
  /^(?:sign up|subscribe|register|log ?in|sign in|join|follow us|get (?:the|our) (?:latest|daily|newsletter|free)|download (?:the|our) app|support (?:us|our)|donate)\b.{0,120}$/i,
  /^.{0,80}\b(?:newsletter|push notifications?)\b.{0,100}$/i,
  /^.{0,120}\b(?:(?:we|this (?:site|website)|our (?:site|website|partners)) (?:and our partners )?uses? cookies|accept (?:all )?cookies|cookie (?:policy|settings|consent|preferences|notice)|verwenden cookies|використовуємо (?:файли )?cookie|используем (?:файлы )?cookie).*$/i,
  /^(?:©|\(c\)|copyright\b).*$/i,
  /^all rights reserved.*$/i,
  /^(?:tags?|topics?|filed under|categories|category|keywords|schlagworte|теги|тэги)\s*:.*$/i,
  /^(?:photo|image|picture|video|foto|bild|фото|graphic|illustration)(?: credit| source| by)?s?\s*[:©].*$/i,
  /^(?:image (?:source|caption)|media caption|photograph|file photo|file image|archivbild)\b.{0,200}$/i,
  /^(?:publié|mis à jour|publicado|actualizado|pubblicato|aggiornato|opublikowano|gepubliceerd|bijgewerkt)\b.{0,60}\d.{0,30}$/i,
  /^(?:sources?|quellen?|fuentes?|fonte|źródło|джерел[оа]|источник)\s*:.{1,80}$/i,
  /^[([]?(?:(?:additional |with (?:additional )?)?reporting|writing|editing|compiled|contribution) (?:by|from)\b.{1,220}$/i,
  /^(?:find this (?:article|page|story) at|original (?:article|url)|permalink|url|link)?[:\s]{0,3}https?:\/\/\S+$/i,
  /^(?:close (?:this )?window|print this (?:page|article)|back to (?:article|story|list)|page \d{1,3} of \d{1,3})(?: ?[|·•])?$/i,
  /^(?:contact|e-?mail|kontakt|tips?)?[:\s]{0,3}[\w.+-]{1,60}@[\w-]{1,60}\.[\w.]{2,40}$/i,
  /^(?:getty images|reuters|ap photo|afp|epa|shutterstock|istock)(?:\s*[/,|]\s*\S.*)?$/i,
  /^(?:published|updated|last updated|posted|modified|first published|veröffentlicht|aktualisiert|stand|опубліковано|оновлено|опубликовано|обновлено)\b.{0,60}\d.{0,30}$/i,
  /^\d+\s*(?:min(?:ute)?s?|hours?|days?|weeks?|months?|years?)\s*(?:read|ago|lesezeit)(?:\s+\d+)?$/i,
  /^\d{1,2}:\d{2}(?:\s*(?:am|pm|gmt|utc|uhr|cet))?$/i,
  /^(?:[Bb]y|[Vv]on|[Аа]втор:?)\s+(?:\p{Lu}[\p{L}.’'-]*)(?:[\s,&|]+(?:and|und|with|in|for|\p{Lu}[\p{L}.’'-]*))*$/u,
  /^(?:translated (?:from|by)|machine translation|translation:|übersetzt (?:aus|von)|aus dem \p{L}+ übersetzt|переклад (?:з|із)|перевод с)\b.{0,80}$/iu,
  /^we need your consent to load\b.{0,300}$/i,
  /^this (?:video|content|browser) (?:can|cannot|is|does) ?not\b.*$/i,
];

/** A photograph's text: where it was taken, in capitals, with the day; or the photographer in brackets at its end. */
const CAPTIONS: readonly RegExp[] = [
  /^\p{Lu}[\p{Lu}\s.'’-]+,\s*\p{Lu}[\p{Lu}\s.'’-]+\s[-–—]\s*\p{Lu}+\s+\d{1,2}(?:, \d{4})?\s*:/u,
  /[[(](?:photo|image|picture|file|foto|photograph)\b[^\][()]{0,80}[\])]\.?$/i,
  /\/ ?(?:reuters|ap|ap photo|afp|afp photo|epa|getty(?: images)?|anadolu|tass|dpa|bloomberg|pool|shutterstock)[^\][()]{0,40}[\])]\.?$/i,
  /\((?:reuters|ap|afp|epa|getty images)\)$/i,
];

/** Buttons and labels that pages glue to the word that follows: "View AllThe minister said", "Read More“We are …". */
const GLUED =
  /^(?:ADVERTISEMENT|READ MORE|READ ALSO|ALSO READ|SHARE|Share|View [Aa]ll|View [Mm]ore|Read [Mm]ore|See [Aa]ll|See [Mm]ore|Show [Mm]ore|Quick [Rr]eads|Advertisement|Watch [Ll]ive|Also [Rr]ead|Load [Mm]ore|Listen to [Aa]rticle|Mehr [Ll]esen|Lesen Sie [Aa]uch|Читайте також|Читайте также)(?=\p{Lu}\p{Ll}|\p{Lu}[ -]|["“„«])/u;
/** And those glued behind its last stop: "…, he said.Share this article". */
const GLUED_BEHIND =
  /(?<=[.!?]["”»]?)(?:Share|Tweet|Print|Email|Subscribe|Click here|Read [Mm]ore|Sign up|Follow us|Advertisement|ADVERTISEMENT|View [Aa]ll|Copy link|Save|Lire aussi|Lesen Sie auch|Читайте також)(?: [^.!?"“”„«»\n]{0,60})?$/u;

/** True for a line that belongs to the page and not to the article. Whole lines only: a sentence is never one. */
export function isFurniture(line: string): boolean {
  const text = line.trim();
  if (text === '') return true;
  if (!/[\p{L}\p{N}]/u.test(text)) return true;
  if (GLUED_LINK.test(text) && !/[.!?]$/.test(text)) return true;
  return text.length <= 240 && LINES.some((pattern) => pattern.test(text)) && !isSentence(text);
}

/** Labels and buttons do not quote anybody. */
function isSentence(text: string): boolean {
  return /["“„«][^"”“»]{8,}["”“»]/u.test(text) && /[.!?]["”“»]?$/u.test(text);
}

const COMMENTS =
  /^(?:(?:\d+ )?(?:readers?[’']? |user |latest |top )?comments?(?: \(\d+\))?|(?:your|readers?[’']?) (?:comments|letters|views|opinions)|leave a (?:comment|reply)|join the (?:conversation|discussion)|what (?:our )?readers say|(?:\d+ )?kommentare?(?: \(\d+\))?|leserkommentare|diskutieren sie mit|(?:\d+ )?коментар(?:і|ів)(?: \(\d+\))?|комментари[ий](?: \(\d+\))?)[:.]?$/i;

/** True for the heading behind which readers speak: nothing below it is the article's. */
export function beginsComments(heading: string): boolean {
  return COMMENTS.test(heading.trim());
}

/** True for the text under a picture, as it is told where a page does not mark it. */
export function isCaption(line: string): boolean {
  return line.length <= 600 && CAPTIONS.some((pattern) => pattern.test(line.trim()));
}

/** The line without a button's words before its first one, or behind its last. */
export function withoutGlued(line: string): string {
  return line.replace(GLUED, '').replace(GLUED_BEHIND, '');
}

/** "ReadMorePutin waits for the paper": a link to another article that lost the space in its label. */
const GLUED_LINK = /^(?:AlsoRead|ReadAlso|ReadMore|SeeAlso|ViewAll|MoreOn|WatchNow)(?=\p{Lu})/u;

const CHANGED =
  /^[[(*\s]{0,3}(?:(?:update|correction|corrected|clarification|amendment|editor[’']?s[’']? note|note|korrektur|berichtigung|anmerkung der redaktion|hinweis der redaktion|уточнення|виправлення|від редакції|оновлено|уточнение|исправление|correctif|rectificatif|corrección)(?: ?\d{1,2})?(?: ?[:,(–—]| -)|this (?:article|story|report|page|piece|version) (?:was|has been) (?:amended|corrected|updated|changed|edited|clarified)|an? (?:earlier|previous) version)/iu;
const CHANGE =
  /\b(?:(?:earlier|previous|original|first|frühere[nr]?|ursprüngliche[nr]?) (?:version|fassung|headline|text)|(?:was|were|has been|have been) (?:amended|corrected|updated|changed|clarified|edited)|mis(?:quoted|stated|identified|spelled|attributed)|incorrectly|erroneously|wrongly|corrects?|korrigiert|fälschlich)|(?:попередній|предыдущей|ранішій) версії|виправлен|исправлен/iu;

/** True for a note that says that the page was changed: what it tells of an earlier version is withdrawn. */
export function isChangeNote(line: string): boolean {
  return line.length <= 1_200 && CHANGED.test(line) && CHANGE.test(line);
}
