import { earliestDay, formatDay, type When } from '../../domain/when.ts';
import { type Advice, advised } from './advice.ts';

/**
 * A source of next year or words of next month are a slip in the year or the month: they are told today, and missing from
 * every answer as of an earlier day. A pack in which most sources lie ahead is set there on purpose.
 */
export const daysAhead: Advice = {
  rule: 'no source, no words and nothing that happened has a day that is yet to come',
  *find({ records: { lists }, today }) {
    const isAhead = (when: When | undefined): when is When => when !== undefined && earliestDay(when) > today;
    const found = (when: When) => ({
      expected: 'a day that has come',
      found: formatDay(earliestDay(when)),
      hint: 'Look whether its year and its month are right.',
    });
    const ahead = lists.sources.filter(({ data }) => isAhead(data.published));
    if (2 * ahead.length > lists.sources.length) return;
    for (const source of ahead) yield advised(source, ['published'], found(source.data.published));
    for (const statement of lists.statements) {
      const { date } = statement.data;
      if (isAhead(date)) yield advised(statement, ['date'], found(date));
    }
    for (const event of lists.events) {
      const { date, status } = event.data;
      if (status === 'happened' && isAhead(date)) yield advised(event, ['date'], found(date));
    }
  },
};
