import { createRequire } from 'node:module';
import { dirname, relative, resolve, sep } from 'node:path';
import type { Plugin } from 'rolldown';

/** `new URL('./x', import.meta.url)` with any quotation marks: a file beside the module, whichever module that is. */
const BESIDE = /new URL\(\s*(['"`])(\.{1,2}\/[^'"`]*)\1,\s*import\.meta\.url,?\s*\)/g;
/** `require('./x.ts')`: one of our modules that is loaded when it is needed, and then at once. */
const REQUIRED = /\brequire\(\s*'(\.{1,2}\/[^']*\.ts)',?\s*\)/g;

/**
 * Keeps what modules name by their own place true where all of them lie in one folder: a TypeScript file becomes an
 * entry of the bundle, any other file is looked for from the top of the package, `depth` folders above the bundle.
 */
export function filesBeside({ root, depth }: { readonly root: string; readonly depth: number }): Plugin {
  const source = resolve(root, 'src');
  return {
    name: 'files-beside',
    transform: {
      filter: { id: /\.ts$/ },
      handler(code, id) {
        if (!id.startsWith(source + sep)) return null;
        const entry = (path: string) => {
          const file = resolve(dirname(id), path);
          const fileName = `${relative(source, file).slice(0, -'.ts'.length).replaceAll(sep, '-')}.js`;
          this.emitFile({ type: 'chunk', id: file, fileName });
          return `./${fileName}`;
        };
        const moved = code
          .replace(BESIDE, (_, mark: string, path: string) => {
            const place = path.endsWith('.ts')
              ? entry(path)
              : `${'../'.repeat(depth)}${relative(root, resolve(dirname(id), path)).replaceAll(sep, '/')}`;
            return `new URL(${mark}${place}${mark}, import.meta.url)`;
          })
          .replace(REQUIRED, (_, path: string) => `require('${entry(path)}')`);
        return moved === code ? null : { code: moved };
      },
    },
  };
}

/** In place of the file that finds discord.js's own ws by its packages: the same one, as it is in the bundle. */
export function websocketInside(root: string): Plugin {
  const file = resolve(root, 'src/platforms/websocket-package.ts');
  const library = createRequire(createRequire(file).resolve('discord.js'));
  const ws = createRequire(library.resolve('@discordjs/ws')).resolve('ws');
  return {
    name: 'websocket-inside',
    load: {
      filter: { id: file },
      handler: () => ({
        code: `import ws from ${JSON.stringify(ws)};\nexport const websocketPackage = () => ws;\n`,
        moduleType: 'js',
      }),
    },
  };
}
