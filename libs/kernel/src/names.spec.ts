import { describe, expect, it } from '@jest/globals';
import { nameMatches } from './names.js';

describe('A name', () => {
  it.each([
    ['Cedar Law Library', 'cedar'],
    ['Cedar Law Library', '“Cedar”'],
    ['Cedar Law Library', 'library cedar'],
    ['Cedar Law Library', 'library’s'],
    ['Cedar Law Library', 'libraries'],
    ['Cedar Law Library', 'law-library'],
    ['Cedar Law Library', 'Cedar\u00a0Law'],
    ['Cedar Law Library', 'Ｃｅｄａｒ'],
    ['Evergreen Libraries', 'library'],
    ['St. Mary’s College', 'st marys'],
    ['St. Mary’s College', "St. Mary's"],
    ['St. Mary’s College', 'mary'],
    ['Bibliothèque de l’École', 'ecole'],
    ['Bibliothèque de l’École', 'bibliotheques'],
    ['Bibliothèque de l’E\u0301cole', 'école'],
    ['Biblioteca Central', 'bibliotecas'],
    ['Universität zu Köln', 'koln'],
    ['Universität zu Köln', 'Koeln'],
    ['Universitaet zu Koeln', 'Köln'],
    ['Museen der Stadt', 'Museum'],
    ['北京市图书馆', '图书馆'],
    ['24/7 Cooperative Libraries', '24/7'],
    ['Archive 1914–1918', '1918'],
    ['Birch State University', 'State University -'],
    ['O’Brien Library', 'obrien'],
  ])('%s is found by %s', (name, typed) => {
    expect(nameMatches(typed)(name)).toBe(true);
  });

  it.each([
    ['Cedar Law Library', 'birch'],
    ['Cedar Law Library', 'cedar birch'],
    ['Evergreen Ask', 'library’s'],
    ['Cedar Law Library', '“”?!'],
    ['Aspen County Library', 'liberty'],
  ])('%s is not found by %s', (name, typed) => {
    expect(nameMatches(typed)(name)).toBe(false);
  });
});
