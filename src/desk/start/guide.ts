import type { StoryStart } from './worked-records.ts';

/** The README of a new pack: what to do, in the order in which people work. */
export function guideTo({ id, title, text }: StoryStart): string {
  // Every command in it is one that a person can copy: the ids are those of the new pack.
  return `# ${title}

What Readout answers about this story, it takes from the files of this folder and from nothing else. Records with
\`draft: true\` are worked examples and proposals: they answer nothing. Put one into your own words, take the line out, and
it is published; records that begin with "Example" are there to be replaced or deleted.

In the order in which it is done:

1. **sources.yaml**: complete \`first-source\` (publisher, title, day, quality). Every later claim needs a source.
2. **texts.yaml**: complete \`first-text\` ("${text}"): aliases that people type, how much of it is public.
3. **provisions.yaml**: \`readout text draft.txt --story ${id} --write\` proposes one subject a point, as drafts (\`-\` takes
   what is pasted). \`readout review\` goes through them, one key a card: wording in your own words, then approve.
4. **actors.yaml**: parties and persons with every spelling; no two may share one.
5. **statements.yaml**, **events.yaml**, **positions.yaml**: \`readout add <article>\` drafts them from an article, for
   \`readout review\`.
6. A second draft: \`readout text second.txt --story ${id} --write --name "Second draft"\` writes its record and what became of
   each subject; the last card of \`readout review\` makes it the latest text.
7. **conflicts.yaml**, **gaps.yaml**: where sources disagree, and what people ask that nobody reports.
8. **story.yaml**: the lead, four lines that say where things stand; \`reviewed\` on the day you did.
9. **questions.yaml**: what people will ask and which records the answer has to show; \`readout check --ask\` asks it all.

Check as you go: \`readout check\` tells every problem with its line, \`readout check --advice\` what would trap questions, is
missing or out of date.
`;
}
