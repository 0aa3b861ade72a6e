/**
 * What a country, those who live there and its seat of government are called, where a pack names only the country: names it may
 * go by, the adjective and the people, the capital; `|` between the three, a space between words of one, `_` within one.
 */
const TABLE = `united_states usa us america|american americans yank yanks|washington
united_kingdom uk britain great_britain|british brits briton britons|london westminster
european_union eu|european europeans|brussels
france|french|paris
germany|german germans|berlin
poland|polish poles pole|warsaw
italy|italian italians|rome
spain|spanish spaniards|madrid
portugal|portuguese|lisbon
ireland|irish|dublin
netherlands the_netherlands|dutch|hague
belgium|belgian belgians|
denmark|danish danes dane|copenhagen
sweden|swedish swedes swede|stockholm
norway|norwegian norwegians|oslo
finland|finnish finns finn|helsinki
iceland|icelandic icelanders|reykjavik
switzerland|swiss|bern
austria|austrian austrians|vienna
hungary|hungarian hungarians|budapest
czechia czech_republic|czech czechs|prague
slovakia|slovak slovaks|bratislava
romania|romanian romanians|bucharest
bulgaria|bulgarian bulgarians|sofia
greece|greek greeks|athens
serbia|serbian serbs serb|belgrade
croatia|croatian croats|zagreb
estonia|estonian estonians|tallinn
latvia|latvian latvians|riga
lithuania|lithuanian lithuanians|vilnius
ukraine|ukrainian ukrainians|kyiv kiev
russia russian_federation|russian russians|moscow
belarus|belarusian belarusians|minsk
georgia|georgian georgians|tbilisi
armenia|armenian armenians|yerevan
azerbaijan|azerbaijani azeri azeris|baku
turkey turkiye|turkish turks|ankara
israel|israeli israelis|
palestine|palestinian palestinians|ramallah
egypt|egyptian egyptians|cairo
jordan|jordanian jordanians|amman
lebanon|lebanese|beirut
syria|syrian syrians|damascus
iraq|iraqi iraqis|baghdad
iran islamic_republic_of_iran|iranian iranians|tehran
saudi_arabia|saudi saudis|riyadh
qatar|qatari qataris|doha
united_arab_emirates uae|emirati emiratis|abu_dhabi
kuwait|kuwaiti kuwaitis|
yemen|yemeni yemenis|sanaa
pakistan|pakistani pakistanis|islamabad
india|indian indians|delhi
bangladesh|bangladeshi bangladeshis|dhaka
china|chinese|beijing
japan|japanese|tokyo
south_korea republic_of_korea korea|korean koreans|seoul
indonesia|indonesian indonesians|jakarta
malaysia|malaysian malaysians|
philippines|filipino filipinos|manila
thailand|thai thais|bangkok
vietnam|vietnamese|hanoi
cambodia|cambodian cambodians|
australia|australian australians aussies|canberra
new_zealand|kiwis|wellington
canada|canadian canadians|ottawa
mexico|mexican mexicans|
colombia|colombian colombians|bogota
venezuela|venezuelan venezuelans|caracas
ecuador|ecuadorian ecuadorians|quito
peru|peruvian peruvians|lima
chile|chilean chileans|
cuba|cuban cubans|havana
brazil|brazilian brazilians|brasilia
argentina|argentine argentinian argentines argentinians|
south_africa|south_african south_africans|pretoria
nigeria|nigerian nigerians|abuja
kenya|kenyan kenyans|nairobi
ethiopia|ethiopian ethiopians|
rwanda|rwandan rwandans|kigali
uganda|ugandan ugandans|kampala
sudan|sudanese|khartoum
fiji|fijian fijians|
panama|panamanian panamanians|`;

/** A country by the words for what is its own. */
export interface Nation {
  /** In small letters, as a party of a pack may be called. */
  readonly names: readonly string[];
  /** Words that name its people and nothing else: "brits". */
  readonly people: readonly string[];
  /** Words that are also said of what is merely from there, or a town: "british", "london". */
  readonly of: readonly string[];
}

export const NATIONS: readonly Nation[] = TABLE.split('\n').map((line) => {
  const [names = '', folk = '', capital = ''] = line.split('|');
  const each = (words: string) =>
    words
      .split(' ')
      .filter((word) => word !== '')
      .map((word) => word.replaceAll('_', ' '));
  const own = each(folk).filter((word) => !word.includes(' '));
  return {
    names: each(names),
    people: own.filter((word) => word.endsWith('s') && word !== 'swiss'),
    of: [
      ...own.filter((word) => !word.endsWith('s') || word === 'swiss'),
      ...each(capital).filter((word) => !word.includes(' ')),
    ],
  };
});
