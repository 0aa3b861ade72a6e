/** The ISO day in a zone. Most questions come on the day of the one before: reckoning it takes longer than all else here. */
export function dayIn(instant: Temporal.Instant, zone: string): string {
  const at = instant.epochMilliseconds;
  const known = days.get(zone);
  if (known !== undefined && at >= known.from && at < known.to) return known.day;
  const local = instant.toZonedDateTimeISO(zone);
  const from = local.startOfDay();
  const day = local.toPlainDate().toString();
  if (days.size >= MOST_ZONES) days.clear();
  days.set(zone, {
    ...{ day, from: from.epochMilliseconds },
    to: from.add({ days: 1 }).startOfDay().epochMilliseconds,
  });
  return day;
}

/** The day each zone was in last, with its first moment and that of the next day in epoch milliseconds. */
const days = new Map<string, { readonly day: string; readonly from: number; readonly to: number }>();
const MOST_ZONES = 100;
