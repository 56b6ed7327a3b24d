import { Injectable } from '@nestjs/common';

/** Certificates of the cluster that are worth nothing any more; kept up to date on the admin node. */
@Injectable()
export class RevokedCertificates {
  private serials: ReadonlySet<string> = new Set();
  private readonly watchers: (() => void)[] = [];

  /** @param serial hexadecimal, as it stands in the certificate; letters and leading zeros do not matter */
  has(serial: string): boolean {
    return this.serials.has(plain(serial));
  }

  replace(serials: Iterable<string>): void {
    this.serials = new Set(Array.from(serials, plain));
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
