import { describe, expect, it } from 'vitest';
import { decisionFact, registrationEntry } from '../../../../../lib/application/intake/facts.ts';
import type { Origin } from '../../../../../lib/credit-file/facts/fact.ts';
import {
  contentFields,
  employmentFields,
  type PartsOf,
  registrationFields,
} from '../../../../../lib/credit-file/facts/identity-fields.ts';
import { createVault } from '../../../../../lib/runtime/vault.ts';
import { decisionRecord, registrationRecord } from '../../../../../schemas/record.ts';

const vault = createVault({
  pepper: Buffer.alloc(32, 1),
  dataKeys: new Map([[1, Buffer.alloc(32, 2)]]),
});
const origin: Origin = {
  run: '01RUN00000000000000000000A',
  row: 7,
  batch: 1,
  fileSha256: 'sha',
  source: 'market-supervision',
  by: 'authority',
  receivedAt: '2026-06-01T02:00:00Z',
};
const pharmacy = { scheme: 'uscc', id: '91540100MA6T1000XP', name: '拉萨测试大药房有限公司' };

const decision = (content: object, change: object = {}): object => ({
  type: 'decision',
  subject: pharmacy,
  documentNumber: '藏市监处罚 [2026] 12号',
  authority: { name: '西藏自治区市场监督管理局', id: '11540000000000000X', kind: 'market-supervision' },
  decidedOn: '2026-03-02',
  status: 'original',
  content,
  correctionNumber: '更正1号',
  matter: '违法',
  usage: 'public',
  ...change,
});
const registration = (said: object = {}): object => ({
  type: 'registration',
  status: 'active',
  subject: { category: 'pharmacy', ...pharmacy },
  ...said,
});

const decisionKeyOf = (record: object): string =>
  decisionFact(decisionRecord.parse(record), origin, vault).fact.key;
const registrationKeyOf = (record: object): string =>
  registrationEntry(registrationRecord.parse(record), origin, vault).entry.fact.key;

const fullPenalty = {
  kind: 'penalty',
  penalties: ['warning', 'fine', 'confiscation'],
  fineCny: '20000.50',
  confiscatedCny: '300.00',
};
const fullFinding = {
  kind: 'finding',
  indicator: 'mi.data-upload',
  count: 2,
  amount: '1000.10',
  months: '3.0',
  value: '-0.50',
  level: 'partial',
};
const listing = { kind: 'listing', list: 'serious-violation', listedOn: '2026-01-05' };
const fullListing = { ...listing, removedOn: '2026-03-01' };
const nurse = {
  subject: { category: 'nurse', scheme: 'resident-id', id: '540121199007150022', name: '格桑卓玛' },
  employment: { employerId: '12540100433210003C', from: '2020-01-01', to: '2024-12-31' },
};
const fullRegistration = {
  medinsCode: 'P54010200012',
  level: '2',
  division: '540102',
  status: 'suspended',
  legalRepresentative: { name: '测试甲', residentId: '440524188001010014' },
};

/** Stored keys. If a key changed, known documents would become new ones, and count twice or contradict themselves. */
const storedKeys: Readonly<
  Record<keyof typeof contentFields | 'registration', readonly (readonly [object, string])[]>
> = {
  penalty: [
    [
      decision({ kind: 'penalty', penalties: ['warning'] }),
      'D.hGgAYTJSFFh3CUc265sVqy.WSUMJz7DcIC7WE8Ke7VSns.original.hvL2vjOJjZXRlSjXMxcn7r',
    ],
    [
      decision(fullPenalty, { actOn: '2025-12-30' }),
      'D.hGgAYTJSFFh3CUc265sVqy.WSUMJz7DcIC7WE8Ke7VSns.original.ITFVZ6-LyvDo4QhmqegGeD',
    ],
    [
      decision({ kind: 'penalty', penalties: ['none'] }, { status: 'revocation' }),
      'D.hGgAYTJSFFh3CUc265sVqy.WSUMJz7DcIC7WE8Ke7VSns.revocation.M2jkFiA4E90XZ8HkB4hkiJ',
    ],
  ],
  finding: [
    [
      decision(
        { kind: 'finding', indicator: 'ph.interview' },
        { subject: { category: 'pharmacy', scheme: 'uscc', id: pharmacy.id } },
      ),
      'D.hGgAYTJSFFh3CUc265sVqy.ZXEKL9xwFEL7L8n4rDH0yp.original.Pj3-qRk39IjS9fslGMQ1XG',
    ],
    [
      decision(fullFinding),
      'D.hGgAYTJSFFh3CUc265sVqy.B0dzP1hrPkPYwz9zTVIV7p.original.lXb3KOaPwKlApNhjYyH2O1',
    ],
  ],
  listing: [
    [decision(listing), 'D.hGgAYTJSFFh3CUc265sVqy.K7QpihHo93UOXem4TOt6_C.original.jyj4lYrraDwFjd6HlMVAP4'],
    [
      decision(fullListing, { status: 'amendment' }),
      'D.hGgAYTJSFFh3CUc265sVqy.K7QpihHo93UOXem4TOt6_C.amendment.fW29zeptkhlZZivEvsNEPX',
    ],
  ],
  discipline: [
    [
      decision({ kind: 'discipline', measure: '记过' }),
      'D.hGgAYTJSFFh3CUc265sVqy.38rFY_zHqqGxyMwGiRV7DH.original.O1hDE1P0vzi9I_cx8V_dAA',
    ],
  ],
  registration: [
    [registration(), 'R.BB8TCOBfSyaF_f4rRfpY68.2026-06-01.T_l8K-3FNN4r5LQQFHV9Q9'],
    [registration(fullRegistration), 'R.BB8TCOBfSyaF_f4rRfpY68.2026-06-01.EVF1e-0isHzggAS4xVROjh'],
    [registration(nurse), 'R.uTd3ttIMz-vs_UmFEJvw4_.2026-06-01.kr_M673jQmj22qtJdaixzK'],
  ],
};

