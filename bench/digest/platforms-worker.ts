import { parentPort, workerData } from 'node:worker_threads';
import { startSoakChat } from '../soak/chat.ts';

/** What the platforms hold, as the bench asks for it. */
export interface Held {
  readonly posts: number;
  readonly channels: number;
  /** Channels with anything but their one digest. */
  readonly wrong: number;
}

/** Both platforms in a thread of their own: what they take is not counted as Readout's. */
const { channels }: { readonly channels: number } = workerData;
const chat = await startSoakChat(channels, 0, () => 1);
parentPort?.on('message', async (asked: 'held' | 'close') => {
  if (asked === 'close') {
    await chat.close();
    parentPort?.close();
    return;
  }
  const stored = Object.values(chat.stored()).flat();
  const held: Held = {
    posts: chat.posts(),
    channels: stored.length,
    wrong: stored.filter(({ leads }) => leads !== 1).length,
  };
  parentPort?.postMessage(held);
});
parentPort?.postMessage({ addresses: chat.addresses, channels: chat.channels });
