import { everyText, type TopComponent } from '../../../src/platforms/discord/render/payload.ts';
import { type Json, objects } from '../../fakes/discord/json.ts';

/** What is not seen of Discord's Markdown: addresses behind words, what opens a line, emphasis; and the backslash before what is. */
const UNSEEN = /\]\(<[^<>]*>\)|^(?:-#|###|>) |\*\*|~~|\u200B|\\(?=[^\p{L}\p{N}\s])/gmu;

/** Characters that a reader sees of a message: masked links count by their words. */
export function seenCharacters(components: readonly TopComponent[]): number {
  return everyText(components).reduce((sum, text) => sum + text.replace(UNSEEN, '').length, 0);
}

/** Every text of a message, joined. */
export function textOf(body: Json | undefined): string {
  return everything(body)
    .flatMap(({ content }) => (typeof content === 'string' ? [content] : []))
    .join('\n');
}

export function buttonsOf(body: Json | undefined): readonly Json[] {
  return everything(body).filter(({ type }) => type === 2);
}

/** The custom id of the button whose label begins so. */
export function customId(body: Json | undefined, label: string): string {
  const button = buttonsOf(body).find((one) => String(one.label).startsWith(label));
  if (button === undefined) throw new Error(`No button "${label}" in ${JSON.stringify(buttonsOf(body))}`);
  return String(button.custom_id);
}

function everything(body: Json | undefined): readonly Json[] {
  const inside = (components: readonly Json[]): readonly Json[] =>
    components.flatMap((component) => [component, ...inside(objects(component.components))]);
  return inside(objects(body?.components));
}
