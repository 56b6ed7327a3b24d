/** Name of the component in a file: `live-page.tsx` holds LivePage. */
export function componentNameOf(file: string): string {
  return file
    .replace(/\.tsx$/, '')
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
