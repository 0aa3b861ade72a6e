import { describe, expect, it } from 'vitest';
import { errorFacts } from '../../src/domain/log.ts';

describe('errorFacts', () => {
  it.each([
    ['run (file:///opt/readout/src/app/a.ts:1:2)', 'run src/app/a.ts:1:2'],
    ['file:///opt/readout/src/app/a.ts:1:2', 'src/app/a.ts:1:2'],
    // Of the published package, which is no module.
    [
      'run (/home/anna/.npm/node_modules/readout/lib/answers-C7LkRjuY.js:8:15904)',
      'run lib/answers-C7LkRjuY.js:8:15904',
    ],
    ['/srv/readout/lib/main.js:1:375', 'lib/main.js:1:375'],
    ['node:internal/process/task_queues:95:5', 'node:internal/process/task_queues:95:5'],
  ])('tells the place of an error without where Readout is installed: %s', (frame, at) => {
    const error = new RangeError('what somebody wrote');
    error.stack = `RangeError: what somebody wrote\n    at ${frame}\n    at later (/x.js:1:1)`;
    expect(errorFacts(error)).toEqual({ error: 'RangeError', at });
  });
});
