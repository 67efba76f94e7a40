import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** A service of `compose.yaml`, as far as it says what runs. */
interface Service {
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
}

/**
 * Commands and environments of the services of a compose file, with the values of its `.env` put in, and in all of them
 * the given texts for those that hold within containers alone (paths, names of services).
 */
export function servicesOf(
  folder: string,
  dotEnv: Readonly<Record<string, string>>,
): (
  name: string,
  here: Readonly<Record<string, string>>,
) => Required<Pick<Service, 'command' | 'environment'>> {
  const text = readFileSync(join(folder, 'compose.yaml'), 'utf8');
  const { services } = parse(withValues(text, dotEnv), { merge: true }) as {
    services: Record<string, Service>;
  };
  return (name, here) => {
    const { command = [], environment = {} } = services[name] ?? {};
    const placed = (value: string): string =>
      Object.entries(here).reduce((result, [from, to]) => result.replaceAll(from, to), value);
    return {
      command: command.map(placed),
      environment: Object.fromEntries(
        Object.entries(environment).map(([key, value]) => [key, placed(String(value))]),
      ),
    };
  };
}

/** The services that have a port open to the outside. */
export const openServices = (folder: string): string[] => {
  const { services } = parse(readFileSync(join(folder, 'compose.yaml'), 'utf8'), { merge: true }) as {
    services: Record<string, Service>;
  };
  return Object.entries(services).flatMap(([name, { ports = [] }]) => (ports.length > 0 ? [name] : []));
};

/** `${NAME}`, `${NAME:-default}`, `${NAME:?why}` and `${NAME?why}` of the Compose specification. */
function withValues(text: string, dotEnv: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{(\w+)(?:(:?)([-?])([^}]*))?\}/g, (_, name: string, colon, sign, rest: string) => {
    const given = dotEnv[name];
    if (given !== undefined && (given !== '' || !colon)) return JSON.stringify(given);
    if (sign === '?') throw new Error(`compose.yaml asks for ${name}: ${rest}`);
    return sign === '-' ? JSON.stringify(rest) : '""';
  });
}
