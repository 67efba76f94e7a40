import { describe, expect, it } from 'vitest';
import { Sightings } from '../../../exchange/files/sightings.ts';

const at = (seconds: number): Date => new Date(seconds * 1000);
const file = (bytes: number, modified = 0) => [{ name: 'a', size: { bytes, modified } }];

describe('a file that may still be written', () => {
  it('is whole when it has looked the same for so long, over two looks', () => {
    const seen = new Sightings(30);
    expect(seen.stillOnes(file(10), at(1000))).toEqual([]);
    expect(seen.stillOnes(file(10), at(1029))).toEqual([]);
    expect(seen.stillOnes(file(10), at(1030))).toEqual(['a']);
  });

  it('is waited for again when it grew, was written again, or was away', () => {
    const seen = new Sightings(30);
    seen.stillOnes(file(10), at(0));
    expect(seen.stillOnes(file(20), at(40))).toEqual([]);
    expect(seen.stillOnes(file(20, 1), at(80))).toEqual([]);
    expect(seen.stillOnes([], at(120))).toEqual([]);
    expect(seen.stillOnes(file(20, 1), at(160))).toEqual([]);
    expect(seen.stillOnes(file(20, 1), at(190))).toEqual(['a']);
  });

  it('is not whole at the first look, however old it is', () => {
    expect(new Sightings(0.001).stillOnes(file(10, -1e9), at(1e6))).toEqual([]);
  });
});
