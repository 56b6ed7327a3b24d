/** What flows may ask of each call, under names that they cannot set. */
export const KNOWN_OF_CALLS = ['caller', 'called', 'language', 'date', 'time', 'weekday', 'vip', 'agent'] as const;
