/** What we send to Discord: exactly the parts of its message format that Readout uses, nothing optional left open. */

/** Message flags. https://docs.discord.com/developers/resources/message#message-object-message-flags */
export const FLAG = { suppressEmbeds: 1 << 2, ephemeral: 1 << 6, componentsV2: 1 << 15 } as const;

/** Component types. https://docs.discord.com/developers/components/reference#component-object-component-types */
export const COMPONENT = {
  actionRow: 1,
  button: 2,
  select: 3,
  textInput: 4,
  textDisplay: 10,
  mediaGallery: 12,
  separator: 14,
  container: 17,
  label: 18,
} as const;

/** Button styles. https://docs.discord.com/developers/components/reference#button-button-styles */
export const STYLE = { primary: 1, secondary: 2, success: 3, danger: 4, link: 5 } as const;

/** Interaction callback types. https://docs.discord.com/developers/interactions/receiving-and-responding */
export const CALLBACK = {
  pong: 1,
  message: 4,
  deferredMessage: 5,
  deferredUpdate: 6,
  update: 7,
  choices: 8,
  modal: 9,
} as const;

export interface TextDisplay {
  readonly type: typeof COMPONENT.textDisplay;
  readonly content: string;
  readonly id?: number;
}

export interface Separator {
  readonly type: typeof COMPONENT.separator;
  readonly divider: boolean;
  readonly spacing: 1 | 2;
}

/** `url` is `attachment://` and the name of the upload; `description` is its text alternative. */
export interface MediaGallery {
  readonly type: typeof COMPONENT.mediaGallery;
  readonly items: readonly { readonly media: { readonly url: string }; readonly description: string }[];
}

/** A button that asks us something by its `custom_id`, or one that opens an address and never reaches us. */
export type Button =
  | {
      readonly type: typeof COMPONENT.button;
      readonly style: 1 | 2 | 3 | 4;
      readonly label: string;
      readonly custom_id: string;
    }
  | {
      readonly type: typeof COMPONENT.button;
      readonly style: typeof STYLE.link;
      readonly label: string;
      readonly url: string;
    };

export interface ActionRow {
  readonly type: typeof COMPONENT.actionRow;
  readonly components: readonly Button[];
}

/** The box around an answer. Its colour only repeats what the words say. */
export interface Container {
  readonly type: typeof COMPONENT.container;
  readonly id?: number;
  readonly accent_color?: number;
  readonly components: readonly (TextDisplay | Separator | MediaGallery | ActionRow)[];
}

/** What stands at the top level of a message of ours. */
export type TopComponent = TextDisplay | Container | ActionRow;

/** The body of any message we create or edit. */
export interface MessageBody {
  readonly flags: number;
  readonly allowed_mentions: { readonly parse: readonly [] };
  readonly components: readonly TopComponent[];
  /** Present where a picture is uploaded with it, empty where an earlier one goes away. */
  readonly attachments?: readonly {
    readonly id: string;
    readonly filename: string;
    readonly description: string;
  }[];
}

/** A file sent with a body as `files[0]`. */
export interface Upload {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Number of characters Discord counts against the text limit of a message. */
export function textLength(components: readonly TopComponent[]): number {
  return everyText(components).reduce((sum, text) => sum + text.length, 0);
}

/** Content of every text display, in reading order. */
export function everyText(components: readonly TopComponent[]): readonly string[] {
  return components.flatMap((component) => {
    if (component.type === COMPONENT.textDisplay) return [component.content];
    if (component.type === COMPONENT.actionRow) return [];
    return component.components.flatMap((part) =>
      part.type === COMPONENT.textDisplay ? [part.content] : [],
    );
  });
}
