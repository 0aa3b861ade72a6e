import { parentPort } from 'node:worker_threads';
import type { Briefing } from '../../../domain/briefing.ts';
import { unreachable } from '../../../domain/errors.ts';
import { addRead } from '../../../ingest/add/add-article.ts';
import { knownArticles } from '../../../ingest/known-articles.ts';
import type { KnownArticle } from '../../../ingest/lineage/known-article.ts';
import type { DraftAnswer, DraftMessage } from './draft-messages.ts';

/** The pack, whose lists grow until it is whole. */
let briefing: Briefing | null = null;
let archive = '';
/** Sources of the pack with their archived words, and proposed articles, by id. */
const known = new Map<string, KnownArticle>();

parentPort?.on('message', (message: DraftMessage) => void take(message));

async function take(message: DraftMessage): Promise<void> {
  if (message.kind === 'pack') {
    ({ briefing, archive } = message);
    return;
  }
  if (briefing === null) return;
  switch (message.kind) {
    case 'records':
      (briefing[message.list] as object[]).push(...message.records);
      break;
    case 'whole':
      for (const one of await knownArticles(briefing, archive, [])) known.set(one.id, one);
      say({ kind: 'ready' });
      break;
    case 'article': {
      const proposed = message.proposed.filter(({ id }) => !known.has(id));
      for (const one of await knownArticles({ ...briefing, sources: [] }, archive, proposed)) {
        known.set(one.id, one);
      }
      const { read, today, remember } = message;
      const article = addRead(read, { briefing, known: [...known.values()], today });
      if (remember) known.set(article.known.id, article.known);
      say({ kind: 'added', added: article.added });
      break;
    }
    default:
      unreachable(message);
  }
}

function say(answer: DraftAnswer): void {
  parentPort?.postMessage(answer);
}
