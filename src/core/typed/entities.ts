/**
 * Character references of HTML (https://html.spec.whatwg.org/multipage/named-characters.html, read 2026-11-28): those of
 * punctuation, spaces, signs, Latin, Greek and Cyrillic letters, which is what prose is escaped to. Names of mathematics are not.
 */
const NAMED: ReadonlyMap<string, string> = new Map(
  `amp & lt < gt > quot " QUOT " AMP & LT < GT > apos ' lsquo ‘ rsquo ’ rsquor ’ OpenCurlyQuote ‘ CloseCurlyQuote ’ sbquo ‚ lsquor ‚ ldquo “
  rdquo ” rdquor ” OpenCurlyDoubleQuote “ CloseCurlyDoubleQuote ” bdquo „ ldquor „ laquo « raquo » lsaquo ‹ rsaquo › prime ′ Prime ″
  grave \` DiacriticalGrave \` acute ´ mdash — ndash – horbar ― hyphen ‐ dash ‐ minus − hellip … mldr … nldr ‥ middot · centerdot · bull •
  bullet • period . comma , colon : semi ; excl ! quest ? iexcl ¡ iquest ¿ lpar ( rpar ) lsqb [ lbrack [ rsqb ] rbrack ] lcub { lbrace {
  rcub } rbrace } sol / bsol \\ vert | verbar | brvbar ¦ lowbar _ UnderBar _ ast * midast * num # commat @ percnt % permil ‰ plus + equals =
  dollar $ cent ¢ pound £ yen ¥ euro € curren ¤ sect § para ¶ dagger † Dagger ‡ copy © reg ® trade ™ numero № deg ° ordf ª ordm º sup1 ¹
  sup2 ² sup3 ³ frac12 ½ half ½ frac14 ¼ frac34 ¾ times × divide ÷ plusmn ± micro µ not ¬ macr ¯ uml ¨ cedil ¸ circ ˆ tilde ˜ Hat ^
  larr ← rarr → uarr ↑ darr ↓ harr ↔ le ≤ ge ≥ ne ≠ asymp ≈ infin ∞ check ✓ star ☆ starf ★
  szlig ß AElig Æ aelig æ OElig Œ oelig œ Oslash Ø oslash ø ETH Ð eth ð THORN Þ thorn þ Dstrok Đ dstrok đ Hstrok Ħ hstrok ħ Lstrok Ł lstrok ł
  Tstrok Ŧ tstrok ŧ inodot ı imath ı kgreen ĸ ENG Ŋ eng ŋ IJlig Ĳ ijlig ĳ napos ŉ
  Alpha Α alpha α Beta Β beta β Gamma Γ gamma γ Delta Δ delta δ Epsilon Ε epsilon ε Zeta Ζ zeta ζ Eta Η eta η Theta Θ theta θ Iota Ι iota ι
  Kappa Κ kappa κ Lambda Λ lambda λ Mu Μ mu μ Nu Ν nu ν Xi Ξ xi ξ Omicron Ο omicron ο Pi Π pi π Rho Ρ rho ρ Sigma Σ sigma σ sigmaf ς Tau Τ
  tau τ Upsilon Υ upsilon υ Phi Φ phi φ Chi Χ chi χ Psi Ψ psi ψ Omega Ω omega ω
  Acy А acy а Bcy Б bcy б Vcy В vcy в Gcy Г gcy г Dcy Д dcy д IEcy Е iecy е IOcy Ё iocy ё ZHcy Ж zhcy ж Zcy З zcy з Icy И icy и Jcy Й jcy й
  Kcy К kcy к Lcy Л lcy л Mcy М mcy м Ncy Н ncy н Ocy О ocy о Pcy П pcy п Rcy Р rcy р Scy С scy с Tcy Т tcy т Ucy У ucy у Fcy Ф fcy ф KHcy Х
  khcy х TScy Ц tscy ц CHcy Ч chcy ч SHcy Ш shcy ш SHCHcy Щ shchcy щ HARDcy Ъ hardcy ъ Ycy Ы ycy ы SOFTcy Ь softcy ь Ecy Э ecy э YUcy Ю
  yucy ю YAcy Я yacy я Jukcy Є jukcy є Iukcy І iukcy і YIcy Ї yicy ї Ubrcy Ў ubrcy ў DJcy Ђ djcy ђ GJcy Ѓ gjcy ѓ DScy Ѕ dscy ѕ Jsercy Ј
  jsercy ј LJcy Љ ljcy љ NJcy Њ njcy њ TSHcy Ћ tshcy ћ KJcy Ќ kjcy ќ DZcy Џ dzcy џ`
    .split(/\s+/)
    .reduce<[string, string][]>((pairs, part, at, all) => {
      if (at % 2 === 0) pairs.push([part, all[at + 1] ?? '']);
      return pairs;
    }, []),
);

/** Spaces and line breaks are a space; what only tells where a line may break is nothing. */
const SPACES = new Set(
  'nbsp NonBreakingSpace ensp emsp emsp13 emsp14 numsp puncsp thinsp ThinSpace hairsp VeryThinSpace MediumSpace Tab NewLine'.split(
    ' ',
  ),
);
const UNSEEN = new Set('shy zwj zwnj lrm rlm ZeroWidthSpace NoBreak'.split(' '));

/** A letter with a mark is named by the letter and the mark: `eacute`, `Ccaron`. */
const MARKS: Readonly<Record<string, string>> = {
  grave: '\u0300',
  acute: '\u0301',
  circ: '\u0302',
  tilde: '\u0303',
  uml: '\u0308',
  ring: '\u030a',
  cedil: '\u0327',
  caron: '\u030c',
  breve: '\u0306',
  macr: '\u0304',
  ogon: '\u0328',
  dot: '\u0307',
  dblac: '\u030b',
};

/** What Windows has where ISO 8859-1 has control characters, 128 to 159: pages that say one mean the other. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** The character a named reference stands for; null for a name that is none. */
export function namedCharacter(name: string): string | null {
  if (SPACES.has(name)) return ' ';
  if (UNSEEN.has(name)) return '';
  const known = NAMED.get(name);
  if (known !== undefined) return known;
  const mark = MARKS[name.slice(1)];
  if (mark === undefined || !/^[A-Za-z]/.test(name)) return null;
  const letter = `${name[0]}${mark}`.normalize('NFC');
  return [...letter].length === 1 ? letter : null;
}

/** The character a number stands for, a space for what controls; null for a number that is none. */
export function numberedCharacter(code: number): string | null {
  if (code >= 128 && code < 160) return WINDOWS_1252[code - 128] ?? null;
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) || !(code > 0)) return null;
  return code < 32 || code === 127 || code === 160 ? ' ' : String.fromCodePoint(code);
}
