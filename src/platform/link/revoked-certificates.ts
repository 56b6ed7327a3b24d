import { Injectable } from '@nestjs/common';

/** Certificates of the cluster that are worth nothing any more; kept up to date on the admin node. */
@Injectable()
export class RevokedCertificates {
  private serials: ReadonlySet<string> = new Set();
  private read = false;
  private readonly watchers: (() => void)[] = [];

  /** @param serial hexadecimal, as it stands in the certificate; letters and leading zeros do not matter */
  has(serial: string): boolean {
    return this.serials.has(plain(serial));
  }

  /** Whether the list has been read yet. */
  get isKnown(): boolean {
    return this.read;
  }

  replace(serials: Iterable<string>): void {
    this.read = true;
    const serialsNow = new Set(Array.from(serials, plain));
    const isSame = serialsNow.size === this.serials.size && [...serialsNow].every((serial) => this.serials.has(serial));
    // connections end by what is told here: what was only read again is not
    if (isSame) return;
    this.serials = serialsNow;
    for (const watcher of this.watchers) watcher();
  }

  /** Called after every change. */
  onChange(watcher: () => void): void {
    this.watchers.push(watcher);
  }
}

function plain(serial: string): string {
  return serial.toLowerCase().replace(/^0+/, '');
}
