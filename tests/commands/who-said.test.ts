import { describe, expect, it } from 'vitest';
import { whoSaid } from '../../src/commands/who-said.ts';
import { ASKER, coreOver, said } from '../fixtures/asking.ts';
import { smallBriefing } from '../fixtures/small-briefing.ts';

const core = coreOver(smallBriefing(), [whoSaid]);
const ask = (line: string) => core.respond({ kind: 'line', line, asker: ASKER });

describe('/who-said', () => {
  it('gives exact words with speaker, role, occasion, date and source', async () => {
    const answer = await ask('/who-said boats never going to be enough');
    expect(answer.status).toBe('answered');
    expect(answer.records[0]).toBe('statement:forty-is-enough');
    expect(said(answer)).toContain('“Forty boats were never going to be enough.”');
    expect(said(answer)).toContain('Ada Holm, Premier of Northmark');
    expect(said(answer)).toContain('press briefing · 14 May 2031');
    expect(answer.citations.map((citation) => citation.id)).toEqual(['wire']);
  });

  it('shows both sides where sources credit different people', async () => {
    const answer = await ask('/who-said a long row ahead');
    expect(answer.status).toBe('conflict');
    expect(said(answer)).toContain('Ben Orr, in quotation marks. [1]');
    expect(said(answer)).toContain('Mira Lind, without them. [2]');
    expect(said(answer)).toContain('Mirror Site (repost, crediting Mira Lind)');
    expect(answer.records).toContain('conflict:who-rows');
    expect(answer.citations.map((citation) => citation.id)).toEqual(['wire', 'mirror']);
  });

  it('claims no exact words where only a machine-reworded copy has them', async () => {
    const answer = await ask('/who-said sixty boats in winter');
    expect(answer.records[0]).toBe('statement:boats-reworded');
    expect(said(answer)).not.toContain('“');
    expect(said(answer)).toContain('Only a machine-reworded copy carries these words');
  });

  it('says that nobody said it, and offers the nearest real statements', async () => {
    const answer = await ask('/who-said the moon is made of cheese');
    expect(answer.status).toBe('not-found');
    expect(said(answer)).toContain('No one in this briefing said that.');
  });

  it('names who really said it where another speaker was asked for', async () => {
    const answer = await ask('/who-said forty boats were never enough speaker:Ben Orr');
    expect(answer.status).toBe('not-found');
    expect(said(answer)).toContain('Not Ben Orr: in this briefing Ada Holm');
  });

  it('lists everything by a party and those who speak for it', async () => {
    const answer = await ask('/who-said speaker:Northmark');
    expect(answer.records).toEqual(['statement:forty-is-enough', 'statement:keep-border']);
    expect(said(answer)).toContain('2 statements by Northmark and those who speak for it, 1 in exact words');
  });

  it('says so where a known actor has no statement on record', async () => {
    const answer = await ask('/who-said speaker:Mira Lind as-of:2031-05-14');
    expect(answer.status).toBe('not-found');
    expect(said(answer)).toContain('No statement by Mira Lind is on record');
  });

  it('finds nobody for a name the briefing does not have', async () => {
    const answer = await ask('/who-said speaker:Zebulon');
    expect(said(answer)).toContain('No one called “Zebulon” is on record');
  });

  it('knows nothing of what was reported after the day asked for', async () => {
    const answer = await ask('/who-said forty boats were never going to be enough as-of:2031-05-04');
    expect(answer.status).toBe('not-found');
    expect(answer.asOf).toBe('2031-05-04');
  });

  it('asks for words where there are none', async () => {
    expect((await ask('/who-said')).status).toBe('refused');
  });
});
