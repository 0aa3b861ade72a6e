import { lookupOf } from '../../../domain/lookups/lookup.ts';
import { withdrawnOf } from '../../../domain/lookups/withdrawn.ts';
import type { Page } from '../html/layout.ts';
import type { View } from '../serve/view.ts';
import { boardPage } from './board.ts';
import { crosswalkPage } from './crosswalk.ts';
import { disputesPage } from './disputes.ts';
import { actorPage, peoplePage } from './people.ts';
import { pointPage } from './point.ts';
import { recordPage, shortPage } from './record.ts';
import { sourcePage, sourcesPage } from './sources.ts';
import { statementPage } from './statement.ts';
import { statementsPage } from './statements.ts';
import { storyPage } from './story.ts';
import { textPage } from './text.ts';
import { timelinePage } from './timeline.ts';
import { deadlinePage, figurePage, occasionPage, votePage } from './tracked/records.ts';
import { withdrawnPage } from './tracked/withdrawn.ts';

const LISTS: Readonly<Record<string, (view: View) => Page>> = {
  '': storyPage,
  crosswalk: crosswalkPage,
  statements: statementsPage,
  people: peoplePage,
  timeline: timelinePage,
  disputes: disputesPage,
  sources: sourcesPage,
  board: boardPage,
};

/** A page of a story by the name of its list. */
export function listPage(view: View, name: string): Page | null {
  const make = Object.hasOwn(LISTS, name) ? LISTS[name] : undefined;
  return make === undefined ? null : make(view);
}

/** The page of a record by its id; null where the briefing has none on that day and never took one back. */
export function pageOfRecord(view: View, id: string): Page | null {
  const record = lookupOf(view.briefing).record(id);
  if (record === undefined) {
    const withdrawn = withdrawnOf(id, view.briefing);
    return withdrawn === null ? null : withdrawnPage(view, withdrawn);
  }
  switch (record.kind) {
    case 'provision':
      return pointPage(view, record);
    case 'statement':
      return statementPage(view, record);
    case 'source':
      return sourcePage(view, record);
    case 'person':
    case 'party':
      return actorPage(view, record);
    case 'text':
      return textPage(view, record);
    case 'figure':
      return figurePage(view, record);
    case 'deadline':
      return deadlinePage(view, record);
    case 'vote':
      return votePage(view, record);
    case 'occasion':
      return occasionPage(view, record);
    case 'gap':
      return shortPage(view, record);
    default:
      return recordPage(view, record);
  }
}
