/** Migrations add first and contract in a later version, so that the former build still runs; none takes data back. */
export function refuseToGoBack(): Promise<never> {
  return Promise.reject(new Error('CallRack migrations go forward only: restore a backup to go back'));
}
