import type { Finding } from '../../../platforms/finding.ts';

/** Slack and Discord refuse, and have us refuse, what is signed minutes ago; digests are due to the minute. */
const MOST_APART_MS = 90_000;

/** What a machine's clock is held against: the time that each answer of a server names. */
export interface HeardTimes {
  /** Asks as `ask` does, and hears. */
  readonly ask: typeof fetch;
  readonly finding: () => readonly Finding[];
}

/** `now`: epoch milliseconds by this machine. */
export function hearTimes(ask: typeof fetch, now: () => number): HeardTimes {
  const apart: { readonly host: string; readonly ms: number }[] = [];
  return {
    async ask(input, init) {
      const response = await ask(input, init);
      const theirs = Date.parse(response.headers.get('date') ?? '');
      if (Number.isFinite(theirs)) {
        const { host } = new URL(input instanceof Request ? input.url : input);
        apart.push({ host, ms: now() - theirs });
      }
      return response;
    },
    finding() {
      // One server may be wrong; where all are on one side it is this machine.
      const all = apart.length > 0 && apart.every(({ ms }) => Math.abs(ms) > MOST_APART_MS);
      const [first] = apart;
      if (!all || first === undefined) return [];
      const minutes = Math.max(1, Math.round(Math.abs(first.ms) / 60_000));
      return [
        {
          ...{ part: 'clock', state: 'wrong' },
          says: `this machine's clock is ${minutes} min ${first.ms > 0 ? 'ahead of' : 'behind'} that of ${first.host}`,
          mend: 'Have the system keep its time (timedatectl set-ntp true): signed requests are refused and digests come at the wrong minute.',
        },
      ];
    },
  };
}
