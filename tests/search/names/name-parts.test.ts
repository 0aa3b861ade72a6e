import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor, Person } from '../../../src/domain/actor.ts';
import type { Briefing } from '../../../src/domain/briefing.ts';
import { whoIsMeant } from '../../../src/search/names/find-actor.ts';
import { mentionedActors } from '../../../src/search/names/mentioned-actors.ts';
import { normalize } from '../../../src/search/text/normalize.ts';
import { smallBriefing } from '../../fixtures/small-briefing.ts';

/** A briefing of these people, none of whom has an alias. */
function people(...names: readonly string[]): Briefing {
  const actors = names.map(
    (name, at): Person => ({
      kind: 'person',
      id: `p${at}`,
      name,
      aliases: [],
      roles: [],
      unnamed: false,
      sources: [],
    }),
  );
  return smallBriefing({ actors });
}

function meant(typed: string, briefing: Briefing): string {
  const found = whoIsMeant(typed, briefing);
  if (found.kind === 'one') return found.actor.name;
  const actors = found.kind === 'several' ? found.actors : found.near;
  return `${found.kind}: ${actors.map(({ name }) => name).join(', ')}`;
}

const BYSTANDERS = ['Ada Holm', 'Marit Quist', 'Tomas Wiborg'];

describe('a person without aliases', () => {
  it.each([
    [
      'Sir Keir Starmer',
      [
        'Starmer',
        'starmer',
        'Keir',
        'Sir Keir',
        'Keir Starmer',
        'Mr Starmer',
        'PM Starmer',
        'STARMER',
        'Starmer’s',
        'Starmer, Keir',
        'K. Starmer',
        'Prime Minister Starmer',
        'Starmer MP',
        'the Prime Minister Keir Starmer',
      ],
    ],
    [
      'Ursula von der Leyen',
      [
        'von der Leyen',
        'Von Der Leyen',
        'der Leyen',
        'Leyen',
        'Ursula',
        'vonderleyen',
        'VDL',
        'vdl',
        'Ms von der Leyen',
        'President von der Leyen',
        'U. von der Leyen',
      ],
    ],
    ['Guy van den Berg', ['van den Berg', 'Berg', 'Van den Berg', 'vandenberg', 'den Berg']],
    [
      'Ahmed al-Sharaa',
      ['al-Sharaa', 'Sharaa', 'al Sharaa', 'alsharaa', 'Al-Sharaa', 'Ahmed', 'Ahmed Sharaa'],
    ],
    [
      'Mohammed bin Salman',
      ['bin Salman', 'Salman', 'MBS', 'Mohammed', 'Crown Prince Mohammed', 'Prince Mohammed bin Salman'],
    ],
    ['Conor O’Brien', ["O'Brien", 'OBrien', 'O Brien', 'O’Brien', "O'Brien's", 'Brien', 'obrien']],
    ['Ian McDonald', ['McDonald', 'Mc Donald', 'mcdonald', 'MCDONALD']],
    [
      'Valéry Giscard d’Estaing',
      ["Giscard d'Estaing", 'Giscard', "d'Estaing", 'Estaing', 'destaing', 'd Estaing', 'Valery'],
    ],
    [
      'Alexandria Ocasio-Cortez',
      ['Ocasio-Cortez', 'Ocasio', 'Cortez', 'Ocasio Cortez', 'ocasiocortez', 'AOC', 'Cortez, Alexandria'],
    ],
    [
      'Jean-Luc Mélenchon',
      ['Melenchon', 'Mélenchon', 'Jean-Luc', 'Jean Luc', 'Jeanluc', 'Jean', 'J.-L. Mélenchon'],
    ],
    [
      'J. D. Vance',
      [
        'Vance',
        'JD Vance',
        'J.D. Vance',
        'J. D. Vance',
        'J D Vance',
        'JD',
        'J. Vance',
        'Vice President Vance',
        'Senator JD Vance',
      ],
    ],
    ['JD Vance', ['Vance', 'JD', 'J.D. Vance', 'J. D. Vance', 'J. Vance', 'J.D.']],
    ['James David Vance', ['JD Vance', 'J. D. Vance', 'James Vance', 'Vance', 'J.D. Vance']],
    [
      'Robert F. Kennedy Jr.',
      [
        'Kennedy',
        'Robert Kennedy',
        'RFK',
        'Kennedy Jr',
        'Robert Kennedy Jr',
        'RFK Jr.',
        'Robert Kennedy, Jr.',
        'Secretary Kennedy',
      ],
    ],
    [
      'Kim Jong-un',
      ['Kim', 'Jong-un', 'Kim Jong Un', 'Jong Un', 'Jong-un Kim', 'Jongun', 'Chairman Kim', 'Kim Jongun'],
    ],
    ['Xi Jinping', ['Xi', 'Jinping', 'Jinping Xi', 'President Xi', 'xi']],
    ['Nguyễn Phú Trọng', ['Nguyen', 'Trong', 'Nguyen Phu Trong', 'Phú Trọng', 'Trọng']],
    ['習近平', ['習近平', '习近平'.slice(1), '習']],
    ['Lord Cameron of Chipping Norton', ['Cameron', 'Lord Cameron']],
    [
      'Gen. Sir Patrick Sanders KCB',
      ['Sanders', 'General Sanders', 'Sir Patrick', 'Patrick Sanders', 'Gen Sanders'],
    ],
    ['Dr. Martin Schäuble, MP', ['Schäuble', 'Schauble', 'Schaeuble', 'Dr Schäuble', 'Martin Schäuble']],
    ['Recep Tayyip Erdoğan', ['Erdogan', 'Erdoğan', 'Tayyip Erdogan', 'Recep Erdogan', 'RTE']],
    ['Jonas Gahr Støre', ['Støre', 'Store', 'Stoere', 'Gahr Støre']],
    [
      'Luiz Inácio Lula da Silva',
      ['Lula', 'da Silva', 'Silva', 'Lula da Silva', 'President Lula', 'Luiz Inacio'],
    ],
    ['Gabriel García Márquez', ['García Márquez', 'Garcia Marquez', 'Márquez', 'Garcia', 'Gabriel Márquez']],
    ['US Secretary of State Marco Rubio', ['Rubio', 'Marco Rubio', 'Secretary Rubio', 'Marco']],
    ['UN Secretary-General António Guterres', ['Guterres', 'Antonio Guterres', 'Secretary-General Guterres']],
    ['Starmer, Keir', ['Starmer', 'Keir', 'Keir Starmer', 'Sir Keir Starmer']],
    ['keir starmer', ['Starmer', 'Keir Starmer', 'starmer']],
    ['Billie Jean King', ['King', 'Billie Jean', 'Ms King']],
    ['Владимир Зеленский', ['Зеленский', 'Zelensky', 'Zelenskyy', 'Владимир']],
    ['Theresa May', ['May', 'Theresa', 'Mrs May', 'may']],
    ['Martin Luther King III', ['King', 'Martin Luther King', 'King III', 'Martin Luther King III']],
    ['To Lam', ['Lam', 'To Lam', 'President Lam']],
  ])('%s is found by each usual part of the name', (name, typed) => {
    for (const briefing of [people(name, ...BYSTANDERS), people(...BYSTANDERS, name)]) {
      expect(typed.map((part) => [part, meant(part, briefing)])).toEqual(typed.map((part) => [part, name]));
    }
  });

  it('is offered beside others who have that part, and chosen by what tells them apart', () => {
    const briefing = people(
      'Donald Trump',
      'Donald Tusk',
      'George W. Bush',
      'George H. W. Bush',
      'Robert Kennedy',
      'Robert Kennedy Jr',
    );
    expect(meant('Donald', briefing)).toBe('several: Donald Trump, Donald Tusk');
    expect(meant('George Bush', briefing)).toBe('several: George W. Bush, George H. W. Bush');
    expect(meant('George W Bush', briefing)).toBe('George W. Bush');
    expect(meant('George H. W. Bush', briefing)).toBe('George H. W. Bush');
    expect(meant('Kennedy Jr', briefing)).toBe('Robert Kennedy Jr');
    expect(meant('Robert Kennedy', briefing)).toBe('Robert Kennedy');
  });

  it('is chosen by the office a shared name is typed with', () => {
    const [bill, hillary] = people('Bill Clinton', 'Hillary Clinton').actors as readonly Person[];
    const briefing = smallBriefing({
      actors: [
        { ...bill, roles: [{ title: 'President of the United States' }] } as Actor,
        { ...hillary, roles: [{ title: 'US Secretary of State' }] } as Actor,
      ],
    });
    expect(meant('Secretary Clinton', briefing)).toBe('Hillary Clinton');
    expect(meant('President Clinton', briefing)).toBe('Bill Clinton');
    expect(meant('Mr Clinton', briefing)).toBe('several: Bill Clinton, Hillary Clinton');
  });

  it('is not taken for a relative, a spokesman or a namesake', () => {
    const briefing = people('Donald Trump', 'Emmanuel Macron', ...BYSTANDERS);
    for (const stranger of [
      'Melania Trump',
      'melania trump',
      'Trump Jr',
      'Donald Trump Jr.',
      'Tiffany Trump',
    ]) {
      expect(meant(stranger, briefing)).toBe('nobody: Donald Trump');
    }
    for (const stranger of [
      'Macron’s spokesman',
      'spokesman for Macron',
      'Macron aide',
      'aide to Macron',
      'Brigitte Macron',
    ]) {
      expect(meant(stranger, briefing)).toBe('nobody: Emmanuel Macron');
    }
  });

  it('is guessed from a misspelling only where no part of any name fits', () => {
    const briefing = people('Keir Starmer', 'Jon Stormer', 'Donald Tusk', 'Angela Merkel');
    expect(meant('Starmer', briefing)).toBe('Keir Starmer');
    expect(meant('Stormer', briefing)).toBe('Jon Stormer');
    expect(meant('Stramer', briefing)).toBe('Keir Starmer');
    expect(meant('Kier Starmer', briefing)).toBe('Keir Starmer');
    expect(meant('Musk', briefing)).toBe('nobody: Donald Tusk');
    expect(meant('Merz', briefing)).toBe('nobody: ');
    expect(whoIsMeant('Stramer', briefing)).toMatchObject({ fit: 'slip' });
  });

  it('gives way to whoever is called so outright', () => {
    const [jordan] = people('Jordan Bell').actors;
    const briefing = smallBriefing({
      actors: [jordan as Actor, { kind: 'party', id: 'jordan', name: 'Jordan', aliases: ['Amman'] }],
    });
    expect(meant('Jordan', briefing)).toBe('Jordan');
    expect(meant('Bell', briefing)).toBe('Jordan Bell');
  });
});

