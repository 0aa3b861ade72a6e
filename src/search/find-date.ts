import { isDay } from '../domain/when.ts';
/** temp */
export function findDate(typed: string, _today: string): string | null {
  return isDay(typed.trim()) ? typed.trim() : null;
}
