import { schedule } from 'node-cron';

/**
 * Rings once a minute until stopped. Nothing else is left to node-cron: it drops times that a clock change skips and
 * whatever is more than a second late, so what is due is worked out from rows each time the beat rings.
 */
export function everyMinute(ring: () => void): () => void {
  const task = schedule('* * * * *', ring);
  return () => void task.stop();
}
