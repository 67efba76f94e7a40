import { execFileSync } from 'node:child_process';

/** Makes a certificate of loopback that is its own authority. @returns its paths */
export function makeCertificate(folder: string): { certificate: string; key: string } {
  const [certificate, key] = [`${folder}/server.pem`, `${folder}/server-key.pem`];
  execFileSync(
    'openssl',
    [
      ...[
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-days',
        '2',
      ],
      ...['-subj', '/CN=exchange-test', '-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost'],
      ...['-keyout', key, '-out', certificate],
    ],
    { stdio: 'ignore' },
  );
  return { certificate, key };
}
