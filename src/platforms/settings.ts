/** What the Discord platform is told; see the environment contract in the README. */
export interface DiscordSettings {
  readonly token: string;
  readonly clientId?: string;
  /** Ed25519 public key (hex) for HTTP interactions. */
  readonly publicKey?: string;
  /** Commands go to this guild only, where they appear at once. */
  readonly guildId?: string;
  readonly transport: 'gateway' | 'http';
  /** REST base without a version: `https://discord.com/api`. */
  readonly apiUrl: string;
  /** True: answers are visible to the channel and offer "only me"; false: private, with a share button. */
  readonly publicAnswers: boolean;
}

/** What the Slack platform is told. */
export interface SlackSettings {
  /** Absent where several workspaces install through OAuth. */
  readonly botToken?: string;
  readonly appToken?: string;
  readonly signingSecret?: string;
  readonly transport: 'socket' | 'http';
  /** Web API base with a trailing slash: `https://slack.com/api/`. */
  readonly apiUrl: string;
  readonly oauth?: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly stateSecret: string;
    /** Ids of teams and organisations that may install; absent or empty: any. */
    readonly allowed?: readonly string[];
  };
  readonly publicAnswers: boolean;
  /** User ids that alone may change what is posted; absent or empty: every full member of the workspace. */
  readonly approvers?: readonly string[];
}
