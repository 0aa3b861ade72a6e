import { isElement, type PageDocument, type PageElement } from './dom.ts';

/** Elements that are never text of an article. */
const NEVER =
  'script, style, noscript, template, svg, canvas, iframe, object, embed, form, button, input, select, textarea, nav, dialog, audio, video, figcaption, amp-sidebar, amp-ad, amp-consent, amp-social-share, amp-user-notification, amp-list, amp-lightbox, amp-sticky-ad, [style*="display:none"], [style*="display: none"], [style*="visibility:hidden"], [style*="visibility: hidden"], [hidden], [aria-hidden="true"], [role="navigation"], [role="complementary"], [role="banner"], [role="contentinfo"], [role="dialog"], [role="search"], [role="alert"]';

/** Elements that are named for what they hold, in their id or class. Word by word: "share-bar", not "shareholders". */
const NAMED =
  /(?:^|[\s_-])(?:share|sharing|social|socials|addthis|sharedaddy|breadcrumbs?|newsletter|signup|subscribe|subscription|promo|promos|promotion|advert|adverts|advertisement|ad|ads|adsense|sponsored|outbrain|taboola|related|recommended|recommendations|recirc|readmore|read-more|also-read|more-on|most-read|most-popular|trending|cookie|cookies|consent|gdpr|cookiebar|onetrust|caption|captions|credit|credits|wp-caption-text|byline|author-bio|author-box|tags|tag-list|toolbar|tooltip|pagination|sidebar|side-bar|widget|widgets|footer|site-header|masthead|menu|popup|modal|overlay|print-only|skip-link|screen-reader-text|visually-hidden|sr-only|teaser|teasers|kicker|standfirst|dek|deck|subtitle|sub-title|subheadline|sub-headline|timestamp|dateline-meta|pull-quote|pullquote)(?:$|[\s_-])/i;

/** Where pages name what an element is. */
const NAMES = ['class', 'id', 'data-component', 'data-testid'] as const;

/** Words that readers left under it. */
const COMMENTS =
  /(?:^|[\s_-])(?:comments?|commentlist|comment-list|comments?-section|comments?-area|disqus(?:_thread)?|respond|responses|reader-comments|discussion|replies|leserkommentare|kommentare)(?:$|[\s_-])/i;

const POSTS =
  'blockquote.twitter-tweet, blockquote.twitter-video, blockquote.instagram-media, blockquote.bluesky-embed, blockquote.truthsocial-embed, blockquote.tiktok-embed, blockquote.mastodon-embed, blockquote.telegram-post, blockquote[class*="tweet"], [class*="embedded-post"], [class*="social-embed"], [class*="embed-post"]';

/** Attributes that mark an embedded post through everything that is done with the page afterwards. */
export const POST = 'data-readout-post';

/** Attribute that marks the headline: it is the title, and no part of the text. */
export const HEADLINE = 'data-readout-headline';

/** Marks what says what the title says, and the only first heading of a page, whatever it says. */
export function markHeadline(document: PageDocument, title: string | undefined): void {
  const firsts = [...document.querySelectorAll('h1')].filter((one) => key(one.textContent ?? '') !== '');
  const named = [...document.querySelectorAll('[itemprop="headline"]')];
  for (const heading of [...firsts, ...named]) {
    const only = firsts.length === 1 && heading === firsts[0];
    if (only || key(heading.textContent ?? '') === key(title ?? '')) heading.setAttribute(HEADLINE, 'yes');
  }
}

function key(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** Marks embedded posts, which everything else would take for furniture or for the article's own words. */
export function markPosts(document: PageDocument): void {
  for (const post of [...document.querySelectorAll(POSTS)]) post.setAttribute(POST, 'yes');
}

/** Takes everything out of the page that is not the article: what is left is still looked at line by line. */
export function stripFurniture(document: PageDocument): void {
  for (const element of [...document.querySelectorAll(NEVER)]) {
    if (!holdsArticle(element) && !inPost(element)) element.remove();
  }
  for (const element of [...document.querySelectorAll('[class], [id], [data-component], [data-testid]')]) {
    const name = NAMES.map((attribute) => element.getAttribute(attribute) ?? '').join(' ');
    const furniture =
      COMMENTS.test(name) || (NAMED.test(name) && !/\barticle-?body\b|\bpost-?content\b/i.test(name));
    if (furniture && !holdsArticle(element) && !inPost(element)) element.remove();
  }
  for (const element of [...document.querySelectorAll('header, footer, aside')]) {
    // A page's own head may have the whole article in it where its author was careless.
    if (!holdsArticle(element) && textLength(element) < 1500 && !inPost(element)) element.remove();
  }
  for (const picture of [...document.querySelectorAll('img, amp-img, picture')]) {
    let frame: PageElement | null = null;
    let around = picture.parentNode;
    for (let up = 0; up < 4 && around !== null && isElement(around) && isFrame(around); up += 1) {
      frame = around;
      around = around.parentNode;
    }
    frame?.remove();
  }
  for (const link of [...document.querySelectorAll('a')]) {
    if (BUTTON.test((link.textContent ?? '').trim())) link.remove();
  }
}

/** A picture with what is said under it: no sentence of the article ends there. */
function isFrame(element: PageElement): boolean {
  const text = (element.textContent ?? '').trim();
  return (
    /^(?:DIV|SPAN|A|SECTION|CENTER|LI|TD)$/i.test(element.tagName) &&
    text.length <= 300 &&
    !/[.!?:]["”’»“)]*$/.test(text) &&
    !holdsArticle(element) &&
    !inPost(element)
  );
}

const BUTTON =
  /^(?:view all|view more|read more|see all|see more|show more|quick reads|share|tweet|email|print|copy link|load more|subscribe|sign up|follow|weiterlesen|teilen|поділитися|поделиться)$/i;

/** Classes are careless: an element with the headline or most of the page's paragraphs in it is the article. */
function holdsArticle(element: PageElement): boolean {
  const { tagName } = element;
  if (/^(?:HTML|BODY|MAIN|ARTICLE)$/i.test(tagName)) return true;
  if (element.querySelector('[itemprop="articleBody"], article h1, main') !== null) return true;
  return element.querySelector('h1') !== null && [...element.querySelectorAll('p')].length >= 3;
}

function inPost(element: PageElement): boolean {
  for (let at: PageElement | null = element; at !== null && isElement(at); at = at.parentNode) {
    if (at.getAttribute(POST) !== null) return true;
  }
  return false;
}

function textLength(element: PageElement): number {
  return (element.textContent ?? '').length;
}
