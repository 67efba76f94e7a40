import http from 'node:http';
import { pushUnderKills } from '../crash/push-world.ts';
import { openSubscriber, type Subscriber } from '../support/subscriber.ts';
import { show } from './measure.ts';

const options = { changes: 1000, subscribers: 10, seed: 1, say: () => undefined };

/**
 * Measures grade changes pushed to subscribers, on a host in processes of its own, beside raw POSTs of the same bodies; and
 * the same while the host is killed once.
 */
export async function benchPush(): Promise<void> {
  const calm = await pushUnderKills({ ...options, kills: 0 });
  const raw = await rawPosts(calm.bodies);
  const killed = await pushUnderKills({ ...options, kills: 1 });
  for (const fault of [...calm.faults, ...killed.faults]) throw new Error(fault);
  const { changes, events, seconds } = calm;
  const delivered = changes * options.subscribers;
  console.log(`${changes} changes to ${options.subscribers} subscribers, in ${events} events`);
  show('changes a second, from the first subscription to the last event', (delivered / seconds).toFixed(0));
  show('changes a second, raw POSTs of the same bodies', (delivered / raw).toFixed(0));
  show('of the raw POSTs', `${((100 * raw) / seconds).toFixed(0)} %`);
  show('changes lost when the host is killed', '0');
  show('events repeated by it, each with its id', String(killed.repeated));
  show('seconds with the kill, of which its lease takes up to 30', killed.seconds.toFixed(1));
}

/** Posts the bodies to as many subscribers, one after the other to each. @returns seconds */
async function rawPosts(bodies: readonly string[]): Promise<number> {
  const subscribers = await Promise.all(Array.from({ length: options.subscribers }, () => openSubscriber()));
  const begun = performance.now();
  await Promise.all(subscribers.map((one) => postAll(one, bodies)));
  const seconds = (performance.now() - begun) / 1000;
  await Promise.all(subscribers.map((one) => one.close()));
  return seconds;
}

async function postAll({ url }: Subscriber, bodies: readonly string[]): Promise<void> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  for (const body of bodies) {
    await new Promise<void>((resolve, reject) => {
      http
        .request(url, { method: 'POST', agent }, (response) => response.resume().once('end', resolve))
        .once('error', reject)
        .end(body);
    });
  }
  agent.destroy();
}
