import { type Command, type CommandGroup, isGroup } from '../../../core/command.ts';
import { commandReading } from '../../../core/line/find-command.ts';
import { hasForms } from '../render/forms.ts';
import { MANIFEST_LIMITS } from '../render/limits.ts';
import { cut } from '../render/text.ts';

/** What the message shortcut is called in payloads; changing it would orphan the shortcut of every installation. */
export const SHORTCUT_CALLBACK = 'who_said_this';

/** The same of the one that hands a message to the desk. */
export const PROPOSE_CALLBACK = 'propose_as_source';

/** Slack appends nothing to this: the manifest travels in the address. */
const CREATE_URL = 'https://api.slack.com/apps?new_app=1&manifest_json=';

/**
 * What each bot scope is for; nothing else is asked of an installer.
 * `app_mentions:read`: hear a mention; `chat:write`: answer; `commands`: slash commands and the shortcut; `im:history`:
 * hear direct messages; `users:read`: tell members from guests before they change anything; `files:write`: show the
 * digest's picture; `channels:read`, `groups:read`: say whether a digest could be posted there; `channels:history`,
 * `groups:history`: look whether a message whose reply was lost is there, before it is posted again.
 */
const BOT_SCOPES = [
  'app_mentions:read',
  'channels:history',
  'channels:read',
  'chat:write',
  'commands',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'users:read',
] as const;

/** Asked for where pages are served to others: hear of links to them, and show what they say. */
export const LINK_SCOPES = ['links:read', 'links:write'] as const;

/** The scopes an installation asks for: the manifest and OAuth name the same. `links`: pages are served to others. */
export function botScopes(links: boolean): readonly string[] {
  return links ? [...BOT_SCOPES, ...LINK_SCOPES].sort() : BOT_SCOPES;
}

/** An app manifest (https://docs.slack.dev/reference/app-manifest), schema version 1 and 2 alike. */
export interface SlackManifest {
  readonly display_information: {
    readonly name: string;
    readonly description: string;
    readonly long_description: string;
    readonly background_color: string;
  };
  readonly features: {
    readonly app_home: {
      readonly home_tab_enabled: boolean;
      readonly messages_tab_enabled: boolean;
      readonly messages_tab_read_only_enabled: boolean;
    };
    readonly bot_user: { readonly display_name: string; readonly always_online: boolean };
    readonly shortcuts?: readonly {
      readonly name: string;
      readonly type: 'message';
      readonly callback_id: string;
      readonly description: string;
    }[];
    readonly unfurl_domains?: readonly string[];
    readonly slash_commands: readonly {
      readonly command: string;
      readonly description: string;
      readonly usage_hint?: string;
      readonly url?: string;
      readonly should_escape: boolean;
    }[];
  };
  readonly oauth_config: {
    readonly redirect_urls?: readonly string[];
    readonly scopes: { readonly bot: readonly string[] };
  };
  readonly settings: {
    readonly event_subscriptions: { readonly bot_events: readonly string[]; readonly request_url?: string };
    readonly interactivity: {
      readonly is_enabled: boolean;
      readonly request_url?: string;
      readonly message_menu_options_url?: string;
    };
    readonly org_deploy_enabled: boolean;
    readonly socket_mode_enabled: boolean;
    readonly token_rotation_enabled: boolean;
  };
}

/**
 * The manifest of the app as this registry needs it: each command under its own name and all of them under `/readout`,
 * because names of other apps may collide. `http` is the public base address; without it the app uses Socket Mode.
 */
