import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Place } from './place.ts';

const folder = join(import.meta.dirname, '../../clients/java');

/** An agency's project: its own program, and the dependency that the README names. */
const pom = (dependency: string): string => `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>agency</groupId><artifactId>grade</artifactId><version>1</version>
  <properties>
    <maven.compiler.release>8</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencies>${dependency}</dependencies>
  <build><plugins>
    <plugin><groupId>org.apache.maven.plugins</groupId><artifactId>maven-compiler-plugin</artifactId><version>3.14.1</version></plugin>
    <plugin><groupId>org.apache.maven.plugins</groupId><artifactId>maven-resources-plugin</artifactId><version>3.5.0</version></plugin>
    <plugin><groupId>org.apache.maven.plugins</groupId><artifactId>maven-dependency-plugin</artifactId><version>3.8.1</version></plugin>
  </plugins></build>
</project>
`;

type Said = { readonly status: number; readonly out: string };

/** What the README of the Java client says, done as an agency would: its program, and the example with Spring Boot. */
export async function tryJavaReadme(place: Place): Promise<{ passed: number; failed: number }> {
  const project = mkdtempSync(join(tmpdir(), 'agency-'));
  const results = [
    await check('the program of the README prints a grade', /^graded pharmacy [A-E]\nreceipt \w{26}\n$/, () =>
      ownProject(project, place),
    ),
    await check('the example with Spring Boot prints a grade', /^graded pharmacy [A-E]\n$/, () =>
      run(
        'java',
        ['-jar', join(folder, block('sh', 'spring-boot-example').split(' ')[2] ?? ''), place.PHARMACY],
        place,
      ),
    ),
  ];
  rmSync(project, { recursive: true, force: true });
  const passed = results.filter(Boolean).length;
  return { passed, failed: results.length - passed };
}

async function ownProject(project: string, place: Place): Promise<Said> {
  const sources = join(project, 'src/main/java');
  mkdirSync(sources, { recursive: true });
  writeFileSync(join(sources, 'Grade.java'), block('java', '// Grade.java'));
  writeFileSync(join(project, 'pom.xml'), pom(block('xml', '<dependency>')));
  const maven = ['-q', '-B', '--no-transfer-progress', '-f', join(project, 'pom.xml')];
  const built = await run('mvn', [...maven, 'compile', 'dependency:copy-dependencies'], place);
  if (built.status !== 0) return built;
  const path = [join(project, 'target/classes'), join(project, 'target/dependency/*')].join(':');
  return run('java', ['-cp', path, 'Grade', place.PHARMACY], place);
}

/** The block of the README in a language that begins with, or has, a text. */
function block(language: string, having: string): string {
  const readme = readFileSync(join(folder, 'README.md'), 'utf8');
  const blocks = [...readme.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, 'g'))].map(
    ([, one = '']) => one,
  );
  const found = blocks.find((one) => one.includes(having));
  if (found === undefined) throw new Error(`the README of the Java client has no ${having}`);
  return found;
}

async function check(what: string, expected: RegExp, act: () => Promise<Said>): Promise<boolean> {
  const { status, out } = await act();
  const isRight = status === 0 && expected.test(out);
  console.log(`  ${isRight ? '✓' : '✗'} ${what}${isRight ? '' : `: ${status} ${out}`}`);
  return isRight;
}

async function run(program: string, args: readonly string[], place: Place): Promise<Said> {
  const child = spawn(program, args, {
    env: { ...process.env, ...place },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
  const out = await text(child.stdout);
  return { status: await ended, out };
}
