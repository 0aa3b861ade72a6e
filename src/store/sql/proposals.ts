import {
  PROPOSAL_STATES,
  type ProposalStore,
  type ProposedArticle,
  type StoredProposal,
} from '../ports/proposals.ts';
import { numberOf, type Row, type SqlDriver, statement, tenantOf, textOf } from './driver.ts';

const OF_ARTICLE = `p.*, a.proposer_platform, a.proposer_tenant, a.proposer, a.proposed_at as article_at`;
const FROM = 'from proposal p join proposed_article a on a.story = p.story and a.id = p.article';

export function proposalStore(driver: SqlDriver): ProposalStore {
  return {
    async propose(article, drafts) {
      const { id, story, url, hash, source, text, proposer, proposedAt } = article;
      const rows = await driver.batch([
        statement(
          `insert into proposed_article (story, id, url, hash, source, body, proposer_platform, proposer_tenant, proposer, proposed_at)
          values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (story, id) do nothing`,
          ...[
            story,
            id,
            url,
            hash,
            source,
            text,
            proposer.platform,
            proposer.tenant,
            proposer.actor,
            proposedAt,
          ],
        ),
        ...drafts.map((draft, at) =>
          statement(
            `insert into proposal (id, story, fingerprint, article, place, kind, draft, state, decided_by, decided_at, outcome, proposed_at)
            select $1, $2, $3, $4, cast($5 as integer), $6, $7, 'open', '', 0, '', cast($8 as bigint)
            where not exists (select 1 from proposal where story = $2 and fingerprint = $3 and state = 'rejected')
              and exists (select 1 from proposed_article where story = $2 and id = $4 and (hash = $9 or (url <> '' and url = $10) or body = '' or $11 = ''))
            on conflict (story, article, fingerprint) do nothing returning id`,
            ...[
              draft.id,
              story,
              draft.fingerprint,
              id,
              at,
              draft.kind,
              draft.draft,
              proposedAt,
              hash,
              url,
              text.slice(0, 1),
            ],
          ),
        ),
      ]);
      return rows.slice(1).filter((written) => written.length > 0).length;
    },
    async proposedArticles(story) {
      const rows = await driver.all(
        'select * from proposed_article where story = $1 order by proposed_at, id',
        story,
      );
      return rows.map(articleOf);
    },
    async proposal(id) {
      const [row] = await driver.all(`select ${OF_ARTICLE} ${FROM} where p.id = $1`, id);
      return row === undefined ? null : proposalOf(row);
    },
    async proposalsOf(story, { state, article } = {}) {
      const rows = await driver.all(
        `select ${OF_ARTICLE} ${FROM} where p.story = $1 and ($2 = '' or p.state = $2) and ($3 = '' or p.article = $3)
        order by p.proposed_at, p.article, p.place`,
        ...[story, state ?? '', article ?? ''],
      );
      return rows.map(proposalOf);
    },
    editProposal: async (id, draft) =>
      (
        await driver.all(
          `update proposal set draft = $2 where id = $1 and state = 'open' returning id`,
          id,
          draft,
        )
      ).length > 0,
    decideProposal: async (id, { state, by, outcome, now, from = 'open' }) =>
      (
        await driver.all(
          `update proposal set state = $2, decided_by = $3, outcome = $4, decided_at = $5
          where id = $1 and state = $6 returning id`,
          ...[id, state, by, outcome, now, from],
        )
      ).length > 0,
  };
}

function articleOf(row: Row): ProposedArticle {
  return {
    id: textOf(row, 'id'),
    story: textOf(row, 'story'),
    url: textOf(row, 'url'),
    hash: textOf(row, 'hash'),
    source: textOf(row, 'source'),
    text: textOf(row, 'body'),
    proposer: proposerOf(row),
    proposedAt: numberOf(row, 'proposed_at'),
  };
}

function proposalOf(row: Row): StoredProposal {
  return {
    id: textOf(row, 'id'),
    fingerprint: textOf(row, 'fingerprint'),
    kind: textOf(row, 'kind'),
    draft: textOf(row, 'draft'),
    story: textOf(row, 'story'),
    article: textOf(row, 'article'),
    proposer: proposerOf(row),
    proposedAt: numberOf(row, 'proposed_at'),
    state: PROPOSAL_STATES.find((state) => state === textOf(row, 'state')) ?? 'open',
    decidedBy: textOf(row, 'decided_by'),
    decidedAt: numberOf(row, 'decided_at'),
    outcome: textOf(row, 'outcome'),
  };
}

function proposerOf(row: Row): ProposedArticle['proposer'] {
  return {
    platform: textOf(row, 'proposer_platform'),
    tenant: tenantOf(row, 'proposer_tenant'),
    actor: textOf(row, 'proposer'),
  };
}
