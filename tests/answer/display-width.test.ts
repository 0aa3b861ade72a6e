import { describe, expect, it } from 'vitest';
import { displayWidth, harmless } from '../../src/answer/display-width.ts';

describe('displayWidth', () => {
  it.each([
    ['plain words', 11],
    ['Київ', 4],
    ['й', 1],
    ['и\u0306', 1],
    ['e\u0301tat', 4],
    ['第六条', 6],
    ['한국', 4],
    ['👩‍👩‍👧', 2],
    ['❤️', 2],
    ['“quoted” — and on…', 18],
    ['', 0],
  ])('counts %j as %i columns', (text, columns) => {
    expect(displayWidth(text)).toBe(columns);
  });
});

describe('harmless', () => {
  it.each([
    ['\u001b]0;title\u0007', '�]0;title�'],
    ['a\tb\r\nc', 'a b c'],
    ['user\u202egpj.exe', 'user�gpj.exe'],
    ['lone \ud83d surrogate', 'lone � surrogate'],
    ['ordinary “text” — Київ', 'ordinary “text” — Київ'],
  ])('turns %j into %j', (given, expected) => {
    expect(harmless(given)).toBe(expected);
  });
});
