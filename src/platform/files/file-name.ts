/** What some system refuses in the name of a file, and marks that turn what people read around. */
const REFUSED = /[\\/:*?"<>|\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const LONGEST = 100;

/** A name that people gave, as the name of a file on any system: never a path, never empty, of whole characters. */
export function fileNameFrom(name: string, ending: string): string {
  const plain = name.toWellFormed().replaceAll(REFUSED, '_').trim();
  const short = Array.from(plain)
    .slice(0, LONGEST)
    .join('')
    .replace(/^\.+/, '_')
    .replace(/[. ]+$/, '');
  return `${short === '' ? 'file' : short}.${ending}`;
}
