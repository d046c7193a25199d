import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { webAddress } from '@carrel/contracts';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { PageDto } from './conversation.dto.js';

const isTaken = (url: string): boolean => validateSync(plainToInstance(PageDto, { url })).length === 0;
const refused = [
  'https://aspen.example@evil.example/',
  'https://user:password@aspen.example/',
  'https://aspen.example\\@evil.example/',
  'javascript:alert(1)',
  'data:text/html,x',
  'file:///etc/passwd',
  'ftp://aspen.example/',
  '//aspen.example/',
];

describe('[R12] A pushed page', () => {
  it.each([
    'https://aspen.example/hours?of=today#monday',
    'http://localhost:8080/',
    'https://aspen.example/@reader',
  ])('is %s', (url) => {
    expect(isTaken(url)).toBe(true);
    expect(url).toMatch(new RegExp(webAddress));
  });

  it.each(refused)('is never %s, nor is one of a script', (url) => {
    expect(isTaken(url)).toBe(false);
    expect(url).not.toMatch(new RegExp(webAddress));
  });
});
