const AGENCIES =
  'Reuters|Associated Press|AP|Agence France-Presse|AFP|dpa|DPA|Deutsche Presse-Agentur|ANSA|EFE|IANS|PTI|ANI|Xinhua|Kyodo|Interfax-Ukraine|Interfax|Ukrinform|Укрінформ|TASS|ТАСС|RIA Novosti|Anadolu(?: Agency)?|Bloomberg|PA Media|Press Association|UNN|APA|SID|AAP|Yonhap|UPI';

const CREDITED: readonly RegExp[] = [
  new RegExp(`^[^\\n]{0,60}?\\((${AGENCIES})\\)\\s?[-–—:]`, 'm'),
  new RegExp(`^(${AGENCIES})\\s?[-–—]\\s`, 'm'),
  new RegExp(
    `(?:\\b(?:with (?:information|inputs?|reporting|material|additional reporting|files?|contributions?) (?:from|by)|(?:additional )?reporting by|source|sources|quelle|quellen|via|based on (?:a )?reports? (?:by|from)|contributed to this report|from|mit (?:material|informationen) (?:von|der)|за матеріалами|за інформацією|джерело|источник)\\b|Джерело|Источник|За матеріалами)\\s?:?\\s(?:the )?(${AGENCIES})(?![\\p{L}\\p{N}])`,
    'giu',
  ),
  new RegExp(`(?:^|[\\s(])(${AGENCIES}) (?:contributed to this report|and agencies)`, 'gu'),
];

/** The agencies whose copy a page says it prints; those it merely cites ("told Reuters") are none. */
export function creditsIn(text: string, page: string): readonly string[] {
  const edges = `${text.slice(0, 400)}\n${text.slice(-600)}\n${page.slice(0, 1500)}\n${page.slice(-2500)}`;
  const found = CREDITED.flatMap((pattern) =>
    [...edges.matchAll(new RegExp(pattern.source, pattern.flags.includes('g') ? pattern.flags : `${pattern.flags}g`))].map(
      ([, agency = '']) => agency,
    ),
  );
  return [...new Set(found)].filter((agency) => agency !== '');
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
