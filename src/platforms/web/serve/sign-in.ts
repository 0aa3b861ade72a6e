import { html } from '../html/html.ts';
import type { Page } from '../html/layout.ts';

/** Asks for the token. Says nothing of what is behind it. */
export function signInPage(to: string, hasToken: boolean, wrong: boolean): Page {
  const form = hasToken
    ? html`<form class="find" method="post" action="/-/sign-in"><label for="token">Token</label><div class="together"><input id="token" name="token" type="password" autocomplete="current-password" required><input type="hidden" name="to" value="${to}"><button>Sign in</button></div></form>`
    : html`<p>Sign in where the proxy before these pages asks for it.</p>`;
  return {
    title: 'Sign in',
    description: 'These pages are private.',
    body: html`<h1>Sign in</h1><p>These pages are private.</p>${wrong ? html`<p role="alert"><strong>That is not the token.</strong></p>` : ''}${form}`,
    status: 401,
  };
}
