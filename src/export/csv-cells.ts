/** Excel tells UTF-8 by it and shows “Größe” as “GrÃ¶ÃŸe” without; other spreadsheets and the readers of programs know it. */
export const BYTE_ORDER_MARK = '\ufeff';

/** A table as RFC 4180 has it: lines end in CR LF, and what has a comma, a quotation mark or a line break stands in quotes. */
export function csvTable(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('');
}

function cellOf(words: string): string {
  const shown = guarded(words);
  return /[",\r\n]/.test(shown) || shown !== shown.trim() ? `"${shown.replaceAll('"', '""')}"` : shown;
}

/** What a spreadsheet would take for a formula, behind blanks and apostrophes too, and in the wide forms of some keyboards. */
const FORMULA = /^['\s]*[=+\-@\uff1d\uff0b\uff0d\uff20]/;
const NUMBER = /^-?\d{1,15}(?:\.\d{1,15})?$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is what this is for.
const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/g;

/**
 * A cell that no spreadsheet computes: an apostrophe goes before what would be a formula, and before what has one already,
 * so that taking one away where the rest would be a formula gives back what was there. Numbers stay numbers.
 */
function guarded(words: string): string {
  const clean = words.replace(CONTROL, '\ufffd');
  return FORMULA.test(clean) && !NUMBER.test(clean) ? `'${clean}` : clean;
}
