import { aliases, identifier, ownId } from './fields.ts';
import { LISTS } from './lists.ts';

/**
 * An actor of a pack that is taken from those that packs share. For editors only: the actor that comes of it is checked as
 * any other (`withSharedActors`).
 */
export function sharedSchema(list: 'parties' | 'persons') {
  return LISTS[list].partial().extend({
    id: ownId,
    from: identifier('Id of the shared actor; what is written beside it takes the place of what is shared.'),
    also: aliases('Further names beside the shared ones; "aliases" would take their place.'),
  });
}
