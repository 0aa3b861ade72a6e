/** Names of news agencies as they stand in credits, in both scripts. */
const AGENCY =
  /(?<![\p{L}\p{N}])(?:Reuters|Associated Press|AP|Agence France-Presse|AFP|dpa|DPA|Deutsche Presse-Agentur|ANSA|EFE|IANS|PTI|ANI|Xinhua|Kyodo|Interfax-Ukraine|Interfax|Ukrinform|Укрінформ|TASS|ТАСС|RIA Novosti|Anadolu(?: Agency)?|Bloomberg|PA Media|Press Association|UNN|AAP|Yonhap|UPI)(?![\p{L}\p{N}])/gu;

/** What stands before an agency's name where its copy is printed, and what behind it. */
const BEFORE =
  /(?:\b(?:with (?:information|inputs?|reporting|material|additional reporting|files?|contributions?) (?:from|by)|reporting by|sources?|quellen?|via|based on (?:a )?reports? (?:by|from)|mit (?:material|informationen) (?:von|der)|by)|джерело|источник|за матеріалами|за інформацією|по материалам) ?:? (?:the )?$/i;
const BEHIND = /^ (?:contributed to this report|and agencies)|^\) ?[-–—:]/;

/** The lines of an article before any of them was taken for the page's: credits are among those. */
export function edges(pieces: readonly { readonly text: string }[]): string {
  return [...pieces.slice(0, 10), ...pieces.slice(-10)].map(({ text }) => text).join('\n');
}

/** The agencies whose copy a page says it prints; those it merely cites ("told Reuters") are none. */
export function creditsIn(text: string, page: string): readonly string[] {
  const all = [text.slice(0, 400), text.slice(-600), page.slice(0, 1500), page.slice(-2500)].join('\n');
  const found = Array.from(all.matchAll(AGENCY)).filter((match) => {
    const [name] = match;
    const before = all.slice(Math.max(0, match.index - 60), match.index);
    const behind = all.slice(match.index + name.length, match.index + name.length + 40);
    return (
      BEFORE.test(before) || BEHIND.test(behind) || (/(?:^|\n)$/.test(before) && /^ ?[-–—] /.test(behind))
    );
  });
  return [...new Set(found.map(([name]) => name))];
}

const TRANSLATED =
  /\b(?:translated (?:from|by|into)|this (?:article|text|interview) (?:was|has been) (?:originally published in|translated)|machine translation|translation (?:by|from)|aus dem \p{L}+ (?:übersetzt|von)|übersetzt (?:aus|von)|übersetzung)\b|(?:переклад (?:з|із)|перекладено|перевод с|переведено с)/iu;

/** What the page says it was translated from, in its own words; nothing where it says nothing of the kind. */
export function translatedFrom(page: string): { readonly translatedFrom?: string } {
  const found = TRANSLATED.exec(page);
  if (found === null) return {};
  const words = page.slice(found.index, found.index + 120).split(/[\n.]/)[0] ?? '';
  return { translatedFrom: words.replace(/\s+/g, ' ').trim() };
}
