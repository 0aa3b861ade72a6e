import type { Answer } from '../../answer/answer.ts';
import { strong, text } from '../../answer/compose.ts';
import type { Command, CommandContext } from '../../core/command.ts';
import { blockedWords } from '../../core/delivery-words.ts';
import type { NamedAuditEntry } from '../../digest/subscriptions/service.ts';
import { momentWords } from '../../domain/schedule/wall-time.ts';
import { serviceOf } from '../digest/shared.ts';
import type { Services } from '../services.ts';

/** Who changed what about the digests of this tenant; refused to those who may not configure. */
export const auditWith = (services: Services): Command => ({
  name: 'audit',
  summary: 'List who changed which digest, and when',
  options: [],
  examples: ['/readout audit'],
  standing: true,
  async run(_, context): Promise<Answer> {
    const entries = await serviceOf(services).audit(context.asker);
    const { zone } = context.briefing;
    return {
      status: 'answered',
      citations: [],
      records: [],
      actions: [],
      command: 'audit',
      audience: 'asker',
      headline: [strong(headlineFor(entries.length))],
      blocks: entries.map((entry) => ({
        kind: 'item',
        spans: [
          strong(doneWords(entry)),
          text(
            `${byWhom(entry, context)} ${whereWords(entry, context)}, ${momentWords(Temporal.Instant.fromEpochMilliseconds(entry.at), zone)}`,
          ),
        ],
      })),
      asOf: context.asOf,
    };
  },
});

/** By what the store calls it. */
const DONE: Readonly<Record<string, string>> = {
  subscribe: 'Set up',
  change: 'Changed',
  pause: 'Paused',
  resume: 'Resumed',
  remove: 'Removed',
  restore: 'Brought back',
  test: 'Tested',
  approve: 'Approved',
  hold: 'Approved, to go live later,',
  merge: 'Merged into',
  reject: 'Rejected',
  return: 'Opened again',
  withdraw: 'Withdrew',
  amend: 'Amended',
};

/** `Paused ab12c`, `Posting stopped: The channel is archived.` */
function doneWords({ action, subject, detail }: NamedAuditEntry): string {
  if (action === 'unpark') return 'Posting works again';
  if (action === 'park') {
    const [, reason = '', why = ''] = /^([a-z-]+): (.*)$/s.exec(detail) ?? [];
    return `Posting stopped: ${blockedWords(reason, why).replace(/\.$/, '')}`;
  }
  // A draft has no name of its own that says anything: its kind does.
  const [story = '', , draft = ''] = subject.split('/');
  const what = draft === '' ? subject : `a draft ${draft.split('-')[0]} of ${story}`;
  return [DONE[action] ?? 'Changed', what].filter((word) => word !== '').join(' ');
}

/** Empty where nobody did it. */
function byWhom({ actor, actorName, proposerName }: NamedAuditEntry, { asker }: CommandContext): string {
  if (actor === 'readout') return '';
  if (actor === 'config') return ' by the configuration file';
  const proposed = proposerName === undefined ? '' : ` (proposed by ${proposerName})`;
  return ` by ${actor === asker.user ? 'you' : (actorName ?? 'a member')}${proposed}`;
}

function whereWords({ channel, channelName }: NamedAuditEntry, { asker }: CommandContext): string {
  if (channelName !== undefined) return `in ${channelName}`;
  return channel === asker.channel ? 'in this channel' : 'in a channel I cannot see';
}

function headlineFor(count: number): string {
  if (count === 0) return 'No change is on record.';
  return count === 1 ? 'The last change' : `The last ${count} changes`;
}
