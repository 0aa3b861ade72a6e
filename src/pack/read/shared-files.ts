import { fileURLToPath } from 'node:url';
import { diskFolder, type Folder } from './disk-folder.ts';
import { isHidden, isYaml, MOST_BYTES, SHARED_ACTORS } from './pack-folder.ts';

// Every start asks for these bytes: what reads YAML and checks records is not loaded for that.

/** Where the actors that ship with Readout are: packs of any folder may point to them. */
const SHIPPED = fileURLToPath(new URL('../../../briefings/', import.meta.url));

/** What decides which shared actors a folder sees beside what is in it: the bytes of libraries elsewhere. */
export function sharedBytes(folder: Folder): readonly Uint8Array[] {
  return libraries(folder)
    .filter((library) => library !== folder)
    .flatMap((library) => sharedFiles(library).map(({ text }) => Buffer.from(text)));
}

/** The folders of packs whose shared actors a folder sees, its own first. */
export function libraries(folder: Folder): readonly Folder[] {
  const own = folder.around ?? folder;
  return [own, diskFolder(SHIPPED, 'anywhere')];
}

/** The files of a library, by path; none where it has none. */
export function sharedFiles(folder: Folder): readonly { readonly path: string; readonly text: string }[] {
  try {
    return folder
      .entries(SHARED_ACTORS)
      .filter(({ name, isFolder, problem }) => !isFolder && problem === undefined && isYaml(name))
      .filter(({ name }) => !isHidden(name))
      .map(({ name }) => `${SHARED_ACTORS}/${name}`)
      .toSorted()
      .map((path) => ({ path, text: new TextDecoder().decode(folder.bytes(path, MOST_BYTES)) }));
  } catch {
    // There is none, or it cannot be read: what points to it says so.
    return [];
  }
}
