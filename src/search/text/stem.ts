/**
 * Irregular forms and the word they belong to: the ones that change more than their ending.
 * Each line is a base form followed by its other forms.
 */
const IRREGULAR = `
be is are was were been am
have has had
do does did done
go goes went gone
say said
make made
take took taken
come came
see saw seen
know knew known
get got gotten
give gave given
find found
think thought
tell told
become became
leave left
feel felt
bring brought
begin began begun
keep kept
hold held
write wrote written
stand stood
hear heard
mean meant
meet met
run ran
pay paid
sit sat
speak spoke spoken
lead led
grow grew grown
lose lost
fall fell fallen
send sent
build built
understand understood
draw drew drawn
break broke broken
spend spent
rise rose risen
drive drove driven
buy bought
wear wore worn
choose chose chosen
fight fought
throw threw thrown
catch caught
teach taught
sell sold
win won
seek sought
shoot shot
strike struck
steal stole stolen
forget forgot forgotten
blow blew blown
fly flew flown
eat ate eaten
swear swore sworn
man men
woman women
child children
person people
foot feet
life lives
wife wives
leaf leaves
half halves
good better best
bad worse worst
`;

const irregular = new Map<string, string>();
for (const line of IRREGULAR.trim().split('\n')) {
  const [base, ...forms] = line.split(' ');
  for (const form of forms) if (base !== undefined) irregular.set(form, base);
}

const VOWEL = /[aeiouy]/;
const SHORT_SYLLABLE = /^[^aeiou]*[aeiou][^aeiouwxy]$/;
const DOUBLED = /([bdfgklmnprtvz])\1$/;

/** The stem shared by a word's forms: "confronted", "confronts" and "confronting" are `confront`. Not always a word. */
export function stem(word: string): string {
  let current = irregular.get(word) ?? word;
  if (current.length < 4 || !/^[a-z]+$/.test(current)) return current;
  // Machine-made plurals pile up endings ("carses"), so endings are taken off until nothing changes.
  for (let round = 0; round < 3; round++) {
    const shorter = withoutEnding(current);
    if (shorter === current) break;
    current = irregular.get(shorter) ?? shorter;
  }
  if (current.length > 4 && current.endsWith('e')) return current.slice(0, -1);
  if (current.length > 3 && current.endsWith('y')) return `${current.slice(0, -1)}i`;
  return current;
}

function withoutEnding(word: string): string {
  const length = word.length;
  if (length < 4) return word;
  if (word.endsWith('s')) {
    if (/(ss|us|is)$/.test(word)) return word;
    if (length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
    if (length > 4 && /(ss|x|ch|sh|zz)es$/.test(word)) return word.slice(0, -2);
    return word.slice(0, -1);
  }
  if (length > 4 && word.endsWith('ied')) return `${word.slice(0, -3)}y`;
  if (word.endsWith('ing')) return verbWithout(word, 3);
  if (word.endsWith('ed')) return verbWithout(word, 2);
  if (length > 5 && word.endsWith('ily')) return `${word.slice(0, -3)}y`;
  if (length > 5 && word.endsWith('ly')) return word.slice(0, -2);
  if (length > 7 && word.endsWith('ness')) return word.slice(0, -4);
  if (length > 8 && word.endsWith('ment')) return word.slice(0, -4);
  return word;
}

function verbWithout(word: string, ending: number): string {
  const rest = word.slice(0, -ending);
  if (rest.length < 2 || !VOWEL.test(rest)) return word;
  if (DOUBLED.test(rest) && rest.length > 3) return rest.slice(0, -1);
  if (rest.length <= 3 && SHORT_SYLLABLE.test(rest)) return `${rest}e`;
  return rest.length < 3 ? word : rest;
}
