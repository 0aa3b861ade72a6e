/**
 * Slack's documented limits, written down a second time from its documentation so that a slip in the product's own
 * table shows. Reports each violation as one line.
 * https://docs.slack.dev/reference/block-kit/blocks, /block-elements, /composition-objects
 */
export function violationsOfBlocks(blocks: unknown, most: number): readonly string[] {
  if (!Array.isArray(blocks)) return ['blocks is not an array'];
  const problems: string[] = [];
  if (blocks.length === 0 || blocks.length > most) problems.push(`${blocks.length} blocks, at most ${most}`);
  blocks.forEach((block, at) => {
    checkBlock(record(block), `/blocks/${at}`, problems);
  });
  const ids = actionIds(blocks);
  if (new Set(ids).size !== ids.length) problems.push(`action ids repeat: ${ids.join(', ')}`);
  return problems;
}

type Fields = Readonly<Record<string, unknown>>;

function record(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function within(value: unknown, least: number, most: number, at: string, problems: string[]): void {
  const length = typeof value === 'string' ? [...value].length : -1;
  if (length < least || length > most) problems.push(`${at}: ${length} characters, ${least} to ${most}`);
}

function only(fields: Fields, allowed: readonly string[], at: string, problems: string[]): void {
  for (const key of Object.keys(fields))
    if (!allowed.includes(key)) problems.push(`${at}: unknown key ${key}`);
}

function checkBlock(block: Fields, at: string, problems: string[]): void {
  switch (block['type']) {
    case 'section':
      only(block, ['type', 'text', 'fields', 'block_id'], at, problems);
      if (block['text'] !== undefined) checkText(block['text'], 3_000, at, problems);
      if (block['fields'] !== undefined) {
        const fields = list(block['fields']);
        if (fields.length < 1 || fields.length > 10) problems.push(`${at}: ${fields.length} fields`);
        for (const field of fields) checkText(field, 2_000, `${at}/fields`, problems);
      }
      if (block['text'] === undefined && block['fields'] === undefined) problems.push(`${at}: empty section`);
      return;
    case 'header':
      only(block, ['type', 'text', 'block_id'], at, problems);
      checkText(block['text'], 150, at, problems, 'plain_text');
      return;
    case 'divider':
      only(block, ['type', 'block_id'], at, problems);
      return;
    case 'context': {
      only(block, ['type', 'elements', 'block_id'], at, problems);
      const elements = list(block['elements']);
      if (elements.length < 1 || elements.length > 10)
        problems.push(`${at}: ${elements.length} context elements`);
      for (const element of elements) checkText(element, 3_000, at, problems);
      return;
    }
    case 'actions': {
      only(block, ['type', 'elements', 'block_id'], at, problems);
      const elements = list(block['elements']);
      if (elements.length < 1 || elements.length > 25) problems.push(`${at}: ${elements.length} actions`);
      for (const element of elements) checkButton(record(element), at, problems);
      return;
    }
    case 'context_actions': {
      only(block, ['type', 'elements', 'block_id'], at, problems);
      const elements = list(block['elements']);
      if (elements.length < 1 || elements.length > 5)
        problems.push(`${at}: ${elements.length} context actions`);
      for (const element of elements) checkContextAction(record(element), at, problems);
      return;
    }
    case 'image':
      only(block, ['type', 'slack_file', 'image_url', 'alt_text', 'title', 'block_id'], at, problems);
      within(block['alt_text'], 1, 2_000, `${at}/alt_text`, problems);
      return;
    case 'rich_text': {
      only(block, ['type', 'elements', 'block_id'], at, problems);
      const elements = list(block['elements']);
      if (elements.length === 0) problems.push(`${at}: rich text without elements`);
      for (const element of elements) checkRich(record(element), at, problems);
      return;
    }
    case 'input':
      only(
        block,
        ['type', 'label', 'hint', 'element', 'block_id', 'optional', 'dispatch_action'],
        at,
        problems,
      );
      checkText(block['label'], 2_000, at, problems, 'plain_text');
      if (block['hint'] !== undefined) checkText(block['hint'], 2_000, at, problems, 'plain_text');
      checkField(record(block['element']), `${at}/element`, problems);
      return;
    default:
      problems.push(`${at}: unknown block ${String(block['type'])}`);
  }
}

function checkText(value: unknown, most: number, at: string, problems: string[], kind?: string): void {
  const text = record(value);
  if (text['type'] !== 'mrkdwn' && text['type'] !== 'plain_text') problems.push(`${at}: text of no kind`);
  if (kind !== undefined && text['type'] !== kind) problems.push(`${at}: text must be ${kind}`);
  only(
    text,
    text['type'] === 'mrkdwn' ? ['type', 'text', 'verbatim'] : ['type', 'text', 'emoji'],
    at,
    problems,
  );
  within(text['text'], 1, most, at, problems);
}

function checkButton(button: Fields, at: string, problems: string[]): void {
  if (button['type'] !== 'button') return void problems.push(`${at}: not a button`);
  only(
    button,
    ['type', 'text', 'action_id', 'url', 'value', 'style', 'confirm', 'accessibility_label'],
    at,
    problems,
  );
  checkText(button['text'], 75, `${at}/button`, problems, 'plain_text');
  within(button['action_id'], 1, 255, `${at}/action_id`, problems);
  if (button['value'] !== undefined) within(button['value'], 1, 2_000, `${at}/value`, problems);
  if (button['url'] !== undefined) checkUrl(button['url'], at, problems);
}

/**
 * https://docs.slack.dev/reference/block-kit/blocks/context-actions-block,
 * /block-elements/feedback-buttons-element and /block-elements/icon-button-element
 */
function checkContextAction(element: Fields, at: string, problems: string[]): void {
  if (element['action_id'] !== undefined) within(element['action_id'], 1, 255, `${at}/action_id`, problems);
  switch (element['type']) {
    case 'feedback_buttons':
      only(element, ['type', 'action_id', 'positive_button', 'negative_button'], at, problems);
      for (const name of ['positive_button', 'negative_button']) {
        const button = record(element[name]);
        only(button, ['text', 'value', 'accessibility_label'], `${at}/${name}`, problems);
        checkText(button['text'], 75, `${at}/${name}`, problems, 'plain_text');
        within(button['value'], 1, 2_000, `${at}/${name}/value`, problems);
        if (button['accessibility_label'] !== undefined)
          within(button['accessibility_label'], 1, 75, `${at}/${name}/accessibility_label`, problems);
      }
      return;
    case 'icon_button':
      only(
        element,
        [
          'type',
          'action_id',
          'icon',
          'text',
          'value',
          'confirm',
          'accessibility_label',
          'visible_to_user_ids',
        ],
        at,
        problems,
      );
      if (element['icon'] !== 'trash') problems.push(`${at}: no such icon`);
      checkText(element['text'], 75, at, problems, 'plain_text');
      if (element['value'] !== undefined) within(element['value'], 1, 2_000, `${at}/value`, problems);
      return;
    default:
      problems.push(`${at}: ${String(element['type'])} among context actions`);
  }
}

/** What may be filled in (https://docs.slack.dev/reference/block-kit/block-elements). */
function checkField(field: Fields, at: string, problems: string[]): void {
  const own: Readonly<Record<string, readonly string[]>> = {
    plain_text_input: ['max_length', 'multiline', 'min_length', 'initial_value'],
    timepicker: ['initial_time', 'timezone'],
    static_select: ['options', 'initial_option'],
    multi_static_select: ['options', 'initial_options', 'max_selected_items'],
    external_select: ['min_query_length', 'initial_option'],
  };
  const allowed = own[String(field['type'])];
  if (allowed === undefined) return void problems.push(`${at}: ${String(field['type'])} in an input`);
  only(field, ['type', 'action_id', 'placeholder', 'focus_on_load', ...allowed], at, problems);
  within(field['action_id'], 1, 255, `${at}/action_id`, problems);
  if ('options' in field)
    for (const problem of violationsOfOptions(field['options'])) problems.push(`${at}: ${problem}`);
}

/** The choices of a select, in a view or in answer to a block_suggestion. */
export function violationsOfOptions(options: unknown): readonly string[] {
  const problems: string[] = [];
  const choices = list(options);
  if (!Array.isArray(options) || choices.length > 100)
    problems.push(`${choices.length} options, at most 100`);
  for (const each of choices.map(record)) {
    only(each, ['text', 'value', 'description'], '/options', problems);
    checkText(each['text'], 75, '/options', problems, 'plain_text');
    within(each['value'], 1, 150, '/options/value', problems);
  }
  return problems;
}

/** A view as views.open and views.publish take it (https://docs.slack.dev/reference/views). */
export function violationsOfView(given: unknown): readonly string[] {
  const view = record(given);
  const problems = [...violationsOfBlocks(view['blocks'], 100)];
  // Of all blocks that we send it is the one that views do not take.
  if (list(view['blocks']).some((block) => record(block)['type'] === 'context_actions'))
    problems.push('context_actions is for messages alone');
  if (view['type'] === 'home')
    only(view, ['type', 'blocks', 'private_metadata', 'callback_id'], 'view', problems);
  else {
    only(
      view,
      ['type', 'title', 'submit', 'close', 'blocks', 'private_metadata', 'callback_id', 'notify_on_close'],
      'view',
      problems,
    );
    for (const part of ['title', 'submit', 'close'])
      checkText(view[part], 24, `view/${part}`, problems, 'plain_text');
    within(view['callback_id'], 1, 255, 'view/callback_id', problems);
  }
  if (view['private_metadata'] !== undefined) within(view['private_metadata'], 0, 3_000, 'view', problems);
  return problems;
}

function checkUrl(url: unknown, at: string, problems: string[]): void {
  within(url, 1, 3_000, `${at}/url`, problems);
  if (typeof url !== 'string' || !/^https?:\/\//.test(url)) problems.push(`${at}: not an http(s) address`);
}

function checkRich(element: Fields, at: string, problems: string[]): void {
  const elements = list(element['elements']);
  if (elements.length === 0) problems.push(`${at}: empty ${String(element['type'])}`);
  switch (element['type']) {
    case 'rich_text_list':
      for (const item of elements) {
        if (record(item)['type'] !== 'rich_text_section') problems.push(`${at}: a list holds something else`);
        checkRich(record(item), at, problems);
      }
      return;
    case 'rich_text_section':
    case 'rich_text_quote':
      for (const inline of elements) checkInline(record(inline), at, problems);
      return;
    default:
      problems.push(`${at}: unknown rich text ${String(element['type'])}`);
  }
}

function checkInline(inline: Fields, at: string, problems: string[]): void {
  if (inline['type'] === 'date') {
    // https://docs.slack.dev/reference/block-kit/blocks/rich-text-block#date-element-type
    if (!Number.isInteger(inline['timestamp'])) problems.push(`${at}: a date without a timestamp`);
    within(inline['format'], 1, 200, `${at}/format`, problems);
    within(inline['fallback'], 1, 200, `${at}/fallback`, problems);
    return;
  }
  if (inline['type'] !== 'text' && inline['type'] !== 'link')
    problems.push(`${at}: ${String(inline['type'])} in rich text`);
  if (inline['type'] === 'link') checkUrl(inline['url'], at, problems);
  within(inline['text'], 1, 3_000, `${at}/${String(inline['type'])}`, problems);
}

function actionIds(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(actionIds);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'action_id' && typeof inner === 'string' ? [inner] : actionIds(inner),
  );
}

/** A message as any send path takes it. `arguments` are those of the method, parsed. */
export function violationsOfMessage(
  message: Fields,
  path: 'post' | 'ephemeral' | 'update' | 'response',
): readonly string[] {
  // Plain text has no blocks; an edit says so, or those of before would stay.
  const none =
    path === 'update'
      ? Array.isArray(message['blocks']) && message['blocks'].length === 0
      : !('blocks' in message);
  const problems = none ? [] : [...violationsOfBlocks(message['blocks'], 50)];
  within(message['text'], 1, 4_000, 'text', problems);
  const unfurls = path === 'post' || path === 'response';
  if (unfurls && !isFalse(message['unfurl_links'])) problems.push('unfurl_links is not false');
  if (unfurls && !isFalse(message['unfurl_media'])) problems.push('unfurl_media is not false');
  if (!unfurls && ('unfurl_links' in message || 'unfurl_media' in message))
    problems.push('unfurl is no argument here');
  if (path !== 'response' && (!isFalse(message['link_names']) || message['parse'] !== 'none'))
    problems.push('names may be parsed');
  const characters = countText(message['blocks']);
  if (characters > 11_000) problems.push(`${characters} characters in blocks`);
  return problems;
}

function isFalse(value: unknown): boolean {
  return value === false || value === 'false';
}

function countText(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + countText(each), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, inner]) =>
      sum + (key === 'text' && typeof inner === 'string' ? [...inner].length : countText(inner)),
    0,
  );
}
