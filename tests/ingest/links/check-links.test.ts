import { describe, expect, it } from 'vitest';
import { checkLinks } from '../../../src/ingest/links/check-links.ts';
import { localServer } from '../fetch/local-server.ts';

describe('looking at pages again', () => {
  it('asks one host for one page at a time, with a pause between two', async () => {
    let open = 0;
    let most = 0;
    const server = await localServer((_, response) => {
      open += 1;
      most = Math.max(most, open);
      setImmediate(() => {
        open -= 1;
        response.writeHead(404).end();
      });
    });
    try {
      const pauses: number[] = [];
      const states: string[] = [];
      const links = ['a', 'b', 'c'].map((source) => ({ source, url: `${server.at}/${source}` }));
      await checkLinks([...links, { source: 'ftp', url: 'ftp://nowhere.example/x' }], {
        rules: { allow: [`127.0.0.1:${server.port}`], timeoutMs: 5000 },
        delayMs: 700,
        sleep: async (ms) => void pauses.push(ms),
        archived: () => null,
        told: ({ source }, { state }) => states.push(`${source} ${state}`),
      });
      expect(pauses).toEqual([700, 700]);
      expect(most).toBe(1);
      expect(states.toSorted()).toEqual(['a dead', 'b dead', 'c dead', 'ftp unsure']);
    } finally {
      await server.close();
    }
  });
});
