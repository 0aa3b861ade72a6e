import { parentPort, workerData } from 'node:worker_threads';
import { diskFolder } from '../../../pack/read/disk-folder.ts';
import { loadPacks } from '../../../pack/read/load.ts';
import { indexStatements } from '../../../search/statements/statement-index.ts';
import { LONG_LISTS, type PackPiece, type PackReading } from './pieces.ts';

/** A message of so many takes the receiver about 4 ms. */
const RECORDS_A_PIECE = 1_000;

function* pieces(root: string): Generator<PackPiece> {
  const { packs, broken, problems } = loadPacks(diskFolder(root));
  for (const { folder, briefing } of packs) {
    const none = Object.fromEntries(LONG_LISTS.map((list) => [list, []]));
    yield { kind: 'pack', folder, briefing: { ...briefing, ...none } };
    const { parts } = indexStatements(briefing);
    for (const list of LONG_LISTS) {
      for (let from = 0; from < briefing[list].length; from += RECORDS_A_PIECE)
        yield { kind: 'records', list, records: briefing[list].slice(from, from + RECORDS_A_PIECE) };
    }
    yield { kind: 'index', parts: parts() };
  }
  yield { kind: 'done', broken, problems };
}

/** The arrays' memory itself goes over, whatever its size, and is nobody's here any more. */
function memoryOf(piece: PackPiece): ArrayBuffer[] {
  if (piece.kind !== 'index') return [];
  const { vocabulary, byStem, byPair, words, starts, frequencies } = piece.parts;
  const { pool, lengths, letters, stems, hashes, table } = vocabulary;
  const arrays = [
    ...[words, starts, frequencies, byStem.starts, byStem.rows, byPair.starts, byPair.rows],
    ...[pool, vocabulary.starts, lengths, letters, stems, hashes, table],
  ];
  return [...new Set(arrays.map(({ buffer }) => buffer as ArrayBuffer))];
}

const { root }: PackReading = workerData;
const told = pieces(root);
parentPort?.on('message', () => {
  const { value } = told.next();
  if (value === undefined) return;
  parentPort?.postMessage(value, memoryOf(value));
});
