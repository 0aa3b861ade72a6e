import { type Fault as DiscordFault, startFakeDiscord } from '../../tests/fakes/discord/fake-discord.ts';
import { BOT, GUILD } from '../../tests/fakes/discord/interactions.ts';
import { type Fault as SlackFault, startFakeSlack } from '../../tests/fakes/slack/slack.ts';

/** What a channel holds of its one digest. */
export interface StoredDigest {
  readonly leads: number;
  /** Messages in the thread of the first lead. */
  readonly details: number;
}

/** Both platforms on this machine, over a network that fails. */
export interface SoakChat {
  /** What a sender is started with: the addresses, and our own user id on Discord. */
  readonly addresses: readonly string[];
  /** Channel ids by platform, to subscribe. */
  readonly channels: Readonly<Record<'discord' | 'slack', readonly string[]>>;
  /** How many messages each channel holds, in the same order. */
  readonly stored: () => Readonly<Record<'discord' | 'slack', readonly StoredDigest[]>>;
  readonly posts: () => number;
  readonly faults: () => number;
  readonly close: () => Promise<void>;
}

const DISCORD_FAULTS: readonly DiscordFault[] = [
  { kind: 'reset' },
  { kind: 'lost-reply' },
  { kind: 'status', status: 502, body: {} },
  { kind: 'bad-gateway-after' },
  { kind: 'hang' },
  { kind: 'hang-after' },
];
const SLACK_FAULTS: readonly SlackFault[] = [
  { kind: 'lost-reply', commit: false },
  { kind: 'lost-reply', commit: true },
  { kind: 'status', status: 502 },
  { kind: 'status', status: 502, commit: true },
  { kind: 'hang' },
  { kind: 'hang', commit: true },
];

/** `share` of all posts fail, before or after they are stored, each way equally often. */
export async function startSoakChat(
  channelsEach: number,
  share: number,
  random: () => number,
): Promise<SoakChat> {
  const [discord, slack] = await Promise.all([startFakeDiscord(), startFakeSlack()]);
  const channels = {
    discord: Array.from({ length: channelsEach }, (_, at) => String(700_000_000_000_000_000n + BigInt(at))),
    slack: Array.from({ length: channelsEach }, (_, at) => `C${String(at).padStart(8, '0')}`),
  };
  for (const id of channels.discord) {
    discord.channels.set(id, { id, type: 0, guild_id: GUILD, name: 'desk', permission_overwrites: [] });
  }
  let faults = 0;
  const strikes = (chance: number) => {
    const struck = random() < chance;
    if (struck) faults += 1;
    return struck;
  };
  const isPost = ({ method, path }: { readonly method: string; readonly path: string }) =>
    method === 'POST' && path.includes('/messages');
  // Asked one after the other, so each has its part of what the earlier ones let through.
  DISCORD_FAULTS.forEach((fault, at) => {
    const each = share / DISCORD_FAULTS.length;
    const chance = each / (1 - each * at);
    discord.fail((request) => isPost(request) && strikes(chance), fault, Number.POSITIVE_INFINITY);
  });
  const slackFates = Array.from({ length: channelsEach * 20 }, () =>
    random() < share ? (SLACK_FAULTS[Math.floor(random() * SLACK_FAULTS.length)] ?? null) : null,
  );
  slack.fail('chat.postMessage', ...slackFates);
  const slackPosts = () => slack.callsOf('chat.postMessage').length;
  return {
    addresses: [discord.apiUrl, slack.apiUrl, BOT],
    channels,
    stored: () => ({
      discord: channels.discord.map((id) => {
        const leads = discord.messages.get(id) ?? [];
        return { leads: leads.length, details: discord.messages.get(String(leads[0]?.id))?.length ?? 0 };
      }),
      slack: channels.slack.map((id) => {
        const here = slack.messages.filter(({ channel }) => channel === id);
        const leads = here.filter(({ thread_ts: thread }) => thread === undefined);
        const details = here.filter(({ thread_ts: thread }) => thread === leads[0]?.ts);
        return { leads: here.length - details.length, details: leads.length === 0 ? 0 : details.length };
      }),
    }),
    posts: () => discord.requests.filter(isPost).length + slackPosts(),
    faults: () => faults + slackFates.slice(0, slackPosts()).filter((fate) => fate !== null).length,
    async close() {
      await Promise.all([discord.close(), slack.stop()]);
    },
  };
}
