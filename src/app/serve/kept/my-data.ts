import { counted } from '../../../answer/phrases.ts';
import type { MyData } from '../../../commands/services.ts';
import type { KeptStore } from '../../../store/ports/kept.ts';

/** What each table holds of a person, in the words of a sentence. */
const THINGS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  subscription: ['digest you set up', 'digests you set up'],
  watch: ['watch of yours', 'watches of yours'],
  audit: ['line in the record of changes', 'lines in the record of changes'],
  channel_story: ['channel whose story you chose', 'channels whose story you chose'],
  proposed_article: ['article you proposed', 'articles you proposed'],
  proposal: ['draft you decided on', 'drafts you decided on'],
  thread_line: ['draft you put off', 'drafts you put off'],
  delivery: ['alert posted to you', 'alerts posted to you'],
  parked: ['conversation that takes no alerts', 'conversations that take no alerts'],
  last_asked: ['time you asked last', 'times you asked last'],
};

/** What the store keeps of an asker, in the tenant they ask from. */
export function createMyData(store: KeptStore): MyData {
  return {
    async show({ platform, tenant, user }) {
      const kept = await store.keptOf({ platform, tenant, user });
      return Object.entries(kept).map(([table, rows]) => {
        const [one, many] = THINGS[table] ?? ['entry', 'entries'];
        return counted(rows.length, one, many);
      });
    },
    forget: ({ platform, tenant, user }) => store.forgetPerson({ platform, tenant, user }),
  };
}
