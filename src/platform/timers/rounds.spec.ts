import { EventEmitter, once as happens } from 'node:events';

import { Rounds } from './rounds.js';

/** A round that begins and ends when the test says so. */
class Work extends EventEmitter {
  begun = 0;
  atOnce = 0;
  most = 0;

  run = async (): Promise<void> => {
    this.begun += 1;
    this.atOnce += 1;
    this.most = Math.max(this.most, this.atOnce);
    this.emit('begun');
    const [error] = (await happens(this, 'end')) as [Error?];
    this.atOnce -= 1;
    if (error !== undefined) throw error;
  };
}

describe('rounds', () => {
  it('come one after another, also after one that failed', async () => {
    const work = new Work();
    const errors: unknown[] = [];
    const rounds = new Rounds(1, work.run, (error) => errors.push(error));
    rounds.start();
    for (const error of [undefined, new Error('once'), undefined]) {
      await happens(work, 'begun');
      work.emit('end', error);
    }
    await happens(work, 'begun');
    expect([work.begun, work.most, errors]).toEqual([4, 1, [new Error('once')]]);
    work.emit('end');
    await rounds.stop();
  });

  it('stopping waits for the round that runs, and no other comes', async () => {
    const work = new Work();
    const rounds = new Rounds(1, work.run, () => undefined);
    rounds.start();
    await happens(work, 'begun');
    expect(rounds.over).toBe(false);
    let isStopped = false;
    const stopped = rounds.stop().then(() => (isStopped = true));
    expect([rounds.over, isStopped]).toEqual([true, false]);
    work.emit('end');
    await stopped;
    expect([work.begun, work.atOnce]).toEqual([1, 0]);
  });
});
