/**
 * Any number, the same in every CallRack: two migrators at once take turns, and who writes tables of `config` by other
 * ways than people's (the copy that a switch node keeps) takes it shared meanwhile.
 */
export const MIGRATOR_LOCK = 2_000_815_401;