describe('a name in a sentence', () => {
  const briefing = people(
    'Sir Keir Starmer',
    'Theresa May',
    'Ursula von der Leyen',
    'Xi Jinping',
    'Donald Trump',
    'Alexandria Ocasio-Cortez',
    'Donald Tusk',
    'Bill Grant',
    'J. D. Vance',
    'Conor O’Brien',
  );
  const named = (text: string) =>
    mentionedActors(text, briefing).map(({ actor, others = [] }) =>
      [actor, ...others].map(({ name }) => name).join(' or '),
    );

  it.each([
    ['what did starmer say about the fleet', ['Sir Keir Starmer']],
    ['Does Starmer’s office agree with von der Leyen?', ['Sir Keir Starmer', 'Ursula von der Leyen']],
    ['starmers position', ['Sir Keir Starmer']],
    ['what may happen in may', []],
    ['did Theresa May meet Xi', ['Theresa May', 'Xi Jinping']],
    ['what did Mrs May want', ['Theresa May']],
    ['what did May want', ['Theresa May']],
    ['did they grant the bill', []],
    ['what did JD Vance say to AOC', ['J. D. Vance', 'Alexandria Ocasio-Cortez']],
    ['what did Donald say', ['Donald Trump or Donald Tusk']],
    ['what did Melania Trump say', []],
    ['what did Trump Jr. say', []],
    ['what did Keir Hardie say', []],
    ['where does ocasio-cortez stand on tariffs', ['Alexandria Ocasio-Cortez']],
    ['has O’Brien or OBrien spoken', ['Conor O’Brien', 'Conor O’Brien']],
    ['what does Stramer think', ['Sir Keir Starmer']],
    ['what is in the plan', []],
  ])('is read from “%s”', (text, expected) => {
    expect(named(text)).toEqual(expected);
  });
});

