import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

interface Task<Asked, Answer> {
  readonly asked: Asked;
  readonly done: (answer: Answer) => void;
  readonly failed: (why: Error) => void;
}

/** Processes beside this one that do what they are sent, one task at a time each, in the order in which it was asked. */
export class Crew<Asked extends object, Answer> {
  private readonly waiting: Task<Asked, Answer>[] = [];
  private readonly idle: ChildProcess[] = [];
  private readonly members: ChildProcess[] = [];

  /** @param program what each of them runs: it answers each message with one */
  constructor(program: URL, size: number) {
    for (let member = 0; member < size; member += 1) {
      const child = fork(fileURLToPath(program), { serialization: 'advanced' });
      this.members.push(child);
      this.idle.push(child);
    }
  }

  ask(asked: Asked): Promise<Answer> {
    return new Promise((done, failed) => {
      this.waiting.push({ asked, done, failed });
      this.handOut();
    });
  }

  /** Nothing more is asked. */
  dismiss(): void {
    for (const child of this.members) child.disconnect();
  }

  private handOut(): void {
    const child = this.idle.at(-1);
    const task = this.waiting[0];
    if (child === undefined || task === undefined) return;
    this.idle.pop();
    this.waiting.shift();
    const ended = (code: number | null): void => task.failed(new Error(`a process ended, status ${String(code)}`));
    child.once('exit', ended);
    child.once('message', (answer) => {
      child.off('exit', ended);
      this.idle.push(child);
      task.done(answer as Answer);
      this.handOut();
    });
    child.send(task.asked);
  }
}
