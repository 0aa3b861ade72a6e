import { type Json, objects } from '../../fakes/discord/json.ts';

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
