/**
 * Verbs of two words that people type where records have one of one word: "when did it kick in", "who pulled out". Roots of
 * the verb's forms are written out, since its past is often another word.
 */
const VERBS = `
look looks looked looking peek glance | at | see
kick kicks kicked kicking | in, off | begin
kick kicks kicked kicking | out | expel
throw throws threw thrown chuck chucked boot booted | out | expel
throw throws threw thrown | out | reject
pull pulls pulled pulling | out, back | withdraw
back backs backed backing | out | withdraw
back backs backed backing | down | concede
step steps stepped stepping stand stood | down, aside | resign
let lets letting | out, go, off | release
set sets setting | free | release
call calls called calling | off | cancel
carry carries carried carrying | out | implement
hand hands handed handing | in, over | surrender
give gives gave given giving | up, in | surrender
give gives gave given giving | back | return
send sends sent sending bring brings brought | back | return
come comes came coming go goes went | back, home | return
break breaks broke broken fall falls fell fallen | down, apart, through | fail
turn turns turned turning knock knocked shoot shot vote voted | down | reject
put puts putting push pushed | off, back | postpone
shut shuts shutting close closed | down | close
wind winds wound winding wrap wrapped | down, up | end
run runs ran running | out | expire
set sets setting | up | establish
go goes went gone get gets got | through | pass
walk walks walked walking storm stormed | out, away | leave
drop drops dropped pull pulled | out | leave
fall falls fell fallen leave leaves left | out | remove
take takes took taken cut cuts | out | remove
hold holds held holding keep keeps kept | back | withhold
lock locks locked bang banged | up | imprison
bail bailed buy bought | out | compensate
pay pays paid | back | repay
own owns owned | up | admit
speak speaks spoke lash lashed hit | out | criticise
play plays played water watered tone toned | down | weaken
step stepped ramp ramped | up | increase
scale scaled | back, down | reduce
cut cuts | down | reduce
take takes took taken | over | seize
sign signs signed signing | off | approve
wave waved | through | approve
rule rules ruled | out | exclude
shoot shot | dead | kill
wipe wiped | out | destroy
blow blew blown | up | explode
clamp clamped crack cracked | down | restrict
end ends ended | up | result
team teamed | up | join
sit sat | down | meet
`
  .trim()
  .split('\n')
  .map((line) => line.split(' | '));

const MEANT = new Map<string, string>(
  VERBS.flatMap(([verbs = '', particles = '', meant = '']) =>
    verbs
      .split(' ')
      .flatMap((verb) => particles.split(', ').map((particle) => [`${verb} ${particle}`, meant] as const)),
  ),
);

/** Words between a verb and its particle: "kick them out", "put the vote off". */
const MOST_BETWEEN = 2;

/** What the verbs of two words stand for, each with where its verb stands among the words, which are in normal form. */
export function phrasalVerbs(
  words: readonly string[],
): readonly { readonly at: number; readonly particle: number; readonly meant: string }[] {
  return words.flatMap((verb, at) => {
    for (let particle = at + 1; particle <= at + 1 + MOST_BETWEEN; particle += 1) {
      const meant = MEANT.get(`${verb} ${words[particle] ?? ''}`);
      if (meant !== undefined) return [{ at, particle, meant }];
    }
    return [];
  });
}
