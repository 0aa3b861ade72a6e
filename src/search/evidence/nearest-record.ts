import { type Briefing, recordId } from '../../domain/briefing.ts';
import { findProvisions } from '../names/find-provision.ts';
import { findTopics } from '../names/find-topic.ts';

/** The record that comes nearest to some words, whether it answers them or not; null where none shares a word firmly. */
export function nearestRecord(
  words: string,
  briefing: Briefing,
): { readonly id: string; readonly title: string } | null {
  const [provision] = findProvisions(words, briefing).filter(({ firm }) => firm);
  const [topic] = findTopics(words, briefing, 1).filter(({ firm }) => firm);
  if (topic !== undefined && topic.score > (provision?.score ?? 0)) {
    const { record } = topic;
    const title =
      record.kind === 'conflict' ? record.title : record.kind === 'event' ? record.what : record.topic;
    return { id: recordId(record), title };
  }
  return provision === undefined
    ? null
    : { id: recordId(provision.provision), title: provision.provision.title };
}
