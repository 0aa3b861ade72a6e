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
  '@slack/bolt': /^(?:express|raw-body|path-to-regexp|@slack\/oauth|@slack\/socket-mode)$/,
  // Messages are sent as data.
  'discord.js': /^@discordjs\/builders$/,
  // A model is asked by its chats alone.
  openai: /^resources\/(?!chat|index|shared)/,
  // Parts for its own users' tests and caches, and its parsers for processors that Node 26 has no build for.
  undici:
    /^lib\/(?:mock\/|cache\/|web\/eventsource\/eventsource$|interceptor\/(?:cache|dns|deduplicate)$|llhttp\/llhttp-wasm|milo\/no-simd)/,
};

const STUB = '\0never-called:';
const DISCORD = '\0discord';
const FETCH = '\0fetch';
const PDF = '\0pdf';

/** Leaves parts of libraries out of the bundle, and gives discord.js the `fetch` of Node in place of a second undici. */
export function leftOut(root: string): Plugin {
  const modules = join(root, 'node_modules') + sep;
  const discord = join(modules, 'discord.js/src');
  const types = createRequire(join(discord, 'index.js')).resolve('discord-api-types/v10');
  const pdf = join(modules, 'unpdf/dist/pdfjs.mjs');
  const rest = dirname(createRequire(join(discord, 'index.js')).resolve('@discordjs/rest'));
  const written: Readonly<Record<string, string>> = {
    // Its index loads everything that it has for others.
    [DISCORD]: `
import Client from ${JSON.stringify(join(discord, 'client/Client.js'))};
import Events from ${JSON.stringify(join(discord, 'util/Events.js'))};
import { GatewayIntentBits } from ${JSON.stringify(types)};
export { Client, Events, GatewayIntentBits };`,
    [FETCH]: 'exports.fetch = (...asked) => globalThis.fetch(...asked);',
    [PDF]: `export { getDocument, OPS } from ${JSON.stringify(pdf)};`,
  };
  return {
    name: 'left-out',
    resolveId(source, importer) {
      if (importer === undefined) return null;
      if (source === 'discord.js') return DISCORD;
      if (source === 'unpdf/pdfjs') return PDF;
      if (!importer.startsWith(modules)) return null;
      const { name: from, folder } = packageOf(importer.slice(modules.length));
      const asked = source.startsWith('.') ? posix.join(folder, source) : source;
      if (NEVER_CALLED[from]?.test(asked) === true) return `${STUB}${from} ${asked}`;
      if (source === 'undici' && from === 'discord.js') return FETCH;
      // The same without undici: it asks Node's fetch, which the proxies of the environment are set for.
      return source === '@discordjs/rest' ? join(rest, 'web.js') : null;
    },
    load(id) {
      const code = id.startsWith(STUB) ? stubOf(id.slice(STUB.length)) : written[id];
      return code === undefined ? null : { code, moduleType: 'js' };
    },
    transform: {
      filter: { id: pdf },
      handler(code) {
        // This alone would keep the parts that show pages, edit them and fill forms.
        const found = code.split(/globalThis\.pdfjsLib=\{[^{}]*\};/);
        if (found.length !== 2) throw new Error(`${pdf}: expected globalThis.pdfjsLib once.`);
        return { code: found.join('void 0;') };
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
