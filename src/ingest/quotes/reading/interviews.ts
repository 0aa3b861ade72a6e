import type { Article } from './article.ts';
import type { Turn } from './turns.ts';

const LINE =
  /^[ \t]*(Q|A|F|Frage|Antwort|Question|Answer|Питання|Запитання|Відповідь|Вопрос|Ответ)[.:][ \t\u00a0]{1,4}(?=\S)/u;
const ANSWER = /^(?:A|Antwort|Answer|Відповідь|Ответ)$/;
/** That many questions and as many answers are an interview. */
const LEAST = 2;

/** What stands in place of a name where only "A:" does. */
export const ANSWERS = 'A';

/** The answers of an interview whose lines begin with "Q:" and "A:", without marks. Linear. */
export function findAnswers(text: string): readonly Turn[] {
  const answers: Turn[] = [];
  let questions = 0;
  for (let from = 0; from <= text.length; ) {
    const at = text.indexOf('\n', from);
    const to = at < 0 ? text.length : at;
    const match = LINE.exec(text.slice(from, Math.min(to, from + 40)));
    if (match !== null && ANSWER.test(match[1] ?? '')) {
      const start = from + match[0].length;
      const end = start + text.slice(start, to).trimEnd().length;
      if (end > start && !/^["“„«»‘]/.test(text.slice(start, end)))
        answers.push({ start, end, label: ANSWERS });
    } else if (match !== null) questions++;
    from = to + 1;
  }
  return questions >= LEAST && answers.length >= LEAST ? answers : [];
}

const ASKS = /^(?:to|by|with|told|von|mit|par|da)$/;

/** Who is asked: whom the text names before the first answer, and not as the one who asks ("spoke to NAME", "by NAME"). */
export function whoAnswers({ text, mentions, stream, entities }: Article, first: number): string | null {
  for (const { index, kind, from } of mentions) {
    const token = stream.tokens[from];
    if (token === undefined || token.start >= first) return null;
    if (LINE.test(text.slice(token.start, token.start + 40))) return null;
    const entity = entities.all[entities.ofMention[index] ?? -1];
    if (kind !== 'name' || entity === undefined || entity.body) continue;
    if (!ASKS.test(stream.tokens[from - 1]?.low ?? '')) return entity.name;
  }
  return null;
}
