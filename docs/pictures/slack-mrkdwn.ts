import type { Run } from './runs.ts';

/** A link, a mark around words, an entity, or any other character. */
const TOKEN = /<([^|>]*)\|([^>]*)>|([*_~])(?=\S)([^\n]*?\S)\3(?![\p{L}\p{N}])|&(amp|lt|gt);|([\s\S])/gu;

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>' };
const LOOKS: Readonly<Record<string, Omit<Run, 'text'>>> = {
  '*': { weight: 700 },
  _: { italic: true },
  '~': { struck: true },
};

/** The mrkdwn that Readout writes, as Slack reads it: https://docs.slack.dev/messaging/formatting-message-text */
export function readMrkdwn(text: string, linkColour: string): readonly Run[] {
  const runs: Run[] = [];
  for (const [, address, label, mark, marked, entity, plain] of text.matchAll(TOKEN)) {
    if (address !== undefined)
      runs.push(...readMrkdwn(label ?? '', linkColour).map((run) => ({ ...run, colour: linkColour })));
    else if (mark !== undefined)
      runs.push(...readMrkdwn(marked ?? '', linkColour).map((run) => ({ ...run, ...LOOKS[mark] })));
    else {
      const letter = entity === undefined ? (plain ?? '') : (ENTITIES[entity] ?? '');
      const last = runs.at(-1);
      if (last !== undefined && Object.keys(last).length === 1)
        runs[runs.length - 1] = { text: last.text + letter };
      else runs.push({ text: letter });
    }
  }
  return runs;
}