const SYLLABLES = 'ba ko lu mi ne ra so ti vu za dor gan hel kir mon par sil tur vel wen'.split(' ');
const plainWord = fc
  .array(fc.constantFrom(...SYLLABLES), { minLength: 2, maxLength: 4 })
  .map((parts) => parts.join(''))
  .map((word) => word.charAt(0).toUpperCase() + word.slice(1));

/** A family name and what people call its bearer by. */
const family = fc.oneof(
  plainWord.map((word) => ({
    name: word,
    parts: [word, word.toLowerCase(), word.toUpperCase(), `${word}’s`],
  })),
  fc
    .tuple(fc.constantFrom('van der', 'von', 'de', 'de la', 'bin', 'al', 'du'), plainWord)
    .map(([small, word]) => ({
      name: `${small} ${word}`,
      parts: [
        word,
        `${small} ${word}`,
        `${small}${word}`.replace(/ /g, ''),
        `${small.toUpperCase()} ${word}`,
      ],
    })),
  plainWord.map((word) => ({ name: `al-${word}`, parts: [`al-${word}`, `al ${word}`, word, `Al-${word}`] })),
  plainWord.map((word) => ({ name: `O’${word}`, parts: [`O'${word}`, `O${word}`, `O ${word}`, word] })),
  plainWord.map((word) => ({
    name: `Mc${word}`,
    parts: [`Mc${word}`, `Mc ${word}`, `mc${word.toLowerCase()}`],
  })),
  fc.tuple(plainWord, plainWord).map(([one, other]) => ({
    name: `${one}-${other}`,
    parts: [one, other, `${one}-${other}`, `${one} ${other}`, `${one}${other}`],
  })),
  plainWord.map((word) => ({
    name: word.replace(/a/g, 'á').replace(/o/g, 'ö'),
    parts: [word, word.replace(/a/g, 'á'), word.replace(/o/g, 'oe')],
  })),
);

