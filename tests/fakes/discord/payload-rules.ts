import { isObject, type Json, objects } from './json.ts';

/**
 * Discord's rules for messages and callbacks, written down from its documentation independently of the product's own
 * limits. Each broken one is a sentence.
 */
export function messageViolations(body: unknown, where: string): readonly string[] {
  const found: string[] = [];
  const rule = (holds: boolean, sentence: string) => {
    if (!holds) found.push(`${where}: ${sentence}`);
  };
  if (!isObject(body)) return [`${where}: no message body`];
  const flags = typeof body.flags === 'number' ? body.flags : 0;
  const components = objects(body.components);
  const v2 = (flags & 32768) !== 0;
  const usesV2 = components.some((component) => component.type !== 1);
  rule(!usesV2 || v2, 'components beyond action rows need the flag IS_COMPONENTS_V2');
  rule(
    !v2 || (body.content === undefined && body.embeds === undefined),
    'IS_COMPONENTS_V2 excludes content and embeds',
  );
  rule((flags & ~(4 | 64 | 4096 | 32768)) === 0, `flags ${flags} may not be set`);
  rule(components.length > 0, 'a message must not be empty');
  rule(
    isObject(body.allowed_mentions) &&
      Array.isArray(body.allowed_mentions.parse) &&
      body.allowed_mentions.parse.length === 0 &&
      body.allowed_mentions.users === undefined &&
      body.allowed_mentions.roles === undefined &&
      body.allowed_mentions.replied_user !== true,
    'allowed_mentions must allow nothing',
  );
  rule((flags & 4) !== 0, 'SUPPRESS_EMBEDS is set wherever links could unfurl');
  if (body.nonce !== undefined) {
    rule(typeof body.nonce === 'string' && body.nonce.length <= 25, 'nonce has at most 25 characters');
  }
  const all = flatten(components);
  rule(all.length <= 40, `${all.length} components, at most 40`);
  const texts = all.filter(({ type }) => type === 10).map(({ content }) => String(content ?? ''));
  const total = texts.reduce((sum, text) => sum + text.length, 0);
  rule(total <= 4000, `${total} characters of text, at most 4000`);
  rule(
    texts.every((text) => text.trim().length > 0),
    'a text display must not be empty',
  );
  const ids = all.flatMap(({ id }) => (id === undefined ? [] : [id]));
  rule(new Set(ids).size === ids.length, 'component ids are unique in a message');
  rule(
    ids.every((id) => typeof id === 'number' && Number.isInteger(id) && id >= 0 && id <= 2147483647),
    'component ids are 32-bit integers',
  );
  const customIds = all.flatMap(({ custom_id }) => (custom_id === undefined ? [] : [custom_id]));
  rule(new Set(customIds).size === customIds.length, 'custom ids are unique in a message');
  const attached = new Set(objects(body.attachments).map(({ filename }) => filename));
  for (const component of all) found.push(...componentViolations(component, attached, where));
  return found;
}

