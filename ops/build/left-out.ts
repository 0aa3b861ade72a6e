import { createRequire } from 'node:module';
import { dirname, join, posix, sep } from 'node:path';
import type { Plugin } from 'rolldown';

/**
 * What libraries load and Readout never calls, by the package that loads it: a large part of them, and of the time to
 * start. Other packages by their names, own files by their paths. Whoever does call it is told so; the tests of the
 * artefact serve both platforms and read every kind of article.
 */
const NEVER_CALLED: Readonly<Record<string, RegExp>> = {
  // What arrives from Slack comes through receivers of ours, installations through a route of ours.
  '@slack/bolt':
    /^(?:express|raw-body|path-to-regexp|@slack\/oauth|@slack\/socket-mode|dist\/receivers\/(?:AwsLambda|Express|HTTP|SocketMode)Receiver)$/,
  // Pictures are uploaded step by step.
  '@slack/web-api': /^dist\/file-upload$/,
  // Of no use to a client: what a game says to Discord on the same machine, and what its errors are numbered.
  'discord-api-types': /^(?:rpc\/v10|rest\/common)$/,
  // Messages are sent as data; of what comes, discord.js sees the beginning of a session and that it goes on, and holds it.
  'discord.js':
    /^(?:@discordjs\/builders$|src\/(?:client\/(?:actions\/(?!ActionsManager)|websocket\/handlers\/(?!READY|RESUMED))|structures\/(?!(?:Base|Client(?:Application|Presence|User)|Presence|User|interfaces\/(?:Application|TextBasedChannel))(?:\.js)?$)|managers\/(?!(?:Base|Data|Cached|Channel|Guild|User)Manager(?:\.js)?$)))/,
  // No command is a program of its own.
  commander: /^node:child_process$/,
  // A model is asked by its chats alone, with a key, and answers in one piece.
  openai:
    /^(?:resources\/(?!chat|index|shared)|auth\/workload|lib\/(?:AbstractChat|ChatCompletion|EventStream))/,
  // Lines are written here, by no other thread.
  pino: /^(?:lib\/transport|thread-stream)$/,
  // One process counts for itself, and is asked for what it counted.
  '@prometheus-io/client': /^lib\/(?:cluster|worker|pushgateway)$/,
  // Pages are read for what they say.
  linkedom: /^cssom$/,
};

const STUB = '\0never-called:';
const DISCORD = '\0discord';
const FETCH = '\0fetch';
const CERTIFICATES = '\0certificates';
/** Where the copy begins that @vladfrangu/async_event_emitter has in its one file, and what comes behind it. */
const INSPECT = ['// node_modules/node-inspect-extracted/dist/inspect.js\n', '// src/index.ts\n'] as const;

/** Leaves parts of libraries out of the bundle, and gives them what Node has in place of a second one of their own. */
export function leftOut(root: string): Plugin {
  const modules = join(root, 'node_modules') + sep;
  const discord = join(modules, 'discord.js/src');
  const types = createRequire(join(discord, 'index.js')).resolve('discord-api-types/v10');
  const ofDiscord = createRequire(join(discord, 'index.js'));
  const rest = dirname(ofDiscord.resolve('@discordjs/rest'));
  // Two packages have a copy each.
  const collection = createRequire(ofDiscord.resolve('@discordjs/ws')).resolve('@discordjs/collection');
  const written: Readonly<Record<string, string>> = {
    // Its index loads everything that it has for others.
    [DISCORD]: `
import Client from ${JSON.stringify(join(discord, 'client/Client.js'))};
import Events from ${JSON.stringify(join(discord, 'util/Events.js'))};
import { GatewayIntentBits } from ${JSON.stringify(types)};
export { Client, Events, GatewayIntentBits };`,
    // Who has a key needs no certificate to log in.
    [CERTIFICATES]: `
const never = () => { throw new Error('Certificates are not in this bundle: ops/build/left-out.ts says why.'); };
export const isX509WorkloadIdentity = () => false;
export { never as assertX509RequestOptions, never as snapshotX509RequestOptions, never as X509WorkloadIdentityAuth };`,
    [FETCH]: 'exports.fetch = (...asked) => globalThis.fetch(...asked);',
  };
  return {
    name: 'left-out',
    resolveId(source, importer) {
      if (importer === undefined) return null;
      if (source === 'discord.js') return DISCORD;
      if (!importer.startsWith(modules)) return null;
      const { name: from, folder } = packageOf(importer.slice(modules.length));
      const asked = source.startsWith('.') ? posix.join(folder, source) : source;
      if (NEVER_CALLED[from]?.test(asked) === true) return `${STUB}${from} ${asked}`;
      if (source === 'undici' && from === 'discord.js') return FETCH;
      if (from === 'openai' && asked === 'internal/auth/x509-workload-identity-auth.mjs') return CERTIFICATES;
      if (source === '@discordjs/collection' && from === '@discordjs/rest') return collection;
      // The same without undici: it asks Node's fetch, which the proxies of the environment are set for.
      return source === '@discordjs/rest' ? join(rest, 'web.js') : null;
    },
    load(id) {
      const code = id.startsWith(STUB) ? stubOf(id.slice(STUB.length)) : written[id];
      return code === undefined ? null : { code, moduleType: 'js' };
    },
    transform: {
      filter: { id: /async_event_emitter[\\/]dist[\\/]index\.c?js$/ },
      handler(code, id) {
        // A second `inspect`, which alone takes longer to load than most libraries here, and half of them to keep.
        const [from, to] = INSPECT.map((mark) => code.indexOf(mark));
        if (from === undefined || to === undefined || from < 0 || to < from)
          throw new Error(`${id}: expected a copy of node-inspect-extracted.`);
        return {
          code: `${code.slice(0, from)}var require_inspect = () => require('node:util');\n${code.slice(to)}`,
        };
      },
    },
  };
}

/** A path below node_modules: whose it is, and the folder inside that package. */
function packageOf(path: string): { readonly name: string; readonly folder: string } {
  const steps = path.split(sep);
  const name = steps.splice(0, path.startsWith('@') ? 2 : 1).join('/');
  return { name, folder: steps.slice(0, -1).join('/') };
}

/** A module that can be loaded, taken apart and built upon, and says at its first call that it is not there. */
function stubOf(name: string): string {
  return `
const refuse = () => { throw new Error(${JSON.stringify(`${name} is not in this bundle: ops/build/left-out.ts says why.`)}); };
const nothing = new Proxy(function () {}, {
  get: (target, key) => (key in target ? target[key] : typeof key === 'symbol' || key === '__esModule' ? undefined : nothing),
  apply: refuse,
  construct: () => nothing,
});
module.exports = nothing;`;
}