const person = fc
  .record({
    title: fc.constantFrom('', '', 'Sir ', 'Dr. ', 'President ', 'Lord ', 'Gen. ', 'Prime Minister '),
    given: fc.array(plainWord, { minLength: 1, maxLength: 2 }),
    initial: fc.constantFrom('', 'J. ', 'Q. '),
    family,
    suffix: fc.constantFrom('', '', ' Jr.', ' III', ', MP', ' KC'),
    first: fc.boolean(),
  })
  .map(({ title, given, initial, family: { name, parts }, suffix, first }) => {
    const called = first ? `${name} ${given.join('-')}` : `${given.join(' ')} ${initial}${name}`;
    return {
      name: `${title}${called}${suffix}`,
      words: normalize(called).split(' '),
      typed: [
        ...parts,
        ...given,
        `Mr ${name}`,
        called,
        `${given[0]} ${name}`,
        `${name}, ${given[0]}`,
        `Chancellor ${name}`,
      ],
    };
  });

type Named = typeof person extends fc.Arbitrary<infer One> ? One : never;

/** Whether what one is called by in two words may be another's name as a whole, who is then rightly meant instead. */
function mayBeTaken(one: Named, other: Named): boolean {
  const glued = other.words.join('');
  return one.words.filter((word) => other.words.includes(word) || glued.includes(word)).length > 1;
}

/** People of whom some share one part of the name, and none two. */
const crowd = fc.uniqueArray(person, {
  minLength: 1,
  maxLength: 12,
  comparator: (a, b) => mayBeTaken(a, b) || mayBeTaken(b, a),
});

describe('any people of a briefing', () => {
  it('are each found by every usual part of the name, alone or offered among those who share it', () => {
    fc.assert(
      fc.property(crowd, fc.nat(), (all, which) => {
        const briefing = people(...all.map(({ name }) => name));
        const at = which % all.length;
        for (const typed of all[at]?.typed ?? []) {
          const found = whoIsMeant(typed, briefing);
          const ids =
            found.kind === 'one'
              ? [found.actor.id]
              : found.kind === 'several'
                ? found.actors.map(({ id }) => id)
                : [];
          expect(ids, `${typed} for ${all[at]?.name}`).toContain(`p${at}`);
        }
      }),
    );
  });

  it('never throw or loop, whatever is typed', () => {
    const briefing = people('A. B. C. D. van der Aa', 'J. D. Vance', '習近平', 'Al al-Al', '’ ’', 'Sir');
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 300 }),
        fc.constantFrom('a ', 'j d ', 'sir ', 'al-', '習'),
        fc.nat(200),
        (odd, word, count) => {
          whoIsMeant(odd, briefing);
          mentionedActors(odd, briefing);
          whoIsMeant(word.repeat(count), briefing);
          mentionedActors(word.repeat(count), briefing);
        },
      ),
    );
  });
});
