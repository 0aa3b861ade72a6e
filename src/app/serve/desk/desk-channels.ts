import type { Asker } from '../../../core/command.ts';
import { Refusal } from '../../../domain/errors.ts';
import type { Behaviour } from '../../config/behaviour.ts';

export type DeskChannel = Behaviour['desk']['channels'][number];

/** The desk's channels in the asker's server or workspace. Throws a `Refusal` where it has none there. */
export function channelsHere(
  channels: readonly DeskChannel[],
  { platform, tenant }: Asker,
): readonly DeskChannel[] {
  const here = channels.filter((one) => one.platform === platform && one.tenant === tenant);
  if (here.length > 0) return here;
  throw new Refusal(
    'not-allowed',
    channels.length === 0
      ? 'No desk is set up here: its editors’ channel is named in config/readout.yaml, under "desk".'
      : 'The desk of these briefings is not here, so that nothing can be proposed or reviewed.',
  );
}

/** Whether a channel has the drafts of a story. */
export function covers({ story }: DeskChannel, id: string): boolean {
  return story === undefined || story === id;
}

/** Whether somebody may decide on what a channel has. */
export function isEditor({ editors, roles }: DeskChannel, asker: Asker): boolean {
  if (editors.length === 0 && roles.length === 0) return asker.mayConfigure;
  return editors.includes(asker.user) || roles.some((role) => asker.roles?.includes(role) === true);
}
