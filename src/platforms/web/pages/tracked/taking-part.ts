import type { Citer } from '../../../../answer/compose.ts';
import type { Actor } from '../../../../domain/actor.ts';
import { newestFirst } from '../../../../domain/lookups/about-index.ts';
import { groupsOn, holdsOn, stretchesOf } from '../../../../domain/lookups/members.ts';
import { standingOf } from '../../../../domain/tracked/deadline.ts';
import { CHOICES } from '../../../../domain/tracked/vote.ts';
import { formatWhen } from '../../../../domain/when.ts';
import { capital } from '../../../../domain/words/capital.ts';
import { deadlineLine } from '../../../../views/tracked/deadline.ts';
import { memberLine } from '../../../../views/tracked/member.ts';
import { voteLine } from '../../../../views/tracked/vote.ts';
import { type Html, html } from '../../html/html.ts';
import { actorLink, onItsPage, sectionOf } from '../../html/rows.ts';
import { spansHtml } from '../../html/spans.ts';
import { recordLink, type View } from '../../serve/view.ts';

const MOST = 40;

/** What somebody takes part in beside positions and words: groups and their members, votes, deadlines, occasions. */
export function takingPart(view: View, actor: Actor, citer: Citer): Html {
  return html`${members(view, actor, citer)}${groups(view, actor, citer)}${votes(view, actor, citer)}${deadlines(view, actor, citer)}${occasions(view, actor)}`;
}

/** Those of the day first, then who was one, each with what says so. */
function members(view: View, actor: Actor, citer: Citer): Html {
  const { briefing, asOf } = view;
  if (actor.kind !== 'party') return html``;
  const stretches = stretchesOf(actor);
  const [now, past] = [true, false].map((holds) =>
    stretches
      .filter((stretch) => holdsOn(stretch, asOf) === holds)
      .map(({ joined, left }) => {
        const lines = [joined, ...(left === undefined ? [] : [left])].map(
          (one) => html`${spansHtml(memberLine(one, briefing, citer))} `,
        );
        return html`${lines}${onItsPage(view, `member:${joined.id}`, 'page')} · ${actorLink(view, joined.who)}`;
      }),
  );
  return html`${sectionOf('Members', now ?? [])}${sectionOf('Not members on this day', past ?? [])}`;
}

function groups(view: View, actor: Actor, citer: Citer): Html {
  const rows = groupsOn(actor.id, view.briefing, view.asOf).map(
    ({ group, stretch }) =>
      html`${spansHtml(memberLine(stretch.joined, view.briefing, citer))} ${actorLink(view, group.id)}`,
  );
  return sectionOf('Member of', rows);
}

/** Votes it cast, with how, and those that were taken in it. */
function votes(view: View, actor: Actor, citer: Citer): Html {
  const { briefing } = view;
  const own = briefing.votes.filter(
    ({ named, body }) => body === actor.id || named.some(({ who }) => who === actor.id),
  );
  const rows = newestFirst(own)
    .slice(0, MOST)
    .map((vote) => {
      const cast = CHOICES.filter((choice) =>
        vote.named.some((ballot) => ballot.who === actor.id && ballot.choice === choice),
      );
      const how = cast.length === 0 ? '' : `${capital(cast.join(' and '))}. `;
      return html`${how === '' ? how : html`<strong>${how}</strong>`}${spansHtml(voteLine(vote, briefing, citer))} ${onItsPage(view, `vote:${vote.id}`, 'page')}`;
    });
  return sectionOf('Votes, the newest first', rows);
}

function deadlines(view: View, actor: Actor, citer: Citer): Html {
  const { briefing, asOf } = view;
  const rows = briefing.deadlines
    .filter((deadline) => deadline.who.includes(actor.id) && standingOf(deadline, asOf) !== null)
    .slice(0, MOST)
    .map(
      (deadline) =>
        html`${spansHtml(deadlineLine(deadline, asOf, briefing, citer))} ${onItsPage(view, `deadline:${deadline.id}`, 'page')}`,
    );
  return sectionOf('Deadlines to meet', rows);
}

function occasions(view: View, actor: Actor): Html {
  const rows = view.briefing.occasions
    .filter(({ speakers }) => speakers.includes(actor.id))
    .slice(0, MOST)
    .map(
      ({ id, name, date }) =>
        html`${formatWhen(date)}: <a href="${recordLink(view, `occasion:${id}`)}">${name}</a>`,
    );
  return sectionOf('Spoke at', rows);
}
