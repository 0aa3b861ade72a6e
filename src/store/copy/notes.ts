import { type SqlDriver, type Statement, statement, textOf } from '../sql/driver.ts';
import { StoreError } from '../store-error.ts';

/** What a store says of itself: that it is being filled from another one, or that it was moved. */
export type NoteName = 'filling' | 'moved' | 'works for' | `copied ${string}`;

/** Empty where there is no such note. */
export async function noteIn(driver: SqlDriver, name: NoteName): Promise<string> {
  const [row] = await driver.all('select value from store_note where name = $1', name);
  return row === undefined ? '' : textOf(row, 'value');
}

export function noteStatement(name: NoteName, value: string): Statement {
  return statement(
    'insert into store_note (name, value) values ($1, $2) on conflict (name) do update set value = $2',
    ...[name, value],
  );
}

/** Why a store must not be served although it is whole; null where it may. `name` is what people call it. */
export async function unserved(driver: SqlDriver, name: string): Promise<StoreError | null> {
  const notes = await driver.all(`select name, value from store_note where name in ('moved', 'filling')`);
  return whyUnserved(new Map(notes.map((row) => [textOf(row, 'name'), textOf(row, 'value')])), name);
}

/** The same from its notes, by name. */
export function whyUnserved(notes: ReadonlyMap<string, string>, name: string): StoreError | null {
  const moved = notes.get('moved') ?? '';
  if (moved !== '') {
    return new StoreError('moved', {
      fault: `The store was moved from ${name} to ${moved}.`,
      remedy: 'Set DATABASE_URL to that one.',
    });
  }
  const filling = notes.get('filling') ?? '';
  if (filling === '') return null;
  return new StoreError('moved', {
    fault: `A copy from ${filling} to ${name} was begun and is not finished.`,
    remedy: 'Run "readout store copy" with the same --from and --to again: it goes on where it ended.',
  });
}
