import { describe, expect, it } from 'vitest';
import { registry } from '../../../../../lib/feeds/sources/registry/feed.ts';
import { codesOf, gb18030, read, utf8 } from '../../../../support/feed-file.ts';

const nurse = [
  'H54010200001',
  '拉萨测试人民医院',
  'N540102000456',
  '格桑卓玛',
  '女',
  '居民身份证（户口簿）',
  '540121199007150022',
  '在职',
  '2024-01-01',
  '2099-12-31',
  '202154000123',
  '拉萨测试人民医院',
  '护理',
  '主管护师',
];
const doctor = [
  'H54010200001',
  '拉萨测试人民医院',
  'D540102000123',
  '次仁扎西',
  '男',
  '01',
  '540102198503120013',
  '在职',
  '20240101',
  '20261231',
  '141540000000001',
  '拉萨测试人民医院',
  '临床',
  '内科专业',
  '执业医师',
  '主治医师',
];

const templateOf = (name: string) => registry.templates.find((template) => template.name === name);
const namesOf = (name: string): readonly string[] => templateOf(name)?.headerless?.names ?? [];
const [nurses, doctors] = ['staff-nurses', 'staff-doctors'] as const;

/** The second row of an export in its usual form: GBK, separated by TAB, without a header. */
const one = async (row: readonly string[]) => {
  const first = row.length === 14 ? nurse : doctor;
  return (await read('registry', gb18030(`${first.join('\t')}\r\n${row.join('\t')}\r\n`))).rows[1];
};
const withCell = (row: readonly string[], index: number, text: string): string[] => row.with(index, text);

describe('a staff export of the medical-insurance centre', () => {
  it.each([
    [nurses, nurse, true],
    [doctors, doctor, true],
    [nurses, doctor, false],
    [doctors, nurse, false],
    [nurses, withCell(nurse, 2, ''), true],
    [nurses, withCell(nurse, 2, 'D540102000456'), false],
    [doctors, [...doctor, ''], true],
    [doctors, [...doctor, '', 'x'], false],
    [doctors, doctor.slice(0, 15), true],
    [doctors, doctor.slice(0, 7), false],
    [nurses, withCell(nurse, 0, '医疗机构编码'), false],
    [nurses, [], false],
  ])('as %s knows a row of its own: %j is %s', (name, row, known) => {
    expect(templateOf(name)?.headerless?.recognises(row)).toBe(known);
  });

  it('has 14 columns of nurses and 16 of doctors', () => {
    expect([namesOf(nurses).length, namesOf(doctors).length]).toEqual([14, 16]);
  });

  it('registers a nurse where its code says the institution is', async () => {
    expect(await one(nurse)).toEqual({
      kind: 'record',
      row: 2,
      record: {
        type: 'registration',
        subject: { category: 'nurse', scheme: 'resident-id', id: '540121199007150022', name: '格桑卓玛' },
        status: 'active',
        medinsCode: 'N540102000456',
        employment: { employerId: 'H54010200001', employerScheme: 'medins-code', from: '2024-01-01' },
      },
    });
  });

  it('registers a doctor until the contract ends', async () => {
    expect(await one(doctor)).toMatchObject({
      record: { subject: { category: 'doctor' }, employment: { from: '2024-01-01', to: '2026-12-31' } },
    });
  });

  it.each([
    ['在职', '2026-01-31', 'active', undefined],
    ['暂停', '2026-01-31', 'suspended', undefined],
    ['离职', '2026-01-31', 'left', '2026-01-31'],
    ['退休', '', 'left', undefined],
  ])('of someone %s with a contract to "%s"', async (state, end, status, to) => {
    const row = await one(withCell(withCell(doctor, 7, state), 9, end));
    expect(row).toMatchObject({ record: { status, employment: { employerId: 'H54010200001' } } });
    expect(row?.kind === 'record' && row.record.type === 'registration' && row.record.employment?.to).toBe(
      to,
    );
  });

  it.each([
    ['a certificate of an unusual form', 10, '护证字第7号'],
    ['no certificate', 10, ''],
    ['no medical-insurance code', 2, ''],
    ['no begin of the contract', 8, ''],
  ])('takes a row with %s', async (_what, index, text) => {
    expect(await one(withCell(nurse, index, text))).toMatchObject({ kind: 'record' });
  });

  it.each([
    ['an unknown state', 7, '也许', 'unknown-value'],
    ['a passport', 5, '08', 'identifier-type'],
    ['a wrong number', 6, '540121199007150021', 'check-digit'],
    ['the code of a person for the institution', 0, 'D540102000123', 'invalid-identifier'],
    ['a contract that ends before it begins', 9, '2023-01-01', 'dates-contradict'],
    ['no name', 3, '', 'value-missing'],
  ])('keeps back a row with %s', async (_what, index, text, code) => {
    expect(codesOf(await one(withCell(nurse, index, text)))).toEqual([code]);
  });
});

