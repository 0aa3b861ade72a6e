/** Words that stand around names and are not theirs. All in normal form, as `tokens` gives them. */

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

/** Offices and ranks: before a name they are a title, and no family goes by them. */
const OFFICES = setOf(
  `president minister premier chancellor secretary ambassador envoy commissioner senator congressman
  congresswoman governor mayor deputy vice prime foreign interior defence defense finance treasury acting
  former ex interim chief chairman chairwoman chairperson chair director head spokesperson spokesman
  spokeswoman speaker adviser advisor aide negotiator mediator representative delegate diplomat undersecretary
  attorney prosecutor general admiral vice-admiral colonel col lieutenant lt captain capt commander cmdr
  sergeant sgt gen brigadier brig adm maj marshal field doctor dr prof professor judge justice reverend rev
  father sister imam rabbi sheikh sheik ayatollah archbishop cardinal patriarch metropolitan king queen prince
  princess emperor sultan emir crown lord lady baron baroness viscount count countess duchess sir dame madam
  madame mme mlle monsieur herr frau senor senora signor signora hon honourable honorable excellency majesty
  highness holiness right pm fm potus leader candidate opposition correspondent reporter journalist special
  presidential first elect designate official officials`,
);

/** Ways of addressing anybody, and words of a title that tell nothing of who it is. */
const COURTESIES = setOf('mr mrs ms miss mx messrs his her their the our of for and state');

/** Degrees, honours and seats behind a name; a name is the same without them. */
const HONOURS = setOf(
  `mp mps kc qc mep msp mla mlas td phd md dds esq esquire ret obe cbe mbe kbe dbe kcmg gcmg dcmg cmg om jd llm
  mba ma ba bsc msc frs sc am ao ac pc`,
);

/** What tells a son from his father behind the same name: never left out where it was typed. */
const GENERATIONS = setOf('jr sr jnr snr junior senior ii iii iv');

/** Small words within family names. */
const PARTICLES = setOf(
  `van von der den de del della delle dello di da das do dos du des la le las los lo ter ten te tot zu zum zur
  af av al el ul ad an ar as ash at bin bint ibn ben bar abu abd umm mac mc o d st saint san santa y e i und
  och ap ab fitz`,
);

/**
 * Words of the language that are somebody's name as well: in a sentence they are the name only where it is written or
 * addressed like one.
 */
const ORDINARY = setOf(
  `will may might mark bill grant frank rice price brown black white green gray grey young old king long short
  power powers law laws ford field fields bank banks wood woods stone rose hope faith joy grace art drew
  chance wall winter summer summers day week west north south east church hill hills lake lakes river rivers
  brook brooks marsh reed reid read wise sharp strong rich poor little small large major minor case cross bush
  bell bells ball bond bonds book cook baker mason hunter fox wolf bird lamb duke knight bishop pope noble
  page stage post park parks street lane way ways walker walls water waters best good love swift early late
  friend guest hall house gates gate key keys lock ward warden cash gold silver steel iron coal frost snow
  storm rain fair fine free head hand hands foot feet bones blood body heart mind part parts peace strange
  sage savage singer sparks speed spring stark stern story stock swan temple thorn town towns trade train
  travel true vice view want wants warm watch wells wild winner worth order gas oil port ports bridge bridges
  castle chase close dean dove earl farmer fish fleet flood flowers forest glass golden grand grave harm harsh
  high holder holy horn hurt ice land lands lord lords low lowe march april june august moon more most moss
  new nice night ocean pace pain pass peak pearl pike pitt place plain planet plant pool prayer pride quick
  race ray rush sand sands sea seal seed sell shore sick side sign silk skill sky smart son song sons sound
  speak stand star stars steed still sun sweet table tall teller tower usher valley vest virgin vote voter
  wade waiter war wars weaver wheel wing wish witness word words work works yard year bar barber bold border
  bright broad buck burn burns chain child clay clear coat cold crane crow curry cutter dear deal deals drake
  dry dust dyer english french german falls farm fast fear fire flint fort frame gale game gamble garden gay
  gentle gift hay heath herd hero holiday hood hook hop ivory jet judge jury justice kind kite ladd lady
  last lawn leaf light lily limb line link lion live loss lot lucky man mane map marks maze mead meadow
  merit mills mine mint money nail neck need oak pack paint palm parish paris pen penny pickle pilot pine pit
  pole pound press print proud purse rail ram rank raven real rebel red regent ring rise road rock rod roof
  root rope row royal rule sad safe said sail salt say says seat see self set shade ship silence smith
  sole spark spear speech spice spike steward stream sum thing think thick tide time top trust try
  tale urban van vale wait wake wave wax well were wide wilder wine wit would woo do did so no an in on he me
  we us it is be by to of or up go am as at if my the and but not who how why what when ask answer chat china
  jordan georgia chad`,
);

const MONTHS_AND_DAYS = setOf(
  `january february march april may june july august september october november december monday tuesday
  wednesday thursday friday saturday sunday jan feb mar apr jun jul aug sep sept oct nov dec`,
);

/** A word of a title before a name, or of an address. */
export function isTitle(word: string): boolean {
  return OFFICES.has(word) || COURTESIES.has(word);
}

/** A title that says something of who it is: "Senator", not "Mr". */
export function isOffice(word: string): boolean {
  return OFFICES.has(word);
}

export function isHonour(word: string): boolean {
  return HONOURS.has(word);
}

export function isGeneration(word: string): boolean {
  return GENERATIONS.has(word);
}

export function isParticle(word: string): boolean {
  return PARTICLES.has(word);
}

/** Also a word of the language, so that it takes more than the word to name somebody in a sentence. */
export function isOrdinary(word: string): boolean {
  return ORDINARY.has(word) || MONTHS_AND_DAYS.has(word);
}

export function isMonthOrDay(word: string): boolean {
  return MONTHS_AND_DAYS.has(word);
}
