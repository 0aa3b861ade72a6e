/** Countries, states and cities that stand in news as names: they speak as bodies ("Iran said") and no "he" means them. Names that people have, too, are left out. */
const NAMES = `afghanistan africa albania algeria america angola antarctica argentina armenia asia australia austria azerbaijan
bahrain bangladesh belarus belgium bolivia bosnia botswana brazil britain bulgaria burma cambodia cameroon canada china colombia congo
croatia crimea cyprus denmark ecuador egypt england eritrea estonia ethiopia europe finland france germany ghana greece greenland
guatemala guinea guyana haiti honduras hungary iceland india indonesia iran iraq italy jamaica japan kazakhstan kenya
kosovo kuwait kyrgyzstan laos latvia lebanon libya lithuania luxembourg macedonia madagascar malaysia mali malta mexico moldova
mongolia montenegro morocco mozambique myanmar namibia nepal netherlands nicaragua niger nigeria norway oman pakistan
palestine panama paraguay peru philippines poland portugal qatar romania russia rwanda scotland senegal serbia singapore
slovakia slovenia somalia spain sudan sweden switzerland syria taiwan tajikistan tanzania thailand tunisia turkey
turkmenistan uganda ukraine uruguay uzbekistan venezuela vietnam wales yemen zambia zimbabwe
alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho illinois indiana iowa kansas
kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri nebraska nevada ohio oklahoma
oregon pennsylvania tennessee texas utah vermont wisconsin wyoming
aleppo amsterdam ankara athens atlanta baghdad baltimore beijing beirut belgrade berlin boston brussels bucharest budapest
cairo chicago cleveland copenhagen crimea damascus detroit donetsk dubai dublin geneva guantanamo hamburg hanoi havana helsinki
istanbul jakarta jerusalem kabul kharkiv kyiv kiev lisbon london luhansk lviv madrid mariupol miami milan milwaukee minneapolis moscow
mosul munich nairobi nashville odesa orlando oslo ottawa paris philadelphia phoenix pittsburgh prague raqqa riga riyadh rome seattle
seoul shanghai stockholm strasbourg tallinn tehran tokyo toronto tripoli vienna vilnius warsaw zurich
brooklyn broadway gaza harlem hollywood manhattan midwest siberia`;
const LONG = `new york|new jersey|new hampshire|new mexico|new orleans|new zealand|new delhi|new england|north carolina|south carolina|north dakota|south dakota|west virginia|rhode island|puerto rico|hong kong|saudi arabia|south africa|south korea|north korea|sri lanka|costa rica|el salvador|united states|united kingdom|united arab emirates|czech republic|great britain|northern ireland|middle east|latin america|south america|north america|west bank|los angeles|las vegas|san francisco|san diego|san antonio|san bernardino|kansas city|salt lake city|new york city|atlantic city|mexico city|buenos aires|tel aviv|abu dhabi|silicon valley|wall street|capitol hill|des moines|cedar rapids|fort worth|st. louis|st. petersburg|oval office|rust belt|bible belt|black sea|red square|camp david|long island|staten island`;

const PLACES = new Set([...NAMES.split(/\s+/), ...LONG.split('|')]);

/** Whether a whole name, in small letters, is that of a place. */
export function isPlaceName(name: string): boolean {
  return PLACES.has(name);
}
