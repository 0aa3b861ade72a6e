/** What pages say where the rest is for those who pay. */
const STUBS =
  /\b(?:subscribe (?:now |today )?to (?:continue|read|keep reading|unlock)|to (?:continue|keep) reading,? (?:please )?(?:subscribe|sign in|log in|register)|this (?:article|content|story) is (?:only |exclusively )?(?:for|available to|reserved for) (?:our )?(?:paying |registered )?(?:subscribers|members)|(?:already )?a subscriber\? (?:sign|log) in|subscribers only|subscriber-only|continue reading (?:with|by) (?:a )?subscri|you(?:’|')ve reached your (?:free )?(?:article )?limit|unlock this article|become a (?:member|subscriber) to read)\b|(?:nur für abonnenten|jetzt abonnieren und weiterlesen|weiterlesen mit|лише для передплатників|только для подписчиков|réservé aux abonnés)/i;

const MARKED =
  '[class*="paywall"], [id*="paywall"], [class*="piano-offer"], [class*="subscriber-only"], [class*="subscription-wall"], [class*="regwall"], [data-paywall]';

/** True for a line that asks to pay for the rest. */
export function isPaywallLine(line: string): boolean {
  return line.length <= 300 && STUBS.test(line);
}

/** Elements that hold the offer to pay. */
export const PAYWALL_ELEMENTS = MARKED;
