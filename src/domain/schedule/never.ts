/**
 * Epoch milliseconds: a delivery that is not to be moved before this is not moved any more, though it is not known what
 * became of it. It is not told as waiting, and deleted with others of its age.
 */
export const NEVER = Date.UTC(2100, 0, 1);
