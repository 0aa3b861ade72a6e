import type { Command, CommandGroup } from '../../../core/command.ts';
import { commandReading } from '../../../core/line/find-command.ts';
import { formatLine } from '../../../core/line/format-line.ts';
import type { Core } from '../../../core/request.ts';
import type { CodecFor } from '../../button-codec.ts';
import type { Surroundings } from '../read/inquiry.ts';
import type { People } from '../read/people.ts';
import { homeView } from '../render/app-home.ts';

/** As many as the home tab lists. */
const MOST_STORIES = 15;

/** Publishes the home tab of whoever opens it. */
export function createHome(parts: {
  readonly core: Core;
  readonly commands: readonly (Command | CommandGroup)[];
  readonly codecFor: CodecFor;
  readonly people: People;
}): Surroundings['publishHome'] {
  const { core, commands } = parts;
  return async ({ tenant, user, client }) => {
    const asker = { platform: 'slack', tenant, channel: user, user, mayConfigure: false };
    const leads = commandReading('lead', commands);
    // A failing part is left out: the tab still says how to ask.
    const lead =
      leads === undefined
        ? undefined
        : await core.respond({ kind: 'command', path: leads.path, values: {}, asker }).catch(() => undefined);
    const stories = core.suggest({
      ...{ path: leads?.path ?? [], option: 'story', typed: '', values: {} },
      ...{ limit: MOST_STORIES, place: asker },
    });
    const posts = commandReading('posts', commands);
    // Every digest of the workspace, whichever channel it goes to: the tab belongs to none.
    const values = { where: 'workspace' };
    const posted =
      posts === undefined
        ? undefined
        : await core
            .respond({
              ...{ kind: 'command', path: posts.path, values, asker },
              standing: () => parts.people.mayConfigure({ tenant, user, client }),
            })
            .catch(() => undefined);
    await client.views.publish({
      user_id: user,
      view: homeView({
        ...{ lead, commands, codec: parts.codecFor(tenant) },
        line: leads === undefined ? undefined : formatLine(leads.path, {}, commands),
        stories: stories.map((story) => story.label),
        // Who may not configure sees none of it.
        posted: posted?.status === 'answered' ? posted : undefined,
        postedLine: posts === undefined ? undefined : formatLine(posts.path, values, commands),
      }),
    });
  };
}