describe('the key of a fact', () => {
  it.each(Object.entries(storedKeys))('of a %s is the one it is stored under', (kind, vectors) => {
    const keyOf = kind === 'registration' ? registrationKeyOf : decisionKeyOf;
    expect(vectors.map(([record]) => keyOf(record))).toEqual(vectors.map(([, key]) => key));
  });

  it.each([fullPenalty, fullFinding, fullListing])('differs with each field of identity: $kind', (full) => {
    const parts: Readonly<Record<string, string>> = contentFields[full.kind as keyof typeof contentFields];
    const optional = Object.keys(full).filter(
      (field) => decisionRecord.safeParse(decision({ ...full, [field]: undefined })).success,
    );
    const changed = optional.filter(
      (field) => decisionKeyOf(decision({ ...full, [field]: undefined })) !== decisionKeyOf(decision(full)),
    );
    expect(changed).toEqual(optional.filter((field) => parts[field] === 'identity'));
  });

  it('of a finding differs by the institution that it names, and is the stored one where it names none', () => {
    const staff = { category: 'doctor', scheme: 'resident-id', id: '540102198503120013', name: '次仁扎西' };
    const about = (employerId?: string): object =>
      decision({ kind: 'finding', indicator: 'dr.complaint' }, { subject: staff, employerId });
    const keys = [undefined, '12540100433210003C', '91540100MA6T1000XP'].map((id) =>
      decisionKeyOf(about(id)),
    );
    expect(new Set(keys).size).toBe(3);
  });

  it('of a registration differs by its basic information, where the registry gives any', () => {
    const keys = [undefined, { nature: '民营' }, { nature: '国有' }, { practice: '民营' }].map(
      (particulars) => registrationKeyOf(registration({ particulars })),
    );
    expect(new Set(keys).size).toBe(4);
    expect(keys[0]).toBe(storedKeys.registration[0]?.[1]);
  });

  it('is not made of the words of a document, nor of its usage', () => {
    const other = { matter: '别的', correctionNumber: undefined, usage: 'restricted' };
    expect(decisionKeyOf(decision(listing, other))).toBe(decisionKeyOf(decision(listing)));
  });
});

describe('the fields of identity', () => {
  it('are those of the first release, because a later field would change the keys of known documents', () => {
    const parts = { ...contentFields, registration: registrationFields, employment: employmentFields };
    const identity = Object.entries(parts).map(([kind, fields]) => [
      kind,
      Object.entries(fields).flatMap(([field, part]) => (part === 'identity' ? [field] : [])),
    ]);
    expect(Object.fromEntries(identity)).toMatchObject({
      penalty: ['kind', 'penalties', 'fineCny', 'confiscatedCny'],
      finding: ['kind', 'indicator', 'count', 'amount', 'months', 'value', 'level'],
      listing: ['kind', 'list', 'listedOn', 'removedOn'],
      discipline: ['kind', 'measure'],
      registration: [
        'category',
        'scheme',
        'medinsCode',
        'level',
        'division',
        'status',
        'representative',
        'employment',
      ],
      employment: ['employer', 'from', 'to'],
    });
  });

  it('do not compile when a field is missing', () => {
    // @ts-expect-error `note` is neither identity nor detail
    const forgotten: PartsOf<{ kind: 'listing'; note?: string }> = { kind: 'identity' };
    expect(forgotten).not.toHaveProperty('note');
  });
});
