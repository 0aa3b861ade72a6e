/** What pages say where the rest is for those who pay. */
const STUBS =
  /\b(?:subscribe (?:now |today )?to (?:continue|read|keep reading|unlock)|to (?:continue|keep) reading,? (?:please )?(?:subscribe|sign in|log in|register)|this (?:article|content|story) is (?:only |exclusively )?(?:for|available to|reserved for) (?:our )?(?:paying |registered )?(?:subscribers|members)|(?:already )?a subscriber\? (?:sign|log) in|subscribers only|subscriber-only|continue reading (?:with|by) (?:a )?subscri|you(?:’|')ve reached your (?:free )?(?:article )?limit|unlock this article|become a (?:member|subscriber) to read)\b|(?:nur für abonnenten|jetzt abonnieren und weiterlesen|weiterlesen mit|лише для передплатників|только для подписчиков|réservé aux abonnés)/i;

const MARKED =
  '[class*="paywall"], [id*="paywall"], [class*="piano-offer"], [class*="subscriber-only"], [class*="subscription-wall"], [class*="regwall"], [data-paywall]';

/** What pages say that stand where an article should. */
const NO_ARTICLE: readonly (readonly [RegExp, string])[] = [
  [
    /\b(?:page (?:you (?:are looking for|requested)|not found)|(?:page|article|story) (?:does not|doesn[’']t|no longer) exists?|could ?n[o’']t find (?:the|that|this) page|404 (?:error|not found)|error 404|seite (?:wurde )?nicht gefunden|сторінк[уа] не знайден)/iu,
    'The page says that what was looked for is not there.',
  ],
  [
    /\b(?:verif(?:y|ying) (?:that )?you are (?:a )?human|are you a (?:robot|human)|checking your browser|needs to review the security of your connection|enable javascript and cookies|unusual traffic|access (?:to this page has been )?denied|press (?:&|and) hold|complete the captcha)\b/i,
    'The page asks whether a person reads it, and shows no article.',
  ],
];
/** Longer texts are articles, whatever they are about. */
const MOST_OF_NONE = 500;

/** Why a page shows no article though it was answered, as a sentence; null where it may be one. */
export function noArticle(text: string): string | null {
  if (text.length > MOST_OF_NONE) return null;
  return NO_ARTICLE.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

/** True for a line that asks to pay for the rest. */
export function isPaywallLine(line: string): boolean {
  return line.length <= 300 && STUBS.test(line);
}

/** Elements that hold the offer to pay. */
export const PAYWALL_ELEMENTS = MARKED;