export function slackManifest(options: {
  readonly commands: readonly (Command | CommandGroup)[];
  readonly http?: string;
  /** True where several workspaces install through OAuth; needs `http`. */
  readonly oauth?: boolean;
  /** Where people reach the pages; links to them are then shown in short. */
  readonly pages?: string;
}): SlackManifest {
  const host = options.pages === undefined ? undefined : URL.parse(options.pages)?.hostname;
  const base = options.http?.replace(/(?<!\/)\/+$/, '');
  const events = base === undefined ? undefined : `${base}/slack/events`;
  const request = events === undefined ? {} : { request_url: events };
  const oauth = options.oauth === true && base !== undefined;
  return {
    display_information: {
      name: 'Readout',
      description: 'Answers from a reviewed briefing, with the source of every claim.',
      long_description: LONG_DESCRIPTION,
      background_color: '#1f3a5f',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'Readout', always_online: true },
      ...shortcutsOf(options.commands),
      ...(host === undefined ? {} : { unfurl_domains: [host] }),
      slash_commands: slashCommands(options.commands).map((command) => ({
        ...command,
        ...(events === undefined ? {} : { url: events }),
        should_escape: false,
      })),
    },
    oauth_config: {
      ...(oauth ? { redirect_urls: [`${base}/slack/oauth_redirect`] } : {}),
      scopes: { bot: botScopes(host !== undefined) },
    },
    settings: {
      event_subscriptions: {
        ...request,
        bot_events: [
          'app_home_opened',
          'app_mention',
          ...(oauth ? ['app_uninstalled'] : []),
          ...(host === undefined ? [] : ['link_shared']),
          'message.im',
          ...(oauth ? ['tokens_revoked'] : []),
        ],
      },
      interactivity: {
        is_enabled: true,
        ...request,
        ...(events === undefined || !hasForms(options.commands) ? {} : { message_menu_options_url: events }),
      },
      org_deploy_enabled: false,
      socket_mode_enabled: base === undefined,
      token_rotation_enabled: false,
    },
  };
}

/** What the menu of a message offers, as far as a command answers it. */
function shortcutsOf(
  commands: readonly (Command | CommandGroup)[],
): Pick<SlackManifest['features'], 'shortcuts'> {
  const shortcuts = [
    {
      reads: 'message',
      name: 'Who said this?',
      callback_id: SHORTCUT_CALLBACK,
      description: 'Looks up who said the words of a message, and where it is on record.',
    },
    {
      reads: 'source',
      name: 'Propose as source',
      callback_id: PROPOSE_CALLBACK,
      description: 'Hands what a message points to, or its text, to the editors of the briefing.',
    },
  ] as const;
  const offered = shortcuts.filter(({ reads }) => commandReading(reads, commands) !== undefined);
  if (offered.length === 0) return {};
  return { shortcuts: offered.map(({ reads: _, ...shortcut }) => ({ ...shortcut, type: 'message' })) };
}

/** A link that opens Slack's "create an app" page with the manifest filled in. */
export function createAppLink(manifest: SlackManifest): string {
  return CREATE_URL + encodeURIComponent(JSON.stringify(manifest));
}

const LONG_DESCRIPTION =
  'Readout answers questions about one followed negotiation from a briefing its desk has reviewed: what a point says in ' +
  'each draft, who said what and when, where everybody stands and what changed. Every claim carries its source and ' +
  'what kind of source it is; where nothing is on record, it says so instead of guessing. Scheduled digests tell a ' +
  'channel what is new.';

function slashCommands(commands: readonly (Command | CommandGroup)[]) {
  const own = commands
    .filter((command) => command.name !== 'readout')
    .slice(0, MANIFEST_LIMITS.slashCommands - 1);
  const help = commands.find((command) => command.name === 'readout');
  return [
    {
      command: '/readout',
      description: cut(
        help?.summary ?? 'Ask a question, or any command under one name',
        MANIFEST_LIMITS.commandDescription,
      ),
      usage_hint: cut(
        `[question] or ${own.map((command) => command.name).join(' | ')}`,
        MANIFEST_LIMITS.usageHint,
      ),
    },
    ...own.map((command) => ({
      command: `/${command.name}`,
      description: cut(command.summary, MANIFEST_LIMITS.commandDescription),
      ...hint(command),
    })),
  ];
}

/** What may be typed after the name: `[number] as-of:`. */
function hint(command: Command | CommandGroup): { readonly usage_hint?: string } {
  const words = isGroup(command)
    ? command.subcommands.map((each) => each.name).join(' | ')
    : command.options
        .map((option, at) => {
          const shown = at === 0 ? option.name : `${option.name}:…`;
          return option.required === true ? shown : `[${shown}]`;
        })
        .join(' ');
  return words === '' ? {} : { usage_hint: cut(words, MANIFEST_LIMITS.usageHint) };
}
