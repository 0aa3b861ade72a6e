import type { DeskService } from '../../../commands/desk/service.ts';
import type { Story } from '../../../core/stories.ts';
import type { Store } from '../../../store/store.ts';
import type { ServedDesk } from './desk.ts';
import type { DeskOptions } from './desk-parts.ts';

/**
 * The desk, loaded when somebody asks for it or there is something for it to do: it brings the reader of articles along,
 * with all that it weighs words by, and most processes start without either.
 */
export function deskWhenAsked(options: DeskOptions): ServedDesk {
  const { stories } = options;
  const { channels } = options.config.behaviour.desk;
  let loading: Promise<ServedDesk> | undefined;
  const desk = (): Promise<ServedDesk> => {
    loading ??= import('./desk.ts').then(({ createDesk }) => createDesk(options));
    return loading;
  };
  const service = async (): Promise<DeskService> => (await desk()).service;
  return {
    service: {
      list: async (...asked) => (await service()).list(...asked),
      card: async (...asked) => (await service()).card(...asked),
      decide: async (...asked) => (await service()).decide(...asked),
      draftFields: async (...asked) => (await service()).draftFields(...asked),
      propose: async (...asked) => (await service()).propose(...asked),
      withdraw: async (...asked) => (await service()).withdraw(...asked),
      amend: async (...asked) => (await service()).amend(...asked),
      recordFields: async (...asked) => (await service()).recordFields(...asked),
    },
    async work(now, store) {
      if (channels.length > 0 || (await anyHeld(store, stories()))) await (await desk()).work(now, store);
    },
  };
}

async function anyHeld(store: Store, stories: readonly Story[]): Promise<boolean> {
  for (const { briefing } of stories) {
    if ((await store.proposalsOf(briefing.id, { state: 'held' })).length > 0) return true;
  }
  return false;
}
