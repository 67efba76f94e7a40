import { deflateRawSync, inflateRawSync } from 'node:zlib';

/**
 * Compression dictionaries: sheets without findings of every category, as JSON. Most of a sheet repeats them, so that a
 * compressed sheet fits into one write unit. Sheets are kept forever, so **a dictionary never changes**. A better one
 * is a further entry, with `newest` pointing to it. Dictionaries are deflated and base64-encoded; a test checks their
 * digests.
 */
const dictionaries: Readonly<Record<number, string>> = {
  1: `
7VxbU9tIFv4rUzyjjA3hknnbqn3d2od9nNqHRm7bqrElry4wVGqqTILBEIxJhnu434cQmySEGJvLj4lakv/FnpYMyNgQWZZwJuWqVApkWf3p
nNOnv++cbn593oFEmWNjuOOXDv3oSC1OkcwI/K+tbnZ0drBCiH6QEBEnYUbErCCGcAg+SCARRUSUiN58rbx5BteH4AaOj8BVtZhWS7vG5oE2
cUTOTo3cMUntqoVDtVhUrzb12QNtc1vbTHf80ekIAsezQjwRwzJmwlwMhmAQy+KE7BANmVxTi6/U4juSXSC5M/28CD/oM2NOh8e/J7AoMwlB
iDEJEYexKDq1w/kiSaW16QMjM2NcvQUjkLcXJHeqF/e/JkeM8UPtY4lMFeFXMlVSr1bVwp/wKSn+2fHHf+3Qykujauk0GICHoyFkuuGXjmDg
SYBeGUASJ1GYg1wI8yymwJGE4VKwswNuVViZE3j49dfn8IEiwQPh2YocFUROHqb2mSrp8wswfHl5hXxIdtBvsfCs0L95+LQr0NXLBILwj34g
sEoc8zJch9/CiKU//fMJ/ZmL4f9EUVdPr/WZKAyZAESFPiQQ/BdYuyMmSPQLPfB6neDVEMciWRDhCq88QaE4x3OSLCKZG8RMAvMoBvA6O3gU
pzYwNqe02SuyM6pfLJOxFDiSjqKY9kkIHC9L8B2Roa9OfYC5SJSOFYTBnoNtUExBsv2VqANFsJmgUOMF6TtIiL+xFQCUohjL1FiAEkcEcdgE
KprPZ4dNz9AnUasM8RAIplvCKCbhzg7zV7j/H3AvRCy2zP8Nj3ZXO5QXmFqfBmoMF+NYegsT56Q4ktnorcm0iX21sGx8HjVODhwZq/vOlPAQ
pcQKiQcwTr0kb09ajZHjpQQ2I4BhBYBLQ1Hgb7GWUxkyk9a2k9r6rndYe11ihRyoAMLr1Czd4rQmtDY/rp7t0dx7MacWMiS35ghzrxPMwR5X
oMOCGMGhWsDq+WE5uWEBpolxaVlbG9VWMmRy0/Ek9w10QuQGETvMxDD6zRa3n0bLKx+tNa28PKPvj3iJNOAOqQC5YJhOMsBqLkG3cGev9Pfz
Rj5P8ufOgAZ8BCrhWJiRsMywUQQRYYsEWBNJblnbGCfjY9rsqXFy1nq0HB+O0bWjDtqlZZhfELFkh/5gzTvADAyn9bAVXsRIEng0EMO10Enq
VC3N07wwkwYu5L2t3U02H1nAtzG7s3OIk1guAYs8Em1A9eIhuXxlAb2FOIhlwY4r4B+ssIgUCFmBH+TY6mVMOyoa+XT5kFK+B6EBB4pDCCli
DX1pq4XvTC1Yz4/DS4vgq+fAtYFwidicrpX4kWkiMOksJ1vEBqbTQtZ61tfkLHDZ7q/Jue5ukv3yky0QORqDiOfx74z5+yAMYX2bfoMJ9DCB
fkruaQDdMGAKAEax/AGguLj9m11/3BNNhQnvXUmy+Qa8eQeBe2+SmSn9PX0Y2FEtvLKca7m1UeH37AfRfcFAjfALiX6l/K6Ap8IPLEARe6X8
njUrV8Bwvgs/L0D6rPu8gPhIsu9Z0/wIsN6noOySD6QUGRlvhhc9a5p/AlRBkRkBaL4ZABIWgYdg26w+TVnOb0TmBZygDTY1mWKYr1ZOxsUR
Sa4b+RGwrDOUQf9sqvAgRgQxDiGQgCilGfmWca7vai9T2soheT2pO4xUZxZ1F6pIgtupbDKZqC1UM1ky+RfZraafzQZplzuD+rj4+BUDJiVC
nN312ottI5nSJueM/IR3fncHz3s55AWqthpqq6Fm1dCzajH0zGct1I6l77QP11+Vj3p+nC5cQm5oPXS80ngowxJRJMYRCwg9k2L9zUoIMJvv
UswLkD5LMS8gAnmAkJNoaoHIiN0RYsbVqrHfSF/IP6D0DhkmLsNGMWtrCxnFd2rpwsiPkfS7FkO8jsko4iPViiaTJ4W0NvUCRE2LMdbhsmrh
UpvcbYDLOkHX487JXhcGehxADbrDGlb4EAOZ3V4TWC+Wx19rmXWy86EZoeUJPvggygiKXEcHkuy8xUmMkz0t/UWfPgbYHgIOuEtFohJhpCGU
sIfmRy2zRafPnyPNyCxPDGriAy2CYri6WJGZbwShEwt2uQLI40iFRCgDkIu4KhqRHtNepow8jPXFmaD2z9G+UB7forIBdd0sRHcIPVDaPiEb
ELkBbDebNnsKCsQ4uTI+v2hL/7b0v1/691dL//7Hlf4sGI6TYRKLuI79ChO1cUR9ZoUMOf4AL1bhzH4ETu3w9wdOvU2twQcXw7+znOYST7g4
zAG6B6c6E5KxN2QmY7nmNvEMIN7KFH71MIHPQgoLMRYm73axBpuuxIOp6vIZknxzw2fo1E8uaKsz37JYp18QPfCmb9hojqCSFMVqW1hWZiPj
70HwkZ15klxvGcyQAuSFhiQzgHkc5mx6oDyeITuZStq4TJXtLcxHRqnwCcRREpNAw/GqJpuRX4a8etfXjXeC7uB063Mubpss+mRevzgEuqoW
il7TmR9nCfJpp1Twzk6p4CN3B0yNxViss56JkjUmWjmwXqj88qC8cEBSR+Q8Sc4+kewxyW2r5xsWD/XHYUmvyaaII2AvSH62mg3+HccTsrPh
U5B4poFTkrFUeXuNSj6rquNw+AElFMEyY1rf2QurhUnj+KV2tEnOTir52SzXlLdG9dxCeWuVFPecji5AuAAlYagHMC+ZIdsIFi07U363aJym
6LC2Pcz68qixuUtGrrT8rHr5yikcYCaVvPkg76/FAe+ulhbBCPrsJyP/xZIB5eSycTXudOwQTggS1+jAxslBeTwLPoAFEoa/3qs3a1wtOn5p
LiY0Oqw1Dsm+IJMbVgxo88fXO/Xn9BdndRlz7w9CmLtrCHOca6AYA7nhZo2TorAu1S909HvKoOOYojWzjMzJSoUHekOje5utuYH5zBMgXNU+
/zQI4z1SKhq5SycGq19o8wIbSxsR16uDDWB2UXt7QnbGaWXjBiCKxRhBZHhBjlp3PwJAd+X+5pB2u0IqDUsyjjOUL0TuotQ/lfTSOsmfadOO
UHb7hjKEZMQA3xeQbfeXNnesZXKw+gHDcBKP3b65O8zxMOGpYAKmIihA4G1p5mQLyKpxsgckqLVBeYuyZs9nBaR5wK/VM2dQ4Fh72tF3D8DN
em6zKk+3Yq401qltbp64TNoi2I6hlX1YGRXRpujU0hdt49yi5rcYb+8EqT+IY48UiBiGs/Zd3MQfJYlaIUUyLY+/ym5YRhZkmCoR4B2ybYeD
epEtL21pyZIFmWytkbOUTb5jmngEHA7TxdOU+48AWlDkh1GDKjPyk98vagSyA8GKzgr2qKigBmGzOl5zFPJ7gXyPqW2gvw9r3wZ2fWNXAvs7
MnYt4nsmo4+2fuoSuUwPKeAhe191zzhOO6EpT32DxXIiq8SQaAvW5LI2udtaVCIlymF6pZoiL81oK+va3Ik2e+YVwB63AGlZBIcYc3T7JrIL
8nbta3JEe/VGLS1WIjCzoeVnnUVgj2+YzWPxQPLEigq5i3z8EJQH/K8XN/yB3esKNoqIGJvlHkmxtu9Vdf2XX5CRFZLJGrncQwX9Xt/wJaLD
EtgDgUErCr+mNTJVIoW086pCr28hcJ08aRFPopWValua5zzubpuptaV/vna8Ya854wX73UWiD9Wjb2INuIIaEYQQEwWsgn1HCpkeI9mPJJdW
r2w7XAcEXpEaXQQDbv0LMzl0d+OttSVlcYLszrcElj+birxANhBD7G8x86CbzY07H8CBxtY7bWKf9uOKxZ9+/qlcek3bxHat9Hgwb3M0kByY
JKgKr7G/XV7auZujHw8dbWRyvFnjoOVzFLu751vfL6nFHc/3aLWbZu2mWbtp9uM1zfzp8fdWt/h72x3+drJqJ6t2svK8w9/3UB3ub/TnfmoP
mEafVDQZA6/H0xwS5nh7ieP9Hnk9+TU5ol8sa0eXtErzcZP+bTow3Kc5bSJJLhfImynrYnl1DS4aJ1v6xF8OW4nen0Qd9qz/39f0mZtoczXM
+vKtr9lqIcC6p1rYbJ3QC2jel1erUfW5NVileonitDX9jfKlrftm3s7QKDPf6QZrn29Yq2ewNXE9AuTOpW7qkc05uccVztuz7A8BtVYNc/Os
dXDX+DyqbZw7gd7jAHp3s9BDnPQ/BcXqTG+SnddO0828QLdvto8jHkVw9d5ua7eCXhrVS+NO+tlOzNvrCp0M1I6vt4V//czIvXeCrde/qL1v
i1luim7iSu631nQiJ/1GC4WyKNiqSOXt6fLSX+XFj9r0vlfmc7dCA9OQWJFLWAy+5s+47Yxq82fNbunxIol6uSnFvxRqHhqqN5etI0PO9x/1
NG7IhHXMhqFNN+khkA/1crTSpjaapUrQURPPRx7UfGPHP3APHiU/WS+vblkHyh2dyHnq36rYUm3jU0K9fqmaPGCcbKulHaAoamEZmHx588p9
96+v+bPx0Zs/eDLEydEojoWqqJQ2sW3kCiSbN/IjP2sT+3rK0UJwz0H5vqaPo0fvabVZC73+9jXkLrI7TyY/PNBwe+obOH8abl4gc95wUwu7
5plC+hFccdd88wKyf803T+LQWfMN0isZ+9xuwbWr2u2qdruq3aIWXF91C67Pqxbc/wE=
`,
};

const newest = 1;

/** A sheet as it is stored, and the number of its dictionary. */
export interface PackedSheet {
  readonly bytes: Uint8Array;
  /** Absent for a sheet that was stored without a dictionary. */
  readonly dictionary?: number | undefined;
}

export const packSheet = (body: string): PackedSheet => ({
  bytes: deflateRawSync(body, { level: 9, dictionary: dictionaryOf(newest) }),
  dictionary: newest,
});

export const unpackSheet = ({ bytes, dictionary }: PackedSheet): string =>
  inflateRawSync(bytes, dictionary === undefined ? {} : { dictionary: dictionaryOf(dictionary) }).toString(
    'utf8',
  );

const inflated = new Map<number, Buffer>();

/** @throws RangeError for an unknown number: a newer release stored the sheet */
export function dictionaryOf(number: number): Buffer {
  const known = inflated.get(number);
  if (known) return known;
  const text = dictionaries[number];
  if (!text) throw new RangeError(`There is no sheet dictionary ${number}: a newer release kept the sheet.`);
  const dictionary = inflateRawSync(Buffer.from(text, 'base64'));
  inflated.set(number, dictionary);
  return dictionary;
}
