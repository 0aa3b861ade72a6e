/** The one style sheet: system fonts, the reader's light or dark, 320 px to wide, and paper. */
export const STYLE = `:root{color-scheme:light dark;--paper:#fbfaf7;--card:#fff;--ink:#1d1c1a;--quiet:#5c5852;--line:#dcd7cd;--link:#0b5394;--accent:#7a2e1d;--kept:#dff0e6;--kept-ink:#145c3a;--amended:#fdebc8;--amended-ink:#6f4600;--new:#d9e8f7;--new-ink:#0b4a7d;--removed:#fadcd2;--removed-ink:#86270b;--deferred:#e4e0f5;--deferred-ink:#473a8a;--none:#eeece6;--none-ink:#57534c;--bar:#3d6f9e;--mark:#b4451f}
@media (prefers-color-scheme:dark){:root{--paper:#171614;--card:#201f1c;--ink:#ebe7e0;--quiet:#a9a49a;--line:#3a3833;--link:#8cc0f2;--accent:#e9a08b;--kept:#163a28;--kept-ink:#9fdcbd;--amended:#46330b;--amended-ink:#f6d088;--new:#12324f;--new-ink:#a9d2f8;--removed:#4d1d10;--removed-ink:#f7b8a4;--deferred:#2d2757;--deferred-ink:#cbc3f6;--none:#2b2a26;--none-ink:#b3aea4;--bar:#6fa3d4;--mark:#ee8c68}}
*{box-sizing:border-box}
html{font:17px/1.55 Charter,"Bitstream Charter","Iowan Old Style",Cambria,Georgia,"Noto Serif",serif;background:var(--paper);color:var(--ink);-webkit-text-size-adjust:100%}
body{margin:0;overflow-wrap:anywhere}
header.top,nav,form,button,input,label,footer,.small,.kind,.tag,.label,table,.chart,.legend,.bars,.people,.note,a[href^="#source-"],.own,.pager,.client,.copyable button,.links ul,.actions{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
main,header.top>*,footer{max-width:72rem;margin-inline:auto;padding-inline:clamp(1rem,4vw,2.5rem)}
main{padding-block:1.5rem 3rem;outline:0}
main>p,main>ul,main>dl,main>section:not(.wide)>p,main>section>ul,main>section>dl,.quotation,.sources{max-width:46rem}
a{color:var(--link);text-underline-offset:.15em;text-decoration-thickness:.06em}
a:hover{text-decoration-thickness:.12em}
:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:3px}
h1{font-size:clamp(1.6rem,1.2rem + 1.9vw,2.5rem);line-height:1.15;margin:.2em 0 .5em;max-width:40ch;letter-spacing:-.012em;text-wrap:balance}
h2{font-size:1.25rem;line-height:1.25;margin:2em 0 .5em;text-wrap:balance}
h3{font-size:1.02rem;margin:1.4em 0 .3em;color:var(--accent)}
p{margin:.5em 0}
.skip{position:absolute;left:-999em}
.skip:focus{left:1rem;top:1rem;background:var(--card);padding:.5em 1em;z-index:9}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
header.top{border-bottom:1px solid var(--line);background:var(--card);padding-top:.7rem}
.bar{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;align-items:center}
.bar p{margin:0}
.brand a{font-weight:750;letter-spacing:-.01em;color:var(--ink);text-decoration:none;font-size:1.05rem}
.brand a::before{content:"";display:inline-block;width:.62em;height:.62em;border-radius:50%;background:var(--mark);margin-right:.4em}
.story{flex:1 1 16rem;font-size:.9rem}
.story a{color:var(--quiet);text-decoration:none}
.ask{display:flex;gap:.4rem;flex:0 1 22rem;min-width:0}
.ask input{flex:1;min-width:0}
input[type=search],input[type=password]{font-size:1rem;padding:.45em .7em;border:1px solid var(--quiet);border-radius:.5em;background:var(--paper);color:var(--ink)}
::placeholder{color:var(--quiet);opacity:1}
button,.button{font-size:.9rem;padding:.45em .9em;border:1px solid var(--line);border-radius:.5em;background:var(--none);color:var(--ink);cursor:pointer;min-height:2.4rem}
button:hover{border-color:var(--quiet)}
header nav{border-bottom:1px solid var(--line);max-width:none!important;padding-inline:max(clamp(1rem,4vw,2.5rem),calc((100% - 72rem)/2 + clamp(1rem,4vw,2.5rem)))!important}
header nav ul{list-style:none;display:flex;gap:.2rem 1.15rem;margin:.6rem 0 0;padding:0;flex-wrap:wrap}
header nav a{display:block;padding:.35rem 0 .45rem;color:var(--quiet);text-decoration:none;font-size:.93rem;border-bottom:3px solid transparent}
header nav a:hover{color:var(--ink)}
header nav a[aria-current]{color:var(--ink);font-weight:650;border-color:var(--mark)}
.day{display:flex;flex-wrap:wrap;gap:.3rem .9rem;align-items:center;font-size:.85rem;color:var(--quiet);padding-block:.35rem;}
.day>*{flex:none}
.day label{min-width:13rem}
.day output{color:var(--ink);font-weight:600;font-variant-numeric:tabular-nums}
.day input{flex:1 1 9rem;max-width:22rem;min-width:6rem;accent-color:var(--mark);height:1.6rem}
.day button{min-height:1.9rem;padding:.15em .8em;font-size:.85rem}
.past{color:var(--removed-ink);background:var(--removed);padding:.2em .7em;border-radius:1em}
.past a{color:inherit}
.kind{font-size:.82rem;color:var(--quiet);letter-spacing:.02em;margin:0}
.standfirst{font-size:1.15rem;line-height:1.45}
.intro,.note,.small{color:var(--quiet)}
.small,.note{font-size:.84rem;line-height:1.5}
.lead ul{list-style:none;padding:0;margin:0 0 1.5rem;max-width:50rem}
.lead li{font-size:1.15rem;line-height:1.45;padding:.55em 0 .55em 1rem;border-left:3px solid var(--mark);margin-bottom:.5em}
.columns{display:grid;gap:0 3.5rem;grid-template-columns:minmax(0,1fr)}
.rows{padding-left:1.1rem;margin:.4em 0}
.rows li{margin:.5em 0}
.under{margin:-.6em 0 1em 1.4rem}
.rows li::marker{color:var(--quiet)}
a[href^="#source-"]{font-size:.72em;vertical-align:.28em;line-height:1;text-decoration:none;padding:0 .1em;white-space:nowrap}
.own{font-size:.8rem;white-space:nowrap}
q{quotes:none}
.quotation{margin:1.2em 0;padding:.2em 0 .2em 1.2rem;border-left:4px solid var(--mark)}
.quotation blockquote{margin:0;font-size:1.25rem;line-height:1.4}
.quotation figcaption{color:var(--quiet);font-size:.9rem;margin-top:.4em}
.quotation.reported{border-left-style:dotted}
.quotation.reported blockquote{font-size:1.08rem;font-style:italic}
.quotation .tag{font-style:normal}
.tag,.label,.quality{display:inline-block;font-size:.75rem;line-height:1.35;padding:.1em .55em;border-radius:1em;background:var(--none);color:var(--none-ink);font-weight:600}
.label{background:none;padding:0;color:var(--quiet)}
.kept .tag,.original{background:var(--kept);color:var(--kept-ink)}
.amended .tag,.split .tag,.merged .tag,.repost{background:var(--amended);color:var(--amended-ink)}
.new .tag,.agency-based{background:var(--new);color:var(--new-ink)}
.removed .tag,.machine-reworded{background:var(--removed);color:var(--removed-ink)}
.deferred .tag{background:var(--deferred);color:var(--deferred-ink)}
.status{font-weight:650;color:var(--kept-ink)}
.status.conflict,.status.corrected,.status.refused{color:var(--removed-ink)}
.status.not-found,.status.not-reported,.status.asks-back{color:var(--quiet)}
.disputed{border-left:4px solid var(--amended-ink);padding-left:1rem}
.fields{margin:.5em 0}
.fields div{padding:.65em 0;border-top:1px solid var(--line)}
.fields dt{font-weight:650;font-size:.95rem}
.fields dd{margin:.15em 0 0}
.scroll{overflow:auto;max-width:100%;border:1px solid var(--line);border-radius:.6em;background:var(--card)}
.crosswalk{border-collapse:separate;border-spacing:0;font-size:.84rem;line-height:1.4;min-width:100%}
.scroll:has(.crosswalk){max-height:85vh}
.crosswalk th,.crosswalk td{text-align:left;vertical-align:top;padding:.6em .7em;border-bottom:1px solid var(--line);border-right:1px solid var(--line);min-width:14rem;max-width:22rem}
.crosswalk thead th{position:sticky;top:0;background:var(--card);z-index:2}
.crosswalk thead .small{display:block;font-weight:400}
.crosswalk tbody th,.crosswalk thead th:first-child{position:sticky;left:0;background:var(--card);min-width:9rem;max-width:11rem}
.crosswalk thead th:first-child{z-index:3}
.crosswalk td.amended,.crosswalk td.split,.crosswalk td.merged{box-shadow:inset 4px 0 0 var(--amended-ink)}
.crosswalk td.removed{box-shadow:inset 4px 0 0 var(--removed-ink)}
.crosswalk td.new{box-shadow:inset 4px 0 0 var(--new-ink)}
.crosswalk td.deferred{box-shadow:inset 4px 0 0 var(--deferred-ink)}
.crosswalk td.unreported,.crosswalk th.unpublished{color:var(--quiet);background:repeating-linear-gradient(135deg,transparent 0 9px,color-mix(in srgb,var(--line) 45%,transparent) 9px 10px),var(--card)}
.moved{display:block;margin-top:.4em}
s{color:var(--quiet)}
.chart{margin:1.3em 0;max-width:100%}
.chart figcaption{font-size:.9rem;font-weight:650;margin-bottom:.5em}
.chart .strip{display:block;width:100%;overflow:visible}
.chart text{fill:var(--ink);font:13px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
.chart .axis{fill:var(--quiet);font-size:12px}
.map{margin:1.3em 0 2em}
.maps{display:grid;overflow-x:auto;gap:0 3.5rem;margin-top:.6em;align-items:start}
.maps table{border-collapse:collapse;font-size:.88rem;line-height:1.3;width:100%}
.maps tr>:first-child{min-width:7.5rem}
.maps tr>:not(:first-child){width:2.15rem;min-width:2.15rem}
.maps thead th{padding:0 0 .35rem;vertical-align:bottom;font-weight:500;font-size:.82rem}
.maps thead th>*{writing-mode:vertical-rl;transform:rotate(180deg);display:inline-block;white-space:nowrap;color:var(--quiet);text-decoration:none;max-height:8.4rem}
.maps thead th a:hover{color:var(--link);text-decoration:underline}
.maps tbody th{text-align:left;font-weight:400;padding:.42em .8em .42em 0;border-top:1px solid var(--line)}
.maps tbody a{text-decoration:none;color:var(--ink)}
.maps tbody a:hover{color:var(--link);text-decoration:underline}
.maps:not(:has(table+table)){max-width:46rem}
.maps.stands svg{display:inline-block;vertical-align:middle}
.maps tbody td{text-align:center;font-weight:650;background:var(--none);color:var(--none-ink);border:3px solid var(--paper);border-radius:.5em;background-clip:padding-box}
.maps.stands tbody td{background:none}
.maps .kept{background-color:var(--kept);color:var(--kept-ink)}
.maps .amended,.maps .split,.maps .merged{background-color:var(--amended);color:var(--amended-ink)}
.maps .new{background-color:var(--new);color:var(--new-ink)}
.maps .removed{background-color:var(--removed);color:var(--removed-ink)}
.maps .deferred{background-color:var(--deferred);color:var(--deferred-ink)}
.maps .unreported,.maps .absent{background:none;font-weight:400;color:var(--quiet)}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:.3rem 1rem;padding:0;margin:.6em 0 0;font-size:.8rem;color:var(--quiet)}
.legend b{display:inline-block;min-width:1.6em;text-align:center;border-radius:.3em;background:var(--none);color:var(--none-ink)}
.legend .kept b{background:var(--kept);color:var(--kept-ink)}.legend .amended b,.legend .split b,.legend .merged b{background:var(--amended);color:var(--amended-ink)}.legend .new b{background:var(--new);color:var(--new-ink)}.legend .removed b{background:var(--removed);color:var(--removed-ink)}.legend .deferred b{background:var(--deferred);color:var(--deferred-ink)}
.bars{list-style:none;padding:0;margin:0;max-width:30rem}
.bars li{font-size:.86rem;margin:.55em 0}
.bars svg{width:100%;height:.75rem;margin-top:.2em;border-radius:3px}
.chart .bar{fill:var(--bar)}
.base,.tick{stroke:var(--line)}
.now{stroke:var(--mark);stroke-width:2;stroke-dasharray:4 3}
.dot circle{fill:var(--bar);stroke:var(--card);stroke-width:1.5}
.dot.expected circle{fill:var(--card);stroke:var(--bar);stroke-width:2.5}
.dot.claimed circle{fill:var(--amended-ink)}
.dot:hover circle,.dot:focus-visible circle,.stance:hover circle,.stance:focus-visible circle{stroke:var(--ink);stroke-width:3}
.stance circle{fill:var(--bar)}
.stance.rejects circle{fill:var(--removed-ink)}.stance.supports circle{fill:var(--kept-ink)}.stance.conditional circle{fill:var(--amended-ink)}.stance.open circle,.stance.abstains circle{fill:var(--none);stroke:var(--none-ink);stroke-width:2}
.sources{margin-top:3rem;border-top:1px solid var(--line);font-size:.86rem}
.sources h2{font-size:1rem;margin-top:1.2em}
.sources ol{padding-left:2rem}
.sources li{margin:.35em 0;scroll-margin-top:1rem}
.sources li:target{background:var(--amended)}
.cards,.people{list-style:none;padding:0}
.cards li{padding:.75em 0;border-top:1px solid var(--line)}
.cards h2{font-size:1rem;margin:0}
.people{columns:20rem;column-gap:3rem;font-size:.95rem;max-width:none!important}
.people li{break-inside:avoid;padding:.18em 0}
.people .party{font-weight:650;margin-top:.7em}
.people .person{padding-left:1rem}
.links ul,.actions{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.45rem;font-size:.86rem}
.links li,.actions li{border:1px solid var(--line);border-radius:1em;background:var(--card)}
.links a,.actions a{display:block;padding:.3em .85em;text-decoration:none}
.find{margin:1rem 0 1.5rem;max-width:40rem}
.find label{display:block;font-weight:600;font-size:.9rem;margin-bottom:.25em}
.together{display:flex;gap:.5rem}
.together input{flex:1;min-width:0}
.pager{display:flex;flex-wrap:wrap;gap:.4rem 1.5rem;justify-content:space-between;font-size:.9rem;margin:1.5rem 0;color:var(--quiet);max-width:46rem}
.attribution{background:var(--card);border:1px solid var(--line);border-radius:.7em;padding:.2rem 1.1rem 1rem;margin:1.5rem 0;max-width:46rem}
.attribution h2{font-size:1rem;margin:.8em 0 0}
.copyable h3{font-size:.8rem;color:var(--quiet);margin:.9em 0 0}
.copyable p{margin:.2em 0 .5em}
.dispute{border-top:1px solid var(--line);max-width:46rem}
.dispute h2{margin-top:1.1em}
.expected .rows{border-left:3px dashed var(--quiet);padding-left:1.9rem}
.board{max-width:100%;height:auto;border-radius:.6em}
code,pre{font:.85em/1.45 ui-monospace,"SF Mono",Consolas,monospace}
pre{overflow:auto;max-height:22rem;background:var(--none);padding:1em;border-radius:.5em}
summary{cursor:pointer;color:var(--quiet);font-size:.9rem}
.client{border:1px solid var(--line);border-radius:.7em;padding:1rem 1.2rem;font-size:.94rem;line-height:1.45;background:#fff;color:#1d1c1d}
.client p{margin:.3em 0}
.client a{color:#1264a3}
.client .app{font-size:.65rem;background:#e4e4e4;color:#555;padding:.1em .35em;border-radius:.2em;vertical-align:.15em}
.client .small{font-size:.8rem;color:#616061}
.client blockquote{margin:.3em 0;border-left:4px solid #ddd;padding-left:.8em}
.client hr{border:0;border-top:1px solid #ddd}
.client .grid{display:grid;grid-template-columns:1fr 1fr;gap:0 1em}
.client .buttons{display:flex;flex-wrap:wrap;gap:.4rem}
.client .button{background:#fff;border:1px solid #bbb;color:#1d1c1d;min-height:0;cursor:default;font-size:.85rem;font-weight:600}
a.button{text-decoration:none;color:inherit!important}
a.button::after{content:" ↗"}
.client .head{font-weight:700;font-size:1.05em}
.client .gap{height:.5em}
.client .item{padding-left:1.1em;text-indent:-.8em}
.client .item::before{content:"• "}
.client.discord{background:#313338;color:#dbdee1}
.client.discord a{color:#4cb8ff}
.client.discord .app{background:#5865f2;color:#fff}
.client.discord .small{color:#b5bac1}
.client.discord .container{background:#2b2d31;border:1px solid #3f4147;border-left:4px solid #2e7d4f;border-radius:.5em;padding:.8em 1em;margin:.4em 0}
.client.discord blockquote{border-color:#4e5058}
.client.discord hr{border-color:#3f4147}
.client.discord .button{background:#4e5058;border-color:#4e5058;color:#fff}
.client.discord .primary{background:#4752c4;border-color:#4752c4}
footer{border-top:1px solid var(--line);color:var(--quiet);font-size:.85rem;padding-block:1rem 2rem}
@media (min-width:46rem){.maps:has(table+table){grid-template-columns:1fr 1fr}}
@media (max-width:46rem){.maps table+table thead{display:none}.scroll:has(.crosswalk){max-height:none;overflow:visible;border:0;background:none}.crosswalk thead{display:none}.crosswalk,.crosswalk tbody,.crosswalk tr,.crosswalk tbody th,.crosswalk td{display:block;position:static!important;min-width:0!important;max-width:none!important;border:0}.crosswalk tbody th{background:none!important;padding:1.6em 0 .3em;font-size:1rem}.crosswalk td{border-top:1px solid var(--line)!important;padding:.55em .7em}.crosswalk td::before{content:attr(data-of);display:block;color:var(--quiet);font-size:.95em}.crosswalk td.bare{display:none}.crosswalk td.unreported{background:none}}
@media (min-width:60rem){.columns{grid-template-columns:minmax(0,1.35fr) minmax(0,1fr)}.columns:has(.preview){grid-template-columns:1fr 1fr;gap:2rem}}
@media (max-width:40rem){html{font-size:16px}header nav ul{gap:0 1rem;margin-top:.4rem}header nav a{padding:.25rem 0 .3rem}.axis.minor{display:none}.maps tr>:not(:first-child){width:1.75rem;min-width:1.75rem}.maps tr>:first-child{min-width:7rem}.maps tbody td{border-width:2px}.ask{flex:1 1 100%}.day label{min-width:0;flex:1 1 100%}.day input{max-width:none}}
@media print{header nav,.ask,.day,.skip,.pager,.find,button,footer,.own,.actions{display:none!important}html{font-size:10.5pt;background:#fff;color:#000}main{padding:0;max-width:none}.scroll{overflow:visible;max-height:none;border:0}.crosswalk th,.crosswalk td{min-width:0;position:static!important}a{color:inherit;text-decoration:none}.sources a[href^="http"]::after{content:" (" attr(href) ")";font-size:.8em}h2,h3{break-after:avoid}li,tr,.quotation{break-inside:avoid}}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
`;
