/** "What happens if they refuse", "what if there is no deal": what is to follow where something is or is not done. */
const CASE =
  /^(?:and |so |but |ok )?(?:(?:what|whats|what's|wat) (?:(?:happens?|follows|comes next|is next|would happen|will happen|is the plan|do they do)(?: then)? )?(?:if|unless|in case|should|when)\b|if\b|suppose\b)|\bin (?:the )?case (?:of|that)\b|\bin the event (?:of|that)\b/i;

/** Whether a question sets a case rather than asks what was done. */
export function isCaseSet(plain: string): boolean {
  return CASE.test(plain);
}