describe('a staff export whose first row is not as it should be', () => {
  const kinds = async (...rows: (readonly string[])[]) => {
    const file = await read('registry', gb18030(rows.map((cells) => `${cells.join('\t')}\r\n`).join('')));
    return [file.problem?.code ?? file.template, ...file.rows.map(({ kind }) => kind)];
  };

  it.each([
    ['ends in a tab, as all do', [...doctor, ''], [...doctor, ''], 'record'],
    ['lacks its last cell, which is empty', doctor.slice(0, 15), doctor, 'record'],
    ['has an institution that is mistyped', withCell(doctor, 0, 'H5401020000'), doctor, 'quarantined'],
    ['has a title', ['医生名单'], doctor, 'quarantined'],
    ['has the code of a nurse', withCell(doctor, 2, 'N540102000123'), doctor, 'record'],
  ])('is read where it %s', async (_what, first, second, kind) => {
    expect(await kinds(first, second)).toEqual([doctors, kind, 'record']);
  });

  it('is not guessed at below a header that lacks a column', async () => {
    const header = namesOf(doctors).toSpliced(7, 1);
    expect(await kinds(header, doctor.toSpliced(7, 1))).toEqual(['column-missing']);
    expect(await kinds(['医生名单'], header, doctor)).toEqual(['column-missing']);
  });
});

describe('the registry', () => {
  it.each([
    ['用人单位', 'employer'],
    ['第三方机构', 'third-party'],
    ['third-party', 'third-party'],
  ])('knows the category %s', async (word, category) => {
    const record = { category: word, scheme: 'uscc', id: '91540100MA6T1000XP', name: '拉萨测试公司' };
    const { rows } = await read('registry', utf8(JSON.stringify([record])));
    expect(rows[0]).toMatchObject({ record: { subject: { category } } });
  });
});

describe('basic information (第十条)', () => {
  const shop = {
    category: 'pharmacy',
    scheme: 'uscc',
    id: '91540100MA6T1000XP',
    name: '拉萨测试大药房有限公司',
  };
  const particulars = {
    nature: '民营',
    practiceScope: '西药、中成药零售',
    filing: '藏药监备〔2024〕9号',
    practice: '连锁',
  };

  it('is read from its columns, in the words of the registry', async () => {
    const file = utf8(JSON.stringify([{ ...shop, ...particulars }]));
    expect((await read('registry', file)).rows[0]).toMatchObject({ record: { particulars } });
  });

  it('has Chinese headers', async () => {
    const header = [
      '主体类别',
      '标识类型',
      '标识',
      '名称',
      '单位性质',
      '执业范围',
      '注册登记（备案）',
      '执业信息',
    ];
    const row = ['药店', '统一社会信用代码', shop.id, shop.name, ...Object.values(particulars)];
    const file = utf8(`${header.join(',')}\n${row.join(',')}`);
    expect((await read('registry', file)).rows[0]).toMatchObject({ record: { particulars } });
  });

  it('is optional, each part of it', async () => {
    const file = utf8(JSON.stringify([shop, { ...shop, 执业信息: '', nature: '民营' }]));
    const [none, some] = (await read('registry', file)).rows;
    expect(none).not.toHaveProperty('record.particulars');
    expect(some).toMatchObject({ record: { particulars: { nature: '民营' } } });
  });
});