function componentViolations(
  component: Json,
  attached: ReadonlySet<unknown>,
  where: string,
): readonly string[] {
  const found: string[] = [];
  const rule = (holds: boolean, sentence: string) => {
    if (!holds) found.push(`${where}: ${sentence}`);
  };
  switch (component.type) {
    case 1: {
      const inner = objects(component.components);
      rule(inner.length >= 1 && inner.length <= 5, `an action row with ${inner.length} buttons`);
      break;
    }
    case 2: {
      const label = String(component.label ?? '');
      rule(label.trim().length >= 1 && label.length <= 80, `button label of ${label.length} characters`);
      if (component.style === 5) {
        const url = String(component.url ?? '');
        rule(
          /^https?:\/\//.test(url) && url.length <= 512,
          'a link button needs a web address of at most 512',
        );
        rule(component.custom_id === undefined, 'a link button has no custom id');
      } else {
        const id = String(component.custom_id ?? '');
        rule(id.length >= 1 && id.length <= 100, `custom id of ${id.length} characters`);
        rule(component.url === undefined, 'only a link button has an address');
      }
      break;
    }
    case 10:
      break;
    case 12:
      for (const item of objects(component.items)) {
        const url = isObject(item.media) ? String(item.media.url) : '';
        const description = String(item.description ?? '');
        rule(
          description.length >= 1 && description.length <= 1024,
          'a picture needs a description of 1 to 1024',
        );
        rule(
          !url.startsWith('attachment://') || attached.has(url.slice('attachment://'.length)),
          `${url} is not attached`,
        );
      }
      break;
    case 14:
      break;
    case 17: {
      const inner = objects(component.components);
      rule(inner.length >= 1, 'a container must hold something');
      rule(
        inner.every(({ type }) => [1, 9, 10, 12, 13, 14].includes(Number(type))),
        'a container holds rows, sections, texts, galleries, files and separators only',
      );
      break;
    }
    default:
      rule(false, `unknown component type ${String(component.type)}`);
  }
  return found;
}

/** A callback's own rules, and those of the message it carries. */
export function callbackViolations(body: unknown, where: string): readonly string[] {
  if (!isObject(body)) return [`${where}: no callback body`];
  switch (body.type) {
    case 1:
    case 6:
      return body.data === undefined ? [] : [`${where}: type ${body.type} carries no data`];
    case 4:
    case 7:
      return messageViolations(body.data, where);
    case 5: {
      const data = isObject(body.data) ? body.data : {};
      const only = Object.keys(data).every((key) => key === 'flags');
      const flags = data.flags ?? 0;
      return only && (flags === 0 || flags === 64) ? [] : [`${where}: a deferral sets EPHEMERAL only`];
    }
    case 8: {
      const choices = isObject(body.data) ? objects(body.data.choices) : null;
      if (choices === null) return [`${where}: no choices`];
      const wrong = choices.filter(({ name, value }) => {
        const [label, text] = [String(name ?? ''), String(value ?? '')];
        return label.length < 1 || label.length > 100 || text.length < 1 || text.length > 100;
      });
      return choices.length <= 25 && wrong.length === 0 ? [] : [`${where}: choices beyond the limits`];
    }
    case 9:
      return modalViolations(body.data, where);
    default:
      return [`${where}: unknown callback type ${String(body.type)}`];
  }
}

/** https://docs.discord.com/developers/components/reference#label, and the published OpenAPI document. */
function modalViolations(data: unknown, where: string): readonly string[] {
  if (!isObject(data)) return [`${where}: no modal`];
  const found: string[] = [];
  const within = (value: unknown, most: number, what: string) => {
    const text = String(value ?? '');
    if (text.length < 1 || text.length > most) found.push(`${where}: ${what} of ${text.length} characters`);
  };
  within(data.custom_id, 100, 'custom id');
  within(data.title, 45, 'title');
  const labels = objects(data.components);
  if (labels.length < 1 || labels.length > 5) found.push(`${where}: a modal with ${labels.length} fields`);
  const names = labels.map(({ component }) => (isObject(component) ? component.custom_id : ''));
  if (new Set(names).size < names.length) found.push(`${where}: two fields of one id`);
  for (const { type, label, description, component } of labels) {
    if (type !== 18) found.push(`${where}: a modal has labels, not type ${String(type)}`);
    within(label, 45, 'label');
    if (description !== undefined) within(description, 100, 'description');
    if (!isObject(component)) {
      found.push(`${where}: an empty label`);
      continue;
    }
    within(component.custom_id, 100, 'custom id of a field');
    if (component.type === 4) {
      if (component.style !== 1 && component.style !== 2)
        found.push(`${where}: a text input without a style`);
      if (!(Number(component.max_length) >= 1 && Number(component.max_length) <= 4000))
        found.push(`${where}: max_length ${String(component.max_length)}`);
      if (String(component.value ?? '').length > Number(component.max_length))
        found.push(`${where}: a value too long`);
    } else if (component.type === 3) {
      const options = objects(component.options);
      if (options.length < 1 || options.length > 25) found.push(`${where}: a menu of ${options.length}`);
      for (const { label: name, value } of options) {
        within(name, 100, 'label of a choice');
        within(value, 100, 'value of a choice');
      }
    } else found.push(`${where}: a field of type ${String(component.type)}`);
  }
  return found;
}

