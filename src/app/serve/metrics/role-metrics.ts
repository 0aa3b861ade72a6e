import type { Readiness } from '../health.ts';

type Kinds = Pick<typeof import('@prometheus-io/client'), 'Gauge'>;

/** What only means something where several processes share a store. */
export function roleMetrics(
  { Gauge }: Kinds,
  registers: ConstructorParameters<Kinds['Gauge']>[0]['registers'] & object,
  mayLead: boolean,
): (state: Readiness) => void {
  // One without labels is shown as 0 from the start.
  const leader = mayLead
    ? new Gauge({
        name: 'readout_leader',
        help: '1 where this process leads, 0 where it stands by; none where it never leads.',
        registers,
      })
    : undefined;
  const behind = new Gauge({
    name: 'readout_pack_behind',
    help: '1 where newer packs were pushed that this process cannot read.',
    registers,
  });
  return ({ lead, pack }) => {
    leader?.set(lead === 'leads' ? 1 : 0);
    behind.set(pack.behind === undefined ? 0 : 1);
  };
}

/**
 * Whether this process tells what the whole store holds: one of several does, the one that leads; the same from each of them
 * would be added up, and asked of the store as often.
 */
export function tellsOfTheStore({ role, lead }: Pick<Readiness, 'role' | 'lead'>): boolean {
  return role !== 'ingress' && role !== 'deliver' && lead !== 'stands by';
}