/** Application commands as `PUT …/commands` takes them. */
export function commandViolations(commands: unknown, global: boolean): readonly string[] {
  const found: string[] = [];
  const rule = (holds: boolean, sentence: string) => {
    if (!holds) found.push(`commands: ${sentence}`);
  };
  const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
  const checkOption = (option: Json, path: string) => {
    rule(
      typeof option.name === 'string' && NAME.test(option.name) && option.name === option.name.toLowerCase(),
      `${path} has a bad name`,
    );
    const description = String(option.description ?? '');
    rule(description.length >= 1 && description.length <= 100, `${path} needs a description of 1 to 100`);
    rule(
      !(option.autocomplete === true && Array.isArray(option.choices)),
      `${path}: autocomplete xor choices`,
    );
    rule(objects(option.choices).length <= 25, `${path} has too many choices`);
    checkOptions(option, path);
  };
  const checkOptions = (part: Json, path: string) => {
    const options = objects(part.options);
    rule(options.length <= 25, `${path} has too many options`);
    rule(new Set(options.map(({ name }) => name)).size === options.length, `${path} repeats an option`);
    const lastRequired = options.findLastIndex(({ required }) => required === true);
    const firstOptional = options.findIndex(({ required, type }) => required !== true && type !== 1);
    rule(
      firstOptional < 0 || lastRequired < firstOptional,
      `${path}: required options come before optional ones`,
    );
    for (const option of options) checkOption(option, `${path} ${String(option.name)}`);
  };
  const list = objects(commands);
  for (const command of list) {
    const path = String(command.name);
    if (command.type === 3) {
      rule(command.description === undefined && command.options === undefined, `${path} has text or options`);
      rule(path.length >= 1 && path.length <= 32, `${path} has a bad name`);
    } else {
      checkOption(command, path);
    }
    for (const [locale, name] of Object.entries(
      isObject(command.name_localizations) ? command.name_localizations : {},
    )) {
      rule(LOCALES.has(locale), `${path}: ${locale} is no locale of Discord's`);
      rule(String(name).length <= 32, `${path}: name for ${locale} is too long`);
    }
    rule(
      global || (command.contexts === undefined && command.integration_types === undefined),
      `${path}: contexts are for global commands`,
    );
    rule(
      JSON.stringify(command).length < 20_000 && textOf(command) <= 8000,
      `${path} is longer than 8000 characters`,
    );
  }
  rule(list.filter(({ type }) => type === 3).length <= 15, 'too many message commands');
  rule(list.filter(({ type }) => type !== 3).length <= 100, 'too many commands');
  return found;
}

function textOf(part: Json): number {
  const longest = (text: unknown, localized: unknown) =>
    Math.max(
      String(text ?? '').length,
      ...Object.values(isObject(localized) ? localized : {}).map((one) => String(one).length),
    );
  return (
    longest(part.name, part.name_localizations) +
    longest(part.description, part.description_localizations) +
    objects(part.choices).reduce(
      (sum, choice) => sum + String(choice.name).length + String(choice.value).length,
      0,
    ) +
    objects(part.options).reduce((sum, option) => sum + textOf(option), 0)
  );
}

const LOCALES = new Set(
  'id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko'.split(
    ' ',
  ),
);

function flatten(components: readonly Json[]): readonly Json[] {
  return components.flatMap((component) => [component, ...flatten(objects(component.components))]);
}
